"""A quote in its context: the paragraphs around it, the quote itself set off."""

import re

from bot.messages import Messages
from bot.render.cutting import cut_place
from bot.render.source import source_line
from bot.render.telegram import Piece, TelegramText, pack, plain_text
from corpus.article import Article
from index.types import Citation, Span

_CONTEXT = 2400  # characters; a screen or two of a phone
_PARAGRAPH = re.compile(r"\n\s*\n")
_OPENING = 700  # characters


def render_passage(citation: Citation, article: Article, messages: Messages) -> list[TelegramText]:
    """Return the source of ``citation`` and the passage around it, the quote in bold."""
    around = context_of(article.body, Span(citation.start, citation.end))
    before, quote, after = (
        plain_text(article.body[start:end])
        for start, end in ((around.start, citation.start), (citation.start, citation.end), (citation.end, around.end))
    )
    marked = Piece(before + quote + after, bold=((len(before), len(before) + len(quote)),))
    heading = Piece(messages.telegram_passage.format(n=citation.n, source=source_line(citation, messages)))
    return pack([(heading,), (Piece("\n\n"), marked)])


def render_opening(article: Article, messages: Messages) -> list[TelegramText]:
    """Return the title of an article, its date and publisher, and how it begins."""
    heading = source_line(article, messages)
    return pack([(Piece(heading, bold=((0, len(article.title)),)), Piece("\n\n"), Piece(opening_of(article)))])


def opening_of(article: Article) -> str:
    """Return how an article begins."""
    body = plain_text(article.body)
    return body if len(body) <= _OPENING else body[: cut_place(body, _OPENING)].rstrip() + " […]"


def context_of(body: str, quote: Span) -> Span:
    """Return the paragraphs of ``body`` that hold ``quote``, and as many around them as a reader takes in at once."""
    breaks = [match.span() for match in _PARAGRAPH.finditer(body)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(body)]
    first = max(index for index, start in enumerate(starts) if start <= quote.start)
    last = min(index for index, end in enumerate(ends) if end >= quote.end)
    for lower, upper in ((first - 1, last + 1), (first - 1, last), (first, last + 1)):
        around = Span(starts[max(0, lower)], ends[min(len(ends) - 1, upper)])
        if len(around) <= _CONTEXT:
            return around
    return Span(starts[first], ends[last])
