"""What a question names beside its places: contacts, numbers that count nothing, sides of a comparison."""

from datetime import date

import pytest

from index.answer_types import TypeFinder
from index.grammar import Grammar
from index.question import QuestionReader
from index.sentence_words import SentenceWords
from index.types import AnswerType, ConstraintKind
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.dates import find_dates
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names
from index.vietnamese.normalise import strip_accents
from index.vietnamese.tokens import tokenise

TODAY = date(2024, 12, 1)
PLACES = [("phu", "lang"), ("son", "khe"), ("dong", "lua")]


@pytest.fixture(scope="module")
def reader() -> QuestionReader:
    return QuestionReader(Grammar.load(), Names.load(), Abbreviations.load(), Frequencies.load())


def told(reader: QuestionReader, asked: str, text: str) -> list[str]:
    question = reader.read(asked, today=TODAY, places=PLACES)
    finder = TypeFinder(reader.names, reader.grammar.offices)
    found = finder.find(question, SentenceWords(text, tokenise(text), find_dates(text, 2024)))
    return [text[span.start : span.end] for span in found]


@pytest.mark.parametrize("typed", [str, strip_accents])
@pytest.mark.parametrize(
    ("asked", "answer_type"),
    [
        ("Xã làm theo chỉ thị số mấy?", AnswerType.PASSAGE),
        ("Xã có mấy hộ?", AnswerType.COUNT),
        ("So quỹ Cứu trợ của quận Phú Lãng với huyện Sơn Khê", AnswerType.COMPARISON),
        ("Quỹ Cứu trợ của quận Phú Lãng và huyện Sơn Khê, bên nào được nhiều hơn?", AnswerType.COMPARISON),
        ("So với năm 2023, có bao nhiêu hộ thoát nghèo?", AnswerType.COUNT),
    ],
)
def test_which_number_and_which_side_are_asked(
    reader: QuestionReader, asked: str, answer_type: AnswerType, typed: type[str]
) -> None:
    assert reader.read(typed(asked), today=TODAY, places=PLACES).answer_type is answer_type


@pytest.mark.parametrize(
    ("asked", "kind", "written"),
    [
        ("Số điện thoại của MTTQ quận Phú Lãng là gì?", ConstraintKind.NAME, ["điện thoại"]),
        ("Email của xã Đồng Lụa?", ConstraintKind.NAME, ["Email"]),
        ("Xã bàn giao điện thoại cho bao nhiêu học sinh?", ConstraintKind.NAME, []),
        ("Họp ngày 9/1/2020, ai đánh giá kết quả năm trước?", ConstraintKind.PERIOD, ["9/1/2020"]),
        ("Năm trước quỹ được bao nhiêu?", ConstraintKind.PERIOD, ["Năm trước"]),
        ("Hội nghị các phường Phú Lãng họp khi nào?", ConstraintKind.PLACE, ["Phú Lãng"]),
        ("Hội nghị phường Phú Lãng họp khi nào?", ConstraintKind.PLACE, ["phường Phú Lãng"]),
    ],
)
def test_what_the_question_names(reader: QuestionReader, asked: str, kind: ConstraintKind, written: list[str]) -> None:
    constraints = reader.read(asked, today=TODAY, places=PLACES).constraints
    assert [constraint.written for constraint in constraints if constraint.kind is kind] == written


def test_the_short_name_of_a_city_is_the_place_of_an_office(reader: QuestionReader) -> None:
    text = "Chủ tịch Hội Làm vườn TP HCM Nghiêm Đình Phú, cảm ơn các nhà vườn."
    assert told(reader, "Ai là Chủ tịch Hội Làm vườn TP HCM?", text) == [text[: text.index(",")]]
