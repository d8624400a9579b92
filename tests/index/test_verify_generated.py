"""What a language model writes: nothing hostile gets past the check, and honest paraphrases do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import Language
from index.sentence_stream import sentences
from index.types import Evidence
from index.verify_generated import GeneratedVerifier
from tests.index.generated_cases import CASES, FUNDS, HONEST, HOSTILE, VILLAGE, Said


@pytest.fixture(scope="module")
def verifier() -> GeneratedVerifier:
    language = Language.load()
    return GeneratedVerifier.load(language.names, language.grammar.offices, language.abbreviations)


def faults(verifier: GeneratedVerifier, said: Said) -> list[list[str]]:
    """Return the faults of each sentence that ends in marks."""
    return [
        [fault for part in sentence.parts for fault in part_faults(verifier, part.text, part.marks, said.evidence)]
        for sentence in sentences([said.text])
    ]


def part_faults(
    verifier: GeneratedVerifier, text: str, marks: tuple[int, ...], evidence: tuple[Evidence, ...]
) -> list[str]:
    if not all(1 <= mark <= len(evidence) for mark in marks):
        return ["a mark of nothing"]
    return verifier.faults(text, [evidence[mark - 1] for mark in marks])


@pytest.mark.parametrize("said", HONEST, ids=lambda said: said.name)
def test_an_honest_paraphrase_passes(verifier: GeneratedVerifier, said: Said) -> None:
    found = faults(verifier, said)
    assert found
    assert not any(found)


@pytest.mark.parametrize("said", HOSTILE, ids=lambda said: said.name)
def test_nothing_hostile_passes(verifier: GeneratedVerifier, said: Said) -> None:
    assert all(faults(verifier, said))


def test_the_rates(verifier: GeneratedVerifier, capsys: pytest.CaptureFixture[str]) -> None:
    stopped = sum(all(faults(verifier, said)) for said in HOSTILE)
    passed = sum(not any(faults(verifier, said)) for said in HONEST)
    with capsys.disabled():
        print(f"\nhostile stopped: {stopped} of {len(HOSTILE)}; honest passed: {passed} of {len(HONEST)}")
    assert (stopped, passed) == (len(HOSTILE), len(HONEST))
    assert len(HOSTILE) >= 60
    assert len(HONEST) >= 20


_TOLD = "Làng Dâu có 412 hộ với 1.687 nhân khẩu"
_DIGITS = [place for place, letter in enumerate(_TOLD) if letter.isdigit()]


@given(st.sampled_from(_DIGITS), st.sampled_from("0123456789"))
def test_no_digit_can_be_changed(verifier: GeneratedVerifier, place: int, digit: str) -> None:
    changed = f"{_TOLD[:place]}{digit}{_TOLD[place + 1 :]}"
    assert (verifier.faults(changed, [VILLAGE]) == []) == (changed == _TOLD)


@given(st.text(max_size=80), st.sampled_from([FUNDS, CASES, VILLAGE]))
def test_no_text_breaks_the_check(verifier: GeneratedVerifier, text: str, evidence: Evidence) -> None:
    assert isinstance(verifier.faults(text, [evidence]), list)


@given(st.text(alphabet="aà [1],.\n2]“”", max_size=60), st.integers(min_value=1, max_value=9))
def test_sentences_are_the_same_however_they_are_cut(text: str, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert list(sentences(pieces)) == list(sentences([text]))
