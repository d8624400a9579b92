"""The store: what it keeps, what it forgets, who may have it."""

import asyncio
import os
import sqlite3
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import OperatorFault
from bot.render.telegram import TelegramText
from bot.telegram_app.admission import Limit, Scope, Sender
from bot.telegram_app.cards import ANSWER, Card
from bot.telegram_app.outgoing import Button, Outgoing
from bot.telegram_app.records import Records
from bot.telegram_app.store import DAY, Letter, Store, StoreFault, open_store

PER_MINUTE = Limit("user minute", 2, 60, Scope.USER)
ALL = Limit("all day", 3, DAY, Scope.ALL)


def text(words: str) -> Outgoing:
    return Outgoing(TelegramText(f"<b>{words}</b>", words))


def in_store(path: Path, work: Callable[[Store], Awaitable[Any]], faults: list[OperatorFault] | None = None) -> Any:
    async def run(store: Store) -> Any:
        return await work(store)

    with open_store(path, (faults if faults is not None else []).append) as store:
        return asyncio.run(run(store))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "telegram.sqlite"


def test_what_was_received_waits_until_it_is_answered_and_is_taken_once(path: Path) -> None:
    async def first(store: Store) -> list[bool]:
        return [await store.receive(number, f"câu {number}", 0.0) for number in (5, 6, 5)]

    async def second(store: Store) -> tuple[list[str], bool, list[str], bool, bool]:
        before = await store.waiting()
        answered = await store.answer(5, 7, [text("một"), text("hai")], 0.0)
        again = await store.answer(5, 7, [text("ba")], 0.0)
        return before, answered, await store.waiting(), again, await store.receive(5, "câu 5", 0.0)

    assert in_store(path, first) == [True, True, False]
    assert in_store(path, second) == (["câu 5", "câu 6"], True, ["câu 6"], False, False)


def test_messages_leave_in_order_and_wait_as_long_as_they_are_told(path: Path) -> None:
    async def work(store: Store) -> None:
        for number, chat in ((1, 7), (2, 8), (3, 7)):
            await store.receive(number, "x", 0.0)
            await store.answer(number, chat, [text(f"{number}a"), text(f"{number}b")], 0.0)
        await store.postpone(7, 99.0)
        assert sorted(await store.chats()) == [7, 8]
        seen = []
        while (letter := await store.next_letter(7)) is not None:
            seen.append((letter.content.text.plain, letter.not_before))
            await store.delivered(letter, 7, None, 0.0)
        assert seen == [(words, 99.0) for words in ("1a", "1b", "3a", "3b")]
        await store.readdress(8, -100)
        assert await store.chats() == [-100]
        assert await store.drop(-100) == 2

    in_store(path, work)


def test_no_text_is_left_of_what_was_delivered(path: Path) -> None:
    async def work(store: Store) -> None:
        await store.receive(1, "câu hỏi riêng tư", 0.0)
        await store.answer(1, 7, [text("câu trả lời riêng tư")], 0.0)
        letter = await store.next_letter(7)
        assert letter is not None
        await store.delivered(letter, 7, None, 0.0)

    in_store(path, work)
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "riêng tư".encode() not in left


def test_a_picture_waits_with_its_caption_and_leaves_nothing_behind(path: Path) -> None:
    picture = Outgoing(TelegramText("<b>chú thích</b>", "chú thích"), photo=b"\x89PNG picture \x00\xff" * 1000)

    async def keep(store: Store) -> None:
        await store.queue(7, [picture, text("sau")], 0.0)

    async def send(store: Store) -> list[Outgoing]:
        letters = []
        while (letter := await store.next_letter(7)) is not None:
            letters.append(letter.content)
            await store.delivered(letter, 7, 50, 0.0)
        return letters

    in_store(path, keep)
    assert in_store(path, send) == [picture, text("sau")]
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"PNG picture" not in left


def test_what_is_too_old_is_forgotten(path: Path) -> None:
    async def work(store: Store) -> None:
        for number in (1, 2, 3):
            await store.receive(number, "x", 0.0)
        await store.answer(1, 7, [text("một")], 0.0)
        await store.done(2)
        assert await store.forget(1.5 * DAY, 2 * DAY) == 0
        assert not await store.receive(2, "x", 0.0)
        assert await store.forget(3 * DAY, 2 * DAY) == 2
        assert (await store.chats(), await store.waiting()) == ([], [])
        assert await store.receive(2, "x", 0.0)

    in_store(path, work)


def test_limits_count_what_was_let_in_and_are_told_once(path: Path) -> None:
    async def work(store: Store) -> None:
        async def fate(number: int, user: int, moment: float) -> tuple[str | None, bool]:
            await store.receive(number, "x", 0.0)
            judged = await store.admit(number, Sender(user, user, moment), [PER_MINUTE, ALL], None)
            return judged.refusal, judged.told

        assert [await fate(number, 1, float(number)) for number in (1, 2, 3, 4)] == [
            (None, False),
            (None, False),
            ("user minute", False),
            ("user minute", True),
        ]
        assert await fate(5, 2, 5.0) == (None, False)
        assert await fate(6, 3, 6.0) == ("all day", False)
        assert await fate(7, 1, 70.0) == ("all day", False)
        assert await fate(8, 1, DAY + 10) == (None, False)

    in_store(path, work)


def test_a_message_judged_again_fares_the_same_and_its_beginnings_are_counted(path: Path) -> None:
    async def judge(store: Store) -> Any:
        await store.receive(1, "x", 0.0)
        return await store.admit(1, Sender(9, 9, 0.0), [Limit("none", 1, 60, Scope.USER)], None)

    for count in (1, 2, 3):
        judged = in_store(path, judge)
        assert (judged.refusal, judged.begun) == (None, count)


