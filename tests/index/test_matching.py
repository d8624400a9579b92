"""How much of a question a text holds: words before syllables, typed accents before bare letters."""

import pytest

from index.matching import Vocabulary, Wanted, coverage, matched, wanted_words
from index.ranking import Ranker
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.tokens import tokenise


@pytest.fixture(scope="module")
def frequencies() -> Frequencies:
    return Frequencies.load()


def _share(text: str, wanted: Wanted, abbreviations: Abbreviations) -> float:
    return coverage(wanted, matched(wanted, Vocabulary.of(tokenise(text), abbreviations, Frequencies.load())))


def _wanted(text: str, frequencies: Frequencies, *, accented: bool = True) -> Wanted:
    return wanted_words(text, ("là", "bao", "nhiêu"), ("được",), frequencies, accented=accented)


def test_a_word_is_more_than_its_syllables(frequencies: Frequencies, abbreviations: Abbreviations) -> None:
    wanted = _wanted("dân số là bao nhiêu", frequencies)
    assert _share("dân số của huyện", wanted, abbreviations) == 1.0
    assert _share("số vụ việc của nhân dân", wanted, abbreviations) < 0.5


def test_what_asks_makes_no_word_with_its_neighbour_when_typed_plainly(frequencies: Frequencies) -> None:
    wanted = wanted_words("bai phat dong thi dua", ("bài",), (), frequencies, accented=False)
    assert {syllable for word in wanted.words for syllable in word.syllables} == {"phat", "dong", "thi", "dua"}


def test_typed_accents_count(frequencies: Frequencies, abbreviations: Abbreviations) -> None:
    wanted = _wanted("quỹ", frequencies)
    assert _share("quỹ", wanted, abbreviations) > _share("quý", wanted, abbreviations) > 0
    bare = _wanted("quy", frequencies, accented=False)
    assert _share("quỹ", bare, abbreviations) == _share("quý", bare, abbreviations) == 1.0


def test_abbreviations_hold_both_ways(frequencies: Frequencies, abbreviations: Abbreviations) -> None:
    assert _share("Ủy ban MTTQ", _wanted("Mặt trận Tổ quốc", frequencies), abbreviations) == 1.0
    assert _share("Mặt trận Tổ quốc", _wanted("MTTQ", frequencies), abbreviations) == 1.0
    assert _share("Uy ban MTTQ", _wanted("mat tran to quoc", frequencies, accented=False), abbreviations) == 1.0


def test_words_are_sought_whole_and_side_by_side(frequencies: Frequencies, abbreviations: Abbreviations) -> None:
    first, second = (
        Vocabulary.of(tokenise(text), abbreviations, frequencies) for text in ("Hội họp, MTTQ xã dự", "nghị quyết")
    )
    both = Vocabulary.union([first, second])
    assert all(map(both.holds, ("hoi", "hoi hop", "mttq", "mat tran to quoc", "xa du", "nghi quyet")))
    # Neither parts of a syllable nor what two texts or two spellings of one only touch with.
    assert not any(map(both.holds, ("ho", "hoi xa", "du nghi", "du hoi", "du mttq")))


def test_a_text_that_was_asked_of_before_is_not_compared_again(
    frequencies: Frequencies, abbreviations: Abbreviations
) -> None:
    wanted = _wanted("dân số là bao nhiêu", frequencies)
    texts = [Vocabulary.of(tokenise("dân số của huyện"), abbreviations, frequencies) for _ in range(2)]
    assert matched(wanted, texts[0]) is matched(wanted, texts[1])
    fewer = Wanted(wanted.words[:1], accented=True)
    assert len(matched(fewer, texts[0])) == 1


def test_a_question_of_question_words_is_covered_by_anything(
    frequencies: Frequencies, abbreviations: Abbreviations
) -> None:
    assert _share("bất kỳ", _wanted("là bao nhiêu", frequencies), abbreviations) == 1.0


def test_the_tables_of_words_agree_with_the_features() -> None:
    assert Ranker.load().weights.shape[0] > 0
