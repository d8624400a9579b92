"""People by the grammar of their names, places by their level."""

from itertools import pairwise

import pytest
from hypothesis import given

from index.vietnamese.names import Names
from index.vietnamese.normalise import compose, fold, normalise
from index.vietnamese.tokens import tokenise
from tests.index.vietnamese.words import ANY_TEXT

NAMES = Names.load()


def people(text: str) -> list[str]:
    tokens = tokenise(text)
    return [text[tokens[span.start].start : tokens[span.end - 1].end] for span in NAMES.find_people(text, tokens)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Trịnh Quang Lợi và bà Mạc Thị Hiền dự.", ["Trịnh Quang Lợi", "Mạc Thị Hiền"]),
        ("Nguyễn Văn A, Lê B", ["Nguyễn Văn A", "Lê B"]),
        ("đồng chí Đỗ Thị Ngọc Ánh Tuyết", ["Đỗ Thị Ngọc Ánh"]),
        ("Trần, Lê và Phạm", []),
        ("trịnh quang lợi", []),
        ("Quận Phú Lãng họp tại Hà Nội", []),
        ("Bí thư Thành ủy Hà Nội Hoàng Trung Đức", ["Hoàng Trung Đức"]),
        ("Hòa thượng Thích Viên Minh", ["Thích Viên Minh"]),
        ("Chủ tịch huyện Vũ Khắc Sỏi và ông Vừ A Páo", ["Vũ Khắc Sỏi", "Vừ A Páo"]),
        ("Bà Y Bích Mây và ông A Nhim", ["Y Bích Mây", "A Nhim"]),
        ("Ông Đoàn Văn Lúa, Đoàn Chủ tịch và Đoàn Thanh niên", ["Đoàn Văn Lúa"]),
        ("HỒ CHÍ MINH", []),
        ("Lý do Hội nghị", []),
        ("Ông Vũ", []),
        ("", []),
    ],
)
def test_people_are_a_family_name_and_more_capitals(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@given(ANY_TEXT)
def test_any_text_gives_token_ranges_in_order(text: str) -> None:
    composed = compose(text)
    tokens = tokenise(composed)
    found = NAMES.find_people(composed, tokens)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(2 <= len(span) <= 4 and span.end <= len(tokens) for span in found)


@pytest.mark.parametrize(
    ("text", "accented", "size"),
    [
        ("quận Phú Lãng", True, 1),
        ("Thành phố Trà Sa", True, 2),
        ("tổ dân phố số 3", True, 3),
        ("thanh pho Tra Sa", True, 0),
        ("thanh pho Tra Sa", False, 2),
        ("quân đội", True, 0),
        ("hội nghị", False, 0),
    ],
)
def test_levels_of_places(text: str, accented: bool, size: int) -> None:
    assert NAMES.level_at(tokenise(text), 0, accented=accented) == size


def test_no_level_stands_past_the_end() -> None:
    assert NAMES.level_at(tokenise("thành"), 0, accented=True) == 0
    assert NAMES.level_at([], 0, accented=True) == 0
    assert NAMES.level_at(tokenise("quận A và"), 3, accented=True) == 0


def test_the_table_is_in_one_spelling() -> None:
    spelled = [(key, name) for key, names in NAMES.surnames.items() for name in names]
    assert all(fold(name) == key and name == normalise(name) for key, name in spelled)
    assert {"vũ", "vừ"} <= NAMES.surnames["vu"]
    assert all(fold(" ".join(words)) == " ".join(key) for key, words in NAMES.places.items())
    assert set(NAMES.places) >= NAMES.provinces
    assert all(fund for fund in NAMES.funds)


def test_a_longer_level_comes_before_its_beginning() -> None:
    for position, level in enumerate(NAMES.levels):
        assert not any(level[: len(other)] == other for other in NAMES.levels[:position])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Chủ tịch UBMTTQ tỉnh Từ Văn Diễn khẳng định", ["Từ Văn Diễn"]),
        ("Ông Văn Hùng Cường phát biểu", ["Văn Hùng Cường"]),
        ("chủ tịch xã Dí A Mùa vận động", ["Dí A Mùa"]),
        ("đồng chí Phó Chủ tịch đề nghị", []),
    ],
)
def test_a_middle_name_tells_a_person_whose_family_name_is_another_word(text: str, named: list[str]) -> None:
    assert people(text) == named


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Chủ tịch Ủy ban MTTQ huyện Tạ Minh Sỏi chủ trì", ["Tạ Minh Sỏi"]),
        ("đoàn đến huyện Mù Cang Chải", []),
        ("họp tại huyện Dương Minh Châu", []),
        ("họp tại xã Lê Lợi", []),
    ],
)
def test_who_follows_a_level_may_be_a_person(text: str, people: list[str]) -> None:
    found = NAMES.people_after_levels(text, tokenise(text))
    assert sorted(found) == [text.index(name) for name in people]


@pytest.mark.parametrize(
    ("address", "province"),
    [
        ("baoquangngai.vn", {("quang", "ngai")}),
        ("mattran.nghean.gov.vn", {("nghe", "an")}),
        ("tin tuc quang ngai", set()),
        ("mattran.org.vn", set()),
    ],
)
def test_an_address_names_a_province(address: str, province: set[tuple[str, ...]]) -> None:
    words = [token.folded for token in tokenise(address)]
    assert NAMES.provinces_of(words, ()) == province
    assert NAMES.provinces_of((), ["chieu", *words]) == province
