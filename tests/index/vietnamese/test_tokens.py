"""Syllables and numbers with their places."""

import re
import unicodedata

import pytest
from hypothesis import given

from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.normalise import compose, fold, normalise
from index.vietnamese.tokens import search_terms, spellings, tokenise
from tests.index.vietnamese.words import ANY_TEXT, SENTENCE

NONE = Abbreviations.of({}, {})


@given(ANY_TEXT)
def test_offsets_point_at_the_token_in_the_composed_text(text: str) -> None:
    composed = compose(text)
    previous = 0
    for token in tokenise(text):
        written = composed[token.start : token.end]
        assert previous <= token.start < token.end <= len(composed)
        previous = token.end
        if not token.text[0].isdigit():
            assert token.text == normalise(text)[token.start : token.end]
            assert len(written) == len(token.text)
        assert token.folded == fold(token.text)


@given(ANY_TEXT)
def test_spellings_are_those_of_the_tokens(text: str) -> None:
    tokens = tokenise(text)
    assert spellings(text) == ([token.text for token in tokens], [token.folded for token in tokens])


@given(ANY_TEXT)
def test_every_letter_and_digit_is_in_a_token(text: str) -> None:
    composed = normalise(text)
    covered = {position for token in tokenise(text) for position in range(token.start, token.end)}
    assert {position for position, letter in enumerate(composed) if re.match(r"[^\W_]", letter)} <= covered


@given(SENTENCE)
def test_accents_case_and_form_do_not_change_the_folded_tokens(text: str) -> None:
    expected = [token.folded for token in tokenise(text)]
    for variant in (text.upper(), fold(text), unicodedata.normalize("NFD", text)):
        assert [token.folded for token in tokenise(variant)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21/07/2023", ["21", "7", "2023"]),
        ("21-7-2023", ["21", "7", "2023"]),
        ("1.500 người", ["1500", "người"]),
        ("1.500.000đ", ["1500000", "đ"]),
        ("2,615 tỷ", ["2,615", "tỉ"]),
        ("97,97%", ["97,97"]),
        ("số 05-CT/TW", ["số", "5", "ct", "tw"]),
        ("000", ["0"]),
        ("“Vì người nghèo”.", ["vì", "người", "nghèo"]),
        ("🙂 ?!", []),
        ("", []),
    ],
)
def test_words_and_numbers(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenise(text)] == expected


def test_search_terms_are_syllables_pairs_and_short_forms() -> None:
    abbreviations = Abbreviations.of({"hnd": "hội nông dân"}, {})
    assert search_terms(["hội", "nông", "dân", "họp"], abbreviations) == [
        "hội", "nông", "dân", "họp", "hội_nông", "nông_dân", "dân_họp", "hnd",
    ]  # fmt: skip
    assert search_terms([], NONE) == []
    assert search_terms(["họp"], NONE) == ["họp"]
