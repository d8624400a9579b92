"""Short forms of the domain, and the spellings of chat, as data in ``abbreviations.yaml``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

import yaml

from index.vietnamese.normalise import fold, normalise


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Short forms by the words they stand for, in accented and folded spelling, and chat spellings."""

    long_forms: Mapping[str, tuple[str, ...]]
    folded_long_forms: Mapping[str, tuple[str, ...]]
    by_first_word: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    informal: Mapping[str, str]

    @classmethod
    def load(cls) -> Self:
        """Read the table that ships with the package."""
        table = yaml.safe_load(files("index.vietnamese").joinpath("abbreviations.yaml").read_text("utf-8"))
        return cls.of(table["abbreviations"], table["informal"])

    @classmethod
    def of(cls, abbreviations: Mapping[str, str], informal: Mapping[str, str]) -> Self:
        """Build the table from short form -> long form and chat spelling -> proper spelling."""
        long_forms = {normalise(short): tuple(normalise(long).split()) for short, long in abbreviations.items()}
        by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for short, long in long_forms.items():
            accented = (long, short)
            bare = (tuple(fold(word) for word in long), fold(short))
            for words, form in {accented, bare}:
                by_first.setdefault(words[0], []).append((words, form))
        return cls(
            long_forms,
            {fold(short): tuple(fold(word) for word in long) for short, long in long_forms.items()},
            {first: tuple(sorted(forms)) for first, forms in by_first.items()},
            {normalise(spelling): proper for spelling, proper in informal.items()},
        )

    def short_forms(self, words: Sequence[str]) -> list[str]:
        """Return the short form of every long form that stands in ``words`` (normalised or folded)."""
        return [
            short
            for position, word in enumerate(words)
            for long, short in self.by_first_word.get(word, ())
            if tuple(words[position : position + len(long)]) == long
        ]
