"""One form for each word, whatever the keyboard that typed it."""

import re
import unicodedata

import pytest
from hypothesis import given

from index.vietnamese.normalise import clean, compose, fold, has_accents, normalise, spelled
from tests.index.vietnamese.words import ANY_TEXT, VIETNAMESE


@given(ANY_TEXT)
def test_normalise_is_idempotent_and_keeps_every_position(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert len(once) == len(compose(text))


@given(ANY_TEXT)
def test_composed_and_decomposed_text_are_one(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert normalise(decomposed) == normalise(text)
    assert fold(decomposed) == fold(text)
    assert clean(decomposed) == clean(text)


@given(VIETNAMESE)
def test_fold_is_idempotent_and_bare(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert len(folded) == len(compose(text))
    assert not has_accents(folded)
    assert not set(folded) & set("đăâêôơưáằẫộựỹ")
    assert folded == folded.lower()


@given(ANY_TEXT)
def test_fold_of_any_text_is_idempotent_and_holds_no_mark(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not any(unicodedata.combining(letter) for letter in folded)


@given(VIETNAMESE)
def test_fold_forgets_accents_that_were_dropped(text: str) -> None:
    assert fold(fold(text)) == fold(normalise(text)) == fold(text.upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uỷ ban", "ủy ban"),
        ("UỶ BAN", "Ủy ban"),
        ("hoà bình", "hòa bình"),
        ("khoẻ", "khỏe"),
        ("thuý", "thúy"),
        ("2 tỷ đồng", "2 tỉ đồng"),
        ("2tỷ", "2tỉ"),
        ("kỳ họp", "kì họp"),
        ("lý do", "lí do"),
        ("nước Mỹ", "nước mĩ"),
    ],
)
def test_spellings_of_one_word_agree(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("quý", "quỹ"), ("hoàn", "hòan"), ("thúy", "thủy"), ("tay", "tai"), ("đông", "dông"), ("quý", "qúy")],
)
def test_words_that_differ_stay_different(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_fold_reads_d_with_stroke() -> None:
    assert fold("ĐẠI ĐOÀN KẾT, Thuỷ Lợi") == "dai doan ket, thuy loi"
    assert fold("tỷ lệ") == fold("ty le") == fold("tỉ lệ")


@given(ANY_TEXT)
def test_clean_leaves_one_visible_line(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned == " ".join(cleaned.split())
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b\ufeff]", cleaned)


def test_clean_keeps_the_words() -> None:
    assert clean("  Họp\u200b\x00 khi\r\nnào?\ufeff ") == "Họp khi nào?"


def test_accents_are_seen() -> None:
    assert has_accents("quỹ")
    assert has_accents("Đ")
    assert has_accents(unicodedata.normalize("NFD", "họp"))
    assert not has_accents("quy vi nguoi ngheo 2024?")


def test_spelled_matches_full_accents_or_none() -> None:
    pattern = re.compile(spelled("quý", "nhiệm kỳ"))
    for text in ("quý", "QUÝ", "quy", "nhiệm kỳ", "NHIEM  KY", "nhiệm kì"):
        assert pattern.fullmatch(normalise(text)), text
    for text in ("quỹ", "quỳ", "nhiễm kỳ"):
        assert not pattern.search(normalise(text)), text
