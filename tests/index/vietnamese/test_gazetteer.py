"""The units of the country: what their table is made from, and what it tells of names."""

import pytest

from index.vietnamese.gazetteer import Gazetteer
from index.vietnamese.tokens import tokenise
from index.vietnamese.units import merged_communes, unit_lines

UNITS = Gazetteer.load()


def words(text: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokenise(text))


def test_lines_are_of_districts_of_before_and_of_provinces_of_today() -> None:
    row = {
        "old_province": "Tỉnh A Lá",
        "old_district": "Huyện Bến Cỏ",
        "old_ward": "Xã Đồng Mít",
        "new_province": "Thành phố Sông Trăng",
        "new_ward": "Phường Bến Cỏ",
    }
    assert list(unit_lines([row, row | {"old_ward": "Thị trấn Cầu Gỗ"}, row | {"old_ward": ""}])) == [
        "Tỉnh A Lá\tHuyện Bến Cỏ\tThị trấn Cầu Gỗ\tXã Đồng Mít",
        "Thành phố Sông Trăng\t\tPhường Bến Cỏ",
    ]


def test_the_table_is_the_one_that_the_package_gives() -> None:
    made = Gazetteer.of(unit_lines(merged_communes()))
    assert (made.spellings, made.districts) == (UNITS.spellings, UNITS.districts)
    assert len({province for provinces in UNITS.districts.values() for province in provinces}) == 63


@pytest.mark.parametrize(
    ("name", "spelled", "is_unit"),
    [
        ("Đa Tốn", "đa tốn", True),
        ("Đa Tốn", "da ton", False),
        ("Buôn Ma Thuột", "buôn ma thuột", True),
        ("Cư M'gar", "cư m'gar", True),
        ("Sơn Nhì Tư", "sơn nhì tư", False),
        ("10", "10", False),
    ],
)
def test_a_name_is_a_unit_in_its_own_spelling(name: str, spelled: str, is_unit: bool) -> None:
    assert UNITS.is_unit(words(name), [token.text for token in tokenise(spelled)]) is is_unit


def test_typed_plainly_a_name_is_known_by_its_letters() -> None:
    assert UNITS.is_unit(words("da ton"))
    assert not UNITS.is_unit(words("da ton ngay"))


@pytest.mark.parametrize(
    ("text", "provinces"),
    [
        ("tại huyện Yên Mỹ", {"hung yen"}),
        ("quận Hải Châu và huyện Hòa Vang", {"da nang"}),
        ("quận 10", {"ho chi minh"}),
        ("tx Buôn Hồ", {"dak lak"}),
        ("huyện Châu Thành", set()),
        ("huyện Yên Mỹ, huyện Hòa Vang", set()),
        ("Yên Mỹ", set()),
        ("huyện", set()),
    ],
)
def test_a_district_tells_its_province_unless_others_are_named_so(text: str, provinces: set[str]) -> None:
    found = UNITS.provinces_in(words(text))
    assert {" ".join(province) for province in found} == provinces
