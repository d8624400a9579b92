"""Whether a sentence meets what a question names: levels of places, foreign names, terms, organisations."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.article import Article
from index.answer_types import TypeFinder
from index.candidates import CandidateReader
from index.grammar import Grammar
from index.proof import meets
from index.question import QuestionReader
from index.types import ConstraintKind, Hit, Passage, Span
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names
from index.vietnamese.normalise import strip_accents


@pytest.fixture(scope="module")
def question_reader() -> QuestionReader:
    return QuestionReader(Grammar.load(), Names.load(), Abbreviations.load(), Frequencies.load())


@pytest.fixture(scope="module")
def candidate_reader() -> CandidateReader:
    return CandidateReader(TypeFinder(Names.load(), Grammar.load().offices), Abbreviations.load(), Frequencies.load())


KIND = ConstraintKind


@pytest.mark.parametrize(
    ("asked", "kind", "title", "sentence", "met"),
    [
        ("Phường Vân Cói có gì?", KIND.PLACE, "Tin", "Quận Vân Cói họp.", False),
        ("Quận Vân Cói có gì?", KIND.PLACE, "Tin", "Quận Vân Cói họp.", True),
        ("Quận Vân Cói có gì?", KIND.PLACE, "Tin", "Vân Cói họp.", True),
        ("Phường Vân Cói có gì?", KIND.PLACE, "Quận Vân Cói", "Vân Cói họp.", False),
        ("Phường Vân Cói có gì?", KIND.PLACE, "Quận Vân Cói", "Phường Vân Cói họp.", True),
        ("Thành phố Vân Cói có gì?", KIND.PLACE, "Tin", "TP Vân Cói họp.", True),
        ("Thị trấn Vân Cói có gì?", KIND.PLACE, "Tin", "TT Vân Cói họp.", True),
        ("Bendigoo ở đâu?", KIND.NAME, "Tin", "Thành phố Bendigo ở Úc.", True),
        ("Setanata phát gì?", KIND.NAME, "Tin", "Kênh Setnata phát thể thao.", True),
        ("Babylonian là gì?", KIND.NAME, "Tin", "Vườn treo Babylon.", True),
        ("Công ty VietABank ủng hộ gì?", KIND.NAME, "Tin", "VietBank ủng hộ 3 tỷ.", False),
        ("Công ty Vinamlik ủng hộ gì?", KIND.NAME, "Tin", "Vinamilk ủng hộ 3 tỷ.", True),
        ("Công ty Vinatex ủng hộ gì?", KIND.NAME, "Tin", "Vinamilk ủng hộ 3 tỷ.", False),
        ("Năm 2021 có gì?", KIND.PERIOD, "Tin", "Nhiệm kỳ 2019-2024 đã bắt đầu.", False),
        ("Nhiệm kỳ 2019-2024 có gì?", KIND.PERIOD, "Tin", "Nhiệm kỳ 2019-2024 đã bắt đầu.", True),
        ("Nhiệm kỳ 2024-2029 có gì?", KIND.PERIOD, "Tin", "Năm 2024, nhiệm kỳ 2019-2024 khép lại.", False),
        ("Nhiệm kỳ 2019-2024 có gì?", KIND.PERIOD, "Tin", "Năm 2021 có 3 hội nghị.", True),
        ("Quý I hoặc quý II/2023 có gì?", KIND.PERIOD, "Tin", "Tháng 5/2023 có 3 hội nghị.", True),
        ("Quý I hoặc quý II/2023 có gì?", KIND.PERIOD, "Tin", "Tháng 7/2023 có 3 hội nghị.", False),
        ("Hội Phụ nữ ủng hộ gì?", KIND.ORGANISATION, "Tin", "MTTQ ủng hộ gạo.", False),
        ("Hội Phụ nữ ủng hộ gì?", KIND.ORGANISATION, "Tin", "Hội LHPN ủng hộ gạo.", True),
        ("Hội Phụ nữ ủng hộ gì?", KIND.ORGANISATION, "Tin", "Các chị ủng hộ gạo.", True),
        ("Hội Phụ nữ ủng hộ gì?", KIND.ORGANISATION, "Hội Nông dân họp", "Các chị ủng hộ gạo.", False),
        ("Hội Phụ nữ ủng hộ gì?", KIND.ORGANISATION, "Hội Phụ nữ họp", "Cùng MTTQ ủng hộ gạo.", True),
        ("Hội nghị lần thứ 7 có gì?", KIND.ORDINAL, "Tin", "Quận họp Hội nghị Ủy ban lần thứ 7.", True),
        ("Hội nghị lần thứ 7 có gì?", KIND.ORDINAL, "Tin", "Đại hội lần thứ 7 bầu 5 vị.", False),
        ("Hội nghị lần thứ 7 có gì?", KIND.ORDINAL, "Tin", "Hội nghị bàn việc tiến tới Đại hội lần thứ 7.", False),
        ("Hội nghị lần thứ 7 có gì?", KIND.ORDINAL, "Tin", "Hội nghị bàn tình hữu nghị, hòa bình lần thứ 7.", False),
        ("Kỳ họp thứ 7 có gì?", KIND.ORDINAL, "Tin", "Hội nghị lần thứ 7 đã họp.", True),
        ("Kỳ họp lần thứ 7 có gì?", KIND.ORDINAL, "Tin", "Kỳ họp thứ 7 bế mạc.", True),
        ("Hội nghị lần thứ 7 có gì?", KIND.ORDINAL, "Kỳ họp thứ bảy", "Quận họp.", True),
        ("Đại hội lần thứ 7 có gì?", KIND.ORDINAL, "Hội nghị lần thứ 7", "Quận họp.", False),
        ("Cụm thi đua số 4 có gì?", KIND.ORDINAL, "Tin", "Tổ dân phố số 4 họp.", False),
        ("Cụm thi đua số 4 có gì?", KIND.ORDINAL, "Tin", "Cụm số 4 họp.", True),
        ("Hội nghị Cụm thi đua lĩnh vực Kinh tế có gì?", KIND.QUALIFIER, "Cụm thi đua lĩnh vực Kinh tế", "Họp.", True),
        ("Hội nghị cụm thi đua lĩnh vực kinh tế có gì?", KIND.QUALIFIER, "Tin",
         "Cụm thi đua lĩnh vực Pháp luật và Tôn giáo bàn về kinh tế.", False),
        ("Cụm thi đua Pháp luật và Tôn giáo có gì?", KIND.QUALIFIER, "Tin",
         "Cụm thi đua lĩnh vực Pháp luật - Tôn giáo họp.", True),
        ("Cụm thi đua Pháp luật và Tôn giáo có gì?", KIND.QUALIFIER, "Tin", "Cụm thi đua Kinh tế họp.", False),
        ("Hội nghị chuyên đề xây dựng đời sống có gì?", KIND.QUALIFIER, "Hội nghị chuyên đề xây dựng đời sống", "Họp.",
         True),
        ("Hội nghị chuyên đề đất đai có gì?", KIND.QUALIFIER, "Hội nghị chuyên đề xây dựng đời sống", "Họp.", False),
        ("Quận họp ở nhà văn hóa nào?", KIND.VENUE, "Tin", "Quận họp tại nhà văn hóa khu dân cư.", False),
        ("Quận họp ở nhà văn hóa nào?", KIND.VENUE, "Tin", "Quận họp tại Nhà văn hóa làng Dâu.", True),
        ("Quận họp ở nhà văn hóa nào?", KIND.VENUE, "Tin", "Quận họp tại nhà văn hóa số 3.", True),
        ("Lễ viếng ở nhà tang lễ nào?", KIND.VENUE, "Tin", "Quận tổ chức lễ viếng cụ Lụa.", False),
        ("Có phải họp ở quận Vân Cói không?", KIND.PLACE, "Quận Vân Cói", "Bí thư quận Vân Cói phát biểu.", False),
        ("Có phải họp ở quận Vân Cói không?", KIND.PLACE, "Tin", "Tại quận Vân Cói, cụm đã họp.", True),
        ("Đại hội MTTQ khai mạc ngày nào?", KIND.OCCASION, "Tin", "Ngày 21/7, quận mở Hội nghị bàn về Đại hội.", False),
        ("Đại hội MTTQ khai mạc ngày nào?", KIND.OCCASION, "Tin", "Ngày 21/7, quận mở Đại hội.", True),
        ("Đại hội MTTQ khai mạc ngày nào?", KIND.OCCASION, "Tin", "Đại hội khai mạc ngày 21/7.", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("typed", [str, strip_accents], ids=["accents", "plain"])
def test_what_a_sentence_meets(
    asked: str,
    kind: ConstraintKind,
    title: str,
    *,
    sentence: str,
    met: bool,
    typed: Callable[[str], str],
    question_reader: QuestionReader,
    candidate_reader: CandidateReader,
) -> None:
    question = question_reader.read(typed(asked), today=date(2024, 12, 1), places=[("van", "coi")])
    article = Article(id="x", title=title, body=sentence)
    candidate = candidate_reader.sentence(question, candidate_reader.background(article), Span(0, len(sentence)))
    constraints = [constraint for constraint in question.constraints if constraint.kind is kind]
    assert constraints
    assert all(meets(question, constraint, candidate) for constraint in constraints) is met


@pytest.mark.parametrize(
    ("after", "met"),
    [
        ("Nhà của gia đình bà xây hết 89 triệu đồng.", True),
        ("Gia đình bà Mạc Thị Hiền xây nhà hết 89 triệu đồng.", False),
        ("Trường xây hết 89 triệu đồng.", False),
    ],
)
def test_a_sentence_may_point_at_the_person_of_the_one_before(
    after: str, met: bool, question_reader: QuestionReader, candidate_reader: CandidateReader
) -> None:
    body = f"Bà Nguyễn Thị Lụa là hộ nghèo. {after}"
    question = question_reader.read("Nhà của bà Nguyễn Thị Lụa xây hết bao nhiêu?", today=date(2024, 12, 1))
    article = Article(id="x", title="Tin", body=body)
    sentences = (Span(0, body.index(after) - 1), Span(body.index(after), len(body)))
    passage = Passage(f"x:{len(body)}", "x", 0, 0, len(body), body, sentences)
    _, candidate = candidate_reader.hits(question, [Hit(passage, 1.0, 1.0, 1.0)], {"x": article})
    (person,) = (one for one in question.constraints if one.kind is ConstraintKind.PERSON)
    assert meets(question, person, candidate) is met


CITY = "Quận Ba Đình triển khai chủ đề năm"


@pytest.mark.parametrize(
    ("asked", "article", "met"),
    [
        ("Chủ đề của MTTQ TP Hà Nội là gì?", Article("x", CITY, "Quận bám sát chủ đề của TP “Kỷ cương”."), True),
        ("Chủ đề của MTTQ TP Hà Nội là gì?", Article("x", CITY, "Quận bám sát chủ đề của Thành phố Huế."), False),
        ("Chủ đề của MTTQ TP Hà Nội là gì?", Article("x", "Tin", "Quận bám sát chủ đề của Thành phố."), False),
        (
            "Chủ tịch MTTQ tỉnh Bắc Giang là ai?",
            Article("x", "Tin", "Bà Mạc Thị Hiền, Chủ tịch MTTQ Việt Nam dự.", publisher="MTTQ tỉnh Bắc Giang"),
            False,
        ),
        (
            "Chủ tịch MTTQ tỉnh Bắc Giang là ai?",
            Article("x", "Tin", "Bà Mạc Thị Hiền, Chủ tịch MTTQ tỉnh dự.", publisher="MTTQ tỉnh Bắc Giang"),
            True,
        ),
    ],
)
def test_whose_the_place_of_an_article_is(
    asked: str, article: Article, *, met: bool, question_reader: QuestionReader, candidate_reader: CandidateReader
) -> None:
    for text in (asked, strip_accents(asked)):
        question = question_reader.read(text, today=date(2024, 12, 1))
        whole = Span(0, len(article.body))
        candidate = candidate_reader.sentence(question, candidate_reader.background(article), whole)
        places = [constraint for constraint in question.constraints if constraint.kind is KIND.PLACE]
        assert places
        assert all(meets(question, constraint, candidate) for constraint in places) is met


@pytest.mark.parametrize(
    ("asked", "met"),
    [
        ("Bà Mạc Thị Hiền cho biết đã tặng bao nhiêu suất quà?", True),
        ("Bà Mạc Thị Hiền tặng bao nhiêu suất quà?", False),
        ("Bà Mạc Thị Lụa cho biết đã tặng bao nhiêu suất quà?", False),
    ],
)
def test_who_tells_a_figure_may_be_named_where_the_speech_begins(
    asked: str, *, met: bool, question_reader: QuestionReader, candidate_reader: CandidateReader
) -> None:
    told, counted = "Bà Mạc Thị Hiền cho biết xã đã họp.", "Xã tặng 30 suất quà."
    body = f"{told} {counted}"
    sentences = (Span(0, len(told)), Span(len(told) + 1, len(body)))
    passage = Passage("p", "x", 0, 0, len(body), body, sentences)
    article = Article("x", "Tin", body)
    question = question_reader.read(asked, today=date(2024, 12, 1))
    candidates = candidate_reader.hits(question, [Hit(passage, 1.0, 1.0, 1.0)], {"x": article})
    people = [constraint for constraint in question.constraints if constraint.kind is KIND.PERSON]
    assert people
    assert all(meets(question, constraint, candidates[1]) for constraint in people) is met
