"""/thongke: shares, latencies, articles, the list of what people found wrong; and nothing of anybody in it."""

import csv
import io
import sqlite3
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import App
from bot.messages import Messages
from bot.telegram_app.admin.statistics import Dislike, Figures, as_csv, percentile, read
from bot.telegram_app.schema import SCHEMA
from bot.telegram_app.store import DAY
from bot.telegram_app.tallies import Tally, count, day_of, seconds_of
from tests.bot.fakes import ARTICLE, FakeEngine
from tests.bot.telegram_app.admin.house import wait_until
from tests.bot.telegram_app.running import running, with_telegram
from tests.telegram_server import Fault, Person, Sent, TelegramServer

NOW = 1_730_000_000.0


@pytest.fixture
def database() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    return connection


def rows_of(sheet: Sent) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet.data.decode("utf-8-sig"))))


def tallies(app: App) -> dict[tuple[str, str], int]:
    with sqlite3.connect(app.settings.telegram.store) as database:
        return {(kind, name): n for kind, name, n in database.execute("SELECT kind, name, number FROM tallies")}


def test_questions_shares_and_articles_are_told(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person, lan: Person
) -> None:
    engine.corpus.append(ARTICLE)
    with running(app, engine, server):
        for text in ("một", "hai", "không có gì", "/start"):
            lan.say(text)
        server.wait_for_sent(4)
        boss.say("/thongke")
        report = server.wait_for_sent(5)[4]
    today, week, month = report.text.split("\n\n")
    lines = today.split("\n")
    assert lines[0] == "Hôm nay: 3 câu hỏi"
    assert lines[1] == "Trả lời được: 2 (67%), không tìm thấy: 1 (33%)"
    assert lines[2].startswith("Thời gian trả lời: trung vị 0,0")
    assert lines[3:] == [app.messages.admin_most_cited, f"• {ARTICLE.title} (03/02/2024, Báo Thử Nghiệm): 2 lần"]
    assert [part.split("\n")[1:] for part in (week, month)] == [lines[1:], lines[1:]]
    assert server.calls("sendDocument") == 0


def test_without_any_question_it_says_so(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    with running(app, engine, server):
        boss.say("/thongke")
        (report,) = server.wait_for_sent(1)
    headings = (messages.admin_today, messages.admin_week, messages.admin_month)
    assert report.text == "\n\n".join(messages.admin_nothing_asked.format(heading=heading) for heading in headings)


@pytest.mark.parametrize("kept", [False, True])
def test_answers_found_wrong_come_as_a_sheet_with_the_question_only_where_that_is_kept(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person, kept: bool
) -> None:
    lan = server.person("Lan")
    with running(with_telegram(app, feedback_texts=kept), engine, server):
        for text in ("=1+1; hỏi", "đúng ý"):
            lan.say(text)
        wrong, good = server.wait_for_sent(2)
        queries = [lan.press(wrong, "👎 Chưa đúng"), lan.press(good, "👍 Đúng ý")]
        server.wait_until(lambda: all(one in server.record.callback_answers for one in queries), "both kept")
        boss.say("/thongke")
        later = [sent for sent in server.wait_for_sent(5)[2:] if sent.chat_id == boss.id]  # Lan is asked for a reason
        sheet, report = sorted(later, key=lambda sent: sent.method)
    (heading, row) = rows_of(sheet)
    assert heading == ["Thời gian", "Bài được trích", "Câu hỏi"]
    assert row[1:] == [ARTICLE.id, "'=1+1; hỏi" if kept else ""]
    assert sheet.file_name == f"gop-y-{day_of(time.time())}.csv"
    assert report.text.endswith(app.messages.admin_dislikes.format(count=1))
    assert str(lan.id) not in sheet.data.decode("utf-8-sig")


def test_a_sheet_that_cannot_be_sent_costs_no_report(
    app: App, engine: FakeEngine, server: TelegramServer, boss: Person, messages: Messages
) -> None:
    server.fail("sendDocument", Fault(400, "Bad Request: file must be non-empty"))
    with running(app, engine, server):
        boss.say("một")
        boss.press(server.wait_for_sent(1)[0], "👎 Chưa đúng")
        boss.say("/thongke")
        report = server.wait_for_sent(3)[2]  # after the question for a reason
    assert report.text.endswith(messages.admin_dislikes_failed.format(count=1))


def test_counts_hold_nothing_of_a_chat_and_are_kept_as_long_as_the_settings_say(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(app, engine, server):
        lan.say("điều riêng tư")
        server.wait_for_sent(1)
        lan.say("/xoa")
        server.wait_for_sent(2)
    kept = tallies(app)
    assert kept["outcome", "answered"] == 1
    assert {kind for kind, _ in kept} == {"outcome", "latency", "cited"}
    assert not any(str(lan.id) in name or "riêng" in name for _, name in kept)
    with sqlite3.connect(app.settings.telegram.store) as database:
        database.execute("UPDATE tallies SET day = '2020-01-01'")
    with running(app, engine, server):
        wait_until(lambda: not tallies(app), "old counts forgotten")


def test_a_question_that_is_answered_again_after_a_kill_counts_once(database: sqlite3.Connection) -> None:
    """The store counts in the step that finishes the update; see test_store for that step."""
    count(database, Tally(answered=True, seconds=0.1, articles=("a",)), NOW)
    assert read(database, NOW, 1).answered == 1


def test_days_are_those_of_vietnam_and_old_ones_count_in_longer_periods_alone(database: sqlite3.Connection) -> None:
    for days, answered in ((0, True), (0, False), (6, True), (7, True), (29, False), (30, True)):
        count(database, Tally(answered, 0.5, ("a", "b") if answered else ()), NOW - days * DAY)
    figures = [read(database, NOW, days) for days in (1, 7, 30)]
    assert [(one.answered, one.refused) for one in figures] == [(1, 1), (2, 1), (3, 2)]
    assert figures[1].cited == (("a", 2), ("b", 2))
    late = 1_730_000_000 // 86_400 * 86_400 + 17 * 3600  # midnight in Vietnam
    assert day_of(late - 1) < day_of(late)


def test_nothing_counted_gives_no_latency(database: sqlite3.Connection) -> None:
    assert read(database, NOW, 30) == Figures(0, 0, None, None, ())


@given(st.lists(st.floats(min_value=0.001, max_value=1000), min_size=1, max_size=60))
def test_percentiles_are_right_within_a_step(seconds: list[float]) -> None:
    with sqlite3.connect(":memory:") as database:
        database.executescript(SCHEMA)
        for one in seconds:
            count(database, Tally(answered=True, seconds=one, articles=()), NOW)
        figures = read(database, NOW, 1)
    ordered = sorted(seconds)
    for share, told in ((0.5, figures.median), (0.95, figures.p95)):
        exact = ordered[max(0, -(-round(share * 100) * len(ordered) // 100) - 1)]
        assert told is not None
        assert exact / 1.04 <= told <= exact * 1.04


def test_a_percentile_of_one_step_is_that_step() -> None:
    assert percentile(Counter({"40": 3}), 0.95) == seconds_of("40") == pytest.approx(0.01)


@given(st.text(max_size=40))
def test_no_cell_is_a_formula(messages_text: str) -> None:
    from bot.messages import load_messages  # noqa: PLC0415  (a fixture and hypothesis do not go together)

    sheet = as_csv([Dislike(NOW, ("a",), messages_text.replace("\0", ""))], load_messages())
    (_, row) = csv.reader(io.StringIO(sheet, newline=""))
    assert not row[2].startswith(("=", "+", "-", "@", "\t", "\r"))
