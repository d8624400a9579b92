"""The line that says when an article was published, in the forms Vietnamese sites print it.

The day always comes first (``09/11/2022`` is the ninth of November). A line is a dateline only if, apart from
one date, a time and the usual labels, nothing stands in it but perhaps the author's name; a date inside a
sentence therefore never is one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from corpus.byline import parse_byline
from corpus.chrome import is_navigation
from corpus.genre import genre_pattern
from corpus.letters import is_personal_name

VIETNAM = timezone(timedelta(hours=7))

_MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH_WORD = rf"th(?:áng|g)?\.?\s*(?P<month>\d{{1,2}}|{_MONTH_NAME})"
_ENGLISH_WORD = rf"(?P<month>{'|'.join(_ENGLISH)})[a-z]*\.?"
_EDGE = r"(?<![\w/.-])"
_END = r"(?![\w/])"

_ISO = re.compile(
    r"(?<!\w)(?P<moment>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?\s?(?:Z|[+-]\d\d:?\d\d)?)(?!\w)",
    re.IGNORECASE,
)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_EDGE}{_DAY}\s?(?P<mark>[/.\-–])\s?(?P<month>\d{{1,2}})\s?(?P=mark)\s?{_YEAR}{_END}",
        rf"{_EDGE}{_YEAR}(?P<mark>[/.\-–])(?P<month>\d{{1,2}})(?P=mark){_DAY}{_END}",
        rf"{_EDGE}(?:ngày\s+)?{_DAY}\s?[,-]?\s?{_MONTH_WORD}\s?,?(?:\s?năm|\s?[-/])?\s?{_YEAR}{_END}",
        rf"{_EDGE}{_MONTH_WORD}\s+{_DAY}\s?,\s?(?:năm\s)?{_YEAR}{_END}",
        rf"{_EDGE}{_DAY}\s{_ENGLISH_WORD},?\s{_YEAR}{_END}",
        rf"{_EDGE}{_ENGLISH_WORD}\s{_DAY},?\s{_YEAR}{_END}",
    )
)
_TIME = re.compile(
    r"(?<![\w:./])(?P<hour>\d{1,2})\s?"
    r"(?:[:.](?P<minute>\d\d)(?::\d\d)?|(?:h|g|giờ)\s?(?P<spoken>\d{1,2})?(?:\s?(?:phút|p|'))?)"
    r"(?:\s?[\[(]?(?P<half>am|pm|a\.m\.|p\.m\.|sa|ch|sáng|trưa|chiều|tối)[\])]?)?(?![\w:/])",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\(?\s?(?:GMT|UTC|ICT)\s?(?:\+\s?0?7(?::?00)?)?\s?\)?|(?<=\d)\s?\+07:?00(?!\d)", re.IGNORECASE)
_UPDATE = re.compile(r"(?:cập nhật|chỉnh sửa|sửa đổi|updated?|modified)", re.IGNORECASE)
_MAIN_LABEL = re.compile(r"đăng|cập nhật|xuất bản|updated?|modified|published|posted", re.IGNORECASE)
_LABEL = r"(?<!\w){dateline_labels}(?!\w)"
_COUNTER = "{counters}"
# How often it was read and how many have commented, after the hour and without a word: "08:22    1.316    0".
_BARE_COUNTERS = re.compile(r"(?<=\d[:h]\d\d)(?:\s+(?:\d{1,3}(?:[.,]\d{3})+|\d{1,6})){1,3}$")
# Parts of a line side by side on the page, with nothing between in its source: "07:55Đã xem: 2.318Cỡ chữ".
_GLUED_WORD = re.compile(r"(?<=\d)(?P<letter>[^\W\d_])(?=[^\W\d_])")
_PLACE = re.compile(r"^\s*[^\W\d_]+(?:[\s.]+[^\W\d_]+){0,4}\s*,\s*$")
_AGENCY = re.compile(r"^\s*\([^\W\d_]{2,8}\)")
_SEPARATORS = " \t|,;:.-–—_()[]/\\•·●*~\"'”“"
_BYLINE_LABEL = re.compile(r"^(?:tác giả|người (?:đăng|viết|gửi)|author|by|bởi)\s*:?\s*", re.IGNORECASE)
# What somebody is called who logs in to post: "bbt_mttq", "mt.binhduong"; no person's name has such a mark.
_LOGIN = re.compile(r"[a-z][a-z0-9]*(?:[_.@][a-z0-9]+)+|[a-z]{2,}\d+")
_LONGEST_LINE = 160
_GLUED_IN_BRACKETS = re.compile(r"\s*[(\[](?P<dateline>[^()\[\]]*\d[^()\[\]]*(?:\([^()]*\))?[^()\[\]]*)[)\]]\s*$")
_GLUED = re.compile(
    r"(?:\s|^)(?P<dateline>(?:\d\d?[/.-]\d\d?[/.-]\d{4}|\d\d?[:h]\d\d)[\d/.:h|,\s–-]{4,30}"
    r"(?:[ap]m|sa|ch|\(?gmt\s?\+7\)?|\s)*)$",
    re.IGNORECASE,
)
_EVENT_WORD = re.compile(r"(?:ngày|lúc|hồi|vào|từ|đến|tới|sáng|chiều|tối)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """When an article appeared (+07:00), whether the hour was given, and the author if the line named one.

    ``is_labelled`` says that the line calls itself a date of publication, ``is_update`` one of a change.
    """

    published: datetime
    has_time: bool
    is_update: bool = False
    is_labelled: bool = False
    author: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    published: datetime
    has_time: bool
    spelled: bool = False


def parse_dateline(line: str) -> Dateline | None:
    """Read a whole line as a dateline; None when anything else than a dateline stands in it."""
    text = _GLUED_WORD.sub(_apart, _BARE_COUNTERS.sub("", unicodedata.normalize("NFC", line).strip()))
    if len(text) > _LONGEST_LINE:
        return None
    dates = sorted(_find_dates(text), key=lambda found: found.start)
    chosen = _choose(text, dates)
    if chosen is None:
        return None
    clock = _clock_beside(text, chosen, several=len(dates) > 1)
    author = _leftover_author(_residue(text, dates))
    if author is None:
        return None
    published = chosen.published
    if clock and not chosen.has_time:
        published = published.replace(hour=clock[0], minute=clock[1])
    label = _label_before(text, dates, dates.index(chosen))
    return Dateline(
        published,
        chosen.has_time or clock is not None,
        is_update=bool(_UPDATE.search(label)),
        is_labelled=bool(_MAIN_LABEL.search(label)) and not _UPDATE.search(label),
        author=author or None,
    )


def _apart(glued: re.Match[str]) -> str:
    """Return the first letter of a word after a number, with a space before it if it is a capital."""
    return f" {glued['letter']}" if glued["letter"].isupper() else glued["letter"]


def split_glued_dateline(title: str) -> tuple[str, Dateline | None]:
    """Split a dateline off the end of a headline: ``… năm 2023 (21:14 09/11/2022)``, ``… - 24/07/2023 14:34``.

    Without brackets it must give the hour and no words, for a headline may end with the day of its event.
    """
    for pattern in (_GLUED_IN_BRACKETS, _GLUED):
        match = pattern.search(title[-_LONGEST_LINE:])
        if match is None or not (head := title[: -len(match[0])].rstrip(" -–—|,")):
            continue
        dateline = parse_dateline(match["dateline"])
        if dateline is None or dateline.author is not None:
            continue
        if pattern is _GLUED_IN_BRACKETS or (dateline.has_time and not _EVENT_WORD.search(head)):
            return head, dateline
    return title, None


def parse_moment(value: str) -> Dateline | None:
    """Read a machine's date (``2023-07-24T07:34:00Z``) or a dateline; a naive one is Vietnam's."""
    text = value.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return parse_dateline(text)
    has_time = len(text) > 10
    return Dateline(_in_vietnam(moment), has_time) if _is_plausible(moment) else None


def _find_dates(text: str) -> Iterator[_Found]:
    taken: list[tuple[int, int]] = []
    for match in _ISO.finditer(text):
        moment = _iso_moment(match["moment"])
        if moment is not None:
            taken.append(match.span())
            yield _Found(*match.span(), moment, has_time=True)
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            day = _date_of(match)
            if day is not None:
                taken.append(match.span())
                yield _Found(*match.span(), day, has_time=False, spelled=pattern in _DATES[2:])


def _iso_moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written.replace(" ", "").upper())
    except ValueError:
        return None
    return _in_vietnam(moment) if _is_plausible(moment) else None


def _date_of(match: re.Match[str]) -> datetime | None:
    month = match["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.get(month) or _ENGLISH.index(month) + 1
    try:
        day = datetime(int(match["year"]), number, int(match["day"]), tzinfo=VIETNAM)
    except ValueError:  # 31/02 is no date, whatever it is
        return None
    return day if _is_plausible(day) else None


def _is_plausible(moment: datetime) -> bool:
    return 1990 <= moment.year <= 2099


def _in_vietnam(moment: datetime) -> datetime:
    return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)


def _label_before(text: str, dates: list[_Found], position: int) -> str:
    return text[dates[position - 1].end if position else 0 : dates[position].start]


def _choose(text: str, dates: list[_Found]) -> _Found | None:
    """Return the date of publication: the only one, or the first that is not labelled an update."""
    if len(dates) < 2:
        return dates[0] if dates else None
    updates = [bool(_UPDATE.search(_label_before(text, dates, position))) for position in range(len(dates))]
    if not any(updates):  # two bare dates are a period, not a moment
        return None
    return dates[updates.index(False)] if False in updates else dates[0]


def _clock_beside(text: str, chosen: _Found, *, several: bool) -> tuple[int, int] | None:
    """Return the (hour, minute) beside the chosen date, which at times shares the line with another."""
    rest = text[: chosen.start] + "\n" * (chosen.end - chosen.start) + text[chosen.end :]
    first, last = 0, len(text)
    if several:
        cuts = [match.start() for match in genre_pattern(_LABEL).finditer(text) if _MAIN_LABEL.search(match[0])]
        first = max((cut for cut in cuts if cut <= chosen.start), default=0)
        last = min((cut for cut in cuts if cut >= chosen.end), default=len(text))
    clocks = (_read_time(match) for match in _TIME.finditer(rest[first:last]))
    return next((clock for clock in clocks if clock is not None), None)


def _residue(text: str, dates: list[_Found]) -> str:
    """Return what stands beside dates, times, labels and counters, each of which leaves a break."""
    rest = text
    for date in dates:
        rest = rest[: date.start] + "\n" * (date.end - date.start) + rest[date.end :]
    if _is_place(text[: dates[0].start], dates[0]):
        rest = rest[dates[0].start :]
    rest = _ZONE.sub("\n", rest)
    rest = _TIME.sub(lambda match: "\n" if _read_time(match) else match[0], _AGENCY.sub("", rest))
    # Buttons go before the labels: "Đọc bài viết" holds one.
    rest = "\n".join(piece for piece in re.split(r"[\n|]", rest) if not is_navigation(piece.strip(_SEPARATORS)))
    return genre_pattern(_LABEL).sub("\n", genre_pattern(_COUNTER).sub("\n", rest))


def _is_place(before: str, date: _Found) -> bool:
    """Tell whether what stands before the first date is a place ("Hà Nội, ngày …") and not the author."""
    opens_with_surname = genre_pattern(r"\s*{surnames}\s").match(before) is not None
    return _PLACE.match(before) is not None and (date.spelled or not opens_with_surname)


def _read_time(match: re.Match[str]) -> tuple[int, int] | None:
    hour, minute = int(match["hour"]), int(match["minute"] or match["spoken"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if half in {"pm", "ch", "chiều", "tối"} and hour < 12:
        hour += 12
    elif half in {"am", "sa", "sáng"} and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 and minute < 60 else None


def _leftover_author(rest: str) -> str | None:
    """Return "" when nothing is left, the name when that and perhaps an office are, None when other words are."""
    pieces = [piece.strip(_SEPARATORS) for piece in re.split(r"[\n|•·]+", rest)]
    pieces = [_BYLINE_LABEL.sub("", piece).strip(_SEPARATORS) for piece in pieces]
    words = [piece for piece in pieces if piece and not _says_nothing(piece)]
    if not words:
        return ""
    bylines = [parse_byline(word) for word in words]
    if len(words) > 2 or not all(bylines):
        return None
    # An office posts what others wrote: "Người đăng: Ban Biên tập".
    return words[0] if is_personal_name(words[0]) else ""


def _says_nothing(piece: str) -> bool:
    return bool(genre_pattern("{nobody}").fullmatch(piece) or _LOGIN.fullmatch(piece)) or is_navigation(piece)
