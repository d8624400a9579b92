"""Gives what is known its accents and capitals back where a question lacks them: replies are proper Vietnamese."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from index.vietnamese.names import Names
from index.vietnamese.normalise import fold, has_accents

_LONGEST = 5  # words
_COMMITTEE = " ủy"  # of the Party, at a level ("Huyện ủy")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Accents:
    """Holds how words are written, by themselves folded; ``units`` are names that only a level before them tells.

    "Quan Ba Dinh" is a district by its first word, and not Quản Bạ.
    """

    written: Mapping[tuple[str, ...], str]
    levels: frozenset[str]
    units: Mapping[tuple[str, ...], str]

    @classmethod
    def of(cls, words: Iterable[str], names: Names) -> Self:
        """Gather ``words`` (accented), and the names of places and bodies; of those of equal letters the first."""
        bodies = (form for forms in names.organisations.values() for form, _ in forms)
        levels = [" ".join(level) for level in (*names.levels, *names.accented_levels)]
        places = (_capital(place) for place in names.places.values())
        units = (_capital(*forms) for forms in names.units.spellings.values() if len(forms) == 1)
        return cls(_table((*map(_short_form, bodies), *words, *levels, *places)), frozenset(levels), _table(units))

    def given(self, text: str) -> str:
        """Return the text with every run of plain words that is known as it is written, the longest run first.

        What has accents stays, and so do the capitals of a run.
        """
        found = list(_WORD.finditer(text))
        parts: list[str] = []
        position, end = 0, 0
        while position < len(found):
            leveled = bool(parts) and (parts[-1].lower() in self.levels or parts[-1].endswith(_COMMITTEE))
            count, name = self._longest(text, found[position : position + _LONGEST], leveled=leveled)
            start, last = found[position].start(), found[position + count - 1].end()
            parts += [text[end:start], _with_capitals(name, text[start:last])]
            position, end = position + count, last
        return "".join((*parts, text[end:]))

    def _longest(self, text: str, found: Sequence[re.Match[str]], *, leveled: bool) -> tuple[int, str]:
        """Return of how many of the words found the longest known run from the first is, and how it is written."""
        for count in range(len(found), 0, -1):
            run = text[found[0].start() : found[count - 1].end()]
            words = tuple(fold(run).split(" "))
            name = self.written.get(words) or (self.units.get(words) if leveled else None)
            if name and not has_accents(run):
                return count, name
        return 1, found[0][0]


def _with_capitals(name: str, typed: str) -> str:
    """Return the name with those words in capitals that were typed so ("Pho Chu tich")."""
    words = zip(name.split(" "), typed.split(" "), strict=True)
    return " ".join(word[:1].upper() + word[1:] if own[0].isupper() else word for word, own in words)


def _table(names: Iterable[str]) -> dict[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for name in names:
        table.setdefault(tuple(fold(name).split()), name)
    return table


def _capital(words: Sequence[str]) -> str:
    """Return normalised words as names of places write them, which keep their y ("Mỹ Đức")."""
    return " ".join(_I_OF_Y.sub(lambda found: _Y[found[0]], word).capitalize() for word in words)


_Y = dict(zip("ìíỉĩị", "ỳýỷỹỵ", strict=True))
_I_OF_Y = re.compile(r"(?<=^[hklmt])[ìíỉĩị]$")


def _short_form(body: str) -> str:
    """Return a short form in capitals; the name of a body that is written out as it is."""
    return body if " " in body else body.upper()


def told_words(phrases: Mapping[str, Any], offices: Iterable[str]) -> list[str]:
    """Return what refusals are worded with beside names: ``offices``, and lists of ``phrases.vi.yaml``."""
    return [*phrases["spelled"], *phrases["numbered"], *phrases["honorifics"], *offices]
