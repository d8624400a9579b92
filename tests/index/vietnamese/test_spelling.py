"""Slips of spelling are mended where one reading is a word, and right spelling is left alone."""

import pytest
from hypothesis import given

from index.vietnamese.frequencies import Frequencies
from index.vietnamese.spelling import mended
from tests.index.vietnamese.words import ANY_TEXT

FREQUENCIES = Frequencies.load()


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("còn mấy hộ ngèo?", "còn mấy hộ nghèo?"),
        ("nghười dân", "người dân"),
        ("công tác giám xát thế nào", "công tác giám sát thế nào"),
        ("ai chủ chì hội nghị", "ai chủ trì hội nghị"),
        ("Hội nghị bàn về khảo xát.", "Hội nghị bàn về khảo sát."),
        ("nhà đại đoàn kêt ở huyện", "nhà đại đoàn kết ở huyện"),
        ("vì ngừoi nghèo", "vì người nghèo"),
        ("gồm nhữg quận nào", "gồm những quận nào"),
        ("hội nghịi tổng kết", "hội nghị tổng kết"),
        ("tăng cường giám sáat", "tăng cường giám sát"),
    ],
)
def test_a_slip_becomes_the_word_that_was_meant(written: str, right: str) -> None:
    assert mended(written, FREQUENCIES) == right


@pytest.mark.parametrize(
    "right",
    [
        "Quỹ Vì người nghèo được bao nhiêu?",
        "Xã Xa Trì họp ở đâu?",
        "ông Chánh tránh mặt",
        "xử lý, sử dụng, trao tặng, chia sẻ",
        "trường chuyên",
        "quy nguoi ngheo duoc bao nhieu",
        "bản pa ris ka vin, xã đa tốn",
    ],
)
def test_right_spelling_and_names_stay(right: str) -> None:
    assert mended(right, FREQUENCIES) == right


@given(ANY_TEXT)
def test_only_words_change(text: str) -> None:
    kept = mended(text, FREQUENCIES)
    assert [one for one in kept if not one.isalpha()] == [one for one in text if not one.isalpha()]
