"""A question as the finders of constraints read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from index.types import Span
from index.vietnamese.normalise import has_accents
from index.vietnamese.tokens import Token, tokenise


@dataclass(frozen=True)
class QuestionWords:
    """A question's tokens and folded words; ``accented`` and ``capitals`` say how it was typed."""

    text: str
    tokens: Sequence[Token]
    words: Sequence[str]
    accented: bool
    capitals: bool

    @classmethod
    def of(cls, text: str) -> Self:
        """Read a question; its first letter says nothing of capitals."""
        tokens = tokenise(text)
        capitals = any(letter.isupper() for letter in text[1:])
        return cls(text, tokens, [token.folded for token in tokens], has_accents(text), capitals)

    @cached_property
    def line(self) -> str:
        """The folded words, joined by spaces."""
        return " ".join(self.words)

    def written(self, span: Span) -> str:
        """Return the text of a range of tokens."""
        return self.text[self.tokens[span.start].start : self.tokens[span.end - 1].end]

    def between(self, position: int) -> str:
        """Return the text between a token and the one before it."""
        return self.text[self.tokens[position - 1].end : self.tokens[position].start] if position else ""

    def is_capital(self, position: int) -> bool:
        """Return whether the token begins with a capital."""
        return self.text[self.tokens[position].start].isupper()

    def means(self, position: int, word: str, bare: str) -> bool:
        """Return whether the token is ``word``, typed in full or without accents."""
        token = self.tokens[position]
        return token.text == word or (not self.accented and token.folded == bare)
