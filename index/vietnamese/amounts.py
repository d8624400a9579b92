"""Numbers, sums of money and shares as Vietnamese writes them: a comma for decimals, a point for thousands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from index.vietnamese.dates import find_dates
from index.vietnamese.normalise import fold, normalise, spelled

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+\.\d{1,2}(?!\d)|\d+(?:,\d+)?)"
_POWERS = {"chuc": 1, "tram": 2, "nghin": 3, "ngan": 3, "trieu": 6, "ti": 9}
_LARGE = rf"(?:{spelled('triệu')}|{spelled('tỷ')}(?!\s+{spelled('lệ', 'vi')}\b))"
_SMALL = spelled("chục", "trăm", "nghìn", "ngàn")
_SCALE = rf"(?:(?:{_SMALL}\s+)?{_LARGE}|{_SMALL})(?!\w)"
_UNIT = (
    rf"(?:{spelled('đồng')}(?!\w|\s+{spelled('chí', 'bào', 'đội', 'nghiệp', 'thời', 'loạt', 'hồ', 'phục', 'bộ')}\b)"
    r"|vn[dđ](?!\w)|[dđ](?!\w|/c\b))"
)
# What a scale without đồng may count instead of money (3 triệu lượt người).
_COUNTED = spelled(
    "người", "lượt", "hộ", "dân", "đoàn viên", "hội viên", "cử tri", "lao động", "công nhân", "học sinh", "trẻ em",
    "liều", "tấn", "ha", "mét", "m2", "m3", "km", "con", "cây", "phiếu", "bản", "tin", "hành khách", "khách",
    "du khách", "thành viên", "phụ nữ", "cổ phiếu", "thuê bao", "sản phẩm", "suất", "xe", "căn", "thẻ", "bệnh nhân"
)  # fmt: skip
_FOREIGN = (
    rf"(?:{spelled('đô la', 'đôla', 'euro', 'bảng anh', 'nhân dân tệ')}|usd|us\$|eur"
    rf"|{spelled('đô')}(?!\s+{spelled('thị', 'đốc', 'vật')}))"
)
# A number begins after no letter, digit or hyphenated word (QH14, Covid-19).
_START = r"(?<![\w.,/])(?<![^\W\d_]-)"
_MONEY_PART = re.compile(
    rf"{_START}(?P<number>{_NUMBER})(?:\s*(?P<scale>{_SCALE})(?P<half>\s+{spelled('rưỡi')}(?!\w))?)?"
    rf"(?:\s*(?P<unit>{_UNIT}))?(?![\d%])"
)
_UNCOUNTED = re.compile(rf"\s+(?:{_COUNTED}|{_FOREIGN})(?!\w)")
_FOREIGN_MONEY = re.compile(rf"{_START}(?P<number>{_NUMBER})(?:\s*(?P<scale>{_SCALE}))?\s*{_FOREIGN}(?!\w)")
_FRACTION = re.compile(
    rf"(?<!\w)(?:{spelled('hơn', 'quá', 'gần', 'khoảng')}\s+)?(?:{spelled('một nửa')}"
    rf"|{spelled('một', 'hai', 'ba', 'bốn', 'năm')}\s+{spelled('phần')}"
    rf"\s+{spelled('ba', 'tư', 'năm', 'sáu', 'mười')})(?!\w)"
    rf"|(?<!\w){spelled('quá nửa', 'hơn nửa')}(?!\w)"
)
_PERCENTAGE = re.compile(rf"(?<![\d.,/])(?P<number>{_NUMBER})\s*(?:%|{spelled('phần trăm')}(?!\w))")
_COUNT = re.compile(
    rf"{_START}(?P<number>{_NUMBER})(?:/\d[\d.]*)?(?:\s*(?P<scale>{_SCALE}))?(?![\d/%]|[.,]\d|\s*-\s*[^\W\d]+/|-[^\W\d])"
)
# Numbers that count nothing: telephone numbers, times of the day.
_NO_COUNT = re.compile(
    r"(?<!\w)\(?(?:\+?84|0\d{1,3}|1[89]00)\)?(?:[ .-]?\d{2,4}){2,4}(?!\d)"
    rf"|(?<!\w)\d{{1,2}}\s*(?:[h:]|g|{spelled('giờ')})\s*\d{{2}}(?!\w)(?:\s*{spelled('phút')})?|(?<!\w)\d{{1,2}}h(?!\w)"
)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in a text: its value in whole units (đồng for money) and where it stands."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A number with its scale: a sum, or a piece of one (1 tỷ 250 triệu đồng); ``open`` until its đồng is read."""

    value: Decimal
    power: int
    money: bool
    open: bool
    start: int
    end: int


