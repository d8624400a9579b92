"""The last door: an answer that is not borne out by what it cites does not pass."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from index.types import Answer, Citation, Question, Span, Status
from index.verify import faults

ARTICLE = Article(
    "bai-1",
    "Hội nghị lần thứ 7",
    "Quỹ “Vì trẻ em” nhận trên 4,1 tỷ đồng, đạt 97,5%. Sáng 9/11, ông Lò Văn Bé, Chủ tịch xã Đồng Lụa, dự họp.",
    datetime(2023, 11, 10, 14, 5, tzinfo=UTC),
    area="quận Phú Lãng",
)
OTHER = Article("bai-2", "Chuyện khác", "Quỹ nhận 6 tỷ đồng của bà Mạc Thị Hiền.", datetime(2022, 1, 3, tzinfo=UTC))
ARTICLES = {article.id: article for article in (ARTICLE, OTHER)}


def cite(n: int, article: Article, *answers: str) -> Citation:
    body = article.body
    spans = tuple(Span(body.index(part), body.index(part) + len(part)) for part in answers)
    return Citation(
        n, article.id, article.title, article.published, None, None, None, body, 0, len(body), answers=spans
    )


ANSWER = Answer(
    Question("?"),
    Status.ANSWERED,
    "Quận Phú Lãng – Quỹ “Vì trẻ em”: trên 4,1 tỷ đồng, đạt 97,5% [1]\n"
    "Ngày 9/11/2023 (sáng), ông Lò Văn Bé – Chủ tịch xã Đồng Lụa [1]\n"
    "Theo bài “Hội nghị lần thứ 7” (10/11/2023):\n"
    "“[…] nhận trên 4,1 tỷ đồng, đạt 97,5%. […]” [1]\n"
    "- Theo bài “Chuyện khác” (03/01/2022): 6 tỷ đồng, bà Mạc Thị Hiền [2]",
    (cite(1, ARTICLE, "trên 4,1 tỷ đồng", "Sáng 9/11"), cite(2, OTHER, "6 tỷ đồng")),
)


def say(old: str, new: str) -> Answer:
    assert old in ANSWER.text
    return replace(ANSWER, text=ANSWER.text.replace(old, new))


def cited(change: Callable[[Citation], Citation]) -> Answer:
    first, *others = ANSWER.citations
    return replace(ANSWER, citations=(change(first), *others))


def test_a_borne_out_answer_passes() -> None:
    assert faults(ANSWER, ARTICLES) == []


@pytest.mark.parametrize(
    "wrong",
    [
        say("Lãng – Quỹ “Vì trẻ em”: trên 4,1", "Lãng – Quỹ “Vì trẻ em”: trên 4,2"),
        say("trẻ em”: trên 4,1 tỷ", "trẻ em”: trên 4,1 triệu"),
        say("đồng, đạt 97,5% [1]", "đồng, đạt 79,5% [1]"),
        say("nhận trên 4,1", "nhận trên 1,4"),
        say("nhận trên", "chưa trên"),
        say("Quỹ “Vì trẻ em”", "Quỹ “Vì người già”"),
        say("9/11/2023 (", "9/11/2022 ("),
        say("9/11/2023 (", "11/9/2023 ("),
        say("9/11/2023 (", "9/11/2021 ("),
        say("(10/11/2023)", "(11/10/2023)"),
        say("Lò Văn Bé", "Lò Văn Bê"),
        say("Lò Văn Bé", "Lê Văn Bé"),
        say("ông Lò Văn Bé", "ông Mạc Thị Hiền"),
        say("xã Đồng Lụa [1]", "xã Đồng Lúa [1]"),
        say("Quận Phú Lãng", "Quận Hà Đông"),
        say("Chuyện khác", "Chuyện vui"),
        say("6 tỷ đồng, bà", "6 tỷ đồng ngày 5/5, bà"),
        say("Hiền [2]", "Hiền [1]"),
        say("Hiền [2]", "Hiền [1] [2] [3]"),
        say("Hiền [2]", "Hiền"),
        say("(sáng), ông Lò Văn Bé – Chủ tịch xã Đồng Lụa [1]", "(sáng), ông Lò Văn Bé – Chủ tịch xã Đồng Lụa [2]"),
        replace(ANSWER, text="Không có dấu"),
        replace(ANSWER, citations=()),
        replace(ANSWER, citations=ANSWER.citations[::-1]),
        replace(ANSWER, citations=(ANSWER.citations[0], ANSWER.citations[0])),
        replace(ANSWER, status=Status.NOT_FOUND),
        cited(lambda one: replace(one, quote=one.quote.replace("4,1", "9,1"))),
        cited(lambda one: replace(one, quote=one.quote[1:])),
        cited(lambda one: replace(one, start=1, end=one.end + 1)),
        cited(lambda one: replace(one, quote="", end=0)),
        cited(lambda one: replace(one, article_id="bai-9")),
        cited(lambda one: replace(one, title="Hội nghị lần thứ 8")),
        cited(lambda one: replace(one, published=OTHER.published)),
        cited(lambda one: replace(one, answers=(Span(one.end - 2, one.end + 1),))),
        cited(lambda one: replace(one, answers=(Span(5, 5),))),
        cited(lambda one: replace(one, answers=(Span(-1, 4),))),
    ],
)
def test_what_is_not_borne_out_does_not_pass(wrong: Answer) -> None:
    assert faults(wrong, ARTICLES) != []


def test_a_refusal_has_neither_marks_nor_citations() -> None:
    refusal = Answer(Question("?"), Status.NOT_FOUND, "Không có bài nào nói về năm 2031.")
    assert faults(refusal, {}) == []
    assert faults(replace(refusal, text="Có [1]."), {}) != []


_DIGITS = [place for place, letter in enumerate(ANSWER.text) if letter.isdigit()]


@given(st.sampled_from(_DIGITS), st.sampled_from("0123456789"))
def test_no_digit_can_be_changed(place: int, digit: str) -> None:
    changed = ANSWER.text[:place] + digit + ANSWER.text[place + 1 :]
    same = changed == ANSWER.text
    assert (faults(replace(ANSWER, text=changed), ARTICLES) == []) == same


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 9/11 [1] [2]",
        "Ngày 09/11/2023, lúc 14:05 [1] [2]",
        "Ngày 9 tháng 11 năm 2023 [1] [2]",
        "Năm 2023 [1]\nTháng 1/2022 [2]",
    ],
)
def test_a_date_may_be_written_in_another_form(text: str) -> None:
    known = text.startswith("Ngày")
    assert (faults(replace(ANSWER, text=text), ARTICLES) == []) == known


def test_an_article_without_a_title_is_cited_all_the_same() -> None:
    untitled = replace(ARTICLE, title="")
    answer = Answer(Question("?"), Status.ANSWERED, f"Theo bài “”:\n“{ARTICLE.body}” [1]", (cite(1, untitled),))
    assert faults(answer, {untitled.id: untitled}) == []


def test_further_evidence_is_checked_as_citations_are() -> None:
    alone = replace(ANSWER, text="Theo bài “Hội nghị lần thứ 7”: trên 4,1 tỷ đồng [1]", citations=(cite(1, ARTICLE),))
    assert faults(replace(alone, further=(cite(2, OTHER),)), ARTICLES) == []
    misquoted = replace(cite(2, OTHER), quote="Quỹ nhận 7 tỷ đồng.")
    for further in (cite(3, OTHER), cite(2, ARTICLE), misquoted):
        assert faults(replace(alone, further=(further,)), ARTICLES) != []
    refusal = Answer(Question("?"), Status.NOT_FOUND, "Không thấy.", further=(cite(1, OTHER),))
    assert faults(refusal, ARTICLES) != []
