"""Answers and articles as text on a terminal."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.messages import Messages
from bot.render.source import also_line, day, quote_parts, source_line, written_by
from corpus.article import Article
from index.types import Answer, Citation, Show, show_nothing

# An article or a question may hold escape codes, which would steer the reader's terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def open_console() -> Console:
    """Return a console on standard output that takes no text of ours for markup."""
    return Console(markup=False, highlight=False, emoji=False)


def complain(fault: str) -> None:
    """Print a fault on standard error."""
    print(f"hoidap: {safe(fault)}", file=sys.stderr)


@contextmanager
def drafting(console: Console) -> Iterator[Show]:
    """Show an answer while it is written, on a terminal; what is shown goes when the answer is there."""
    if not console.is_terminal:
        yield show_nothing
        return
    with Live(console=console, transient=True, auto_refresh=False) as live:
        yield lambda text: live.update(Text(safe(text), style="dim"), refresh=True)


def print_answer(console: Console, answer: Answer, messages: Messages) -> None:
    """Print the answer, then each numbered source with the span quoted."""
    say(console, answer.text)
    if not answer.citations:
        return
    if written := written_by(answer, messages):
        say(console, written, style="dim")
    say(console, "")
    say(console, messages.sources_heading, style="bold")
    for citation in answer.citations:
        say(console, f"[{citation.n}] {source_line(citation, messages)}", indent=2)
        _say_quote(console, citation, indent=6)
        if citation.url:
            say(console, citation.url, style="dim", indent=6)
        if also := also_line(citation, messages):
            say(console, also, indent=6)


def print_articles(console: Console, articles: Sequence[Article]) -> None:
    """Print a table of the articles; tab-separated lines when nobody is looking."""
    rows = [(article.id, day(article.published), article.area or "", safe(article.title)) for article in articles]
    if not console.is_terminal:
        for row in rows:
            say(console, "\t".join(row))
        return
    table = Table("id", "published", "area", "title")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def print_article(console: Console, article: Article) -> None:
    """Print one article with what is known of it."""
    say(console, article.title, style="bold")
    known = (day(article.published), article.publisher, article.area, article.author, article.url)
    say(console, " · ".join(part for part in known if part), style="dim")
    say(console, "")
    say(console, article.body)


def _say_quote(console: Console, citation: Citation, indent: int) -> None:
    """Print a quote, the words of it that answer in bold."""
    if not console.is_terminal:
        say(console, f"“{citation.quote}”", indent=indent)
        return
    text = Text("“", style="dim")
    for part, answers in quote_parts(citation):
        text.append(safe(part), style="bold not dim" if answers else "")
    console.print(Padding(text.append("”"), (0, 0, 0, indent)))


def say(console: Console, text: str, style: str = "", indent: int = 0) -> None:
    """Print ``text`` as it is, without control characters; wrapped for a terminal, whole lines elsewhere."""
    if console.is_terminal:
        console.print(Padding(Text(safe(text), style=style), (0, 0, 0, indent)))
    else:  # rich would turn tabs into spaces
        print(f"{' ' * indent}{safe(text)}", file=console.file, flush=True)


def safe(text: str) -> str:
    """Return ``text`` without characters that steer a terminal."""
    return _CONTROL.sub("", text)
