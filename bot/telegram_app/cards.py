"""What the buttons of a message are about, and whose they are."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from index.types import Citation, Span

ANSWER = "answer"
_TOKEN_BYTES = 12  # 16 characters


@dataclass(frozen=True, slots=True)
class Source:
    """Where a citation stands; ``digest`` tells whether the article still says the same there."""

    n: int
    article_id: str
    start: int
    end: int
    digest: str
    answers: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, citation: Citation) -> "Source":
        """Return the place of ``citation``."""
        marks = tuple((span.start, span.end) for span in citation.answers)
        digest = _digest(citation.quote)
        return cls(citation.n, citation.article_id, citation.start, citation.end, digest, marks)

    def stands_in(self, body: str) -> bool:
        """Return whether ``body`` still holds the quote at its place."""
        return _digest(body[self.start : self.end]) == self.digest

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words of the quote that answer."""
        return tuple(Span(start, end) for start, end in self.answers)


@dataclass(frozen=True, slots=True)
class Card:
    """What the buttons of a message are about: the sources of an answer, or a list and the words that filter it.

    ``further`` are the places of the next-best evidence, numbered after the sources.

    ``token`` is random, and stands in each button's data: who does not know it can press nothing, and who was sent it
    by somebody else is found out by ``chat`` and ``owner``.
    """

    token: str
    chat: int
    owner: int
    kind: str
    words: str = ""
    sources: tuple[Source, ...] = ()
    further: tuple[Source, ...] = ()

    @classmethod
    def new(
        cls,
        chat: int,
        owner: int,
        kind: str,
        words: str,
        citations: Sequence[Citation],
        *,
        further: Sequence[Citation] = (),
    ) -> "Card":
        """Return a card of what ``citations`` cite, with a token that nobody can guess."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        return cls(token, chat, owner, kind, words, tuple(map(Source.of, citations)), tuple(map(Source.of, further)))


def content_of(card: Card) -> str:
    """Return what of a card the store keeps in one column."""
    kept = {
        "words": card.words,
        "sources": [asdict(one) for one in card.sources],
        "further": [asdict(one) for one in card.further],
    }
    return json.dumps(kept, ensure_ascii=False)


def card_from(token: str, chat: int, owner: int, kind: str, content: str) -> Card:
    """Return the card whose columns these are."""
    kept = json.loads(content)
    sources, further = (
        tuple(
            Source(**(one | {"answers": tuple((first, last) for first, last in one["answers"])}))
            for one in kept.get(part, ())  # an earlier hoidap kept no further ones
        )
        for part in ("sources", "further")
    )
    return Card(token, chat, owner, kind, kept["words"], sources, further)


def _digest(quote: str) -> str:
    return hashlib.blake2b(quote.encode(), digest_size=8).hexdigest()
