"""Finds the meeting that an article reports: the first sentence that holds one, with its day."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from corpus.article import Article
from index.types import Meeting, Passage
from index.vietnamese.dates import find_dates
from index.vietnamese.normalise import normalise, spelled

_MEETING = re.compile(
    r"(?<!\w)"
    + spelled(
        "hội nghị", "hội thảo", "tọa đàm", "đại hội", "kỳ họp", "phiên họp", "cuộc họp", "buổi họp", "buổi làm việc",
        "làm việc với", "giao ban", "hiệp thương", "tiếp xúc cử tri", "lễ phát động", "lễ ra quân", "lễ kỷ niệm",
        "lễ khai mạc", "họp báo", "sơ kết", "tổng kết"
    ) + r"(?!\w)"
)  # fmt: skip
_HELD = re.compile(
    r"(?<!\w)"
    + spelled("tổ chức", "diễn ra", "khai mạc", "đã có", "tiến hành", "chủ trì", "họp", "phối hợp", "dự")
    + r"(?!\w)"
)
_MOST_DAYS_AHEAD = 60


def find_meetings(article: Article, passages: Sequence[Passage]) -> list[Meeting]:
    """Return the meeting that ``article`` reports, or nothing.

    News of a meeting opens with its day and who held it; what later sentences announce or recall is another story.
    A day without a year takes the year of publication, or the one before if the day would lie far ahead of it.
    """
    for passage in passages:
        if passage.caption:
            continue
        for sentence in passage.sentences:
            day = _meeting_day(article.body[sentence.start : sentence.end], article)
            if day:
                return [Meeting(day, sentence)]
    return []


def _meeting_day(sentence: str, article: Article) -> date | None:
    plain = normalise(sentence)
    if not _MEETING.search(plain) or not _HELD.search(plain):
        return None
    published = article.published.date() if article.published else None
    for found in find_dates(sentence, published.year if published else None):
        if found.kind != "day":
            continue
        day = found.period.first
        if published and not found.has_year and day > published + timedelta(days=_MOST_DAYS_AHEAD):
            day = _year_before(day)
        return day
    return None


def _year_before(day: date) -> date:
    # 29 February has no such day a year before; the 28th is as near as a date without a year can tell.
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
