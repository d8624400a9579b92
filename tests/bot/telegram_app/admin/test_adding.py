"""Documents and links from admins: previewed, confirmed or dropped, and then answered from."""

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from bot.app import App
from bot.messages import Messages
from bot.telegram_app.admin.adding import safe_name
from corpus.article import render_article
from corpus.errors import CorpusFault
from corpus.store import read_article
from tests.bot.fakes import FakeEngine, FakeParts
from tests.bot.telegram_app.admin.house import (
    FUNDS,
    PAGE,
    PAGE_ANSWER,
    PAGE_QUESTION,
    PAGE_TITLE,
    buttons,
    notice,
    serving,
)
from tests.bot.telegram_app.running import log_of, running, texts, with_telegram
from tests.telegram_server import Fault, Person, TelegramServer

LINK = "https://bao.example/bai-moi?x=1&y=<2>"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_document_is_shown_confirmed_and_then_answered_from(
    house: App, server: TelegramServer, boss: Person, lan: Person, messages: Messages
) -> None:
    with serving(house, server):
        lan.say(PAGE_QUESTION)
        boss.send_document("trang.txt", PAGE)
        refused, preview = sorted(server.wait_for_sent(2), key=lambda sent: sent.chat_id == boss.id)
        assert PAGE_ANSWER not in refused.text
        shown = preview.text
        assert buttons(preview) == ["Thêm", "Bỏ"]
        assert names(house.settings.corpus.articles) == {f"{FUNDS.id}.md", "hoi-nghi-tan-me-2024.md"}
        boss.press(preview, "Thêm")
        server.wait_until(lambda: len(preview.edits) == 1, "the preview edited")
        lan.say(PAGE_QUESTION)
        answer = server.wait_for_sent(3)[2]
    assert shown.startswith(f"{messages.admin_preview}\n\n{PAGE_TITLE}\nNgày đăng: 24/07/2023\nNơi đăng: ")
    assert "Chiều 23/7, Ủy ban MTTQ Việt Nam phường Bến Đá" in shown
    assert preview.text == messages.admin_added.format(title=PAGE_TITLE)
    assert buttons(preview) == []
    assert PAGE_ANSWER in answer.text
    assert f"{PAGE_TITLE} (24/07/2023" in answer.text


