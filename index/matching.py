"""How much of a question a stretch of text holds: its words, weighted by how much they tell."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from index.synonyms import Synonyms
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import Token, tokenise

_ASKERS = frozenset({"ai", "gì", "nào", "đâu", "mấy", "nhiêu", "sao"})
_PLAIN_ASKERS = frozenset({"ai", "gi", "nao", "dau", "may", "nhieu", "sao"})
_HALVED = 0.5  # what a word counts of the one a syllable nearer to what asks
_APART = 0.25  # both syllables of a word stand in the text, but not together
_WITHIN = 0.4  # the syllable stands in the text only as part of another word
_RARE = 6.0  # no word weighs more: a name that the table does not know must not drown the rest
_SHORT_PARTICLE = 2
# Typed plainly, these make no word with a neighbour ("bai phat dong", "co du khong", "lam gi"); others that ask do,
# such as hoi (nghi) and dau (tu).
_PLAIN_ALONE = frozenset({"bai", "khong", "gi"})
_OTHER_ACCENTS = 0.5  # the word stands in the text with other accents than the question's
_SAME_GROUP = 0.75  # the text says nearly the same with another word of the genre


class WantedWord(NamedTuple):
    """A telling word: its syllables as matched and folded, its weight, and how near it stands to what asks (0 to 1).

    ``synonyms`` are the accented phrases that say nearly the same.
    """

    syllables: tuple[str, ...]
    folded: tuple[str, ...]
    weight: float
    nearness: float
    synonyms: frozenset[tuple[str, ...]] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The telling words of a question, each once."""

    words: tuple[WantedWord, ...]
    accented: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The syllables and pairs of neighbours of a text, in accented and folded spelling, short forms spelled out.

    ``alone`` are the syllables (both spellings) that are a word of the text by themselves, not only part of one.
    """

    accented: frozenset[str]
    folded: frozenset[str]
    alone: frozenset[str]

    @classmethod
    def of(cls, tokens: Sequence[Token], abbreviations: Abbreviations, frequencies: Frequencies) -> "Vocabulary":
        """Return the vocabulary of a tokenised text."""
        words = frequencies.words([token.text for token in tokens])
        in_full = abbreviations.spelled_out([token.text for token in tokens], folded=False)
        alone = [tokens[word.first] for word in words if word.first == word.last]
        return cls(
            _terms([token.text for token in tokens], abbreviations, folded=False),
            _terms([token.folded for token in tokens], abbreviations, folded=True),
            frozenset(form for token in alone for form in (token.text, token.folded))
            | frozenset(abbreviations.short_forms(in_full)),
        )

    @classmethod
    def union(cls, vocabularies: Sequence["Vocabulary"]) -> "Vocabulary":
        """Return the vocabulary of several texts together."""
        return cls(
            frozenset().union(*(one.accented for one in vocabularies)),
            frozenset().union(*(one.folded for one in vocabularies)),
            frozenset().union(*(one.alone for one in vocabularies)),
        )


def _terms(words: Sequence[str], abbreviations: Abbreviations, *, folded: bool) -> frozenset[str]:
    in_full = abbreviations.spelled_out(words, folded=folded)
    return frozenset(
        (
            *words,
            *in_full,
            *(f"{first} {second}" for sequence in (words, in_full) for first, second in pairwise(sequence)),
            *abbreviations.short_forms(in_full),
        )
    )


def wanted_words(
    text: str,
    asking: Collection[str],
    particles: Collection[str],
    frequencies: Frequencies,
    *,
    accented: bool,
    ignored: Iterable[str] = (),
    synonyms: Synonyms | None = None,
) -> Wanted:
    """Return the telling words of the question ``text``.

    ``asking`` are the accented words that only ask, ``particles`` those that make no word with a neighbour; ``ignored``
    are further folded words to leave out; ``synonyms`` say which words stand for each other.
    """
    tokens = tokenise(text)
    syllables = [token.text if accented else token.folded for token in tokens]
    left_out = set(asking) if accented else {fold(word) for word in asking}
    # Without its accents a short particle is often a word's syllable as well (tu, co, la): there pairs stay whole.
    apart = (
        {*particles, "gì"}
        if accented
        else {fold(word) for word in particles if len(word) > _SHORT_PARTICLE} | _PLAIN_ALONE
    )
    dropped = set(ignored)
    apart = {*apart, *(syllable for syllable in syllables if fold(syllable) in dropped)}
    askers = [place for place, token in enumerate(tokens) if _asks(token, accented)]
    groups = synonyms.around(syllables, accented=accented) if synonyms else [frozenset[tuple[str, ...]]()] * len(tokens)
    found: dict[tuple[str, ...], WantedWord] = {}
    for word in frequencies.words(syllables, accented=accented, apart=apart):
        spelled = tuple(syllables[word.first : word.last + 1])
        if not all(part in left_out or fold(part) in dropped for part in spelled):
            distance = min((abs(place - asker) for place in (word.first, word.last) for asker in askers), default=0)
            near = max(_HALVED**distance, found[spelled].nearness if spelled in found else 0.0)
            bare = tuple(fold(part) for part in spelled)
            group = groups[word.first] & groups[word.last]
            found[spelled] = WantedWord(spelled, bare, min(word.weight, _RARE), near, group)
    return Wanted(tuple(found.values()), accented)


def _asks(token: Token, accented: bool) -> bool:
    return token.text in _ASKERS if accented else token.folded in _PLAIN_ASKERS


def matched(wanted: Wanted, vocabulary: Vocabulary) -> list[float]:
    """Return, for each wanted word, how well ``vocabulary`` holds it: 0 to 1."""
    if wanted.accented:
        held = [
            max(
                _held(word.syllables, vocabulary.accented, vocabulary.alone),
                _OTHER_ACCENTS * _held(word.folded, vocabulary.folded, vocabulary.alone),
            )
            for word in wanted.words
        ]
    else:
        held = [_held(word.folded, vocabulary.folded, vocabulary.alone) for word in wanted.words]
    return [
        max(own, _SAME_GROUP) if own < _SAME_GROUP and _says_same(word, vocabulary) else own
        for own, word in zip(held, wanted.words, strict=True)
    ]


def _says_same(word: WantedWord, vocabulary: Vocabulary) -> bool:
    """Return whether the text holds a synonym: a single syllable as a word of its own, a longer one pair by pair."""
    return any(
        all(f"{first} {second}" in vocabulary.accented for first, second in pairwise(phrase))
        and (len(phrase) > 1 or phrase[0] in vocabulary.alone)
        for phrase in word.synonyms
    )


def _held(word: tuple[str, ...], terms: Collection[str], alone: Collection[str]) -> float:
    if len(word) == 1:
        return 1.0 if word[0] in alone else _WITHIN if word[0] in terms else 0.0
    if " ".join(word) in terms:
        return 1.0
    return _APART if all(part in terms for part in word) else 0.0


def coverage(wanted: Wanted, matches: Sequence[float]) -> float:
    """Return the share of the question's weight that is matched, 0 to 1; an empty question is covered."""
    return _share([word.weight for word in wanted.words], matches)


def focus(wanted: Wanted, matches: Sequence[float]) -> float:
    """Return the share that is matched of the words close to what asks: the verb after "ai", the noun before "nào"."""
    return _share([word.weight * word.nearness for word in wanted.words], matches)


def _share(weights: Sequence[float], matches: Sequence[float]) -> float:
    total = sum(weights)
    return sum(weight * match for weight, match in zip(weights, matches, strict=True)) / total if total else 1.0
