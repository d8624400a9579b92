"""The buttons under messages, and what a press of one says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Messages
from bot.render.fragment import fragment_url
from bot.telegram_app.cards import Card
from bot.telegram_app.outgoing import Button, Keyboard
from index.types import Citation

SOURCE, MORE, GOOD, BAD, WHY, PAGE, CHART = "source", "more", "good", "bad", "why", "page", "chart"
REASONS = ("wrong", "incomplete", "article", "question", "other")
_PRESS = re.compile(rf"({SOURCE}|{MORE}|{GOOD}|{BAD}|{WHY}|{PAGE}|{CHART}):([A-Za-z0-9_-]{{16}}):(\d{{1,6}})")
# With more sources than these, one short button for each: a keyboard must not be longer than its answer.
_FEW, _IN_A_ROW, _MOST = 3, 5, 90
FURTHER_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed: what it does, to what, and a number: of the source, the page, what was shown."""

    verb: str
    token: str
    number: int


def read_press(data: str | None) -> Press | None:
    """Return what callback data say; None when no button of ours has such."""
    match = _PRESS.fullmatch(data or "")
    return Press(match[1], match[2], int(match[3])) if match else None


def answer_keyboard(card: Card, citations: tuple[Citation, ...], messages: Messages, judged: bool = True) -> Keyboard:
    """Return the buttons of an answer: its sources, further evidence, and whether it was good."""
    rows = _source_rows(card, citations, messages)
    rows += _more_row(card, 0, messages)
    if judged:
        good = Button(messages.button_good, _data(GOOD, card, 0))
        rows.append((good, Button(messages.button_bad, _data(BAD, card, 0))))
    return tuple(rows)


def reason_keyboard(card: Card, messages: Messages) -> Keyboard:
    """Return a button for each of ``REASONS``, by its place there."""
    labels = (
        messages.reason_wrong,
        messages.reason_incomplete,
        messages.reason_article,
        messages.reason_question,
        messages.reason_other,
    )
    return tuple((Button(label, _data(WHY, card, number)),) for number, label in enumerate(labels))


def further_keyboard(card: Card, shown: int, citations: Sequence[Citation], messages: Messages) -> Keyboard:
    """Return the buttons of further evidence, of which ``shown`` pieces are shown by now: sources, and what is left."""
    return (*_source_rows(card, citations, messages), *_more_row(card, shown, messages))


def _more_row(card: Card, shown: int, messages: Messages) -> list[tuple[Button, ...]]:
    left = shown < len(card.further)
    return [(Button(messages.button_more, _data(MORE, card, shown)),)] if left else []


def _source_rows(card: Card, citations: Sequence[Citation], messages: Messages) -> list[tuple[Button, ...]]:
    if len(citations) <= _FEW:
        return [_source_row(card, citation, messages) for citation in citations]
    short = [
        Button(messages.button_source_short.format(n=one.n), _data(SOURCE, card, one.n)) for one in citations[:_MOST]
    ]
    return [tuple(short[at : at + _IN_A_ROW]) for at in range(0, len(short), _IN_A_ROW)]


def original_keyboard(url: str | None, words: str, messages: Messages) -> Keyboard:
    """Return the button that opens an article where it says ``words``; none without an address."""
    address = fragment_url(url, words)
    return ((Button(messages.button_original, url=address),),) if address else ()


def page_keyboard(card: Card, page: int, pages: int, messages: Messages, *, chart: bool) -> Keyboard:
    """Return the buttons that turn the pages of a list, which count from 0, and the one that draws its ``chart``."""
    earlier = [Button(messages.button_earlier, _data(PAGE, card, page - 1))] if page > 0 else []
    later = [Button(messages.button_later, _data(PAGE, card, page + 1))] if page + 1 < pages else []
    drawn = [Button(messages.button_chart, _data(CHART, card, 0))] if chart else []
    return tuple(row for row in ((*earlier, *later), tuple(drawn)) if row)


def _source_row(card: Card, citation: Citation, messages: Messages) -> tuple[Button, ...]:
    passage = Button(messages.button_source.format(n=citation.n), _data(SOURCE, card, citation.n))
    address = fragment_url(citation.url, citation.quote)
    return (passage, Button(messages.button_original, url=address)) if address else (passage,)


def _data(verb: str, card: Card, number: int) -> str:
    return f"{verb}:{card.token}:{number}"
