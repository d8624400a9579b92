"""Groups: answers only to what is addressed to the bot, as replies; everybody's conversation is their own."""

from bot.app import App
from tests.bot.fakes import FakeEngine
from tests.bot.telegram_app.running import running, texts, with_telegram
from tests.telegram_server import TelegramServer


def test_in_a_group_only_what_is_addressed_to_the_bot_is_answered_as_a_reply(app: App, engine: FakeEngine) -> None:
    with TelegramServer(privacy=False) as server:
        lan = server.person("Lan")
        group = server.group("Tổ dân phố 5", lan)
        with running(with_telegram(app, base_url=server.url), engine, server):
            lan.say("nói chuyện với nhau thôi", to=group)
            lan.say("@ai_do quỹ nào? xem hoidap_test_bot", to=group)
            lan.say("/khongco", to=group)
            lan.say("/help@other_bot", to=group)
            lan.send({"dice": {"emoji": "🎲", "value": 1}}, to=group)
            asked = [lan.say("@Hoidap_Test_Bot, quỹ nào?", to=group)]
            (first,) = server.wait_for_sent(1)
            asked.append(lan.say("thế còn năm 2020?", to=group, reply_to=first))
            asked.append(lan.say("/gioithieu@hoidap_test_bot", to=group))
            sent = server.wait_for_sent(3)
    assert [text.split("»")[0] for text in texts(sent)[:2]] == ["Về «quỹ nào?", "Về «thế còn năm 2020?"]
    assert sent[2].text == app.messages.telegram_about
    assert [one.reply_to_message_id for one in sent] == asked


def test_everybody_in_a_group_has_a_conversation_of_their_own(
    app: App, engine: FakeEngine, server: TelegramServer
) -> None:
    lan, minh = server.person("Lan"), server.person("Minh")
    group = server.group("Tổ dân phố 5", lan, minh)
    with running(app, engine, server):
        for count, (person, text) in enumerate(((lan, "một"), (minh, "hai"), (lan, "ba"), (lan, "bốn")), start=1):
            person.say(f"@hoidap_test_bot {text}", to=group)
            server.wait_for_sent(count)
        lan.say("năm")
        server.wait_for_sent(5)
    asked = dict(engine.asked)
    assert [asked[text] for text in ("một", "hai", "ba", "bốn", "năm")] == [0, 0, 1, 2, 0]


def test_access_and_limits_hold_in_groups(app: App, engine: FakeEngine, server: TelegramServer) -> None:
    lan, minh = server.person("Lan"), server.person("Minh")
    ours, other = server.group("Tổ 5", lan, minh), server.group("Tổ 6", lan)
    limited = with_telegram(app, access={"groups": [ours.id]}, limits={"user_per_minute": 1})
    with running(limited, engine, server):
        lan.say("@hoidap_test_bot một", to=other)
        server.wait_for_sent(1)
        for person, text in ((lan, "hai"), (lan, "ba"), (minh, "bốn")):
            person.say(f"@hoidap_test_bot {text}", to=ours)
        server.wait_for_sent(4)
    assert texts(server.record.in_chat(other.id)) == [app.messages.telegram_stranger]
    replies = [text.split("»")[0] for text in texts(server.record.in_chat(ours.id))]
    assert replies == ["Về «hai", app.messages.telegram_user_minute, "Về «bốn"]
