"""Words that mean nearly the same in the genre, as data in ``synonyms.yaml``."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

import yaml

from index.vietnamese.normalise import fold
from index.vietnamese.tokens import tokenise

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The phrases that tell of a phrase, by its accented and by its folded spelling.

    The values are accented whatever the key: a text has its accents even where the question lacks them.
    """

    accented: Mapping[Phrase, frozenset[Phrase]]
    folded: Mapping[Phrase, frozenset[Phrase]]

    @classmethod
    def load(cls) -> Self:
        """Read the table that ships with the package."""
        table = yaml.safe_load(files("index").joinpath("synonyms.yaml").read_text("utf-8"))
        return cls.of(table["groups"], table["told_by"])

    @classmethod
    def of(cls, groups: Collection[Sequence[str]], told_by: Mapping[str, Sequence[str]]) -> Self:
        """Build the table from groups of phrases, and from general phrases with the special ones that tell of them."""
        told = [(phrase, _phrases(group)) for group in groups for phrase in group]
        told += [(general, _phrases(special)) for general, special in told_by.items()]
        accented: dict[Phrase, frozenset[Phrase]] = {}
        folded: dict[Phrase, frozenset[Phrase]] = {}
        for written, phrases in told:
            (phrase,) = _phrases([written])
            bare = tuple(fold(word) for word in phrase)
            accented[phrase] = accented.get(phrase, frozenset()) | phrases
            folded[bare] = folded.get(bare, frozenset()) | phrases
        return cls(accented, folded)

    def around(self, syllables: Sequence[str], *, accented: bool) -> list[frozenset[Phrase]]:
        """Return, for each syllable, the group of the longest phrase of a group that it stands in, or nothing."""
        table = self.accented if accented else self.folded
        groups: list[frozenset[Phrase]] = [frozenset()] * len(syllables)
        position = 0
        while position < len(syllables):
            length = next(
                (size for size in range(_LONGEST, 0, -1) if tuple(syllables[position : position + size]) in table), 0
            )
            if length:
                group = table[tuple(syllables[position : position + length])]
                groups[position : position + length] = [group] * length
            position += length or 1
        return groups


_LONGEST = 3
NO_SYNONYMS = Synonyms({}, {})


def _phrases(written: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(tuple(token.text for token in tokenise(phrase)) for phrase in written)
