"""Looks for faults in the set-up, and says how to mend each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.app import App
from bot.errors import BotFault
from bot.render.terminal import safe
from bot.settings import TOKEN_VARIABLE, is_token, load_secrets, model_unnamed, token_malformed
from corpus.errors import CorpusFault
from corpus.store import read_articles
from index.errors import IndexFault
from index.options import AnswerMode, AnswerOptions


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; the detail of a fault holds its mend."""

    subject: str
    sound: bool
    detail: str


def examine(open_app: Callable[[], App], online: bool) -> Iterator[Check]:
    """Yield a check of each part. ``online`` also asks Telegram whether it knows the token."""
    try:
        app = open_app()
    except BotFault as fault:
        yield Check("config", False, str(fault))
        return
    yield Check("config", True, "every key is known and of its type")
    chroma = app.settings.index.chroma
    if chroma.reads_server:
        yield Check("articles", True, f"those of the Chroma server {chroma.address}")
    else:
        yield from _articles(app.settings.corpus.articles)
    yield _index(app)
    yield _model(app)
    yield _language_model(app.settings.answer)
    yield _token()
    if online:
        yield _telegram(app)


def print_checks(checks: Iterator[Check]) -> bool:
    """Print each check as it is done; True when there is no fault."""
    console = Console(markup=False, highlight=False, emoji=False)
    sound = True
    for check in checks:
        sound = sound and check.sound
        mark = Text("ok    ", style="green") if check.sound else Text("fault ", style="bold red")
        console.print(mark + Text(f"{check.subject}: {safe(check.detail)}"), soft_wrap=True)
    return sound


def _articles(folder: Path) -> Iterator[Check]:
    try:
        articles, faults = read_articles(folder)
    except CorpusFault as fault:
        yield Check("articles", False, str(fault))
        return
    if not articles and not faults:
        yield Check("articles", False, f"{folder}: holds no article; add pages with: hoidap add FILE…")
    else:
        yield Check("articles", True, f"{len(articles)} in {folder}")
    for broken in faults:
        yield Check("articles", False, str(broken))


def _index(app: App) -> Check:
    try:
        state = app.parts.index_state(app.settings)
        if state.in_step:  # the record agrees; only opening shows whether the stores can be read
            with app.with_mode(AnswerMode.EXTRACTIVE).engine():
                pass
    except (IndexFault, CorpusFault) as fault:
        return Check("index", False, str(fault))
    return Check("index", state.in_step, state.detail)


def _model(app: App) -> Check:
    try:
        name = app.parts.model_name(app.settings)
    except IndexFault as fault:
        return Check("model", False, str(fault))
    return Check("model", True, f"{name} loads")


def _language_model(answer: AnswerOptions) -> Check:
    if not answer.asks_llm:
        return Check("language model", True, "none is asked; answers are quotes")
    if not answer.llm.named:
        return Check("language model", False, str(model_unnamed()))
    return Check("language model", True, f"{answer.llm.model} at {answer.llm.base_url}")


def _token() -> Check:
    token = load_secrets().telegram_bot_token
    if token is None:
        return Check("telegram", True, f"{TOKEN_VARIABLE} is not set, so hoidap run chats in the terminal")
    if not is_token(token.get_secret_value()):
        return Check("telegram", False, str(token_malformed()))
    return Check("telegram", True, f"{TOKEN_VARIABLE} is set")


def _telegram(app: App) -> Check:
    from bot.telegram_app.service import whoami  # noqa: PLC0415  (slow to import, seldom asked for)

    try:
        return Check("telegram", True, f"reachable as @{whoami(app.settings.telegram)}")
    except BotFault as fault:
        return Check("telegram", False, str(fault))
