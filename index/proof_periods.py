"""Whether the times of a sentence, or those around it, meet a period that a question names."""

import re
from collections.abc import Sequence
from datetime import date

from index.candidates import LEAD_CHARACTERS, Candidate, Reading
from index.overlapping import in_any, is_term
from index.requirements import asks_for_limits
from index.sentence_words import occurrences
from index.types import FIGURES, Constraint, Period, Question
from index.vietnamese.dates import WrittenDate, find_dates
from index.vietnamese.normalise import fold, normalise


def meets_period(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether a period is the sentence's, or the article's where no figure is asked for that the sentence dates.

    What was written as a date and is none (31/02) is met by nothing.
    """
    if constraint.period is None or _reviews_another_year(question, candidate) or _is_other_part(question, candidate):
        return False
    if _TERM.search(constraint.written) and _is_of_next_term(constraint, candidate):
        return False
    if question.answer_type in FIGURES and _is_of_this_year(constraint, candidate):
        return False
    if _says_so(constraint, candidate) or _is_of_year_told(constraint, candidate):
        return True
    event = _event_dated(question, constraint)
    dates = [*_own_dates(candidate), *_in_asked_year(constraint, candidate, candidate.reading.text)]
    own = [found.period for found in dates if not event or event in candidate.reading.line]
    told_on = not event or (candidate.before is not None and _tells_on_of(event, candidate.before, candidate))
    beside = [found.period for found in _dates_around(question, constraint, candidate)] if told_on else []
    around: Sequence[Period] = [
        *beside,
        *(_of_event(candidate) if event else _of_article(question, constraint, candidate)),
    ]
    if _TERM.search(constraint.written):
        return _in_term(constraint, own, around) or _reviews_term(question, constraint, candidate)
    if _ALONE.search(question.normalised):
        around = []
    elif not any(in_any(constraint, period) for period in own):
        around = _telling(question, constraint, candidate, beside, around)
    return any(in_any(constraint, period) for period in (*own, *around))


# With its accents: "Giồng Riềng năm 2020" is a place.
_ALONE = re.compile(rf"(?<!\w){normalise('riêng')} (?:{normalise('trong')} )?{normalise('năm')} \d{{4}}\b")


def _is_other_part(question: Question, candidate: Candidate) -> bool:
    """Return whether a figure is of the half year where that of the whole is asked for ("cả năm"), or the reverse."""
    if question.answer_type not in FIGURES:
        return False
    asked, told = question.folded, candidate.reading.line
    around = f"{told} {' '.join(candidate.background.words)}"
    if _WHOLE_YEAR.search(asked):
        part = _PART_OF_YEAR.search(around) or _SO_FAR.search(told) or _is_of_running_year(question, candidate)
        return not _WHOLE_YEAR.search(told) and bool(part)
    return bool(_PART_OF_YEAR.search(asked) and _WHOLE_YEAR.search(told)) and not _PART_OF_YEAR.search(told)


def _is_of_running_year(question: Question, candidate: Candidate) -> bool:
    """Return whether the news is of the very year asked for, before its last quarter: no sum of the whole is known."""
    published = candidate.background.article.published
    if published is None or published.month > _EARLY + 1 or _plans(question):
        return False
    periods = [period for one in question.constraints for period in one.periods]
    return any(period.first.year == published.year == period.last.year for period in periods)


_WHOLE_YEAR = re.compile(r"(?<!ke hoach )(?<!chi tieu )(?<!so voi )(?<!giao )\b(?:ca|tron|toan) nam\b")
_SO_FAR = re.compile(r"\btinh den (?:het )?(?:ngay|thang)\b(?! 31 12\b)(?! 12\b)|\bngay tai (?:le|buoi|chuong trinh)\b")
_PART_OF_YEAR = re.compile(r"\b(?:[369]|sau|chin|ba) thang (?:dau|cuoi|qua)\b|\bquy (?:\d|i{1,3}|iv)\b")


def _telling(
    question: Question,
    constraint: Constraint,
    candidate: Candidate,
    beside: Sequence[Period],
    around: Sequence[Period],
) -> Sequence[Period]:
    """Return those of the periods around a sentence that tell its time, where it does not tell the one asked for."""
    ranked = _RANK_ASKED.search(question.folded)  # "cuộc thứ mấy trong năm"
    past, is_figure = _year_past(candidate), question.answer_type in FIGURES and not ranked
    if past is not None and not _plans(question):
        return [past]
    if is_figure and any(found.has_year and not _names_new_year(candidate, found) for found in _own_dates(candidate)):
        return []
    at_event = _AT_EVENT.search(candidate.reading.line)
    if is_figure and not (at_event or _plans(question)) and _reviews_other_than(constraint, candidate):
        return beside
    return around


def _own_dates(candidate: Candidate) -> list[WrittenDate]:
    """Return the dates of a sentence but those that it only compares with ("tăng 5% so với năm 2021")."""
    reading = candidate.reading
    return [found for found in reading.dates if not IS_MEASURE.search(reading.folded[: found.start])]


IS_MEASURE = re.compile(
    r"\b(?:so voi(?: (?:ket qua|muc|con so|so)\b(?: [\w,.]+){0,5}(?: cua| trong)?)?"
    r"|(?:it|nhieu|cao|thap|lon|nho|kem|vuot) hon) (?:cung ki |cung ky )?(?:nam |thang |quy |dau |cuoi )*$"
)
"""What leads to a period that something is measured by, at the end of folded text: "tăng 5% so với năm 2021"."""


def _tells_on_of(event: str, before: Reading, candidate: Candidate) -> bool:
    """Return whether a sentence tells on of the meeting that the one before it dates ("Tại Ngày hội, phường …")."""
    told = candidate.reading.line
    return bool(re.match(rf"(?:tai|trong|o) {event}\b", told)) and event in before.line


def _names_new_year(candidate: Candidate, found: WrittenDate) -> bool:
    """Return whether a year is only a part of the name of a new year ("Tết Tân Sửu 2021"), and dates nothing."""
    return bool(_NEW_YEAR.search(candidate.reading.folded[: found.start]))


_NEW_YEAR = re.compile(
    r"\b(?:giap|at|binh|dinh|mau|k[iy]|canh|tan|nham|quy) (?:t[iy]|suu|dan|mao|thin|ngo|mui|than|dau|tuat|hoi)"
    r"(?: \W*nam)?\W*$"
)
_AT_EVENT = re.compile(
    r"^(?:cung )?(?:tai|trong) (?:hoi nghi|dai hoi|ki hop)\b|^(?:hoi nghi|dai hoi) (?:da )?hiep thuong\b"
)


def _event_dated(question: Question, constraint: Constraint) -> str | None:
    """Return the kind of meeting whose year a question names ("Ngày hội … năm 2018 có ai dự?"), folded.

    A date beside, or in a sentence that does not speak of one, may be of anything.
    """
    before = question.folded.partition(fold(constraint.written))[0]
    found = _EVENT_BEFORE.search(before)
    return found["event"] if found else None


def _of_event(candidate: Candidate) -> Sequence[Period]:
    """Return the times of an article that may be its event's: not the years that its first lines are about."""
    background = candidate.background
    titled = {found.period for found in find_dates(background.article.title, background.year)}
    return [one for one in background.periods if one in titled or (one.last - one.first).days < _A_MONTH]


def _year_past(candidate: Candidate) -> Period | None:
    """Return the year that "năm qua" of a sentence means: that of the news, or at its beginning the one before."""
    published = candidate.background.article.published
    if published is None or not _PAST.search(candidate.reading.line):
        return None
    year = published.year if published.month > _EARLY else published.year - 1
    return Period(date(year, 1, 1), date(year, 12, 31))


def _plans(question: Question) -> bool:
    return bool(_PLAN_ASKED.search(question.folded))


def _reviews_other_than(constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether the title is of a review of a year, and of another than the one asked for."""
    reviewed = {int(found["year"]) for found in _REVIEWED.finditer(candidate.background.line)}
    asked = {period.first.year for period in constraint.periods}
    return bool(reviewed) and not constraint.yearless and reviewed.isdisjoint(asked)


# What is reviewed or planned has a year of its own.
_EVENT_BEFORE = re.compile(
    r"\b(?P<event>hoi nghi|ngay hoi|dai hoi|hoi thi|hoi thao|toa dam|le phat dong)"
    r"(?: (?!(?:tong|so) ket\b|trien khai\b|nhiem vu\b|ki ket\b|danh gia\b|kiem diem\b)[^\W\d]\w*){0,8} $"
)
_PAST = re.compile(r"(?<!\d )(?<!nhung )(?<!cac )(?<!nhieu )(?<!hai )(?<!may )\bnam (?:vua )?qua\b")
_PLAN_ASKED = re.compile(
    r"\b(?:phan dau|chi tieu|muc tieu|ke hoach|dat ra|de ra|se|du kien|dinh|nhiem vu|phuong huong)\b"
)
_RANK_ASKED = re.compile(r"\bthu (?:may|bao nhieu)\b")
_EARLY = 8  # months: a year is past from its last quarter on, which is when reviews begin


def _reviews_another_year(question: Question, candidate: Candidate) -> bool:
    """Return whether the question is of a review of one year, and the sentence or its article of that of others."""
    asked = _REVIEW_ASKED.search(question.folded)
    if asked is None:
        return False
    background = candidate.background
    texts = (candidate.reading.words, background.words, background.lead_words)
    reviewed = {found["year"] for words in texts for found in _REVIEWED.finditer(" ".join(words))}
    return bool(reviewed) and asked["year"] not in reviewed


# What lies between is what was reviewed: after "của" or "tại" comes whose review it is, and then the year is that of
# the meeting as well as not.
_WHOSE = r"(?:cua|tai|o|quan|huyen|mat|mttq|do)\b"
# "Tổng kết đầu năm 2019" was held then, and may be of the year before.
_REVIEW_ASKED = re.compile(
    rf"\b(?:tong|so) ket(?: cong tac mat tran)?(?: (?!{_WHOSE})\w+){{0,6}}?(?: cua)?(?<! dau)(?<! cuoi)(?<! giua)"
    r" nam (?P<year>\d{4})\b"
)
_REVIEWED = re.compile(r"\b(?:tong|so) ket(?: \w+){0,10}? nam (?P<year>\d{4})\b")
_TERM = re.compile(r"\d{4}\s*[-–—]\s*\d{4}")


_NEW_BODY = re.compile(r"\b(?:khoa|nhiem ki) moi\b|\b(?:phien hop|ki hop|hoi nghi) lan 1\b.*\bcu\b")


def _is_of_this_year(constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether a sentence says "năm nay" and no other year, and its article is of none that is asked for."""
    year = candidate.background.year
    if year is None or not re.search(r"\bnam nay\b", candidate.reading.line):
        return False
    told = any(found.has_year for found in candidate.reading.dates)
    return not told and not any(one.first.year <= year <= one.last.year for one in constraint.periods)


def _is_of_next_term(constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether a sentence of a congress speaks of the new body, and an earlier term is asked for."""
    if not _NEW_BODY.search(candidate.reading.line):
        return False
    told = [period for period in candidate.background.periods if is_term(period)]
    return bool(told) and max(told, key=lambda period: period.first) not in constraint.periods


def _in_term(constraint: Constraint, own: Sequence[Period], around: Sequence[Period]) -> bool:
    """Return whether a term of office is named, or, where no term is, a day in it."""
    within = [any(term.first <= one.first and one.last <= term.last for term in constraint.periods) for one in own]
    if len(within) > 1 and all(within):
        return True  # "từ 48,3% (năm 2019) xuống 31,7% vào cuối năm 2023"
    named = [period for period in (*own, *around) if is_term(period)]
    if named:
        return any(period in constraint.periods for period in named)
    return any(
        term.first <= period.first and period.last <= term.last
        for term in constraint.periods
        for period in (*own, *around)
    )


def _reviews_term(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether a sentence tells of the term past, and its article names the one asked for.

    A congress reviews one term and sets the aims of the next.
    """
    told = candidate.reading.line
    short = asks_for_limits(question)  # "Chỉ tiêu duy nhất không đạt là …" sets no aim
    reviewed = short or (question.answer_type in FIGURES and not _AIMS.search(told))
    congress = reviewed and _CONGRESS.search(candidate.background.line)
    if constraint.period is None or not (congress or _TERM_PAST.search(told)):
        return False
    first, last = constraint.period.first.year, constraint.period.last.year
    if congress and candidate.background.year == last:
        return True
    return bool(re.search(rf"\b{first}\s*[-–—]\s*{last}\b", candidate.background.article.body))


_CONGRESS = re.compile(r"\bdai hoi\b")
_AIMS = re.compile(r"\b(?:phan dau|muc tieu|chi tieu|du kien|se|phuong huong|nhiem ki toi)\b")
_TERM_PAST = re.compile(
    r"\b(?:(?:trong )?(?:5|nam) nam qua|trong (?:5|nam) nam|(?:trong )?nhiem (?:ki|ky) (?:vua )?qua|dau nhiem k[iy])\b"
)


def _dates_around(question: Question, constraint: Constraint, candidate: Candidate) -> Sequence[WrittenDate]:
    """Return the dates beside the sentence that may date it: for a figure those just before, else its neighbours'."""
    beside = (candidate.before, candidate.after if question.answer_type not in FIGURES else None)
    return [
        found
        for reading in beside
        if reading
        for found in (*reading.dates, *_in_asked_year(constraint, candidate, reading.text))
        if not _is_to_come(question, candidate, found.period)
    ]


def _in_asked_year(constraint: Constraint, candidate: Candidate, text: str) -> list[WrittenDate]:
    """Return the dates without a year in a text of an article of no known day, in the year of the period asked for.

    Nothing tells the year of "ngày 8/7" there, so that it can be of any that the article names, and of none that is
    not asked for.
    """
    background = candidate.background
    if background.year is not None or constraint.period is None or constraint.period.first.year < _FIRST_YEAR:
        return []
    year = constraint.period.first.year
    if not constraint.yearless and str(year) not in background.article.body:
        return []
    return [found for found in find_dates(text, year) if not found.has_year]


def _of_article(question: Question, constraint: Constraint, candidate: Candidate) -> Sequence[Period]:
    """Return the times of an article: those of its title and lead, and the day it appeared."""
    background = candidate.background
    periods = [one for one in background.periods if not _is_to_come(question, candidate, one)]
    head = f"{background.article.title}\n{background.article.body[:LEAD_CHARACTERS]}"
    return [*periods, *(found.period for found in _in_asked_year(constraint, candidate, head))]


def _is_to_come(question: Question, candidate: Candidate, period: Period) -> bool:
    """Return whether a period beside a sentence is still to come when it appears: no figure is told of that time.

    A plan has figures of it, and is asked for as such.
    """
    published = candidate.background.article.published
    if published is None or question.answer_type not in FIGURES or _plans(question):
        return False
    return period.first > published.date()


def _says_so(constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether a sentence names an open period in the words of the question ("sau năm 1975")."""
    period = constraint.period
    is_open = period is not None and (period.first == date.min or period.last == date.max)
    return is_open and bool(occurrences(candidate.reading.words, re.findall(r"\w+", fold(constraint.written))))


def _is_of_year_told(constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether a text of no known day, and no report, names the very year asked for, and a sentence names none.

    It tells of that year in many a sentence, and names it in one; the sentence just before must not tell of another.
    """
    background, period = candidate.background, constraint.period
    if background.year is not None or background.is_report or period is None or constraint.yearless:
        return False
    whole = (period.first.month, period.first.day, period.last.month, period.last.day) == (1, 1, 12, 31)
    named = whole and period.first.year == period.last.year and str(period.first.year) in background.article.body
    before = candidate.before.dates if candidate.before else ()
    others = [*_own_dates(candidate), *(found for found in before if not in_any(constraint, found.period))]
    return named and not any(found.has_year for found in others)


_A_MONTH = 31  # days
_FIRST_YEAR = 2  # what is before a day begins with the first there is
