"""The few words that answer first: right where they are told, and not told where something competes."""

from datetime import datetime

import pytest

from corpus.article import Article
from corpus.dateline import VIETNAM
from index.answer import Composer
from index.direct import DirectReader
from index.engine import Engine
from index.language import Language
from index.types import Answer, AnswerType, Constraint, ConstraintKind, Evidence, Question, Span, Status
from index.verify import faults
from index.vietnamese.normalise import has_accents

FUND = Constraint(ConstraintKind.FUND, "Quỹ Vì người nghèo", ("nguoi", "ngheo"))
PLACE = Constraint(ConstraintKind.PLACE, "quận Phú Lãng", ("phu", "lang"))
PERSON = Constraint(ConstraintKind.PERSON, "Mạc Thị Hiền", ("mac", "thi", "hien"))


@pytest.fixture(scope="module")
def composer() -> Composer:
    language = Language.load()
    grammar = language.grammar
    asking = grammar.question_words | grammar.particles
    return Composer.load(3, DirectReader.load(language.names, grammar.offices, asking), grammar.office_names)


def evidence(body: str, *answering: str, day: int = 19, score: float = 1.0) -> Evidence:
    """The whole of ``body`` as evidence, of an article published on a day of July 2024."""
    published = datetime(2024, 7, day, 9, tzinfo=VIETNAM)
    article = Article(f"bai-{day}", f"Bài số {day}", body, published, area="quận Phú Lãng")
    spans = tuple(Span(body.index(part), body.index(part) + len(part)) for part in answering)
    return Evidence(article, Span(0, len(body)), score, spans)


def ask(composer: Composer, question: Question, *pieces: Evidence) -> Answer:
    answer = composer.quoted(question, pieces)
    assert answer.status is Status.ANSWERED
    assert faults(answer, {piece.article.id: piece.article for piece in pieces}) == []
    return answer


def first_line(answer: Answer) -> str:
    return answer.text.split("\n", maxsplit=1)[0]


def question(text: str, answer_type: AnswerType, *constraints: Constraint, counted: str = "") -> Question:
    return Question(text, answer_type, constraints, text, tuple(counted.split()), accented=has_accents(text))


RELIEF = "Quận Phú Lãng – Quỹ “Cứu trợ”: 1 tỷ 150 triệu đồng [1]"
HOW_MUCH = question("Quỹ Vì người nghèo quận Phú Lãng được bao nhiêu?", AnswerType.AMOUNT, FUND, PLACE)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Quỹ Cứu trợ quận Phú Lãng vận động được bao nhiêu?", RELIEF),
        ("quy cuu tro phu lang dc bn tien", RELIEF),
        ("Quỹ Vì người nghèo Sơn Khê nhận được bao nhiêu?", "Huyện Sơn Khê – Quỹ “Vì người nghèo”: 4,1 tỷ đồng [1]"),
        ("6 tháng đầu năm 2024, quỹ Vì người nghèo Phú Lãng được bao nhiêu?",
         "Quận Phú Lãng – Quỹ “Vì người nghèo”: 3,275 tỷ đồng (6 tháng đầu năm 2024) [1]"),
        ("Xã Đồng Lụa ủng hộ quỹ Vì người nghèo bao nhiêu?", "610 triệu đồng [1]"),
        ("Công ty Thạch Bích ủng hộ bao nhiêu tiền?", "500 triệu đồng [1]"),
        ("Ban TTND phường Bến Gốm tổ chức mấy cuộc giám sát?", "14 cuộc giám sát [1]"),
        ("Làng Dâu có bao nhiêu hộ?", "412 hộ [1]"),
        ("Hồi tháng 5 tỉnh Trà Sa tập huấn cho bao nhiêu cán bộ Mặt trận?", "215 cán bộ Mặt trận cơ sở [1]"),
        ("Tỷ lệ gia đình văn hóa của Cụm thi đua số 4 là bao nhiêu?", "91,8% [1]"),
        ("Hội nghị lần thứ 7 của MTTQ quận Phú Lãng họp ngày nào?", "Ngày 18/7/2024 [1]"),
        ("Chủ tịch MTTQ huyện Sơn Khê là ai?", "Ông Nghiêm Đình Phú – Chủ tịch Ủy ban MTTQ Việt Nam huyện Sơn Khê [1]"),
        ("chu tich mttq huyen son khe la ai", "Ông Nghiêm Đình Phú – Chủ tịch Ủy ban MTTQ Việt Nam huyện Sơn Khê [1]"),
        ("Bà Mạc Thị Hiền giữ chức vụ gì?", "Bà Mạc Thị Hiền – Chủ tịch Ủy ban MTTQ Việt Nam quận [1]"),
        ("Ai chủ trì hội nghị tổng kết của Cụm thi đua số 4?", "Bà Quách Ngọc Ánh – Trưởng Cụm thi đua [1]"),
        ("Cụm thi đua số 4 họp tổng kết ở đâu?", "Tại xã Đồng Lụa [1]"),
    ],
)  # fmt: skip
def test_the_invented_articles_are_answered_in_a_few_words(engine: Engine, asked: str, told: str) -> None:
    answer = engine.answer(asked)
    assert first_line(answer) == told
    assert len(answer.text.split("\n")) == 3
    (citation,) = answer.citations
    marked = [citation.quote[span.start - citation.start : span.end - citation.start] for span in citation.answers]
    assert marked
    assert all(part in citation.quote for part in marked)


