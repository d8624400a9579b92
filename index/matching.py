"""How much of a question a stretch of text holds: its words, weighted by how much they tell."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
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
    """The telling words of a question, each once.

    ``known`` is what ``matched`` has found: the same title and passage are asked of for every sentence.
    """

    words: tuple[WantedWord, ...]
    accented: bool
    known: "dict[Vocabulary, Sequence[float]]" = field(default_factory=dict, init=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The syllables of a text in their order, in accented and in folded spelling, short forms spelled out behind them.

    Each is one line with a space on either side of every syllable, so that a word is sought as a piece of it: a set of
    syllables and pairs takes several times as long to make, and most sentences are read for one question. ``alone`` are
    the syllables (both spellings) that are a word of the text by themselves, not only part of one.
    """

    accented: str
    folded: str
    alone: frozenset[str]

    @classmethod
    def of(cls, tokens: Sequence[Token], abbreviations: Abbreviations, frequencies: Frequencies) -> "Vocabulary":
        """Return the vocabulary of a tokenised text."""
        words = [token.text for token in tokens]
        accented, short_forms = _line(words, abbreviations, folded=False)
        folded, _ = _line([token.folded for token in tokens], abbreviations, folded=True)
        alone = [tokens[place] for place in frequencies.alone(words)]
        return cls(
            accented,
            folded,
            frozenset((*(token.text for token in alone), *(token.folded for token in alone), *short_forms)),
        )

    @classmethod
    def union(cls, vocabularies: Sequence["Vocabulary"]) -> "Vocabulary":
        """Return the vocabulary of several texts together."""
        return cls(
            "".join(one.accented for one in vocabularies),
            "".join(one.folded for one in vocabularies),
            frozenset().union(*(one.alone for one in vocabularies)),
        )

    def holds(self, words: str) -> bool:
        """Return whether the text holds a folded syllable, or several with a space between them, side by side."""
        return f" {words} " in self.folded


def _line(words: list[str], abbreviations: Abbreviations, *, folded: bool) -> tuple[str, list[str]]:
    """Return the line of a text, and the short forms of what it says in full."""
    in_full = abbreviations.spelled_out(words, folded=folded)
    short_forms = abbreviations.short_forms(in_full)
    texts = [words] if in_full == words else [words, in_full]
    return "".join(f" {' '.join(text)} " for text in (*texts, *((short,) for short in short_forms))), short_forms


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


def matched(wanted: Wanted, vocabulary: Vocabulary) -> Sequence[float]:
    """Return, for each wanted word, how well ``vocabulary`` holds it: 0 to 1."""
    known = wanted.known.get(vocabulary)
    if known is None:
        known = wanted.known[vocabulary] = [_matched(word, vocabulary, wanted.accented) for word in wanted.words]
    return known


def _matched(word: WantedWord, vocabulary: Vocabulary, accented: bool) -> float:
    held = _held(word.folded, vocabulary.folded, vocabulary.alone)
    if accented:
        held = max(_held(word.syllables, vocabulary.accented, vocabulary.alone), _OTHER_ACCENTS * held)
    return max(held, _SAME_GROUP) if held < _SAME_GROUP and _says_same(word, vocabulary) else held


def _says_same(word: WantedWord, vocabulary: Vocabulary) -> bool:
    """Return whether the text holds a synonym: a single syllable as a word of its own, a longer one pair by pair."""
    return any(
        all(f" {first} {second} " in vocabulary.accented for first, second in pairwise(phrase))
        and (len(phrase) > 1 or phrase[0] in vocabulary.alone)
        for phrase in word.synonyms
    )


def _held(word: tuple[str, ...], line: str, alone: Collection[str]) -> float:
    if len(word) == 1:
        return 1.0 if word[0] in alone else _WITHIN if f" {word[0]} " in line else 0.0
    if f" {' '.join(word)} " in line:
        return 1.0
    return _APART if all(f" {part} " in line for part in word) else 0.0


def coverage(wanted: Wanted, matches: Sequence[float]) -> float:
    """Return the share of the question's weight that is matched, 0 to 1; an empty question is covered."""
    return _share([word.weight for word in wanted.words], matches)


def focus(wanted: Wanted, matches: Sequence[float]) -> float:
    """Return the share that is matched of the words close to what asks: the verb after "ai", the noun before "nào"."""
    return _share([word.weight * word.nearness for word in wanted.words], matches)


def _share(weights: Sequence[float], matches: Sequence[float]) -> float:
    total = sum(weights)
    return sum(weight * match for weight, match in zip(weights, matches, strict=True)) / total if total else 1.0
