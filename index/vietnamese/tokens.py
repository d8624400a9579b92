"""Syllables with their offsets, and the terms under which a text is indexed and searched."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.normalise import fold_words, lower, normalise, respell

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


class Token(NamedTuple):
    """A syllable or number: its normalised and folded forms, and where it stands in the composed text."""

    text: str
    folded: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Return the tokens of ``text``; offsets are positions in ``compose(text)``.

    ``21/07/2023`` gives 21, 7 and 2023, ``1.500`` gives 1500 and ``2,615`` stays whole, so that a number is one
    term however it is written.
    """
    normalised = normalise(text)
    spans = [match.span() for match in _TOKEN.finditer(normalised)]
    if not spans:
        return []
    words = [normalised[first:last] for first, last in spans]
    words = [_canonical(word) if word[0].isdigit() else word for word in words]
    # Column by column: a call for every token takes twice as long.
    return [*map(Token._make, zip(words, fold_words(words), *zip(*spans, strict=True), strict=True))]


def spellings(text: str) -> tuple[list[str], list[str]]:
    """Return the normalised and the folded tokens of ``text``, without offsets: a tenth of the time of ``tokenise``."""
    words: list[str] = []
    folded: list[str] = []
    # No token and no rule of spelling reaches across white space.
    for written in lower(text).split():
        spelled, bare = _spelled(written)
        words += spelled
        folded += bare
    return words, folded


# Vietnamese has some ten thousand syllables, so nearly every word of a text, marks and all, has been spelled before.
@lru_cache(maxsize=2**16)
def _spelled(written: str) -> tuple[list[str], list[str]]:
    words = [_canonical(word) if word[0].isdigit() else word for word in _TOKEN.findall(respell(written))]
    return words, list(fold_words(words))


def _canonical(word: str) -> str:
    """Return a number as it is searched for."""
    if _THOUSANDS.fullmatch(word):
        return word.replace(".", "")
    return word.lstrip("0") or "0" if word.isdigit() else word


def search_terms(words: Sequence[str], abbreviations: Abbreviations) -> list[str]:
    """Return the syllables, the pairs of neighbours, and the short form of each long form that has one.

    Pairs stand for a word segmenter: they beat two of them on every Vietnamese set measured. A long form adds its
    abbreviation, so that either form of a name finds the other.
    """
    pairs = [f"{first}_{second}" for first, second in pairwise(words)]
    # A short form of two words (KT-XH) is a pair of neighbours like any other.
    return [*words, *pairs, *(short.replace(" ", "_") for short in abbreviations.short_forms(words))]


def document_terms(words: Sequence[str], abbreviations: Abbreviations, *, folded: bool) -> list[str]:
    """Return the search terms of a text as written and with its short forms in full: either finds it.

    Only documents hold both, so that a short form in a question counts as one word of it and not as four.
    """
    written = search_terms(words, abbreviations)
    out = abbreviations.spelled_out(words, folded=folded)
    if len(out) == len(words):
        return written
    in_full = search_terms(out, abbreviations)
    known = set(in_full)
    return [*in_full, *(term for term in written if term not in known)]
