"""Months and quarters spelled out (tháng ba, quý hai), read as if in digits."""

import re

from index.vietnamese.normalise import fold, normalise, spelled

_NUMBERS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12,
}  # fmt: skip
_FOLDED = {fold(word): number for word, number in _NUMBERS.items()} | {fold("năm"): 5}
_LONGEST_FIRST = sorted(_NUMBERS, key=len, reverse=True)
# Typed plainly, "thang sau" is as likely the next month.
_MONTH = "|".join([spelled(*(word for word in _LONGEST_FIRST if word != "sáu")), normalise("sáu")])
# "Tháng năm" is as likely "tháng, năm"; the year after it tells.
_MAY = rf"{spelled('năm')}(?=\s+{spelled('năm')}\s+\d)"
# How often and how many: "mỗi tháng ba lần", "6 tháng hai bên".
_NOT_COUNTED = (
    rf"(?<!\d )(?<!{normalise('mỗi')} )(?<!moi )(?<!{normalise('hàng')} )(?<!hang )(?<!{normalise('một')} )(?<!mot )"
)
_COUNTS = (
    "lần", "buổi", "cuộc", "lượt", "ngày", "người", "bên", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "đồng", "ông", "bà",
    "vị", "đơn", "xã", "phường", "quận", "huyện", "hộ",
)  # fmt: skip
_SPELLED_OUT = re.compile(
    rf"(?<!\w){_NOT_COUNTED}(?:{spelled('tháng')}\s+(?P<month>{_MONTH}|{_MAY})"
    rf"|{normalise('(?:quý|quí)')}\s+(?P<quarter>{spelled('một', 'hai', 'ba', 'tư', 'bốn')})"
    # Typed plainly, "quy tu thien" is a fund.
    rf"|quy\s+(?P<plain>mot|hai|ba)(?=\s*$|\s*[?,.]|\s+(?:nam|va|hoac)\b))(?!\w)(?!\s+{spelled(*_COUNTS)}(?!\w))"
)


def in_digits(text: str) -> str:
    """Return normalised ``text`` with the spelled-out numbers of months and quarters in digits, as long as before."""

    def digits(match: re.Match[str]) -> str:
        written = match["month"] or match["quarter"] or match["plain"]
        number = str(_FOLDED[fold(" ".join(written.split()))])
        return match[0].removesuffix(written) + number.rjust(len(written))

    return _SPELLED_OUT.sub(digits, text)