@pytest.mark.parametrize(
    ("body", "answering", "told"),
    [
        ("Quận vận động Quỹ “Vì người nghèo” đạt trên 2,5 tỷ đồng.", ["2,5 tỷ đồng"], "trên 2,5 tỷ đồng"),
        ("Quận vận động Quỹ Vì người nghèo chưa đến 2,5 tỷ đồng.", ["2,5 tỷ đồng"], "chưa đến 2,5 tỷ đồng"),
        (
            "Đến hết tháng 6/2024, quận vận động Quỹ Vì người nghèo được 2,5 tỷ đồng.",
            ["2,5 tỷ đồng"],
            "2,5 tỷ đồng (đến hết tháng 6/2024)",
        ),
        ("Quỹ Vì người nghèo: phường Bến Gốm vận động 2 tỷ đồng.", ["2 tỷ đồng"], None),
        ("Ông Lò Văn Bé vận động Quỹ Vì người nghèo được 2 tỷ đồng.", ["2 tỷ đồng"], None),
        ("Công ty Sao Mai ủng hộ Quỹ Vì người nghèo 2 tỷ đồng.", ["2 tỷ đồng"], None),
        ("Công ty Sao Mai trao 2 tỷ đồng cho Quỹ Vì người nghèo.", ["2 tỷ đồng"], None),
        ("Từ Quỹ Vì người nghèo, mỗi hộ được 2 triệu đồng.", ["2 triệu đồng"], None),
        ("Quỹ Vì người nghèo vận động được 3 - 5 tỷ đồng.", ["5 tỷ đồng"], None),
    ],
)
def test_a_sum_is_told_of_the_fund_that_raised_it(
    composer: Composer, body: str, answering: list[str], told: str | None
) -> None:
    line = first_line(ask(composer, HOW_MUCH, evidence(body, *answering)))
    assert line.endswith(f": {told} [1]") if told else line.startswith("Theo bài")


@pytest.mark.parametrize(
    ("body", "answering", "told"),
    [
        ("Sáng 18/7, quận họp.", ["Sáng 18/7"], "Ngày 18/7/2024 (sáng) [1]"),
        ("Ngày 2/12, quận họp.", ["2/12"], "Ngày 2/12 [1]"),
        ("Ngày 18/7/2023, quận họp.", ["18/7/2023"], "Ngày 18/7/2023 [1]"),
        ("Quận họp trước ngày 18/7.", ["ngày 18/7"], "Trước ngày 18/7 [1]"),
        ("Quận họp trong quý II/2024.", ["quý II/2024"], "Quý II/2024 [1]"),
        ("Quận họp ngày 17/7 và 18/7.", ["ngày 17/7", "18/7"], None),
    ],
)
def test_a_day_takes_its_year_only_where_it_is_sure(
    composer: Composer, body: str, answering: list[str], told: str | None
) -> None:
    line = first_line(ask(composer, question("Quận họp khi nào?", AnswerType.WHEN), evidence(body, *answering)))
    assert line == told if told else line.startswith("Theo bài")


