"""Questions as JSON lines: one reply for each, in order, whatever the line."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.batch import LineFault, answer_lines, parse_object, parse_turns
from bot.conversation import Assistant, Conversations
from index.errors import IndexFault
from tests.bot.fakes import FakeEngine


def assistant(engine: FakeEngine) -> Assistant:
    return Assistant(engine, Conversations(5, 5))


def replies(lines: list[bytes], engine: FakeEngine | None = None) -> list[tuple[dict[str, Any], bool]]:
    found = answer_lines(lines, assistant(engine or FakeEngine()))
    return [(json.loads(reply.line), reply.failed) for reply in found]


def test_each_line_has_its_reply_in_order() -> None:
    lines = [
        '\ufeff{"id": 1, "q": "Quỹ nào?"}\r\n'.encode(),
        b"\n",
        '{"id": "x", "turns": ["một", "hai"]}'.encode(),
        b'{"q": "kh\xc3\xb4ng c\xc3\xb3"}',
    ]
    found = replies(lines)
    assert [(value["id"], value["question"], failed) for value, failed in found] == [
        (1, "Quỹ nào?", False),
        ("x", "hai", False),
        (None, "không có", False),
    ]
    assert found[2][0]["status"] == "not_found"


def test_the_turns_of_a_line_are_one_conversation_and_lines_are_not() -> None:
    engine = FakeEngine()
    replies([b'{"turns": ["a", "b"]}', b'{"q": "c"}'], engine)
    assert engine.asked == [("a", 0), ("b", 1), ("c", 0)]


@pytest.mark.parametrize(
    ("line", "identifier", "problem"),
    [
        (b"{", None, "not JSON"),
        (b'{"id": NaN, "q": "a"}', None, "not JSON"),
        (b'{"id": 1e999, "q": "a"}', None, "not JSON"),
        (b"[1]", None, "not a JSON object"),
        (b'"q"', None, "not a JSON object"),
        (b"\xff\xfe", None, "not UTF-8"),
        (b'{"id": 7}', 7, "no question"),
        (b'{"id": 7, "q": 3}', 7, "no question"),
        (b'{"id": 7, "q": null}', 7, "no question"),
        (b'{"id": 7, "turns": []}', 7, "no question"),
        (b'{"id": 7, "turns": "a"}', 7, "no question"),
        (b'{"id": 7, "turns": ["a", 1]}', 7, "no question"),
        (b'{"id": 7, "q": "a", "turns": ["a"]}', 7, "both q and turns"),
    ],
)
def test_a_faulty_line_gets_its_fault_and_the_rest_go_on(line: bytes, identifier: object, problem: str) -> None:
    found = replies([line, b'{"id": 8, "q": "a"}'])
    value, failed = found[0]
    assert failed
    assert list(value) == ["id", "error"]
    assert value["id"] == identifier
    assert value["error"].startswith(f"line 1: {problem}")
    assert (found[1][0]["id"], found[1][1]) == (8, False)


@pytest.mark.parametrize("fault", [RuntimeError("boom"), IndexFault("stores: broken; rebuild")])
def test_a_question_that_fails_costs_no_other_its_answer(fault: Exception) -> None:
    found = replies([b'{"id": 1, "q": "x"}', b'{"id": 2, "q": "y"}'], FakeEngine(answers={"x": fault}))
    assert [failed for _, failed in found] == [True, False]
    assert "line 1: " in found[0][0]["error"]
    assert "boom" not in found[0][0]["error"]


@given(st.lists(st.binary(max_size=40).map(lambda data: data.replace(b"\n", b" ").replace(b"\r", b" "))))
def test_any_lines_get_one_reply_each(lines: list[bytes]) -> None:
    asked = [line for line in lines if line.removeprefix(b"\xef\xbb\xbf").strip()]
    assert len(replies(lines)) == len(asked)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_turns_are_texts_or_a_fault(value: object) -> None:
    parsed = parse_object(json.dumps({"turns": value}).encode())
    try:
        turns = parse_turns(parsed)
    except LineFault:
        return
    assert turns
    assert list(turns) == value
