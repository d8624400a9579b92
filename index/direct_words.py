"""A quote as the direct answer reads it: its words, its clauses, and the words of the question that it holds."""

import re
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from index.sentence_words import SentenceWords, occurrences
from index.types import ConstraintKind, Evidence, Question, Span
from index.vietnamese.dates import find_dates
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import Token, tokenise

_CLAUSE_END = re.compile(r"[;,](?=\s)")
_QUOTED = re.compile(r"“[^“”]*”")
_SHORT = 2
_SUBJECTS = frozenset({ConstraintKind.PLACE, ConstraintKind.PERSON, ConstraintKind.NAME})


@dataclass(frozen=True, slots=True)
class Direct:
    """What answers: the name of a phrase and what fills it, a value to compare it by, and where in the body it stands.

    ``held`` are the telling words of the question that the quote and its title hold.
    """

    phrase: str
    parts: Mapping[str, str]
    value: Hashable
    spans: tuple[Span, ...]
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class QuoteWords:
    """A piece of evidence, read; spans are offsets in its quote unless they are called positions of tokens."""

    evidence: Evidence
    sentence: SentenceWords
    folded: Sequence[str]
    about: Sequence[str]
    answering: Sequence[Span]

    @classmethod
    def of(cls, evidence: Evidence) -> Self:
        """Read a piece of evidence."""
        text, article = evidence.quote, evidence.article
        tokens = tokenise(text)
        year = article.published.year if article.published else None
        start = evidence.span.start
        return cls(
            evidence,
            SentenceWords(text, tokens, find_dates(text, year)),
            [token.folded for token in tokens],
            [token.folded for token in tokenise(f"{article.title} . {article.area or ''}")],
            [Span(span.start - start, span.end - start) for span in evidence.answering],
        )

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def tokens(self) -> Sequence[Token]:
        return self.sentence.tokens

    def within(self, span: Span) -> Span:
        """Return the positions of the tokens that a span holds."""
        held = [place for place, token in enumerate(self.tokens) if span.start <= token.start and token.end <= span.end]
        return Span(held[0], held[-1] + 1) if held else Span(0, 0)

    def clause(self, span: Span) -> Span:
        """Return the run between commas and semicolons that holds the span; those of a quoted name end nothing."""
        quoted = [(name.start(), name.end()) for name in _QUOTED.finditer(self.text)]
        marks = [
            mark.end()
            for mark in _CLAUSE_END.finditer(self.text)
            if not any(start < mark.start() < end for start, end in quoted)
        ]
        start = max((mark for mark in marks if mark <= span.start), default=0)
        end = min((mark for mark in marks if mark >= span.end), default=len(self.text))
        return Span(start, end)

    def words_of(self, span: Span) -> list[str]:
        """Return the folded words of a part of the quote."""
        positions = self.within(span)
        return list(self.folded[positions.start : positions.end])

    def with_before(self, span: Span, phrases: Iterable[str]) -> Span:
        """Return the span with the phrases, of normalised words, that stand right before it."""
        first = self.within(span).start
        longest_first = sorted((phrase.split() for phrase in phrases), key=len, reverse=True)
        moved = True
        while moved:
            moved = False
            for words in longest_first:
                before = self.tokens[max(0, first - len(words)) : first]
                if [token.text for token in before] == words and self.unbroken(first - len(words), first):
                    first, moved = first - len(words), True
                    break
        return Span(min(self.tokens[first].start, span.start), span.end)

    def unbroken(self, first: int, last: int) -> bool:
        """Return whether nothing but spaces stands between the tokens from ``first`` to ``last``."""
        pairs = range(first + 1, last + 1)
        return all(self.text[self.tokens[n - 1].end : self.tokens[n].start].isspace() for n in pairs)

    def joins(self, position: int) -> bool:
        """Return whether a token goes on from the one before it; "TP. HCM" and "T.Ư" are one name."""
        between = self.sentence.between(position, position)
        return between == " " or (between.startswith(".") and len(self.tokens[position - 1].text) <= _SHORT)

    def body_span(self, span: Span) -> Span:
        """Return where a part of the quote stands in the body."""
        start = self.evidence.span.start
        return Span(start + span.start, start + span.end)


@dataclass(frozen=True, slots=True)
class Asking:
    """Words that only ask and words of grammar, with their accents and folded."""

    words: frozenset[str]
    folded: frozenset[str]

    @classmethod
    def of(cls, words: Collection[str]) -> Self:
        """Take normalised words."""
        return cls(frozenset(words), frozenset(map(fold, words)))

    def telling(self, question: Question) -> frozenset[str]:
        """Return the folded words of a question that do more than ask."""
        tokens = tokenise(question.search_text)
        if not question.accented:
            return frozenset(token.folded for token in tokens) - self.folded
        return frozenset(token.folded for token in tokens if token.text not in self.words)


def subjects(question: Question, bodies: Collection[str]) -> list[tuple[str, ...]]:
    """Return the folded names that a question asks about: places, people, trade names, and other runs of capitals."""
    found = [constraint.words for constraint in question.constraints if constraint.kind in _SUBJECTS]
    return list(dict.fromkeys(words for words in [*found, *unproven_names(question, bodies)] if words))


def unproven_names(question: Question, bodies: Collection[str]) -> list[tuple[str, ...]]:
    """Return the runs of capitals in a question that are no constraint and no body, so that nothing has proved them."""
    text = question.search_text
    named = {word for constraint in question.constraints for word in fold(constraint.written).split()}
    runs: list[list[Token]] = [[]]
    for token in tokenise(text):
        written = text[token.start : token.end]
        proper = written[0].isupper() and not written.isupper() and token.folded not in named
        joined = runs[-1] and text[runs[-1][-1].end : token.start] == " "
        if not (proper and joined):
            runs.append([])
        if proper:
            runs[-1].append(token)
    kept = (run for run in runs if len(run) > 1 and run[0].start > 0 and run[0].text not in bodies)
    return [tuple(token.folded for token in run) for run in kept]


def holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Return whether the folded words hold the wanted ones as a run."""
    return bool(occurrences(words, wanted))


def plain(text: str) -> str:
    """Return the text with its white space folded."""
    return " ".join(text.split())


def names_any(text: str, phrases: Iterable[str]) -> bool:
    """Return whether one of the phrases stands in the text, accents aside."""
    words = f" {' '.join(token.folded for token in tokenise(text))} "
    return any(f" {fold(phrase)} " in words for phrase in phrases)