def test_a_document_that_is_dropped_leaves_nothing(
    house: App, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    before = names(house.settings.corpus.articles)
    with serving(house, server) as (_, engine):
        boss.send_document("trang.txt", PAGE)
        (preview,) = server.wait_for_sent(1)
        boss.press(preview, "Bỏ")
        server.wait_until(lambda: len(preview.edits) == 1, "the preview edited")
        yes = str(preview.versions[0].reply_markup["inline_keyboard"][0][0]["callback_data"])  # type: ignore[index]
        assert notice(server, boss.forge(preview, yes)) == messages.telegram_button_old
        assert len(engine.articles()) == 2
    assert preview.text == messages.admin_add_dropped
    assert names(house.settings.corpus.articles) == before


def test_what_was_shown_can_be_confirmed_after_a_restart(
    house: App, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    with serving(house, server):
        boss.send_document("trang.txt", PAGE)
        (preview,) = server.wait_for_sent(1)
    with serving(house, server):
        boss.press(preview, "Thêm")
        server.wait_until(lambda: len(preview.edits) == 1, "the preview edited")
        boss.say(PAGE_QUESTION)
        answer = server.wait_for_sent(2)[1]
    assert preview.text == messages.admin_added.format(title=PAGE_TITLE)
    assert PAGE_ANSWER in answer.text


def test_nobody_else_can_confirm_and_neither_can_who_is_no_admin_any_more(
    app: App, parts: FakeParts, server: TelegramServer, boss: Person, lan: Person
) -> None:
    other = server.person("Minh")
    access = {"admins": [boss.id, other.id]}
    parts.links[LINK] = FUNDS
    with running(with_telegram(app, access=access), parts.engine, server):
        boss.say(LINK)
        other.say("/suckhoe")
        lan.say("/start")
        sent = {one.chat_id: one for one in server.wait_for_sent(3)}
        preview = sent[boss.id]
        assert preview.reply_markup is not None
        data = preview.reply_markup["inline_keyboard"][0][0]["callback_data"]
        for person in (other, lan):
            assert notice(server, person.forge(sent[person.id], data)) == app.messages.telegram_button_old
    with running(with_telegram(app, access={"admins": [other.id]}), parts.engine, server):
        assert notice(server, boss.press(preview, "Thêm")) == app.messages.telegram_button_old
    with running(with_telegram(app, access={"admins": []}), parts.engine, server):
        assert notice(server, boss.press(preview, "Thêm")) == app.messages.telegram_button_old
    assert not [call for call in parts.calls if call.startswith("write")]
    assert len(server.record.sent) == 3


def test_who_is_no_admin_adds_nothing(
    app: App, parts: FakeParts, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(app, engine, server):
        lan.send_document("trang.txt", PAGE)
        lan.say(LINK)
        document, link = server.wait_for_sent(2)
    assert document.text == app.messages.telegram_text_only
    assert link.text.startswith("Về «")
    assert not [call for call in parts.calls if call.startswith("import")]
    assert server.calls("getFile") == 0


def test_an_admin_adds_nothing_in_a_group(
    app: App, parts: FakeParts, engine: FakeEngine, server: TelegramServer, boss: Person
) -> None:
    group = server.group("Tổ dân phố 5", boss)
    with running(app, engine, server):
        boss.send_document("trang.txt", PAGE, to=group, caption="@hoidap_test_bot")
        boss.say("/capnhat", to=group)
        boss.say("một")
        assert len(server.wait_for_sent(1)) == 1
    assert [call for call in parts.calls if "import" in call or "sync" in call] == []


def test_a_link_is_shown_escaped_and_confirmed(
    app: App, parts: FakeParts, engine: FakeEngine, server: TelegramServer, boss: Person
) -> None:
    parts.links[LINK] = replace(FUNDS, title="Tin <b>giả</b> & thật", publisher=None, published=None)
    with running(app, engine, server):
        boss.say(f" {LINK}\n")
        (preview,) = server.wait_for_sent(1)
        shown = preview.text
        boss.press(preview, "Thêm")
        server.wait_until(lambda: len(preview.edits) == 1, "the preview edited")
    assert "\nTin <b>giả</b> & thật\nNgày đăng: chưa rõ\nNơi đăng: chưa rõ\n" in shown
    assert parts.calls[-2:] == [f"write {FUNDS.id} replace=False", "synchronise rebuild=False"]
    assert preview.text == app.messages.admin_added.format(title="Tin <b>giả</b> & thật")


def test_a_link_that_cannot_be_read_is_said(
    app: App, engine: FakeEngine, parts: FakeParts, server: TelegramServer, boss: Person
) -> None:
    messages = app.messages
    parts.link_fault = CorpusFault(f"{LINK}: cannot be fetched; check the address")
    with running(app, engine, server):
        boss.say(LINK)
        boss.say(f"Ai viết bài {LINK} vậy?")
        unread, question = server.wait_for_sent(2)
    assert unread.text == messages.admin_link_unread
    assert question.text.startswith("Về «Ai viết bài")


def test_a_link_into_the_machine_itself_is_refused(
    house: App, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    with serving(house, server):
        boss.say("http://127.0.0.1:9/tin.html")
        assert texts(server.wait_for_sent(1)) == [messages.admin_link_unread]
    assert "a link became no article: http://127.0.0.1:9/tin.html" in log_of(house)


def test_an_article_that_is_there_already_is_said(
    house: App, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    with serving(house, server):
        boss.send_document("x.md", render_article(FUNDS).encode())
        boss.send_document("y.md", render_article(replace(FUNDS, body="Chuyện khác hẳn.")).encode())
        same, namesake = server.wait_for_sent(2)
    known = {"title": FUNDS.title, "id": FUNDS.id}
    assert same.text == messages.admin_duplicate.format(**known)
    assert namesake.text == messages.admin_namesake.format(**known)
    assert read_article(house.settings.corpus.articles / f"{FUNDS.id}.md") == FUNDS


def test_a_file_that_is_no_article_is_said_clearly(
    house: App, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    with serving(house, server):
        for name in ("anh.exe", "khong-duoi", ".txt"):
            boss.send_document(name, PAGE)
        boss.send_document("hong.txt", b"\xff\xfe\x00\xd8 \x00")
        boss.send_document("trong.html", b"<html><body></body></html>")
        boss.send_document("sai.md", b"---\nid: [\n---\n")
        replies = texts(server.wait_for_sent(6))
    kind = messages.admin_upload_kind.format(kinds=", ".join(house.parts.page_kinds()))
    assert replies == [kind] * 3 + [messages.admin_upload_unread] * 3
    assert server.calls("getFile") == 3


def test_a_file_that_is_too_large_is_refused_whatever_it_claims(
    app: App, parts: FakeParts, engine: FakeEngine, server: TelegramServer, boss: Person
) -> None:
    with running(with_telegram(app, upload_megabytes=0.001), engine, server):
        boss.send_document("a.txt", b"ngan", size=2_000)
        boss.send_document("b.txt", b"d" * 2_000, size=10)
        replies = texts(server.wait_for_sent(2))
    assert replies == [app.messages.admin_upload_large.format(megabytes=0.001)] * 2
    assert server.calls("getFile") == 1
    assert not [call for call in parts.calls if call.startswith("import")]


def test_a_file_that_telegram_does_not_give_is_said(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    server.fail("getFile", Fault(400, "Bad Request: wrong file_id or the file is temporarily unavailable"))
    with running(app, engine, server):
        boss.send_document("a.txt", PAGE)
        boss.send_document("b.txt", PAGE)
        failed, preview = server.wait_for_sent(2)
    assert failed.text == messages.admin_upload_failed
    assert buttons(preview) == ["Thêm", "Bỏ"]


def test_while_another_program_indexes_the_button_stays_and_works_later(
    house: App, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    with serving(house, server):
        boss.send_document("trang.txt", PAGE)
        (preview,) = server.wait_for_sent(1)
        with FileLock(house.settings.index.path / "writer.lock"):
            boss.press(preview, "Thêm")
            failed = server.wait_for_sent(2)[1]
        boss.press(preview, "Thêm")
        server.wait_until(lambda: len(preview.edits) == 1, "the preview edited")
    assert failed.text == messages.admin_add_failed
    assert preview.text == messages.admin_added.format(title=PAGE_TITLE)


def test_admins_may_send_many_documents_in_a_minute(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person
) -> None:
    with running(with_telegram(app, limits={"user_per_minute": 1, "all_per_minute": 1}), engine, server):
        for number in range(4):
            boss.send_document(f"{number}.txt", PAGE)
        sent = server.wait_for_sent(4)
    assert all(buttons(one) == ["Thêm", "Bỏ"] for one in sent)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\tin\\Bài viết số 1.HTML", "Bài_viết_số_1.html"),
        ("...\x00/.bí mật.txt", "bí_mật.txt"),
        ("", "_"),
        ("..", "_."),
    ],
)
def test_nothing_of_a_path_is_left_of_a_file_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_a_safe_name_names_a_file_of_the_folder(name: str) -> None:
    safe = safe_name(f"{name}.txt")
    assert PurePosixPath(safe).name == safe
    assert not safe.startswith(".")
    assert len(safe.encode()) <= 255