def read_number(written: str) -> Decimal:
    """Return the value of ``2,615`` (2.615), ``1.500`` (1500) or ``10.4`` (10.4).

    A point followed by three digits marks thousands, and so do several commas (``1,500,000``); any other point, or a
    comma, marks decimals.

    Raises ValueError if ``written`` is no number.
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        return Decimal(written.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", written):
        return Decimal(written.replace(",", ""))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", written):
        return Decimal(written.replace(",", "."))
    raise ValueError(written)


def find_money(text: str) -> list[WrittenNumber]:
    """Return the sums of money in ``text``, in đồng: a number with a scale (tỷ, triệu) or with đồng.

    Offsets, here and below, are positions in ``compose(text)``.
    """
    plain = normalise(text)
    sums: list[_Part] = []
    for part in _money_parts(plain):
        last = sums[-1] if sums else None
        if last and last.open and part.power < last.power and plain[last.end : part.start].isspace():
            value, money = last.value + part.value, last.money or part.money
            sums[-1] = _Part(value, part.power, money, part.open, last.start, part.end)
        else:
            sums.append(part)
    dates = [(found.start, found.end) for found in find_dates(text, default_year=2000)]
    return [
        WrittenNumber(found.value, found.start, found.end)
        for found in sums
        if found.money and not _overlaps(found.start, found.end, dates)
    ]


def _money_parts(plain: str) -> Iterator[_Part]:
    for match in _MONEY_PART.finditer(plain):
        if not match["scale"] and not match["unit"]:
            continue
        power = _power(match["scale"])
        value = (read_number(match["number"]) + (Decimal("0.5") if match["half"] else 0)) * 10**power
        counts = not match["unit"] and _UNCOUNTED.match(plain, match.end())
        money = bool(match["unit"]) or (power >= 6 and not counts)
        yield _Part(value, power, money, not match["unit"], match.start(), match.end())


def _power(scale: str | None) -> int:
    return sum(_POWERS[fold(word)] for word in scale.split()) if scale else 0


def _overlaps(start: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in taken)


def find_percentages(text: str) -> list[WrittenNumber]:
    """Return the percentages of ``text``; 97,97% has the value 97.97."""
    return [
        WrittenNumber(read_number(match["number"]), match.start(), match.end())
        for match in _PERCENTAGE.finditer(normalise(text))
    ]


def find_fractions(text: str) -> list[tuple[int, int]]:
    """Return where fractions stand that are written in words: "quá nửa", "hai phần ba"."""
    return [match.span() for match in _FRACTION.finditer(normalise(text))]


def find_foreign_money(text: str) -> list[WrittenNumber]:
    """Return the sums in money of other countries; 5.000 USD has the value 5000."""
    return [
        WrittenNumber(read_number(match["number"]) * 10 ** _power(match["scale"]), match.start(), match.end())
        for match in _FOREIGN_MONEY.finditer(normalise(text))
    ]


def find_counts(text: str) -> list[WrittenNumber]:
    """Return the plain numbers of ``text``: no date, time, sum, percentage, telephone number or number of a document.

    ``250/275`` counts as 250.
    """
    plain = normalise(text)
    taken = [(found.start, found.end) for found in find_dates(text, default_year=2000)]
    taken += [(found.start, found.end) for found in (*find_money(text), *find_percentages(text))]
    taken += [match.span() for match in _NO_COUNT.finditer(plain)]
    return [
        WrittenNumber(read_number(match["number"]) * 10 ** _power(match["scale"]), match.start(), match.end())
        for match in _COUNT.finditer(plain)
        if not _overlaps(match.start(), match.end(), taken)
    ]
