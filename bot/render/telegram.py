"""Answers as Telegram messages: cited HTML, cut before it is marked up, so that no entity is ever broken."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlsplit

from bot.messages import Messages
from bot.render.cutting import cut_place, units
from bot.render.source import also_line, quote_parts, source_line, written_by
from index.types import Answer, Citation

MESSAGE_UNITS = 4096  # the Bot API's limit on a message's text after entities are parsed, in UTF-16 code units
_QUOTE = "blockquote"
_QUOTED = re.compile(r"(.*“.+)” \[(\d+)\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one dress: plain, a quote, or a link to ``url``; ``bold`` are ranges of the text.

    Of a quote that is not ``whole``, Telegram shows the first lines, and the rest when it is tapped.
    """

    text: str
    tag: str = ""
    url: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    whole: bool = False

    @property
    def plain(self) -> str:
        return f"“{self.text}”" if self.tag == _QUOTE else self.text

    @property
    def html(self) -> str:
        body = self._body()
        if self.tag == _QUOTE:
            return f"<blockquote{'' if self.whole else ' expandable'}>{body}</blockquote>"
        if self.url:
            return f'<a href="{escape(self.url)}">{body}</a>'
        return body

    def part(self, first: int, last: int) -> "Piece":
        """Return the piece from one position of its text to another."""
        ranges = ((max(start, first) - first, min(end, last) - first) for start, end in self.bold)
        return replace(self, text=self.text[first:last], bold=tuple(one for one in ranges if one[0] < one[1]))

    def _body(self) -> str:
        body, at = "", 0
        for start, end in self.bold:
            body += escape(self.text[at:start], quote=False) + f"<b>{escape(self.text[start:end], quote=False)}</b>"
            at = end
        return body + escape(self.text[at:], quote=False)


@dataclass(frozen=True, slots=True)
class TelegramText:
    """One message: as HTML, and as plain text for when Telegram refuses the HTML."""

    html: str
    plain: str


def render_answer(answer: Answer, messages: Messages) -> list[TelegramText]:
    """Return the messages that carry ``answer``, each within Telegram's limit: the text, each source once, who wrote.

    A quote that stands on a line of the text is shown there, as a quote with its source under it: on a phone nobody
    wants to read it twice. The sources of all other marks follow the text.
    """
    waiting = {citation.n: citation for citation in answer.citations}
    groups: list[tuple[Piece, ...]] = []
    lines: list[str] = []
    for line in answer.text.split("\n"):
        lead, citation = _quoted(line, waiting)
        if citation is None:
            lines.append(line)
            continue
        del waiting[citation.n]
        told = [one for one in (*lines, lead) if not _names(one, citation)]
        text = "\n".join(told).strip("\n")
        if groups and text:
            text = f"\n\n{text}"
        source = _source(citation, messages, before="\n" if text else "\n\n", whole=not text)
        groups.append((Piece(text), *source))
        lines = []
    if any(lines):
        groups.append((Piece("\n".join(["\n", *lines] if groups else lines)),))
    groups += [tuple(_source(citation, messages)) for citation in waiting.values()]
    written = written_by(answer, messages)
    return pack([*groups, (Piece(f"\n\n{written}"),)] if written else groups)


def render_sources(citations: Sequence[Citation], messages: Messages) -> list[TelegramText]:
    """Return the messages that carry the sources of an answer alone."""
    sources = [tuple(_source(citation, messages)) for citation in citations]
    return pack([(Piece(messages.sources_heading),), *sources])


def render_further(citations: Sequence[Citation], messages: Messages, *, last: bool) -> list[TelegramText]:
    """Return the messages that carry evidence that no answer told, said to be that; ``last`` says that it is all."""
    groups = [tuple(_source(citation, messages)) for citation in citations]
    end = [(Piece(f"\n\n{messages.further_end}"),)] if last else []
    return pack([(Piece(messages.further_heading),), *groups, *end])


def render_quote(citation: Citation, messages: Messages) -> list[TelegramText]:
    """Return the messages that carry one quote and its source, nothing of it folded."""
    return pack([tuple(_source(citation, messages, whole=True))])


