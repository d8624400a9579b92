"""How common words are in Vietnamese at large, so that a small corpus still knows which words of a question matter."""

import gzip
import math
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple, Self

from index.vietnamese.normalise import fold

_NUMBER_WEIGHT = 3.0  # the table counts no numbers; this is the weight of a word in one text of twenty
_OFTEN, _SELDOM = 100, 0.02  # texts that hold a word; the share of them where it stands as typed


class Word(NamedTuple):
    """A word of one or two syllables: the positions of its tokens, and its weight."""

    first: int
    last: int
    weight: float


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Inverse document frequencies of syllables and of bound pairs, by accented and by folded spelling.

    ``weight`` follows Robertson and Sparck Jones: log((N + 1) / (n + 0.5)), in nats. ``syllables`` are the syllables
    of the same letters, by these.
    """

    texts: int
    counts: Mapping[str, int]
    folded: Mapping[str, int]
    syllables: Mapping[str, Sequence[str]]

    @classmethod
    def load(cls) -> Self:
        """Read the table that ships with the package; ``counting`` makes it."""
        packed = files("index.vietnamese").joinpath("frequencies.tsv.gz").read_bytes()
        rows = (line.split("\t") for line in gzip.decompress(packed).decode().split("\n"))
        return cls.of({word: int(number) for word, number in rows})

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Self:
        """Build the table; the empty word holds the number of texts."""
        words = sorted(word for word in counts if word)
        folded: dict[str, int] = {}
        syllables: dict[str, list[str]] = {}
        # One call for all words: folding each by itself takes most of a second.
        for word, bare in zip(words, fold("\n".join(words)).split("\n"), strict=True):
            folded[bare] = folded.get(bare, 0) + counts[word]
            if " " not in word:
                syllables.setdefault(bare, []).append(word)
        return cls(counts[""], {word: counts[word] for word in words}, folded, syllables)

    def weight(self, word: str, *, accented: bool = True) -> float:
        """Return how much it says that a text holds ``word``: about 0 for a common one, 10 for an unknown one."""
        if word.isdigit():
            return _NUMBER_WEIGHT
        table = self.counts if accented else self.folded
        return math.log((self.texts + 1) / (min(table.get(word, 0), self.texts) + 0.5))

    def lacks_accents(self, word: str) -> bool:
        """Return whether ``word``, typed without accents, is hardly ever right so ("nguoi", but not "quan")."""
        bare = self.folded.get(word, 0)
        return bare >= _OFTEN and self.counts.get(word, 0) < _SELDOM * bare

    def words(self, syllables: Sequence[str], *, accented: bool = True, apart: Collection[str] = ()) -> list[Word]:
        """Split a run of syllables into words, a bound pair before its parts, the tightest pair first.

        Syllables in ``apart`` stay by themselves.
        """
        table = self.counts if accented else self.folded
        bound = _bound(syllables, table, frozenset(apart))
        words = []
        for first in range(len(syllables)):
            if first - 1 not in bound:
                last = first + 1 if first in bound else first
                weight = self.weight(" ".join(syllables[first : last + 1]), accented=accented)
                words.append(Word(first, last, weight))
        return words

    def alone(self, syllables: Sequence[str]) -> list[int]:
        """Return the positions of the accented syllables that ``words`` leaves by themselves, without weighing any."""
        bound = _bound(syllables, self.counts)
        return [position for position in range(len(syllables)) if position not in bound and position - 1 not in bound]


def _bound(syllables: Sequence[str], counts: Mapping[str, int], apart: Set[str] = frozenset()) -> set[int]:
    """Return the positions of the first syllables of the bound pairs, which share none: the more common pair wins."""
    pairs = [
        (-counts[pair], position)
        for position, pair in enumerate(map(" ".join, pairwise(syllables)))
        if pair in counts and apart.isdisjoint(syllables[position : position + 2])
    ]
    bound: set[int] = set()
    for _, position in sorted(pairs):
        if position - 1 not in bound and position + 1 not in bound:
            bound.add(position)
    return bound
