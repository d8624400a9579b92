"""Foreign names with a slip in them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.matching import Vocabulary
from index.slips import holds_name
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.tokens import tokenise

ABBREVIATIONS, FREQUENCIES = Abbreviations.load(), Frequencies.load()
NAMES = st.text(string.ascii_lowercase, min_size=6, max_size=12)


def read(text: str) -> Vocabulary:
    return Vocabulary.of(tokenise(text), ABBREVIATIONS, FREQUENCIES)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("broncos", "Đội Bronco thắng."), ("bronco", "Đội Broncos thắng."), ("superbowl", "trận Super Bowl năm ấy"),
        ("vinnamilk", "Công ty Vinamilk ủng hộ"), ("vinamlik", "Công ty Vinamilk ủng hộ"), ("vinamelk", "của Vinamilk"),
        ("ikea", "cửa hàng IKEA"),
    ],
)  # fmt: skip
def test_a_name_is_known_by_one_slip(name: str, text: str) -> None:
    assert holds_name(read(text), name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("maria", "Bà Mario đến."), ("vinhomes", "Tập đoàn Vingroup"), ("samsung", "hãng Samson"),
        ("novaland", "Công ty Sovaland"), ("facebook", ""), ("superbowl", "siêu bát super"),
    ],
)  # fmt: skip
def test_another_name_is_another(name: str, text: str) -> None:
    assert not holds_name(read(text), name)


@given(NAMES, st.data())
def test_any_one_slip_after_the_first_letter_is_forgiven(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(name) - 2))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    for slipped in (
        name[:place] + name[place + 1 :],
        name[:place] + letter + name[place:],
        name[:place] + letter + name[place + 1 :],
        name[:place] + name[place + 1] + name[place] + name[place + 2 :],
    ):
        assert holds_name(read(slipped), name)


@given(NAMES, NAMES)
def test_a_slip_is_one_both_ways(first: str, second: str) -> None:
    assert holds_name(read(first), second) == holds_name(read(second), first)
