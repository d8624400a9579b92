"""How questions are asked, compiled from ``questions.yaml``: patterns with accents and without."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Self

import yaml

from index.types import AnswerType, Recency
from index.vietnamese.normalise import fold, normalise

_FEWEST_LEFT = 3  # fewer words before it take nothing back: they are the turn before


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern as written and without its accents."""

    accented: re.Pattern[str]
    folded: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str) -> Self:
        """Compile a pattern; it must hold no capital, not even in an escape."""
        return cls(re.compile(normalise(pattern)), re.compile(fold(pattern)))

    def reading(self, *, accented: bool) -> re.Pattern[str]:
        """Return the pattern for words read with their accents, or without."""
        return self.accented if accented else self.folded


@dataclass(frozen=True, slots=True)
class FollowUpPatterns:
    """How a question leans on the turn before it."""

    openings: Pattern
    elliptic: Pattern
    pointers: Pattern
    person_pointers: Pattern
    place_pointers: Pattern
    within: Pattern
    fund_pointers: Pattern
    office_pointers: Pattern
    own_asker: Pattern
    asked_again: Pattern

    @classmethod
    def of(cls, table: dict[str, Any]) -> Self:
        """Compile the patterns; what is elliptic may follow an opening, and a particle may follow it."""
        opening = str(table["openings"]).removeprefix("^").removesuffix(r"\b")
        elliptic = rf"^(?:{opening} )?(?:thì )?(?:{'|'.join(table['elliptic'])})(?: [^ ]{{1,3}})?$"
        rest = {name: Pattern.of(str(table[name])) for name in cls.__slots__ if name != "elliptic"}
        return cls(elliptic=Pattern.of(elliptic), **rest)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The whole table of ``questions.yaml``; ``offices`` are folded words, ``office_names`` as written there."""

    answer_types: tuple[tuple[AnswerType, Pattern], ...]
    before: Pattern
    after: Pattern
    taken_back: Pattern
    asker: Pattern
    question_words: frozenset[str]
    particles: frozenset[str]
    framing: Mapping[AnswerType, frozenset[str]]
    follow_up: FollowUpPatterns
    recency: tuple[tuple[Recency, Pattern], ...]
    offices: tuple[tuple[str, ...], ...]
    office_names: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    first_offices: Mapping[str, tuple[str, ...]]
    unit_offices: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls) -> Self:
        """Read the table that ships with the package."""
        table = yaml.safe_load(files("index").joinpath("questions.yaml").read_text("utf-8"))
        return cls(
            tuple(
                (
                    AnswerType(entry["type"]),
                    Pattern.of("|".join(rf"\b(?:{pattern})\b" for pattern in entry["patterns"])),
                )
                for entry in table["answer_types"]
            ),
            Pattern.of(rf"^\s*(?:{'|'.join(table['politeness']['before'])})"),
            Pattern.of(rf"(?:{'|'.join(table['politeness']['after'])})$"),
            Pattern.of(rf"(?<!\w){table['taken_back']}"),
            Pattern.of(rf"\b(?:{table['asker']})\b"),
            _words(table["question_words"]),
            _words(table["particles"]),
            {AnswerType(answer_type): _words(words) for answer_type, words in table["framing"].items()},
            FollowUpPatterns.of(table["follow_up"]),
            tuple((recency, Pattern.of(table["recency"][recency.value])) for recency in Recency),
            tuple(tuple(fold(office).split()) for office in table["offices"].split("|")),
            tuple(table["offices"].split("|")),
            tuple(tuple(fold(head).split()) for head in table["heads"]),
            {kind: tuple(fold(office).split()) for kind, office in table["first_offices"].items()},
            {fold(unit): tuple(fold(office).split()) for unit, office in table["unit_offices"].items()},
        )

    def answer_type(self, asked: str, *, accented: bool) -> AnswerType:
        """Return the type of the first pattern that the words of a question hold."""
        return next(
            (found for found, pattern in self.answer_types if pattern.reading(accented=accented).search(asked)),
            AnswerType.PASSAGE,
        )

    def asking(self, answer_type: AnswerType) -> frozenset[str]:
        """Return the words that carry a question of this type and not what it is about."""
        return self.question_words | self.framing.get(answer_type, frozenset())

    def proper(self, text: str, *, accented: bool) -> str:
        """Return the question without greetings, thanks and what it takes back; unchanged if nothing is left.

        Offsets in normalised text hold for ``text``, which is composed.
        """
        for found in self.taken_back.reading(accented=accented).finditer(normalise(text)):
            before, rest = text[: found.start()], text[found.end() :]
            if min(len(before.split()), len(rest.split())) >= _FEWEST_LEFT:
                return self.proper(rest, accented=accented)
        for pattern in (self.before, self.after):
            while match := pattern.reading(accented=accented).search(normalise(text)):
                if _ends_name(text, match):
                    return text
                rest = text[: match.start()] + text[match.end() :]
                if not any(map(str.isalnum, rest)):
                    return text
                text = rest
        return text


def _ends_name(text: str, match: re.Match[str]) -> bool:
    """Return whether a particle is written as the end of a name ("huyện Mường Nhé?"), a capital after a capital."""
    before, particle = text[: match.start()].split()[-1:], text[match.start() : match.end()].strip(" ,.!?")
    return bool(before) and before[0][0].isupper() and particle[:1].isupper() and particle[1:].islower()


def _words(written: str) -> frozenset[str]:
    return frozenset(normalise(written).split())


def without(words: Sequence[str], named: Iterable[str]) -> list[str]:
    """Return the words of which no folded form is in ``named``."""
    named = set(named)
    return [word for word in words if fold(word) not in named]
