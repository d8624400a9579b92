"""What is offered to who writes «@bot question» in some chat: the answer, and each of its quotes by itself."""

import re
from dataclasses import dataclass, replace

from bot.messages import Messages
from bot.render.cutting import cut_place, units
from bot.render.lists import article_link
from bot.render.source import source_line
from bot.render.telegram import MESSAGE_UNITS, TelegramText, render_answer, render_quote, render_text
from index.types import Answer, Citation

_MOST = 10
_TITLE, _DESCRIPTION = 100, 160  # characters; a phone shows about one line of the one and two of the other
_MARKS = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Offer:
    """A message that may be sent, and the two lines under which it can be chosen."""

    title: str
    description: str
    text: TelegramText


def render_offers(answer: Answer, messages: Messages, username: str) -> list[Offer]:
    """Return what may be sent in answer, the best first; nothing when nothing was found.

    That is the answer where it fits in one message, then the quotes, should there be several, and the further evidence.
    Each says what was asked, for its readers have not seen that, and leads to its article: where that has no address,
    in the bot ``username``.
    """
    cited = tuple(_reachable(citation, username) for citation in answer.citations)
    further = tuple(_reachable(citation, username) for citation in answer.further)
    if not cited:
        return []
    whole = render_answer(replace(answer, citations=cited), messages)
    offers = [(_title(answer), cited[0], whole[0])] if len(whole) == 1 else []
    alone = (*cited, *further) if len(cited) > 1 or not offers else further
    offers += [(f"“{one.quote}”", one, render_quote(replace(one, n=1), messages)[0]) for one in alone]
    asked = render_text(messages.inline_asked.format(question=answer.question.text))[0]
    return [
        Offer(_line(title, _TITLE), _line(source_line(source, messages), _DESCRIPTION), _under(asked, text))
        for title, source, text in offers[:_MOST]
    ]


def _reachable(citation: Citation, username: str) -> Citation:
    return replace(citation, url=citation.url or article_link(citation.article_id, username))


def _title(answer: Answer) -> str:
    """Return the line that answers; the headline of its article where the first line only leads to the quotes."""
    line = _MARKS.sub("", answer.text.split("\n", 1)[0]).strip()
    return answer.citations[0].title if not line or line.endswith(":") else line


def _under(asked: TelegramText, text: TelegramText) -> TelegramText:
    """Return ``text`` under what was asked, or alone where that makes it too long."""
    plain = f"{asked.plain}\n\n{text.plain}"
    return TelegramText(f"{asked.html}\n\n{text.html}", plain) if units(plain) <= MESSAGE_UNITS else text


def _line(text: str, longest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: cut_place(text, longest)].rstrip() + "…"
