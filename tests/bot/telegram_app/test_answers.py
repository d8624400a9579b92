"""What people get for what they send."""

import pytest

from bot.app import App
from bot.messages import Messages
from bot.render.telegram import MESSAGE_UNITS
from tests.bot.fakes import FakeEngine, answered, citation
from tests.bot.telegram_app.running import log_of, running, texts
from tests.telegram_server import Fault, TelegramServer
from tests.telegram_server.entities import units

PARSE_ERROR = 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3'


def test_start_introduces_with_examples_that_are_answered(
    app: App, engine: FakeEngine, server: TelegramServer, messages: Messages
) -> None:
    with running(app, engine, server):
        server.say("/start")
        reply = server.wait_for_sent(1)[0].text
    assert reply.startswith(messages.telegram_start)
    assert messages.example_meetings in reply
    assert reply.count("•") == 3


def test_help_and_unknown_commands(app: App, engine: FakeEngine, server: TelegramServer, messages: Messages) -> None:
    with running(app, engine, server):
        server.say("/help")
        server.say("/khongco")
        replies = texts(server.wait_for_sent(2))
    assert replies == [messages.telegram_help.strip(), messages.telegram_unknown_command]


def test_a_question_is_answered_with_its_source_while_typing_shows(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    engine.delays["Quỹ được bao nhiêu?"] = 0.5
    with running(app, engine, server):
        server.say("Quỹ được bao nhiêu?")
        reply = server.wait_for_sent(1)[0]
    quote = "Quỹ Vì người nghèo vận động được 1,2 tỷ đồng."
    assert reply.text.startswith(f"Về «Quỹ được bao nhiêu?»: {quote} [1]")
    assert "[1] Hội nghị <tổng kết> & ký giao ước năm 2024 (03/02/2024, Báo Thử Nghiệm)" in reply.text
    kinds = {entity["type"]: entity for entity in reply.entities}
    block = kinds["expandable_blockquote"]
    encoded = reply.text.encode("utf-16-le")
    assert encoded[2 * block["offset"] : 2 * (block["offset"] + block["length"])].decode("utf-16-le") == quote
    assert kinds["text_link"]["url"] == "https://bao.example/bai?x=1&y=2"
    assert server.calls("sendChatAction") == 1


def test_html_in_a_question_is_shown_as_it_was_typed(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    question = "<b>Quỹ</b> & <script>alert('x')</script> &lt; \"1\" được bao nhiêu?"
    with running(app, engine, server):
        server.say(question)
        reply = server.wait_for_sent(1)[0]
    assert f"Về «{question}»" in reply.text
    assert server.calls("sendMessage") == 1


def test_a_long_answer_comes_in_order_each_part_within_the_limit(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    sentences = [f"Câu số {number} nói về 😀 & <hội nghị> thứ {number}." for number in range(400)]
    answer = answered("dài")
    engine.answers["dài"] = type(answer)(
        question=answer.question,
        status=answer.status,
        text=" ".join(sentences),
        citations=tuple(citation("Quỹ Vì người nghèo vận động được 1,2 tỷ đồng.", n=n) for n in range(1, 60)),
    )
    with running(app, engine, server):
        server.say("dài")
        server.wait_for_sent(2)
        server.say("/help")
        server.wait_until_fetched()
    replies = texts(server.state.sent)[:-1]
    assert all(units(reply) <= MESSAGE_UNITS for reply in replies)
    joined = " ".join(replies)
    assert [sentence for sentence in sentences if sentence not in joined] == []
    assert [n for n in range(1, 60) if f"\n[{n}] " not in f"\n{joined}"] == []


def test_html_that_telegram_refuses_is_sent_as_plain_text(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    server.fail("sendMessage", Fault(400, PARSE_ERROR))
    with running(app, engine, server):
        server.say("Quỹ được bao nhiêu?")
        reply = server.wait_for_sent(1)[0]
    assert "parse_mode" not in reply.parameters
    assert "“Quỹ Vì người nghèo vận động được 1,2 tỷ đồng.”" in reply.text
    assert server.calls("sendMessage") == 2


@pytest.mark.parametrize(
    "fault",
    [Fault(0), Fault(502, "Bad Gateway"), Fault(429, "Too Many Requests: retry after 1", retry_after=1)],
)
def test_an_answer_is_sent_again_when_sending_fails(
    app: App, engine: FakeEngine, server: TelegramServer, fault: Fault
) -> None:
    server.fail("sendMessage", fault)
    with running(app, engine, server):
        server.say("Quỹ được bao nhiêu?")
        server.wait_for_sent(1)
    assert len(server.state.sent) == 1
    assert server.calls("sendMessage") == 2
    assert [asked for asked, _ in engine.asked].count("Quỹ được bao nhiêu?") == 1


def test_answers_of_one_chat_come_in_order_and_remember_what_went_before(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    engine.delays["chậm"] = 0.3
    with running(app, engine, server):
        for text in ("chậm", "hai", "ba"):
            server.say(text)
        server.say("người khác", chat_id=8)
        sent = server.wait_for_sent(4)
    mine = [message.text for message in sent if message.chat_id == 7]
    assert [text.split("»")[0] for text in mine] == ["Về «chậm", "Về «hai", "Về «ba"]
    asked = dict(engine.asked)
    assert [asked[text] for text in ("chậm", "hai", "ba", "người khác")] == [0, 1, 2, 0]


def test_a_chat_that_waits_for_the_network_does_not_hold_up_another(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    server.hold(7)
    with running(app, engine, server):
        server.say("một")
        server.wait_for_call("sendMessage")
        server.say("hai", chat_id=8)
        server.wait_for_sent(1)
        server.release(7)
        assert [message.chat_id for message in server.wait_for_sent(2)] == [8, 7]


def test_what_is_no_question_gets_a_polite_word(
    app: App, engine: FakeEngine, server: TelegramServer, messages: Messages
) -> None:
    sticker = {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "is_animated": False}
    with running(app, engine, server):
        server.post({"sticker": sticker | {"is_video": False, "type": "regular"}})
        replies = texts(server.wait_for_sent(1))
    assert replies == [messages.telegram_text_only]


def test_other_talk_of_groups_and_service_messages_are_left_alone(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    with running(app, engine, server):
        server.say("Quỹ nào?", chat_id=-100, chat_type="supergroup")
        server.say("/khongco", chat_id=-100, chat_type="supergroup")
        server.post({"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}})
        server.say("cuối")
        sent = server.wait_for_sent(1)
    assert [message.chat_id for message in sent] == [7]
    assert "«cuối»" in sent[0].text


def test_a_fault_in_the_engine_is_excused_and_logged_without_the_question(
    app: App, engine: FakeEngine, server: TelegramServer, messages: Messages
) -> None:
    engine.answers["bí mật của Lan"] = RuntimeError("question: bí mật của Lan")
    with running(app, engine, server):
        server.say("bí mật của Lan")
        server.say("câu sau")
        replies = texts(server.wait_for_sent(2))
    assert replies[0] == messages.trouble
    assert "«câu sau»" in replies[1]
    assert "RuntimeError" in log_of(app)
    assert "bí mật" not in log_of(app)


def test_one_who_blocked_the_bot_does_not_hold_up_the_rest(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    server.state.blocked.add(9)
    with running(app, engine, server):
        server.say("một", chat_id=9)
        server.say("hai")
        sent = server.wait_for_sent(1)
        server.wait_until_fetched()
    assert [message.chat_id for message in sent] == [7]
