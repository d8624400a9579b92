"""Groups: what reaches the bot, who is who, and what becomes of a bot that is thrown out."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.telegram_server import Group, Person, TelegramServer
from tests.telegram_server.calling import Caller


@pytest.fixture
def minh(server: TelegramServer) -> Person:
    return server.person("Minh", username="minh")


@pytest.fixture
def group(server: TelegramServer, lan: Person, minh: Person) -> Group:
    return server.group("Tổ dân phố 5", lan, administrators=(minh,))


@pytest.fixture
def open_server() -> Iterator[TelegramServer]:
    with TelegramServer(privacy=False) as running:
        yield running


def fetched(caller: Caller) -> list[dict[str, Any]]:
    """Return the updates after the /start of Lan."""
    return list(caller("getUpdates")[1:])


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates if "message" in update]


def test_privacy_keeps_what_is_said_to_others_from_the_bot(caller: Caller, lan: Person, group: Group) -> None:
    mine = lan.say("chào cả nhà", to=group)
    lan.say("email a@hoidap_test_bot.example", to=group)
    lan.say("@minh ơi", to=group)
    lan.say("/quy@other_bot", to=group)
    lan.edit(mine, "chào mọi người", to=group)
    lan.say("/quy", to=group)
    lan.say("/quy@Hoidap_Test_Bot nghèo", to=group)
    lan.say("@hoidap_test_bot quỹ nào?", to=group)
    answer = caller("sendMessage", chat_id=group.id, text="a")["message_id"]
    lan.say("thêm nữa", to=group, reply_to=answer)
    wanted = ["/quy", "/quy@Hoidap_Test_Bot nghèo", "@hoidap_test_bot quỹ nào?", "thêm nữa"]
    updates = fetched(caller)
    assert texts(updates) == wanted
    message = updates[-1]["message"]
    assert message["chat"] == {"id": group.id, "type": "supergroup", "title": "Tổ dân phố 5"}
    assert message["reply_to_message"]["from"]["username"] == "hoidap_test_bot"


def test_an_administrator_hears_everything(server: TelegramServer, caller: Caller, lan: Person) -> None:
    group = server.group("Tổ", lan, bot="administrator")
    lan.say("chào cả nhà", to=group)
    assert texts(fetched(caller)) == ["chào cả nhà"]


def test_so_does_a_bot_without_privacy(open_server: TelegramServer, client: httpx.Client) -> None:
    lan = open_server.person("Lan")
    lan.say("chào cả nhà", to=open_server.group("Tổ", lan))
    caller = Caller(open_server, client)
    assert texts(caller("getUpdates")) == ["chào cả nhà"]
    assert caller("getMe")["can_read_all_group_messages"] is True


def test_the_bot_is_told_when_it_comes_and_goes(
    server: TelegramServer, caller: Caller, minh: Person, lan: Person
) -> None:
    group = server.group("Tổ", lan, administrators=(minh,), bot="left")
    refused = caller.refusal("sendMessage", chat_id=group.id, text="a")
    assert refused == "403 Forbidden: bot is not a member of the supergroup chat"
    minh.add_bot(group)
    assert caller("sendMessage", chat_id=group.id, text="a")
    minh.remove_bot(group)
    refused = caller.refusal("sendMessage", chat_id=group.id, text="a")
    assert refused == "403 Forbidden: bot was kicked from the supergroup chat"
    joined, service, removed = fetched(caller)
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["username"] == "hoidap_test_bot"
    assert removed["my_chat_member"]["old_chat_member"]["status"] == "member"
    assert removed["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert removed["my_chat_member"]["from"]["first_name"] == "Minh"


def test_the_bot_leaves(server: TelegramServer, caller: Caller, lan: Person, group: Group) -> None:
    assert caller("leaveChat", chat_id=group.id) is True
    assert caller.refusal("sendMessage", chat_id=group.id, text="a").startswith("403")
    assert fetched(caller)[-1]["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert caller.refusal("leaveChat", chat_id=7) == "400 Bad Request: can't leave private chats"


def test_members_have_their_status(
    server: TelegramServer, caller: Caller, lan: Person, minh: Person, group: Group
) -> None:
    def status(user_id: int, chat_id: int = group.id) -> str:
        return str(caller("getChatMember", chat_id=chat_id, user_id=user_id)["status"])

    assert (status(lan.id), status(minh.id), status(server.person("Ba").id)) == ("member", "creator", "left")
    assert status(lan.id, lan.id) == "member"
    assert caller.refusal("getChatMember", chat_id=group.id, user_id=999999).endswith("user not found")
    assert caller.refusal("getChatMember", chat_id=group.id, user_id=0).endswith("invalid user_id specified")
    (owner,) = caller("getChatAdministrators", chat_id=group.id)
    assert owner["user"]["id"] == minh.id
    assert caller.refusal("getChatAdministrators", chat_id=7).endswith("no administrators in the private chat")
    assert caller("getChat", chat_id=group.id)["title"] == "Tổ dân phố 5"


def test_others_messages_are_not_deleted_but_by_an_administrator(
    caller: Caller, lan: Person, minh: Person, group: Group
) -> None:
    number = lan.say("/xoa", to=group)
    words = caller.refusal("deleteMessage", chat_id=group.id, message_id=number)
    assert words == "400 Bad Request: message can't be deleted"
    minh.add_bot(group, "administrator")
    assert caller("deleteMessage", chat_id=group.id, message_id=number)


def test_an_upgraded_group_names_its_new_id(server: TelegramServer, caller: Caller, lan: Person) -> None:
    group = server.group("Tổ", lan, kind="group")
    upgraded = group.upgrade()
    answer = caller.answer("sendMessage", chat_id=group.id, text="a")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": upgraded.id}
    assert fetched(caller)[-1]["message"]["migrate_to_chat_id"] == upgraded.id
    assert caller("sendMessage", chat_id=upgraded.id, text="a")["chat"]["type"] == "supergroup"


def test_who_is_not_there_cannot_speak(server: TelegramServer, lan: Person, group: Group) -> None:
    with pytest.raises(AssertionError, match="Ba is not in"):
        server.person("Ba").say("a", to=group)
    lan.block()
    with pytest.raises(AssertionError, match="Lan has blocked"):
        lan.say("a")
