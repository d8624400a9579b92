"""The tables of the language and of the genre that reading questions and articles needs."""

from dataclasses import dataclass

from index.grammar import Grammar
from index.synonyms import Synonyms
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names


@dataclass(frozen=True, slots=True)
class Language:
    """The tables of the language, loaded once."""

    abbreviations: Abbreviations
    frequencies: Frequencies
    names: Names
    grammar: Grammar
    synonyms: Synonyms

    @classmethod
    def load(cls) -> "Language":
        """Read the tables that ship with the package."""
        return cls(Abbreviations.load(), Frequencies.load(), Names.load(), Grammar.load(), Synonyms.load())