@pytest.mark.parametrize(
    ("body", "together", "told"),
    [
        ("Bà Mạc Thị Hiền - UVTV Quận ủy, Chủ tịch UBND quận Phú Lãng phát biểu.", "Mạc Thị Hiền - UVTV",
         "Bà Mạc Thị Hiền – UVTV Quận ủy, Chủ tịch UBND quận Phú Lãng [1]"),
        ("Nguyên Bí thư Quận ủy Phú Lãng Mạc Thị Hiền dự họp.", "Bí thư Quận ủy Phú Lãng Mạc Thị Hiền",
         "Mạc Thị Hiền – Nguyên Bí thư Quận ủy Phú Lãng [1]"),
        ("Hội nghị cử bà Mạc Thị Hiền giữ chức Phó Chủ tịch Hội Chữ thập đỏ TP. HCM và kết thúc.",
         "Mạc Thị Hiền giữ chức Phó Chủ tịch", "Bà Mạc Thị Hiền – Phó Chủ tịch Hội Chữ thập đỏ TP. HCM [1]"),
        ("Hội nghị cho bà Mạc Thị Hiền thôi giữ chức Phó Chủ tịch quận.", "Mạc Thị Hiền thôi giữ chức Phó Chủ tịch",
         None),
    ],
)  # fmt: skip
def test_an_office_is_told_whole_or_not_at_all(composer: Composer, body: str, together: str, told: str | None) -> None:
    asked = question("Mạc Thị Hiền giữ chức vụ gì?", AnswerType.OFFICE, PERSON)
    line = first_line(ask(composer, asked, evidence(body, together)))
    assert line == told if told else line.startswith("Theo bài")


def test_a_narrower_thing_is_no_count_of_what_is_asked(composer: Composer) -> None:
    asked = question("Bao nhiêu ứng viên ngoài Đảng?", AnswerType.COUNT, counted="ung vien ngoai")
    piece = evidence("Có 23 ứng viên trẻ và 45 người ngoài tổ chức.", "23")
    assert first_line(ask(composer, asked, piece)).startswith("Theo bài")


def test_what_is_listed_is_shown_as_a_list(composer: Composer) -> None:
    body = "Hội nghị bàn những việc: sửa nhà cho hộ nghèo; tặng quà Tết; lập tổ hòa giải."
    lines = ask(composer, question("Hội nghị bàn những việc gì?", AnswerType.PASSAGE), evidence(body)).text.split("\n")
    assert lines[1:] == [
        "- “Hội nghị bàn những việc: sửa nhà cho hộ nghèo;” [1]",
        "- “tặng quà Tết;” [1]",
        "- “lập tổ hòa giải.” [1]",
    ]


def test_sources_that_differ_stand_side_by_side_newest_first(composer: Composer) -> None:
    old = evidence("Quận Phú Lãng vận động Quỹ Vì người nghèo được 2 tỷ đồng.", "2 tỷ đồng", day=3, score=1.2)
    new = evidence("Quận Phú Lãng vận động Quỹ Vì người nghèo được 3 tỷ đồng.", "3 tỷ đồng", day=18)
    lines = ask(composer, HOW_MUCH, old, new).text.split("\n")
    assert "khác nhau" in lines[0]
    assert lines[1].startswith("- Theo bài “Bài số 18” (18/07/2024): quận Phú Lãng")
    assert lines[1].endswith("3 tỷ đồng [1]")
    assert lines[3].endswith("2 tỷ đồng [2]")


