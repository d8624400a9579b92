"""Conversations on the invented articles: what a turn takes from the one before, and what it does not."""

from dataclasses import dataclass
from datetime import date

import pytest

from index.engine import Engine
from index.grammar import Grammar
from index.question import QuestionReader
from index.types import Answer, AnswerType, ConstraintKind, Period, Question, Recency, Status
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names
from index.vietnamese.normalise import strip_accents


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns, and what the answer to the last holds; nothing where it has to be refused."""

    turns: tuple[str, ...]
    holds: str | None


def _turns(*turns: str, holds: str | None) -> Conversation:
    return Conversation(turns, holds)


SON_KHE_FUND = "Quỹ Vì người nghèo huyện Sơn Khê nhận được bao nhiêu?"
PHU_LANG_FUND = "6 tháng đầu năm 2024, quỹ Vì người nghèo quận Phú Lãng được bao nhiêu?"
CLUSTER = "Hội nghị tổng kết của Cụm thi đua số 4 họp ngày nào?"
MIDYEAR = "Hội nghị lần thứ 7 của MTTQ quận Phú Lãng họp ngày nào?"

CONVERSATIONS = (
    # The fund, the place or the year changes; the rest stays.
    _turns(PHU_LANG_FUND, "Còn quỹ Cứu trợ thì sao?", holds="1 tỷ 150 triệu"),
    _turns(PHU_LANG_FUND, "Thế còn quỹ Cứu trợ?", holds="1 tỷ 150 triệu"),
    _turns(PHU_LANG_FUND, "Vậy quỹ Vì biển đảo thì sao?", holds=None),
    _turns(SON_KHE_FUND, "Còn quận Phú Lãng?", holds="tỷ đồng"),
    _turns(SON_KHE_FUND, "Thế năm 2020?", holds=None),
    _turns(SON_KHE_FUND, "còn của Hà Đông?", holds=None),
    _turns("Quỹ Cứu trợ quận Phú Lãng được bao nhiêu?", "còn của huyện Sơn Khê?", holds=None),
    _turns("Quỹ Cứu trợ quận Hà Đông được bao nhiêu?", "ý tôi là quận Phú Lãng", holds="1 tỷ 150 triệu"),
    _turns("Phường Bến Gốm có bao nhiêu cuộc giám sát?", "Còn phường Văn Miếu?", holds=None),
    _turns(SON_KHE_FUND, "Thế năm 2020?", "Còn năm 2023?", holds="4,1 tỷ"),
    _turns(PHU_LANG_FUND, "Còn quỹ Cứu trợ thì sao?", "Thế năm 2019?", holds=None),
    _turns(PHU_LANG_FUND, "Thế năm 2020?", "Còn 6 tháng đầu năm 2024?", holds="3,275 tỷ"),
    # Whoever held the office there is asked for here, in whatever words the place is named.
    _turns("Ai là Chủ tịch MTTQ quận Phú Lãng?", "Còn huyện Sơn Khê?", holds="Nghiêm Đình Phú"),
    _turns("Ai là Chủ tịch MTTQ quận Phú Lãng?", "Huyện Sơn Khê thì sao?", holds="Nghiêm Đình Phú"),
    _turns("Ai là Chủ tịch MTTQ quận Phú Lãng?", "Huyện Sơn Khê?", holds="Nghiêm Đình Phú"),
    _turns("Ai là Chủ tịch MTTQ quận Phú Lãng?", "Còn phường Bến Gốm?", holds=None),
    _turns("Ai là Chủ tịch MTTQ huyện Sơn Khê?", "Còn quận Hà Đông?", holds=None),
    # A numbered body takes the place of place and time, and stays.
    _turns(PHU_LANG_FUND, "Thế của Cụm thi đua số 4 thì sao?", holds=None),
    _turns(
        "Tỷ lệ gia đình văn hóa của quận Phú Lãng 6 tháng đầu năm 2024 là bao nhiêu?",
        "Thế của Cụm thi đua số 4 thì sao?",
        holds="91,8%",
    ),
    _turns(CLUSTER, "Thế của Cụm thi đua số 9 thì sao?", "Ai chủ trì?", holds=None),
    _turns("Cụm thi đua số 9 họp ở đâu?", "Còn Cụm thi đua số 4?", "Ai chủ trì?", holds="Quách Ngọc Ánh"),
    # What is counted changes.
    _turns("Ban TTND phường Bến Gốm có bao nhiêu cuộc giám sát?", "Còn số vụ việc thì sao?", holds="31 vụ việc"),
    _turns("Làng Dâu có bao nhiêu hộ?", "Còn nhân khẩu?", holds="1.687 nhân khẩu"),
    # Ellipses.
    _turns(CLUSTER, "Ở đâu?", holds="xã Đồng Lụa"),
    _turns(CLUSTER, "Tổ chức tại đâu?", holds="xã Đồng Lụa"),
    _turns(CLUSTER, "Thế ai chủ trì?", holds="Quách Ngọc Ánh"),
    _turns(CLUSTER, "Ai chủ trì?", "Ở đâu?", holds="xã Đồng Lụa"),
    _turns("Cụm thi đua số 4 họp tổng kết ở đâu?", "Khi nào?", holds="Ngày 2/12"),
    _turns("Cụm thi đua số 4 họp tổng kết ở đâu?", "Vào ngày nào vậy?", holds="Ngày 2/12"),
    _turns("Công ty Thạch Bích ủng hộ những gì?", "Bao nhiêu tiền?", holds="500 triệu đồng"),
    _turns(MIDYEAR, "Những ai tham dự hội nghị?", holds="Trịnh Quang Lợi"),
    _turns(MIDYEAR, "Vậy để làm gì?", holds="sơ kết"),
    # People: of the question before, or of the answer to it.
    _turns("Ai là Chủ tịch MTTQ huyện Sơn Khê?", "Đồng chí ấy giữ chức vụ gì?", holds="Chủ tịch Ủy ban MTTQ"),
    _turns(SON_KHE_FUND, "Ai là Chủ tịch Mặt trận ở đó?", holds="Nghiêm Đình Phú"),
    _turns(SON_KHE_FUND, "Ai là Chủ tịch Mặt trận ở đó?", "Ông ấy cho biết gì?", holds="4,1 tỷ"),
    _turns("Ai chủ trì hội nghị của Cụm thi đua số 4?", "Bà ấy giữ chức vụ gì?", holds="Trưởng Cụm thi đua"),
    _turns("Ông Khuất Văn Bảo là ai?", "Ông ấy đề nghị gì?", holds="niêm yết"),
    _turns("Bà Doãn Thu Thảo giữ chức vụ gì?", "Bà ấy được bao nhiêu phiếu?", holds="46/48"),
    _turns("Ông Lò Văn Thắng giữ chức vụ gì?", "Ông ấy phát biểu gì?", holds=None),
    _turns("Ông Lò Văn Thắng là Chủ tịch quận Phú Lãng.", "Ông ấy giữ chức vụ gì?", holds=None),
    # The meeting, the article.
    _turns(MIDYEAR, "Hội nghị đó đã cử ai giữ chức Phó Chủ tịch?", holds="Doãn Thu Thảo"),
    _turns("Bài về Cụm thi đua số 4 đăng ngày nào?", "Ai viết bài đó?", holds="Lâm Oanh"),
    _turns(
        "Bài “Quận Phú Lãng phát động ủng hộ Quỹ Vì người nghèo năm 2024” đăng ngày nào?",
        "Còn bài cũ nhất?",
        holds="Cụm thi đua số 4",
    ),
    # A new topic takes nothing over.
    _turns(SON_KHE_FUND, "Ông Khuất Văn Bảo đề nghị điều gì?", holds="niêm yết"),
    _turns(MIDYEAR, "Làng Dâu có bao nhiêu hộ?", holds="412 hộ"),
    _turns(MIDYEAR, "Công ty Thạch Bích ủng hộ bao nhiêu tiền?", holds="500 triệu đồng"),
    _turns(SON_KHE_FUND, "Giá vàng hôm nay bao nhiêu?", holds=None),
    # Small talk between changes nothing.
    _turns(CLUSTER, "cảm ơn bạn", "Ai chủ trì?", holds="Quách Ngọc Ánh"),
)


def _last(engine: Engine, turns: tuple[str, ...]) -> Answer:
    history: list[Answer] = []
    for turn in turns:
        history.append(engine.answer(turn, history))
    return history[-1]


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: " / ".join(one.turns))
@pytest.mark.parametrize("typed", [str, strip_accents], ids=["accents", "plain"])
def test_a_conversation_goes_on(engine: Engine, conversation: Conversation, typed: type[str]) -> None:
    answer = _last(engine, tuple(map(typed, conversation.turns)))
    if conversation.holds is None:
        assert answer.status is Status.NOT_FOUND, answer.text
    else:
        said = " ".join([answer.text, *(citation.quote for citation in answer.citations)])
        assert answer.status is Status.ANSWERED, answer.text
        assert conversation.holds in said, answer.text


@pytest.fixture(scope="module")
def reader() -> QuestionReader:
    return QuestionReader(Grammar.load(), Names.load(), Abbreviations.load(), Frequencies.load())


def read(reader: QuestionReader, *turns: str) -> Question:
    question: Question | None = None
    for turn in turns:
        question = reader.read(turn, today=date(2024, 12, 1), places=[("phu", "lang")], previous=question)
    assert question is not None
    return question


def test_a_month_without_a_year_is_of_the_year_before_it(reader: QuestionReader) -> None:
    question = read(reader, "Quỹ Cứu trợ quận Phú Lãng năm 2019 được bao nhiêu?", "còn tháng 2?")
    (period,) = [constraint for constraint in question.constraints if constraint.kind is ConstraintKind.PERIOD]
    assert (period.periods, period.yearless) == ((Period(date(2019, 2, 1), date(2019, 2, 28)),), False)
    assert question.answer_type is AnswerType.AMOUNT


def test_another_article_drops_the_title_and_what_it_named(reader: QuestionReader) -> None:
    first = "Bài “Hội nghị lần thứ 7 quận Phú Lãng bàn về quỹ” đăng ngày nào?"
    question = read(reader, first, "Còn bài mới nhất?")
    assert question.recency is Recency.NEWEST
    assert question.constraints == ()
    kept = {constraint.kind for constraint in read(reader, first, "Ai viết bài đó?").constraints}
    assert ConstraintKind.TITLE in kept


@pytest.mark.parametrize(
    ("text", "answer_type"),
    [
        ("Vậy họ đã quyết định gì?", AnswerType.PASSAGE),
        ("Thế vì sao bị hoãn?", AnswerType.REASON),
        ("Còn quận Phú Lãng thì thế nào?", AnswerType.WHEN),
        ("Thế còn năm 2020?", AnswerType.WHEN),
    ],
)
def test_a_turn_that_asks_for_itself_keeps_its_own_type(
    reader: QuestionReader, text: str, answer_type: AnswerType
) -> None:
    assert read(reader, "Hội nghị của quận Ba Đình họp khi nào?", text).answer_type is answer_type


@pytest.mark.parametrize("text", ["Còn bao nhiêu hộ nghèo ở huyện Đông Anh?", "Thế nào là dân chủ ở huyện Đông Anh?"])
def test_what_only_begins_like_a_follow_up_is_a_new_topic(reader: QuestionReader, text: str) -> None:
    question = read(reader, "Quỹ Cứu trợ quận Phú Lãng năm 2019 được bao nhiêu?", text)
    assert [constraint.words for constraint in question.constraints] == [("dong", "anh")]
    assert not question.follows


def test_the_office_asked_of_before_is_pointed_at(reader: QuestionReader) -> None:
    question = read(reader, "Năm 2022 ai là Chủ tịch MTTQ huyện Sơn Khê?", "Thế còn năm 2017 thì ai giữ chức này?")
    kinds = {constraint.kind for constraint in question.constraints}
    assert {ConstraintKind.OFFICE, ConstraintKind.PLACE, ConstraintKind.PERIOD} <= kinds


def test_who_at_another_time_asks_as_before(reader: QuestionReader) -> None:
    question = read(reader, "Ai đứng đầu MTTQ huyện Sơn Khê năm 2022?", "Sang tháng 10/2023 thì là ai?")
    assert question.answer_type is AnswerType.WHO
    assert {one.kind for one in question.constraints} >= {ConstraintKind.OFFICE, ConstraintKind.PLACE}
    assert [one.written for one in question.constraints if one.period] == ["tháng 10/2023"]


def test_meetings_are_counted_of_no_fund(reader: QuestionReader) -> None:
    first = "Quỹ Vì người nghèo quận Phú Lãng được bao nhiêu?"
    kinds = {one.kind for one in read(reader, first, "Thế có bao nhiêu hội nghị phản biện?").constraints}
    assert ConstraintKind.FUND not in kinds and ConstraintKind.PLACE in kinds
