"""Scoring: what counts as answered, as cited, as refused."""

import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import Assistant, Conversations
from bot.errors import OperatorFault
from bot.evaluation import Case, judge, parse_cases, report, run_cases, score, transformation
from tests.bot.fakes import FakeEngine, answered, not_found

ANSWER = answered("q")  # says and quotes "Quỹ Vì người nghèo vận động được 1,2 tỷ đồng.", title "Hội nghị <tổng kết>…"


def case(**right: object) -> Case:
    line = json.dumps({"id": "x", "q": "q", **right}).encode()
    return parse_cases([line], "f.jsonl")[0]


@pytest.mark.parametrize(
    ("right", "answered_right", "cited_right"),
    [
        ({"any": ["1,2 tỷ", "khác"]}, True, True),
        ({"any": ["1,3 tỷ", "khác"]}, False, True),
        ({"all": ["1,2 tỷ", "người nghèo"]}, True, True),
        ({"all": ["1,2 tỷ", "khác"]}, False, True),
        ({"any": ["QUỸ  VÌ"]}, True, True),
        ({"any": [unicodedata.normalize("NFD", "Quỹ Vì")]}, True, True),
        ({"any": ["1,2 tỷ"], "art": ["HỘI NGHỊ"]}, True, True),
        ({"any": ["1,2 tỷ"], "art": ["khác", "năm 2024"]}, True, True),
        ({"any": ["1,2 tỷ"], "art": ["năm 2023"]}, True, False),
        ({"all": ["1,2 tỷ"], "art_all": ["Hội nghị", "năm 2024"]}, True, True),
        ({"all": ["1,2 tỷ"], "art_all": ["Hội nghị", "năm 2023"]}, True, False),
    ],
)
def test_an_answer_is_held_against_what_is_right(
    right: dict[str, object], answered_right: bool, cited_right: bool
) -> None:
    outcome = judge(case(**right), ANSWER)
    assert (outcome.answered, outcome.cited) == (answered_right, cited_right)
    assert outcome.right == (answered_right and cited_right)


def test_a_quote_counts_as_well_as_the_text() -> None:
    assert judge(case(any=["người nghèo"]), replace(ANSWER, text="Có [1].")).answered


def test_a_refusal_is_right_only_where_nothing_answers() -> None:
    assert judge(case(none=True), not_found("q")).right
    assert not judge(case(none=True), ANSWER).right
    refused = judge(case(any=["tìm thấy"]), not_found("q"))
    assert (refused.answered, refused.cited, refused.right) == (False, False, False)


def test_a_score_counts_each_kind() -> None:
    outcomes = [
        replace(judge(case(any=["1,2 tỷ"], art=["Hội nghị"]), ANSWER), elapsed_ms=10.0),
        replace(judge(case(any=["1,2 tỷ"], art=["khác"]), ANSWER), elapsed_ms=20.0),
        replace(judge(case(any=["khác"], art=["Hội nghị"]), ANSWER), elapsed_ms=30.0),
        replace(judge(case(none=True), not_found("q")), elapsed_ms=40.0),
        replace(judge(case(none=True), ANSWER), elapsed_ms=100.0),
    ]
    found = score(outcomes)
    assert (found.answerable, found.answered_right, found.cited_right) == (3, 2, 2)
    assert (found.answered_and_cited_right, found.unanswerable, found.refused_right) == (1, 2, 1)
    assert (found.p50_ms, found.p95_ms) == (30.0, 100.0)
    assert [failure["id"] for failure in report(outcomes)["failures"]] == ["x", "x", "x"]


def test_the_last_turn_is_judged() -> None:
    engine = FakeEngine(answers={"một": not_found("một")})
    assistant = Assistant(engine, Conversations(5, 5))
    cases = parse_cases([json.dumps({"turns": ["một", "hai"], "any": ["hai"]}).encode()], "f")
    (outcome,) = run_cases(cases, assistant, transformation(drop_accents=False, nfd=False))
    assert outcome.right
    assert engine.asked == [("một", 0), ("hai", 1)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"{", "f.jsonl, line 2: not JSON"),
        (b'{"id": 1}', "f.jsonl, line 2: no question"),
        (b'{"q": "a"}', "f.jsonl, line 2: nothing says what is right"),
        (b'{"q": "a", "any": "b"}', "f.jsonl, line 2: any = 'b'"),
    ],
)
def test_a_faulty_file_is_refused_by_line(line: bytes, expected: str) -> None:
    with pytest.raises(OperatorFault) as caught:
        parse_cases([b'{"q": "a", "none": true}', line], "f.jsonl")
    assert str(caught.value).startswith(expected)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(OperatorFault, match="no questions"):
        parse_cases([b"\n"], "f.jsonl")


def test_accents_are_dropped_and_letters_kept() -> None:
    drop = transformation(drop_accents=True, nfd=False)
    assert drop("Đống Đa: được quỹ Tỷ ĐỒNG, 2,6%?") == "Dong Da: duoc quy Ty DONG, 2,6%?"


@given(st.text())
def test_nfd_changes_the_form_alone(text: str) -> None:
    changed = transformation(drop_accents=False, nfd=True)(text)
    assert unicodedata.normalize("NFC", changed) == unicodedata.normalize("NFC", text)
    assert unicodedata.is_normalized("NFD", changed)
    assert transformation(drop_accents=False, nfd=False)(text) == text
