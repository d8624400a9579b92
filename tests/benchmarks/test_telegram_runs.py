"""The runs over the loopback server count right what they saw."""

from typing import Any

from tests.benchmarks.telegram_bot import CountingEngine, marks_in, sentences_of
from tests.benchmarks.telegram_chaos import count
from tests.benchmarks.telegram_load import share
from tests.telegram_server import Call, Sent, TelegramServer
from tests.telegram_server.record import Version


def chat_with(*calls: tuple[str, float, dict[str, Any]]) -> TelegramServer:
    """Return a server on which messages were sent to chat 7: the text, when, and how its call ended."""
    server = TelegramServer()
    for number, (text, moment, ended) in enumerate(calls, start=1):
        parameters = {"chat_id": "7", "text": text}
        server.record.calls.append(Call(moment, "sendMessage", parameters, effect=True, **{"code": 200, **ended}))
        server.record.add_sent(Sent(7, number, parameters, "sendmessage", [Version(moment, text, [])]))
    return server


def answer(question: str) -> str:
    return CountingEngine().answer(question).text


def test_an_answer_names_each_of_its_sentences() -> None:
    assert marks_in(answer("7-1")) == [("7-1", 1), ("7-1", 2)]
    assert len(marks_in(answer("7-5"))) == sentences_of("7-5") == 160


def test_what_is_as_it_should_be_counts_once() -> None:
    found = count({7: ["7-1", "7-2"]}, chat_with((answer("7-1"), 1.0, {}), (answer("7-2"), 2.0, {})), [])
    assert (found.asked, found.answered_once, found.sound) == (2, 2, True)


def test_what_is_lost_or_out_of_order_is_seen() -> None:
    found = count({7: ["7-1", "7-2", "7-3"]}, chat_with((answer("7-2"), 1.0, {}), (answer("7-1"), 2.0, {})), [])
    assert (found.lost, found.out_of_order, found.sound) == (1, 1, False)


def test_a_message_that_came_twice_is_excused_only_where_its_arrival_could_not_be_known() -> None:
    text = answer("7-1")
    for ended, again, kills, excused in [
        ({}, 2.0, [], 0),
        ({"code": 0}, 2.0, [], 1),
        ({}, 4.5, [], 1),
        ({}, 3.0, [1.5], 1),
        ({}, 3.0, [20.0], 0),
    ]:
        found = count({7: ["7-1"]}, chat_with((text, 1.0, ended), (text, again, {})), kills)
        assert (found.doubled, found.doubled_unknown, found.answered_once) == (1, excused, 0)
        assert found.sound is bool(excused)


def test_a_share_is_the_value_below_which_so_many_lie() -> None:
    assert [share(range(100), part) for part in (0.5, 0.95, 1)] == [50, 95, 99]
    assert share([], 0.5) == 0
