"""A sentence as the finders of answers read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.types import Span
from index.vietnamese.dates import WrittenDate
from index.vietnamese.normalise import fold, normalise
from index.vietnamese.tokens import Token


@dataclass(frozen=True)
class SentenceWords:
    """Text, tokens and dates of one sentence; spans that finders return are offsets in ``text``.

    Offsets hold in ``normalised`` as well, and in ``folded`` but behind a mark that no letter is composed with.
    """

    text: str
    tokens: Sequence[Token]
    dates: Sequence[WrittenDate]

    @cached_property
    def normalised(self) -> str:
        """The normalised text."""
        return normalise(self.text)

    @cached_property
    def folded(self) -> str:
        """The folded text."""
        return fold(self.text)

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the tokens from ``first`` up to ``last``, not including it."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def is_capital(self, position: int) -> bool:
        """Return whether the token begins with a capital."""
        return self.text[self.tokens[position].start].isupper()

    def between(self, first: int, last: int) -> str:
        """Return the text between the end of the token before ``first`` and the start of the token ``last``."""
        return self.text[self.tokens[first - 1].end : self.tokens[last].start]


def occurrences(words: Sequence[str], wanted: Sequence[str]) -> list[Span]:
    """Return where ``wanted`` stands in ``words``, as ranges of positions."""
    size, run = len(wanted), tuple(wanted)
    if not size or run[0] not in words:  # as nearly always, and told by the list itself
        return []
    return [
        Span(position, position + size)
        for position in range(len(words) - size + 1)
        if words[position] == run[0] and tuple(words[position : position + size]) == run
    ]
