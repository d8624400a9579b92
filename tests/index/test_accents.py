"""Accents given back: what is known is written properly, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.accents import Accents
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold, has_accents, strip_accents


@pytest.fixture(scope="module")
def accents() -> Accents:
    return Accents.of(["lần thứ", "số", "năm", "Huyện ủy", "phó chủ tịch", "chủ tịch"], Names.load())


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("quan Ba Dinh nam 2021", "quận Ba Đình năm 2021"),
        ("huyen my duc", "huyện Mỹ Đức"),
        ("Pho Chu tich ubnd quan Ha Dong", "Phó Chủ tịch UBND quận Hà Đông"),
        ("huyện Yen My", "huyện Yên Mỹ"),
        ("Huyen uy Yen My", "Huyện ủy Yên Mỹ"),
        ("lan thu 12", "lần thứ 12"),
        ("Vinamilk", "Vinamilk"),
        ("", ""),
    ],
)
def test_known_words_get_their_accents(accents: Accents, typed: str, written: str) -> None:
    assert accents.given(typed) == written


@given(st.text(max_size=60))
def test_nothing_but_accents_and_capitals_changes(accents: Accents, text: str) -> None:
    assert fold(accents.given(text)) == fold(text)


@given(st.sampled_from(["quận Ba Đình", "huyện Gia Lâm", "phường Nhân Chính", "tỉnh Nghệ An"]))
def test_what_is_taken_off_is_given_back(accents: Accents, name: str) -> None:
    assert accents.given(strip_accents(name)) == name
    assert has_accents(name)
