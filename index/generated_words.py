"""A sentence that a language model wrote, and a span that it cites, as the checks on it read them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Self

import yaml

from index.types import Span
from index.vietnamese.amounts import find_counts, find_money, find_percentages
from index.vietnamese.dates import find_dates
from index.vietnamese.normalise import compose, normalise
from index.vietnamese.tokens import Token, tokenise

_BREAK = re.compile(r"[.;:!?]|,(?=\s)|\s[-–—]\s")
_STOP = re.compile(r"[.!?](?=[\s”\"]|$)")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_LONGEST_QUALIFIER = 2


@dataclass(frozen=True, slots=True)
class GeneratedWords:
    """The table of ``generated.yaml``, all words normalised."""

    function: frozenset[str]
    polarity: frozenset[str]
    qualifiers: Mapping[tuple[str, ...], str]
    numbers: frozenset[str]
    classifiers: frozenset[str]

    @classmethod
    def load(cls) -> Self:
        """Read the table that ships with the package."""
        table = yaml.safe_load(files("index").joinpath("generated.yaml").read_text("utf-8"))
        words = {name: frozenset(normalise(table[name]).split()) for name in ("function", "polarity", "numbers")}
        return cls(
            **words,
            qualifiers={
                tuple(normalise(phrase).split()): meaning
                for meaning, phrases in table["qualifiers"].items()
                for phrase in phrases
            },
            classifiers=frozenset(map(normalise, table["classifiers"])),
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a text gives it: of which kind, its value, how exact, and which tokens it is."""

    kind: str
    value: object
    exactness: str
    first: int
    last: int


@dataclass(frozen=True)
class Reading:
    """A text, read: its tokens, its figures, and the clause that each token stands in."""

    text: str
    year: int
    words: GeneratedWords

    @cached_property
    def tokens(self) -> Sequence[Token]:
        return tokenise(self.text)

    @cached_property
    def clauses(self) -> Sequence[int]:
        """The number of the clause of each token; clauses end at marks."""
        numbers, clause = [], 0
        for place, token in enumerate(self.tokens):
            between = self.text[self.tokens[place - 1].end : token.start] if place else ""
            clause += bool(_BREAK.search(between)) or token.text == "và"
            numbers.append(clause)
        return numbers

    @cached_property
    def sentences(self) -> Sequence[int]:
        """The number of the sentence of each token."""
        numbers, sentence = [], 0
        for place, token in enumerate(self.tokens):
            between = self.text[self.tokens[place - 1].end : token.start] if place else ""
            sentence += bool(_STOP.search(between))
            numbers.append(sentence)
        return numbers

    @cached_property
    def names(self) -> Sequence[Span]:
        """The runs of capitalised words and what stands in quotation marks, as token ranges, in order.

        A single word that begins a sentence has its capital from there.
        """
        quoted = [match.span() for match in _QUOTED.finditer(self.text)]
        found: list[Span] = []
        first: int | None = None
        for place, token in enumerate([*self.tokens, None]):
            inside = token and any(start < token.start < end for start, end in quoted)
            named = bool(token and (inside or self.text[token.start].isupper()))
            spaced = bool(first is not None and token and self.text[self.tokens[place - 1].end : token.start] == " ")
            if first is not None and not (named and (spaced or inside)):
                if place - first > 1 or not self._opens(first):
                    found.append(Span(first, place))
                first = None
            if named and first is None:
                first = place
        return found

    def _opens(self, place: int) -> bool:
        """Return whether a word has its capital from beginning a sentence; a short form (UBND) has its own."""
        if self.text[self.tokens[place].start : self.tokens[place].end][1:].isupper():
            return False
        before = self.text[: self.tokens[place].start]
        return not before.strip(' “"(') or bool(_STOP.search(before))

    @cached_property
    def figures(self) -> Sequence[Figure]:
        """Dates, money, shares and counts, in order; a number that is none of these is of the kind "number"."""
        found: list[tuple[str, object, int, int]] = []
        for one in find_dates(self.text, self.year):
            found.append((f"date: {one.kind}", one.period, one.start, one.end))
        for kind, numbers in (
            ("money", find_money(self.text)),
            ("share", find_percentages(self.text)),
            ("count", find_counts(self.text)),
        ):
            found += [
                # "46/48 phiếu" counts as 46, but not as 46 alone.
                (kind, (one.value, self.text[one.start : one.end].partition("/")[2]), one.start, one.end)
                for one in numbers
            ]
        figures = [self._figure(*one) for one in found]
        taken = {place for figure in figures for place in range(figure.first, figure.last)}
        figures += [
            self._figure("number", token.text, token.start, token.end)
            for place, token in enumerate(self.tokens)
            if token.text[0].isdigit() and place not in taken
        ]
        return sorted(figures, key=lambda one: one.first)

    def _figure(self, kind: str, value: object, start: int, end: int) -> Figure:
        places = [place for place, token in enumerate(self.tokens) if token.start < end and start < token.end]
        first, last = places[0], places[-1] + 1
        return Figure(kind, value, self._exactness(first), first, last)

    def _exactness(self, first: int) -> str:
        for size in range(_LONGEST_QUALIFIER, 0, -1):
            before = tuple(token.text for token in self.tokens[max(0, first - size) : first])
            if before in self.words.qualifiers:
                return self.words.qualifiers[before]
        return ""

    @cached_property
    def of_figures(self) -> frozenset[int]:
        """The places of the tokens that are figures."""
        return frozenset(place for one in self.figures for place in range(one.first, one.last))

    def written(self, span: Span) -> str:
        """Return the text of a range of tokens."""
        return self.text[self.tokens[span.start].start : self.tokens[span.end - 1].end]

    def content(self) -> list[int]:
        """Return the places of the words that tell something: no figures, no words of grammar."""
        return [
            place
            for place, token in enumerate(self.tokens)
            if place not in self.of_figures and token.text not in self.words.function
        ]

    def unit(self, figure: Figure) -> tuple[str, ...]:
        """Return the two words after a figure, as far as its clause goes, without what only leads to a noun."""
        following: list[str] = []
        for place in range(figure.last, len(self.tokens)):
            gap = self.text[self.tokens[place - 1].end : self.tokens[place].start]
            if not gap.lstrip("%").isspace() or place in self.of_figures or len(following) == 2:
                break
            word = self.tokens[place].text
            if following or word not in self.words.classifiers:
                following.append(word)
        return tuple(following)

    def before(self, figure: Figure) -> str:
        """Return the word right before a figure, or nothing."""
        return self.tokens[figure.first - 1].text if figure.first else ""


def read(text: str, year: int, words: GeneratedWords) -> Reading:
    """Read a text; dates without a year are taken to be of ``year``."""
    return Reading(compose(text), year, words)
