"""/thongke: how much was asked, how well it went, what was cited most, and what people found wrong."""

import asyncio
import csv
import io
import json
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackContext

from bot.app import Engine
from bot.messages import Messages
from bot.render.as_json import VIETNAM_TIME
from bot.render.source import source_line
from bot.render.telegram import render_text
from bot.telegram_app.reception import Reception
from bot.telegram_app.store import DAY, Store
from bot.telegram_app.tallies import ANSWERED, CITED, LATENCY, OUTCOME, REFUSED, day_of, seconds_of

_log = logging.getLogger(__name__)
_DAYS = (1, 7, 30)
_CITED_SHOWN = 5
# What a spreadsheet would take for a formula; people write what they like.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Context = CallbackContext[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of some days; latencies in seconds, None where nothing was asked."""

    answered: int
    refused: int
    median: float | None
    p95: float | None
    cited: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Dislike:
    """An answer that somebody found wrong: when, which articles it cited, and the question where that is kept."""

    moment: float
    articles: tuple[str, ...]
    question: str


class Statistics:
    """Tells the figures of the store; titles come from ``engine``, read in ``executor``."""

    def __init__(self, store: Store, engine: Engine, executor: Executor, reception: Reception) -> None:
        self._store = store
        self._engine = engine
        self._executor = executor
        self._reception = reception
        self._messages = reception.messages

    async def command(self, update: Update, context: Context) -> None:
        """Send the figures of today, a week and a month; the answers found wrong go before them as a document."""
        chat = update.effective_chat
        if chat is None or not await self._reception.admits(update):
            return
        now = time.time()
        figures = await self._store.run(lambda database: [read(database, now, days) for days in _DAYS])
        ids = {article_id for one in figures for article_id, _ in one.cited}
        titles = await asyncio.get_running_loop().run_in_executor(self._executor, self._titles, ids)
        headings = (self._messages.admin_today, self._messages.admin_week, self._messages.admin_month)
        parts = [self._told(heading, one, titles) for heading, one in zip(headings, figures, strict=True)]
        disliked = await self._store.run(dislikes)
        if disliked:
            sheet = as_csv(disliked, self._messages).encode("utf-8-sig")  # the mark tells Excel that it is UTF-8
            parts.append(self._messages.admin_dislikes.format(count=len(disliked)))
            try:
                name = f"{self._messages.admin_dislikes_name}-{day_of(now)}.csv"
                await context.bot.send_document(chat.id, sheet, filename=name)
            except TelegramError as error:
                _log.info("the list of dislikes was not sent: %s", type(error).__name__)
                parts[-1] = self._messages.admin_dislikes_failed.format(count=len(disliked))
        await self._reception.reply(update, render_text("\n\n".join(parts)))

    def _told(self, heading: str, figures: Figures, titles: dict[str, str]) -> str:
        total = figures.answered + figures.refused
        if total == 0 or figures.median is None or figures.p95 is None:
            return self._messages.admin_nothing_asked.format(heading=heading)
        lines = [
            self._messages.admin_figures.format(
                heading=heading,
                total=total,
                answered=figures.answered,
                answered_share=round(100 * figures.answered / total),
                refused=figures.refused,
                refused_share=100 - round(100 * figures.answered / total),
                median=_seconds(figures.median),
                p95=_seconds(figures.p95),
            )
        ]
        if figures.cited:
            lines.append(self._messages.admin_most_cited)
        lines += [
            self._messages.admin_cited.format(source=titles.get(article_id, article_id), count=count)
            for article_id, count in figures.cited
        ]
        return "\n".join(lines)

    def _titles(self, article_ids: set[str]) -> dict[str, str]:
        articles = map(self._engine.article, article_ids)
        return {article.id: source_line(article, self._messages) for article in articles if article}


def read(database: sqlite3.Connection, now: float, days: int) -> Figures:
    """Return the figures of ``days`` days in Vietnam, the last of which is that of ``now``."""
    select = "SELECT kind, name, sum(number) FROM tallies WHERE day > ? AND day <= ? GROUP BY kind, name"
    counts: dict[str, Counter[str]] = {OUTCOME: Counter(), LATENCY: Counter(), CITED: Counter()}
    for kind, name, number in database.execute(select, (day_of(now - days * DAY), day_of(now))):
        counts[kind][name] = number
    cited = sorted(counts[CITED].items(), key=lambda one: (-one[1], one[0]))[:_CITED_SHOWN]
    return Figures(
        counts[OUTCOME][ANSWERED],
        counts[OUTCOME][REFUSED],
        percentile(counts[LATENCY], 0.5),
        percentile(counts[LATENCY], 0.95),
        tuple(cited),
    )


def percentile(steps: Counter[str], share: float) -> float | None:
    """Return the latency, in seconds, that ``share`` of the questions did not exceed; None without any."""
    below = 0
    for step in sorted(steps, key=int):
        below += steps[step]
        if below >= share * steps.total():
            return seconds_of(step)
    return None


def dislikes(database: sqlite3.Connection) -> list[Dislike]:
    """Return the answers found wrong, the newest first; by whom is nobody's business."""
    select = "SELECT moment, articles, question FROM feedback WHERE good = 0 ORDER BY moment DESC"
    return [
        Dislike(moment, tuple(json.loads(articles)), question)
        for moment, articles, question in database.execute(select)
    ]


def as_csv(disliked: Sequence[Dislike], messages: Messages) -> str:
    """Return a sheet of answers found wrong, a line each."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow([messages.admin_column_moment, messages.admin_column_articles, messages.admin_column_question])
    for one in disliked:
        moment = datetime.fromtimestamp(one.moment, VIETNAM_TIME).strftime("%Y-%m-%d %H:%M")
        writer.writerow([moment, "; ".join(one.articles), _harmless(one.question)])
    return sheet.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _seconds(seconds: float) -> str:
    """Return a latency as it is written in Vietnamese."""
    return f"{seconds:.2f}".replace(".", ",")