@pytest.mark.parametrize(
    "other",
    [
        evidence("Quận Phú Lãng vận động Quỹ Vì người nghèo được 2 tỷ đồng.", "2 tỷ đồng", day=18),
        evidence("Quận Phú Lãng vận động Quỹ Vì người nghèo được 3 tỷ đồng.", "3 tỷ đồng", day=18, score=-5),
        evidence("Phú Lãng họp. Quỹ Vì người nghèo được quan tâm, xã nhận 3 tỷ đồng.", "3 tỷ đồng", day=18, score=-9),
    ],
    ids=["the same sum", "far below", "of another"],
)
def test_what_agrees_or_ranks_low_stands_not_beside_the_answer(composer: Composer, other: Evidence) -> None:
    best = evidence("Quận Phú Lãng vận động Quỹ Vì người nghèo được 2 tỷ đồng.", "2 tỷ đồng", day=3)
    answer = ask(composer, HOW_MUCH, best, other)
    assert [citation.article_id for citation in answer.citations] == ["bai-3"]


CREMATED = "Toàn Cụm có tỷ lệ hỏa táng đạt trên 80%, trong đó quận Phú Lãng, Sơn Khê cao nhất, đạt 99%."
REVIEWS = "Cấp tỉnh tổ chức được 784 cuộc phản biện; cấp huyện: 4.043 cuộc; cấp xã: 25.834 cuộc."


@pytest.mark.parametrize(
    ("asked", "body", "told"),
    [
        (question("Tỷ lệ hỏa táng của toàn Cụm?", AnswerType.PERCENTAGE), CREMATED, "Trên 80% [1]"),
        (question("Tỷ lệ hỏa táng của quận Phú Lãng?", AnswerType.PERCENTAGE, PLACE), CREMATED, None),
        (question("Cấp tỉnh tổ chức mấy cuộc phản biện?", AnswerType.COUNT, counted="cuoc phan bien"), REVIEWS,
         "784 cuộc phản biện [1]"),
        (question("Cấp huyện tổ chức mấy cuộc phản biện?", AnswerType.COUNT, counted="cuoc phan bien"), REVIEWS, None),
        (question("Quỹ Vì biển, đảo của quận Phú Lãng là bao nhiêu tiền?", AnswerType.AMOUNT, PLACE),
         "Quận Phú Lãng vận động Quỹ “Vì biển, đảo” được 2 triệu đồng, Quỹ “Vì trẻ thơ” được 3 triệu đồng.",
         "2 triệu đồng [1]"),
        (question("5.147 lượng vàng là bao nhiêu tiền?", AnswerType.AMOUNT),
         "Gia đình góp 5.147 lượng vàng, tương đương 2 triệu đồng Đông Dương.", None),
    ],
)  # fmt: skip
def test_a_figure_of_the_whole_or_of_another_part_is_not_told(
    composer: Composer, asked: Question, body: str, told: str | None
) -> None:
    figure = next(part for part in ("trên 80%", "784", "2 triệu đồng") if part in body)
    line = first_line(ask(composer, asked, evidence(body, figure.removeprefix("trên "))))
    assert line == told if told else line.startswith("Theo bài")


@pytest.mark.parametrize(
    ("asked", "body", "answering", "told"),
    [
        ("Quận sẽ làm việc đến ngày nào?", "Ngày 18/7, quận làm việc.", "18/7", None),
        ("Quận sẽ làm việc đến ngày nào?", "Quận sẽ làm việc đến ngày 26/7.", "26/7", "Đến ngày 26/7 [1]"),
        ("quan se lam viec den ngay nao", "Quận sẽ làm việc đến ngày 26/7.", "26/7", "Đến ngày 26/7 [1]"),
        ("Quận bầu trưởng thôn năm nào?", "Quận bầu trưởng thôn nhiệm kỳ 2022 - 2025.", "nhiệm kỳ 2022 - 2025", None),
        ("Quận bầu trưởng thôn nhiệm kỳ nào?", "Quận bầu trưởng thôn nhiệm kỳ 2022 - 2025.", "nhiệm kỳ 2022 - 2025",
         "Nhiệm kỳ 2022 - 2025 [1]"),
        ("Đại hội lần thứ X của quận họp ngày nào?",
         "Ngày 18/7, quận tổ chức hội nghị bàn việc tiến tới Đại hội lần thứ X.", "Ngày 18/7", None),
        ("Hội nghị của quận họp ngày nào?",
         "Ngày 18/7, quận tổ chức hội nghị bàn việc tiến tới Đại hội lần thứ X.", "Ngày 18/7", "Ngày 18/7/2024 [1]"),
        ("Cụ Mạc Thị Hiền mất ngày nào?", "Chiều 18/7, con cụ Mạc Thị Hiền thay mặt gia đình đến quận.", "18/7", None),
        ("Cụ Mạc Thị Hiền thăm quận ngày nào?", "Chiều 18/7, cụ Mạc Thị Hiền thăm quận.", "Chiều 18/7",
         "Ngày 18/7/2024 (chiều) [1]"),
    ],
)  # fmt: skip
def test_a_day_is_told_of_what_happened_then(
    composer: Composer, asked: str, body: str, answering: str, told: str | None
) -> None:
    line = first_line(ask(composer, question(asked, AnswerType.WHEN), evidence(body, answering)))
    assert line == told if told else line.startswith("Theo bài")