def render_text(text: str) -> list[TelegramText]:
    """Return the messages that carry a plain ``text``."""
    return pack([(Piece(text),)])


def plain_text(text: str) -> str:
    """Return ``text`` without the controls that Telegram refuses."""
    return _CONTROL.sub("", text)


def pack(groups: Sequence[Sequence[Piece]], limit: int = MESSAGE_UNITS) -> list[TelegramText]:
    """Fill messages with ``groups`` in order.

    A group is kept in one message, and a piece uncut, wherever it would fit in a message of its own.
    """
    filled: list[list[Piece]] = [[]]
    room = limit
    for group in groups:
        parts = [part for piece in group for part in _cut(piece, limit)]
        whole = sum(units(part.plain) for part in parts)
        if room < whole <= limit:
            filled.append([])
            room = limit
        for part in parts:
            size = units(part.plain)
            if size > room:
                filled.append([])
                room = limit
            filled[-1].append(part)
            room -= size
    rendered = (_message(message) for message in filled)
    return [message for message in rendered if message.plain]


def _quoted(line: str, citations: Mapping[int, Citation]) -> tuple[str, Citation | None]:
    """Return what stands before the quote that ends ``line``, and whose quote that is; None where none does."""
    match = _QUOTED.fullmatch(line)
    citation = citations.get(int(match[2])) if match else None
    if match is None or citation is None:
        return line, None
    whole = _bare(citation.quote)
    for opening in re.finditer("“", match[1]):  # the first that leaves a quote: there may be quotes in it
        quote = _bare(match[1][opening.end() :])
        if quote and quote in whole:
            return match[1][: opening.start()].rstrip(), citation
    return line, None


def _names(line: str, citation: Citation) -> bool:
    """Return whether a line only says which article the quote of ``citation`` is from, as its source does anyway."""
    return line.endswith(":") and f"“{citation.title}”" in line


def _bare(text: str) -> str:
    """Return a quote without the marks of what was left out, and without white space."""
    return "".join(text.replace("[…]", "").split())


def _source(citation: Citation, messages: Messages, *, before: str = "\n\n", whole: bool = False) -> Iterator[Piece]:
    """Yield a quote and the line under it; ``whole`` when it is the answer itself, of which nothing may be folded."""
    yield Piece(before)
    yield replace(_quote(citation), whole=whole)
    yield Piece(f"\n[{citation.n}] ")
    line = source_line(citation, messages)
    if citation.url and urlsplit(citation.url).scheme in {"http", "https"}:
        yield Piece(line, url=citation.url)
    else:
        yield Piece(line)
    also = also_line(citation, messages)
    if also:
        yield Piece(f"\n{also}")


def _quote(citation: Citation) -> Piece:
    """Return the quote without the controls that Telegram refuses, the words of it that answer in bold."""
    text, bold = "", []
    for part, answers in quote_parts(citation):
        start, text = len(text), text + plain_text(part)
        bold += [(start, len(text))] if answers and text[start:].strip() else []
    return Piece(text, tag=_QUOTE, bold=tuple(bold))


def _cut(piece: Piece, limit: int) -> Iterator[Piece]:
    """Yield ``piece`` in parts that fit in ``limit`` units, without the controls that Telegram refuses."""
    piece = piece if piece.bold else replace(piece, text=plain_text(piece.text))
    limit -= units(replace(piece, text="").plain)
    at, text = 0, piece.text
    while units(text[at:]) > limit:
        cut = at + cut_place(text[at:], limit)
        yield piece.part(at, at + len(text[at:cut].rstrip()))
        at = cut + len(text[cut:]) - len(text[cut:].lstrip())
    if at < len(text):
        yield piece.part(at, len(text))


def _message(pieces: Sequence[Piece]) -> TelegramText:
    html = "".join(piece.html for piece in pieces)
    plain = "".join(piece.plain for piece in pieces)
    return TelegramText(html.strip(), plain.strip())
