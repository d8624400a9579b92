"""A language model behind the bot: order within a chat, drafts of proved sentences alone, failures counted."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import httpx
import pytest

from bot.app import App
from bot.messages import Messages
from bot.sections import MetricsSettings
from bot.telegram_app.metrics import PrometheusMetrics
from index.options import AnswerMode, AnswerOptions, LlmOptions
from tests.bot.telegram_app.admin.house import FUNDS_ANSWER, FUNDS_QUESTION, wait_until
from tests.bot.telegram_app.running import running, texts, with_telegram
from tests.bot.telegram_app.test_webhook import free_port
from tests.llm_server import LlmServer, Reply, Script, echo, say, serving
from tests.telegram_server import Fault, TelegramServer

TRUE = "Quỹ “Vì người nghèo” quận Phú Lãng vận động được 3,2 tỷ đồng [1]."
MORE = "Quận Phú Lãng vận động được 3,2 tỷ đồng [1]."
FALSE = "Quận Phú Lãng còn được 5 tỷ đồng [1]."
MEETING_QUESTION = "Hội nghị sơ kết của huyện Tân Mễ diễn ra ngày nào?"
LIMIT = 20  # seconds until a test that waits in vain fails


@pytest.fixture
def model() -> Iterator[LlmServer]:
    with serving(echo) as running_model:
        yield running_model


@pytest.fixture
def app(house: App, model: LlmServer) -> App:
    """The house over the real index, with the scripted language model."""
    llm = LlmOptions.model_validate({"base_url": model.address, "model": "scripted", "pause_seconds": 0})
    answer = AnswerOptions(mode=AnswerMode.AUTO, llm=llm)
    return replace(house, settings=house.settings.model_copy(update={"answer": answer}))


def once_drafted(server: TelegramServer, *pieces: str, end: str = "done") -> Script:
    """Return a script that says the first piece, and the others once a person has seen a draft."""

    def said() -> Iterator[str]:
        yield pieces[0]
        server.wait_until(lambda: bool(server.record.drafts), "a draft")
        yield from pieces[1:]

    return lambda _: Reply(said(), end=end)


def drafts(server: TelegramServer) -> list[str]:
    """Return the drafts shown, all of them before the answer that took their place."""
    assert all(draft.time <= server.record.sent[0].time for draft in server.record.drafts)
    return [draft.text for draft in server.record.drafts]


def test_a_slow_answer_keeps_its_place_in_its_chat_and_nobody_else_waits(
    app: App, model: LlmServer, server: TelegramServer
) -> None:
    release = threading.Event()

    def script(request: dict[str, object]) -> Reply:
        if FUNDS_QUESTION.split("?")[0] in str(request["messages"]):
            assert release.wait(LIMIT)
        return echo(request)

    model.script = script
    with app.engine() as engine, running(app, engine, server):
        for text in (FUNDS_QUESTION, MEETING_QUESTION, "Xin chào"):
            server.say(text)
        server.say(MEETING_QUESTION, chat_id=8)
        (first,) = server.wait_for_sent(1)
        assert (first.chat_id, "18/7/2024" in first.text) == (8, True)
        release.set()
        sent = server.wait_for_sent(4)
    mine = texts([message for message in sent if message.chat_id == 7])
    assert [FUNDS_ANSWER in mine[0], "18/7/2024" in mine[1], "[1]" in mine[2]] == [True, True, False]


def test_lists_are_told_while_all_wait_for_the_model(app: App, model: LlmServer, server: TelegramServer) -> None:
    release = threading.Event()
    model.script = lambda request: Reply([TRUE]) if release.wait(LIMIT) else Reply()
    with app.engine() as engine, running(app, engine, server):
        for chat in range(1, app.settings.answer.llm.at_once + 2):
            server.say(FUNDS_QUESTION, chat_id=chat)
        wait_until(lambda: len(model.requests) == app.settings.answer.llm.at_once, "the model to be asked")
        server.say("/quy", chat_id=99)
        (first,) = server.wait_for_sent(1)
        release.set()
        sent = server.wait_for_sent(app.settings.answer.llm.at_once + 2)
    assert first.chat_id == 99
    assert all(FUNDS_ANSWER in message.text for message in sent[1:])


def test_only_proved_sentences_are_drafted(app: App, model: LlmServer, server: TelegramServer) -> None:
    model.script = once_drafted(server, f"Xin chào! {TRUE} Q", f"{FALSE[1:]} Xem http://x.example [1].")
    with app.engine() as engine, running(app, engine, server):
        server.say(FUNDS_QUESTION)
        (answer,) = server.wait_for_sent(1)
    assert drafts(server) == [TRUE]
    assert answer.text.startswith(TRUE)
    assert "5 tỷ" not in answer.text


def test_an_answer_that_breaks_off_is_replaced_by_the_quotes(
    app: App, model: LlmServer, server: TelegramServer, messages: Messages
) -> None:
    model.script = once_drafted(server, f"{TRUE}\n", end="cut")
    with app.engine() as engine, running(app, engine, server):
        server.say(FUNDS_QUESTION)
        (answer,) = server.wait_for_sent(1)
    assert drafts(server) == [TRUE]
    assert TRUE not in answer.text
    assert FUNDS_ANSWER in answer.text
    assert answer.text.endswith(messages.written_by_quotes)


def test_nothing_is_drafted_in_groups_and_for_edited_questions(
    app: App, model: LlmServer, server: TelegramServer
) -> None:
    lan = server.person("Lan")
    group = server.group("Tổ dân phố 5", lan)
    model.script = say(f"{TRUE}\n")
    with app.engine() as engine, running(app, engine, server):
        lan.say(f"@hoidap_test_bot {FUNDS_QUESTION}", to=group)
        server.wait_for_sent(1)
        asked = lan.say("Xin chào")
        server.wait_for_sent(2)
        lan.edit(asked, FUNDS_QUESTION)
        server.wait_for_call("editMessageText")
    assert server.calls("sendMessageDraft") == 0
    assert len(model.requests) == 2


@pytest.mark.parametrize("fault", [Fault(0), Fault(500, "Internal Server Error"), Fault(429, "Wait", retry_after=1)])
def test_a_draft_that_fails_costs_nothing(app: App, model: LlmServer, server: TelegramServer, fault: Fault) -> None:
    server.fail("sendMessageDraft", fault)

    def said() -> Iterator[str]:
        yield f"{TRUE}\n"
        server.wait_for_call("sendMessageDraft")
        yield FALSE

    model.script = lambda _: Reply(said())
    with app.engine() as engine, running(app, engine, server):
        server.say(FUNDS_QUESTION)
        (answer,) = server.wait_for_sent(1)
    assert (drafts(server), server.calls("sendMessageDraft")) == ([], 1)
    assert answer.text.startswith(TRUE)


def test_drafts_keep_to_the_pace(app: App, model: LlmServer, server: TelegramServer) -> None:
    pause = 0.3
    app = with_telegram(app, pace={"seconds_per_chat": pause})

    def said() -> Iterator[str]:
        yield f"{TRUE}\n"
        server.wait_until(lambda: len(server.record.drafts) == 1, "a draft")
        yield f"{MORE}\n"
        server.wait_until(lambda: len(server.record.drafts) == 2, "another")

    model.script = lambda _: Reply(said())
    with app.engine() as engine, running(app, engine, server):
        server.say(FUNDS_QUESTION)
        (answer,) = server.wait_for_sent(1)
    assert drafts(server) == [TRUE, f"{TRUE}\n{MORE}"]
    times = [*(draft.time for draft in server.record.drafts), answer.time]
    assert all(later - earlier >= pause for earlier, later in pairwise(times))


def test_what_becomes_of_requests_is_counted(app: App, model: LlmServer, server: TelegramServer) -> None:
    port = free_port()
    app = replace(app, settings=app.settings.model_copy(update={"metrics": MetricsSettings(port=port)}))
    metrics = PrometheusMetrics()
    scripts = [say(TRUE), say(FALSE), lambda _: Reply(status=500), lambda _: Reply([TRUE], end="cut")]
    with app.engine(metrics.phrased) as engine, running(app, engine, server, metrics=metrics):
        for count, model.script in enumerate(scripts, start=1):
            server.say(FUNDS_QUESTION)
            server.wait_for_sent(count)
        with httpx.Client(trust_env=False, timeout=LIMIT) as client:
            page = client.get(f"http://127.0.0.1:{port}/metrics").text
    name = "hoidap_language_model_requests_total"
    counts = dict(line.removeprefix(name).split() for line in page.splitlines() if line.startswith(name))
    told = {key: float(value) for key, value in counts.items() if float(value)}
    assert told == {f'{{outcome="{one}"}}': 1 for one in ("written", "unverified", "server_error", "cut")}
    assert '{outcome="busy"}' in counts


def test_inline_questions_are_answered_by_quotes_alone(app: App, model: LlmServer, server: TelegramServer) -> None:
    app = with_telegram(app, inline_pause=0)
    lan = server.person("Lan")
    with app.engine() as engine, running(app, engine, server):
        query = lan.ask_inline(FUNDS_QUESTION)
        server.wait_until(lambda: query in server.record.inline_answers, "an inline answer")
    (offer, *_) = server.record.inline_answers[query][-1]["results"]
    assert FUNDS_ANSWER in offer["content"]["text"]
    assert model.requests == []