def test_a_stranger_is_told_so_once_a_day(path: Path) -> None:
    barred = Limit("stranger", 0, DAY, Scope.USER)

    async def work(store: Store) -> list[bool]:
        told = []
        for number, moment in ((1, 0.0), (2, 5.0), (3, DAY + 1)):
            await store.receive(number, "x", 0.0)
            told.append((await store.admit(number, Sender(9, 9, moment), [], barred)).told)
        return told

    assert in_store(path, work) == [False, True, False]


def test_one_process_at_a_time_and_the_other_is_named(path: Path) -> None:
    with (
        open_store(path, print),
        pytest.raises(OperatorFault, match=rf"telegram.store = .*another hoidap \(process {os.getpid()}\)"),
        open_store(path, print),
    ):
        pass
    with open_store(path, print):
        pass


def test_nobody_else_may_read_it(path: Path) -> None:
    with open_store(path, print):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


# The tables as version 1 made them, with a message and a question that wait.
VERSION_1 = """
CREATE TABLE inbox (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT, update_id INTEGER NOT NULL UNIQUE, received REAL NOT NULL,
    payload TEXT, begun INTEGER NOT NULL DEFAULT 0, user INTEGER, moment REAL, verdict TEXT
);
CREATE TABLE outbox (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, queued REAL NOT NULL,
    not_before REAL NOT NULL DEFAULT 0, payload TEXT NOT NULL
);
INSERT INTO inbox (update_id, received, payload) VALUES (5, 1.0, 'câu 5');
INSERT INTO outbox (chat, queued, payload) VALUES (7, 1.0, '{"html": "<b>một</b>", "plain": "một"}');
INSERT INTO outbox (chat, queued, payload) VALUES (7, 2.0, '{"text": {"html": "hai", "plain": "hai"}, "keyboard":
 [[{"label": "Mở", "data": "x", "url": ""}]],
 "reply_to": 3, "edits": null, "question": 3, "asker": 9, "replaces": false}');
PRAGMA user_version = 1;
"""


VERSION_2 = f"{VERSION_1} ALTER TABLE outbox ADD COLUMN received REAL; PRAGMA user_version = 2;"
VERSION_3 = f"{VERSION_2} ALTER TABLE inbox ADD COLUMN chat INTEGER; PRAGMA user_version = 3;"


@pytest.mark.parametrize("tables", [VERSION_1, VERSION_2, VERSION_3])
def test_what_an_earlier_hoidap_kept_is_answered_and_sent(path: Path, tables: str) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        database.executescript(tables)
    database.close()

    async def work(store: Store) -> tuple[list[str], list[Letter | None]]:
        letters = []
        while (letter := await store.next_letter(7)) is not None:
            letters.append(letter)
            await store.delivered(letter, 7, 50, 3.0)
        waiting = await store.waiting()
        await store.answer(5, 7, [text("năm")], 4.0)
        return waiting, [*letters, await store.next_letter(7)]

    for _ in range(2):
        with open_store(path, print):  # the change of the tables is made once
            pass
    waiting, letters = in_store(path, work)
    assert waiting == ["câu 5"]
    assert [letter.content.text.plain for letter in letters] == ["một", "hai", "năm"]
    assert letters[1].content.keyboard == ((Button("Mở", "x"),),)
    assert [letter.received for letter in letters] == [None, None, 1.0]
    assert {letter.content.photo for letter in letters} == {b""}


def test_waiting_messages_are_counted(path: Path) -> None:
    async def work(store: Store) -> tuple[int, int]:
        for number in (1, 2, 3):
            await store.receive(number, "x", 0.0)
        await store.answer(1, 7, [text("một"), text("hai")], 0.0)
        return await store.waiting_counts()

    assert in_store(path, work) == (2, 2)


@pytest.mark.parametrize("content", [b"no database at all, but some text that is long enough", None])
def test_a_file_that_is_no_store_is_refused(path: Path, content: bytes | None) -> None:
    path.parent.mkdir()
    if content is None:
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA user_version = 99")
        database.close()
    else:
        path.write_bytes(content * 50)
    with pytest.raises(StoreFault, match=r"telegram.store = .*move the file away"), open_store(path, print):
        pass


def test_a_store_that_fails_later_tells_of_it(path: Path) -> None:
    faults: list[OperatorFault] = []

    async def work(store: Store) -> None:
        with sqlite3.connect(path) as other:
            other.execute("DROP TABLE outbox")
        other.close()
        with pytest.raises(StoreFault):
            await store.chats()

    in_store(path, work, faults)
    assert [type(fault) for fault in faults] == [StoreFault]


def test_a_press_that_is_served_again_after_a_stop_takes_nothing_back(path: Path) -> None:
    card = Card.new(7, 1, ANSWER, "", ())

    async def work(store: Store) -> list[bool | None]:
        for number in (1, 2, 3, 4):
            await store.receive(number, "nút", 0.0)
        records = Records(store)
        return [
            await records.judge(1, card, False, 0.0),
            await records.judge(1, card, False, 0.0),
            await records.give_reason(2, card, "wrong", 0.0),
            await records.give_reason(2, card, "wrong", 0.0),
            await records.give_reason(3, card, "wrong", 0.0),
            await records.judge(4, card, False, 0.0),
            await records.judge(4, card, False, 0.0),
        ]

    assert in_store(path, work) == [True, True, True, True, False, False, False]
