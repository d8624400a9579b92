"""The meeting that an article reports, and its day."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import CAPTION_MARK, Article
from corpus.dateline import VIETNAM
from index.facts.meetings import find_meetings
from index.facts.reading import FactGrammar
from index.options import PassageOptions
from index.passages import cut_passages
from index.types import Meeting
from tests.index.invented import ARTICLES, COMPACT, EMULATION, FUND, LAW, MIDYEAR, OTHER_FUND, SUPERVISION, UNDATED
from tests.index.vietnamese.words import ANY_TEXT

GRAMMAR = FactGrammar.load()
PUBLISHED = datetime(2024, 1, 5, 8, 0, tzinfo=VIETNAM)


def meetings(body: str, published: datetime | None = PUBLISHED) -> list[Meeting]:
    article = Article("tin", "Tin", body, published)
    return found_in(article)


def found_in(article: Article) -> list[Meeting]:
    record = Article(article.id, article.title, article.body, article.published)
    facts = find_meetings(record, cut_passages(article, PassageOptions()), GRAMMAR)
    return [fact.dated for fact in facts if fact.dated]


@pytest.mark.parametrize(
    ("article", "day"),
    [
        (MIDYEAR, date(2024, 7, 18)),
        (FUND, date(2024, 10, 17)),
        (OTHER_FUND, date(2023, 10, 20)),
        (EMULATION, date(2022, 12, 2)),
        (COMPACT, date(2023, 11, 12)),
    ],
)
def test_the_meeting_of_an_article(article: Article, day: date) -> None:
    (meeting,) = found_in(article)
    assert meeting.day == day
    assert str(day.day) in article.body[meeting.span.start : meeting.span.end]


@pytest.mark.parametrize("article", [SUPERVISION, UNDATED, LAW])
def test_an_article_that_reports_no_meeting(article: Article) -> None:
    assert found_in(article) == []


def test_the_span_is_the_sentence_that_says_so() -> None:
    body = "Phường đẹp hơn. Ngày 3/1/2024, phường Bến Gốm tổ chức hội nghị tổng kết. Ngày 9/2/2024 họp tiếp."
    (meeting,) = meetings(body)
    assert body[meeting.span.start : meeting.span.end] == "Ngày 3/1/2024, phường Bến Gốm tổ chức hội nghị tổng kết."


def test_a_day_without_a_year_takes_that_of_the_news() -> None:
    assert meetings("Sáng 4/1, quận tổ chức hội nghị.")[0].day == date(2024, 1, 4)
    assert meetings("Ngày 28/12, quận tổ chức hội nghị.")[0].day == date(2023, 12, 28)
    assert meetings("Ngày 20/1, quận sẽ tổ chức hội nghị.")[0].day == date(2024, 1, 20)


def test_a_leap_day_of_the_year_before_is_its_eve() -> None:
    early = datetime(2028, 1, 2, 8, 0, tzinfo=VIETNAM)
    assert meetings("Ngày 20/3/2027 họp. Ngày 29/12, quận tổ chức hội nghị.", early)[0].day == date(2027, 12, 29)
    shortly = datetime(2024, 1, 1, 8, 0, tzinfo=VIETNAM)
    assert meetings("Ngày 29/2, quận tổ chức hội nghị.", shortly)[0].day == date(2024, 2, 29)


def test_without_a_day_or_a_date_of_the_news_there_is_no_meeting() -> None:
    assert meetings("Quận tổ chức hội nghị tổng kết.") == []
    assert meetings("Tháng 3/2023, quận tổ chức hội nghị.") == []
    assert meetings("Ngày 4/1, quận tổ chức hội nghị.", published=None) == []
    assert meetings("Ngày 4/1/2024, quận tổ chức hội nghị.", published=None)[0].day == date(2024, 1, 4)


@pytest.mark.parametrize(
    "body",
    [
        f"{CAPTION_MARK}Quận tổ chức hội nghị ngày 4/1/2024",
        "Ngày 4/1/2024, bão đổ bộ vào đất liền.",
        "Thực hiện Nghị quyết của đại hội, ngày mai nắng.",
        "Nghị quyết đại hội ngày 4/1/2024 nêu đủ mục tiêu.",
        "Quận tổ chức hội nghị, hoàn thành 3/4 chỉ tiêu.",
    ],
)
def test_what_reports_no_meeting(body: str) -> None:
    assert meetings(body) == []


def test_accents_and_case_do_not_matter() -> None:
    assert meetings("NGÀY 4/1/2024, QUẬN TỔ CHỨC HỘI NGHỊ.")[0].day == date(2024, 1, 4)


@given(ANY_TEXT)
def test_any_article_has_at_most_one_meeting_inside_its_body(text: str) -> None:
    for meeting in meetings(f"{text}\n\nNgày 4/1/2024, quận tổ chức hội nghị. {text}"):
        assert 0 <= meeting.span.start < meeting.span.end <= 2 * len(text) + 60


def test_only_the_body_matters() -> None:
    assert [found_in(replace(article, title="Tên khác")) for article in ARTICLES] == [
        found_in(article) for article in ARTICLES
    ]


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_every_day_can_be_one_of_a_meeting(day: date) -> None:
    shortly = datetime(day.year, day.month, day.day, 20, 0, tzinfo=VIETNAM)
    (meeting,) = meetings(f"Ngày {day.day}/{day.month}/{day.year}, quận tổ chức hội nghị.", shortly)
    assert meeting.day == day
