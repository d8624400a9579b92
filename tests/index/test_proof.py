"""Whether a sentence meets what a question names: levels of places, foreign names, terms, organisations."""

from datetime import date

import pytest

from corpus.article import Article
from index.answer_types import TypeFinder
from index.candidates import CandidateReader
from index.grammar import Grammar
from index.proof import meets
from index.question import QuestionReader
from index.types import ConstraintKind, Span
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names


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
    ],
)  # fmt: skip
def test_what_a_sentence_meets(
    asked: str,
    kind: ConstraintKind,
    title: str,
    *,
    sentence: str,
    met: bool,
    question_reader: QuestionReader,
    candidate_reader: CandidateReader,
) -> None:
    question = question_reader.read(asked, today=date(2024, 12, 1))
    article = Article(id="x", title=title, body=sentence)
    candidate = candidate_reader.sentence(question, candidate_reader.background(article), Span(0, len(sentence)))
    constraints = [constraint for constraint in question.constraints if constraint.kind is kind]
    assert constraints
    assert all(meets(question, constraint, candidate) for constraint in constraints) is met