CHAIR = Constraint(ConstraintKind.OFFICE, "Chủ tịch", ("chu", "tich"))
SECRETARY = Constraint(ConstraintKind.OFFICE, "Tổng thư ký", ("tong", "thu", "ki"))


@pytest.mark.parametrize(
    ("asked", "office", "body", "told"),
    [
        ("Ai là Chủ tịch MTTQ quận Phú Lãng?", CHAIR, "Dự có các đồng chí: Mạc Thị Hiền - Chủ tịch MTTQ quận.",
         "Mạc Thị Hiền – Chủ tịch MTTQ quận [1]"),
        ("Ai là Chủ tịch MTTQ quận Phú Lãng?", CHAIR, "Bà Mạc Thị Hiền - UVTV Quận ủy, Chủ tịch MTTQ quận dự họp.",
         "Bà Mạc Thị Hiền – UVTV Quận ủy, Chủ tịch MTTQ quận [1]"),
        ("Ai là Chủ tịch Hội Luật gia?", CHAIR, "Bà Mạc Thị Hiền - Chủ tịch MTTQ quận dự họp.", None),
        ("Ai là Chủ tịch MTTQ quận Phú Lãng?", CHAIR, "Chủ tịch Mạc Thị Hiền chúc mừng.", None),
        ("Ai là Chủ tịch MTTQ?", CHAIR, "Đoàn do Chủ tịch MTTQ Mạc Thị Hiền làm Trưởng đoàn đến thăm.",
         "Mạc Thị Hiền – Chủ tịch MTTQ [1]"),
        ("Ai là Tổng thư ký MTTQ?", SECRETARY, "Bà Mạc Thị Hiền, Phó Chủ tịch - Tổng Thư ký MTTQ tỉnh đến dự.",
         "Bà Mạc Thị Hiền – Phó Chủ tịch - Tổng Thư ký MTTQ tỉnh [1]"),
    ],
)  # fmt: skip
def test_an_office_is_told_of_the_body_asked_about(
    composer: Composer, asked: str, office: Constraint, body: str, told: str | None
) -> None:
    line = first_line(ask(composer, question(asked, AnswerType.WHO, office), evidence(body, body)))
    assert line == told if told else line.startswith("Theo bài")


def test_an_office_of_another_place_is_not_told(composer: Composer) -> None:
    commune = Constraint(ConstraintKind.PLACE, "xã Đồng Lụa", ("dong", "lua"))
    body = "Bà Mạc Thị Hiền - Chủ tịch MTTQ quận Phú Lãng làm việc với xã Đồng Lụa."
    asked = question("Chủ tịch xã Đồng Lụa là ai?", AnswerType.WHO, CHAIR, commune)
    assert first_line(ask(composer, asked, evidence(body, body))).startswith("Theo bài")


def test_one_place_is_not_told_where_several_are_asked_for(composer: Composer) -> None:
    body = "Quận họp với xã Đồng Lụa."
    for text, told in (("Quận họp với những xã nào?", False), ("Quận họp với xã nào?", True)):
        asked = Question(text, AnswerType.WHERE, (), text, level="xa")
        assert (first_line(ask(composer, asked, evidence(body, "xã Đồng Lụa"))) == "Xã Đồng Lụa [1]") is told
