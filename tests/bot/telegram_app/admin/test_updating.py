"""/capnhat: beside the answers, with its progress in one message, and what came of it there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.app import App
from bot.messages import Messages
from corpus.store import write_article
from index.errors import IndexBroken, IndexBusy, IndexFault
from tests.bot.fakes import FakeEngine
from tests.bot.telegram_app.admin.house import FUNDS, MEETING, SlowParts, serving
from tests.bot.telegram_app.running import log_of, running, texts, with_telegram
from tests.telegram_server import Limits, Person, TelegramServer


@pytest.fixture
def slow(app: App, engine: FakeEngine) -> Iterator[SlowParts]:
    parts = SlowParts(engine=engine)
    yield parts
    parts.release.set()


def done(messages: Messages, added: int = 0, changed: int = 0, removed: int = 0, unchanged: int = 0) -> str:
    return messages.admin_update_done.format(added=added, changed=changed, removed=removed, unchanged=unchanged)


def test_what_changed_in_the_folder_is_answered_from_after_an_update(
    house: App, server: TelegramServer, boss: Person, lan: Person, messages: Messages
) -> None:
    folder = house.settings.corpus.articles
    body = "Ngày 2/9/2024, phường Bến Đá trao 15 suất học bổng cho học sinh nghèo."
    with serving(house, server):
        write_article(
            replace(FUNDS, id="ben-da", title="Bến Đá trao học bổng", body=body, area="phường Bến Đá"), folder
        )
        write_article(replace(FUNDS, body=FUNDS.body.replace("3,2", "4,7")), folder, replace=True)
        (folder / f"{MEETING.id}.md").unlink()
        boss.say("/capnhat")
        (report,) = server.wait_for_sent(1)
        server.wait_until(lambda: report.text == done(messages, 1, 1, 1), "the report")
        for number, question in enumerate(
            ("Bến Đá trao bao nhiêu suất học bổng?", "Quỹ Vì người nghèo quận Phú Lãng được bao nhiêu?"), start=2
        ):
            lan.say(question)
            server.wait_for_sent(number)
        scholarships, fund = server.record.in_chat(lan.id)
    assert "15 suất" in scholarships.text
    assert "4,7 tỷ đồng" in fund.text
    assert len(server.record.in_chat(boss.id)) == 1


def test_files_that_cannot_be_read_are_named_and_the_rest_is_updated(
    house: App, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    (house.settings.corpus.articles / "hỏng.md").write_bytes(b"\xff\xfe\xff")
    with serving(house, server):
        boss.say("/capnhat")
        (report,) = server.wait_for_sent(1)
        server.wait_until(lambda: "hỏng.md" in report.text, "the report")
    heading = messages.admin_unread.format(count=1)
    assert report.text == f"{done(messages, unchanged=2)}\n\n{heading}\n• hỏng.md"
    assert "not UTF-8" in log_of(house)


def test_answers_go_on_while_it_is_updated_even_in_the_same_chat(
    app: App, slow: SlowParts, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    with serving(replace(app, parts=slow), server):
        boss.say("/capnhat")
        (report,) = server.wait_for_sent(1)
        boss.say("một")
        boss.say("/capnhat")
        server.wait_for_sent(3)
        begun = report.text
        slow.release.set()
        server.wait_until(lambda: report.text == done(messages, 2, 0, 1, 3), "the report")
    assert begun in {messages.admin_update_begun, messages.admin_update_progress.format(done=1, total=1)}
    answer, running_already = texts(server.record.sent)[1:]
    assert answer.startswith("Về «một»")
    assert running_already == messages.admin_update_running
    assert [call for call in slow.calls if call.startswith("sync")] == ["synchronise rebuild=False"]


def test_progress_is_edited_in_place_within_telegrams_limits(
    app: App, slow: SlowParts, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    slow.steps, slow.pause = 60, 0.05
    slow.release.set()
    paced = with_telegram(replace(app, parts=slow), pace={"seconds_per_chat": 0.5})
    server.state.limiter.limits = Limits(chat_interval=0.5)
    with serving(paced, server):
        boss.say("/capnhat")
        (report,) = server.wait_for_sent(1)
        server.wait_until(lambda: report.text == done(messages, 2, 0, 1, 3), "the report")
    shown = [version.text for version in report.versions]
    progress = shown[1:-1]
    assert len(progress) >= 2
    assert all(
        text in {messages.admin_update_progress.format(done=n, total=60) for n in range(1, 61)} for text in progress
    )
    assert len(server.record.sent) == 1
    assert server.record.limits_exceeded == 0
    assert server.record.refusals == []


@pytest.mark.parametrize("fault", [IndexBusy("process 7 writes"), IndexBroken("x")])
def test_an_update_that_fails_is_said_and_answers_go_on(
    app: App, slow: SlowParts, server: TelegramServer, boss: Person, fault: IndexFault
) -> None:
    busy = isinstance(fault, IndexBusy)
    expected = app.messages.admin_index_busy if busy else app.messages.admin_update_failed
    slow.fault = fault
    slow.release.set()
    with serving(replace(app, parts=slow), server):
        boss.say("/capnhat")
        (report,) = server.wait_for_sent(1)
        server.wait_until(lambda: report.text == expected, "the report")
        boss.say("một")
        assert server.wait_for_sent(2)[1].text.startswith("Về «một»")


def test_a_stop_breaks_an_update_off_and_says_so_after_the_next_start(
    app: App, slow: SlowParts, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    slow.steps, slow.pause = 10_000, 0.01
    wired = replace(app, parts=slow)
    with serving(wired, server):
        boss.say("/capnhat")
        (report,) = server.wait_for_sent(1)
        server.wait_until(lambda: len(report.versions) > 1, "progress")
    with serving(wired, server):
        server.wait_until(lambda: report.text == messages.admin_update_stopped, "the last word")
    assert len(server.record.sent) == 1


def test_commands_of_admins_are_unknown_to_everybody_else(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person, messages: Messages
) -> None:
    with running(app, engine, server):
        for command in ("/capnhat", "/xoabai x", "/thongke", "/suckhoe", "/khongco"):
            lan.say(command)
        replies = texts(server.wait_for_sent(5))
    assert replies == [messages.telegram_unknown_command] * 5


def test_without_admins_there_are_no_such_commands(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    with running(with_telegram(app, access={"admins": []}), engine, server):
        boss.say("/suckhoe")
        assert texts(server.wait_for_sent(1)) == [messages.telegram_unknown_command]
