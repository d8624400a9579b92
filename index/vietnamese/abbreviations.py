"""Short forms of the domain, and the spellings of chat, as data in ``abbreviations.yaml``."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise, product
from typing import Self

import yaml

from index.vietnamese.normalise import compose, fold, normalise

_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Short forms by the words they stand for, in accented and folded spelling, and chat spellings.

    ``by_beginning`` holds those with several meanings as well, by the first two words of the long form, the others only
    what one long form stands for;
    ``joined`` are short forms written as one word (ubndtp, ubtwmttqvn), in both spellings.
    """

    long_forms: Mapping[str, tuple[str, ...]]
    folded_long_forms: Mapping[str, tuple[str, ...]]
    by_beginning: Mapping[tuple[str, ...], tuple[tuple[tuple[str, ...], str], ...]]
    joined: Mapping[str, tuple[str, ...]]
    informal: Mapping[str, str]

    @classmethod
    def load(cls) -> Self:
        """Read the table that ships with the package."""
        table = yaml.safe_load(files("index.vietnamese").joinpath("abbreviations.yaml").read_text("utf-8"))
        return cls.of(table["abbreviations"], table["informal"])

    @classmethod
    def of(cls, abbreviations: Mapping[str, str | Sequence[str]], informal: Mapping[str, str]) -> Self:
        """Build the table from short form -> long form, or long forms, and chat spelling -> proper spelling."""
        every = [
            (normalise(short), tuple(normalise(long).split()))
            for short, meant in abbreviations.items()
            for long in ([meant] if isinstance(meant, str) else meant)
        ]
        decided = {normalise(short) for short, meant in abbreviations.items() if isinstance(meant, str)}
        accented = {short: long for short, long in every if short in decided}
        folded = {fold(short): tuple(fold(word) for word in long) for short, long in accented.items()}
        by_beginning: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
        for short, long in {*every, *((fold(short), tuple(fold(word) for word in long)) for short, long in every)}:
            by_beginning.setdefault(long[:2], []).append((long, short))
        return cls(
            accented,
            folded,
            {beginning: tuple(sorted(forms)) for beginning, forms in by_beginning.items()},
            _joined(accented) | _joined(folded),
            {normalise(spelling): proper for spelling, proper in informal.items()},
        )

    def short_forms(self, words: Sequence[str]) -> list[str]:
        """Return the short form of every long form, two words or more, in ``words`` (normalised or folded)."""
        return [
            short
            for position, pair in enumerate(pairwise(words))
            for long, short in self.by_beginning.get(pair, ())
            if tuple(words[position : position + len(long)]) == long
        ]

    def spelled_out(self, words: Sequence[str], *, folded: bool) -> list[str]:
        """Return ``words`` with every short form in full, in the spelling that they are in."""
        table = self.folded_long_forms if folded else self.long_forms
        if table.keys().isdisjoint(words) and self.joined.keys().isdisjoint(words):
            return list(words)  # as nearly all texts: worth a short way
        return [full for word in words for part in self.joined.get(word, (word,)) for full in table.get(part, (part,))]

    def written_out(self, text: str) -> str:
        """Return ``text`` with every short form in full, in lower case, and the rest as it was."""
        composed = compose(text)
        words = {word.lower() for word in _WORD.findall(composed)}
        if all(table.keys().isdisjoint(words) for table in (self.long_forms, self.folded_long_forms, self.joined)):
            return composed  # as most sentences: looking costs a fifth of replacing
        return _WORD.sub(self._in_full, composed)

    def _in_full(self, match: re.Match[str]) -> str:
        word = match[0].lower()
        if not (word in self.long_forms or word in self.folded_long_forms or word in self.joined):
            return match[0]
        parts = self.joined.get(word, (word,))
        return " ".join(" ".join(self.long_forms.get(part) or self.folded_long_forms[part]) for part in parts)


def _joined(short_forms: Collection[str]) -> dict[str, tuple[str, ...]]:
    whole = [short for short in short_forms if " " not in short]
    leading = [short for short in whole if len(short) >= _SHORTEST_JOINED]
    pairs = list(product(leading, whole))
    # What is of the whole country says so last: ubtwmttqvn.
    of_country = [(*pair, _COUNTRY) for pair in product(leading, leading)] if _COUNTRY in whole else []
    return {"".join(parts): parts for parts in (*of_country, *pairs) if "".join(parts) not in short_forms}


# Shorter ones begin other short forms: btttt is no btt of a tt.
_SHORTEST_JOINED = 4
_COUNTRY = "vn"
