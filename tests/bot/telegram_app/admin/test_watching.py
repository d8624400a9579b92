"""The corpus folder is looked at: what changes is answered from, what is wrong is told once."""

import shutil
from dataclasses import dataclass, replace

import pytest

from bot.app import App
from bot.messages import Messages
from bot.settings import Settings
from corpus.article import Article
from corpus.store import write_article
from tests.bot.telegram_app.admin.house import (
    FUNDS,
    FUNDS_ANSWER,
    FUNDS_QUESTION,
    MEETING,
    SlowParts,
    serving,
    wait_until,
)
from tests.bot.telegram_app.running import log_of, texts, with_telegram
from tests.telegram_server import Person, TelegramServer


def test_files_added_and_removed_are_noticed_without_a_restart(
    house: App, server: TelegramServer, boss: Person, lan: Person
) -> None:
    folder = house.settings.corpus.articles
    (folder / f"{FUNDS.id}.md").unlink()
    with serving(with_telegram(house, watch_seconds=0.1), server) as (_, engine):
        wait_until(lambda: len(engine.articles()) == 1, "the article gone")
        lan.say(FUNDS_QUESTION)
        (refused,) = server.wait_for_sent(1)
        write_article(FUNDS, folder)
        wait_until(lambda: len(engine.articles()) == 2, "the article there")
        lan.say(FUNDS_QUESTION)
        answer = server.wait_for_sent(2)[1]
    assert FUNDS_ANSWER not in refused.text
    assert FUNDS_ANSWER in answer.text
    assert server.record.in_chat(boss.id) == []


def test_a_file_that_cannot_be_read_is_told_once_to_the_admins_and_costs_no_other(
    house: App, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    folder = house.settings.corpus.articles
    boss.say("/start")
    with serving(with_telegram(house, watch_seconds=0.05), server) as (_, engine):
        (folder / "hỏng.md").write_bytes(b"\xff\xfe\xff")
        server.wait_for_sent(2)
        write_article(Article(id="ba", title="Bài ba", body="Một câu."), folder)
        wait_until(lambda: len(engine.articles()) == 3, "another article")
        (folder / "hỏng-2.md").write_bytes(b"\xff\xfe\xff")
        server.wait_for_sent(3)
        (folder / f"{MEETING.id}.md").touch()
        wait_until(lambda: log_of(house).count("the corpus was looked at") >= 4, "one more look")
    told = texts(server.record.in_chat(boss.id))[1:]
    heading = messages.admin_unread.format(count=1)
    assert told == [f"{heading}\n• hỏng.md", f"{heading}\n• hỏng-2.md"]


def test_a_folder_that_is_gone_is_told_once_and_noticed_when_it_is_back(
    house: App, server: TelegramServer, boss: Person, lan: Person, messages: Messages
) -> None:
    folder = house.settings.corpus.articles
    boss.say("/start")
    with serving(with_telegram(house, watch_seconds=0.05), server) as (_, engine):
        server.wait_for_sent(1)
        aside = shutil.move(folder, folder.with_name("aside"))
        server.wait_for_sent(2)
        lan.say(FUNDS_QUESTION)
        answer = server.wait_for_sent(3)[2]
        shutil.move(aside, folder)
        (folder / f"{MEETING.id}.md").unlink()
        wait_until(lambda: len(engine.articles()) == 1, "the folder noticed")
    assert FUNDS_ANSWER in answer.text
    assert texts(server.record.in_chat(boss.id))[1:] == [messages.admin_watch_failed]


@dataclass
class LookedAt(SlowParts):
    """Counts the looks into the folder, in which nothing ever changes."""

    looks: int = 0

    def corpus_mark(self, settings: Settings) -> int:
        self.looks += 1
        return super().corpus_mark(settings)


@pytest.mark.parametrize(("seconds", "synchronised"), [(0.01, 1), (0, 0)])
def test_nothing_is_read_when_nothing_changed_or_the_watch_is_off(
    app: App, server: TelegramServer, lan: Person, seconds: float, synchronised: int
) -> None:
    parts = LookedAt()
    parts.release.set()
    with serving(with_telegram(replace(app, parts=parts), watch_seconds=seconds), server):
        lan.say("một")
        server.wait_for_sent(1)
        wait_until(lambda: parts.looks > 5 or not seconds, "a few looks")
    assert parts.calls.count("synchronise rebuild=False") == synchronised
    assert (parts.looks > 0) is (seconds > 0)
