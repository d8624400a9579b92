"""Slips of spelling in a question, mended where only one reading is a word: "hộ ngèo", "giám xát", "đoàn kêt"."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from itertools import pairwise

from index.vietnamese.frequencies import Frequencies
from index.vietnamese.normalise import fold, has_accents, normalise

_FRONT, _BACK = "eêi", "aăâoôơuư"
# Of one sound: which letters stand, the first of a syllable says.
_SAME_SOUND = (("ngh", "ng", _BACK), ("gh", "g", _BACK), ("ng", "ngh", _FRONT), ("g", "gh", "eê"))
# Taken for one another in parts of the country.
_CONFUSED = (("s", "x"), ("x", "s"), ("ch", "tr"), ("tr", "ch"))
_KNOWN = 50  # texts of the table that hold a pair of syllables which is sure to be a word
_UNKNOWN = 5  # texts that hold a syllable which is as likely a slip
_SURELY = 3  # how many times as many texts hold one word as the next that may be meant
_MEANT = 1.2  # how many times as many hold the word as hold the syllable typed: "trứng" is seldom meant for "chứng từ"
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_WORD = re.compile(r"[^\W\d_]+")


def mended(text: str, frequencies: Frequencies, *, plain: bool = False) -> str:
    """Return ``text`` with slips mended; what begins with a capital is a name and stays.

    "ng" and "ngh", "g" and "gh" follow the vowel after them. A syllable that makes no word with either neighbour, and
    makes one with s for x or tr for ch, or, as good as unknown, with other accents ("ngừoi nghèo"), was meant to. With
    ``plain`` so was one without accents that is hardly ever right so ("giám sat").
    """
    matches = list(_WORD.finditer(text))
    words = [match[0] if match[0][0].isupper() else _by_vowel(match[0], frequencies) for match in matches]
    beside = [*(_side_by_side(text, *pair) for pair in pairwise(matches)), False]
    for position, word in enumerate(words):
        before = words[position - 1] if position and beside[position - 1] else ""
        after = words[position + 1] if beside[position] else ""
        words[position] = _by_neighbours(word, before, after, frequencies, plain=plain)
    parts, at = [], 0
    for match, word in zip(matches, words, strict=True):
        parts += [text[at : match.start()], word]
        at = match.end()
    return "".join([*parts, text[at:]])


def _side_by_side(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return text[first.end() : second.start()] == " "


def _by_vowel(word: str, frequencies: Frequencies) -> str:
    for written, right, vowels in _SAME_SOUND:
        if word.startswith(written) and fold(word[len(written) : len(written) + 1]) in {*fold(vowels)}:
            other = right + word[len(written) :]
            known = [normalise(one) in frequencies.counts for one in (word, other)]
            return other if known == [False, True] else word
    return word


def _by_neighbours(word: str, before: str, after: str, frequencies: Frequencies, *, plain: bool) -> str:
    """Return the one way to write a syllable that makes a word with a neighbour, if it makes none as it stands."""
    if word[0].isupper() or _together(word, before, after, frequencies):
        return word
    ways = [other + word[len(written) :] for written, other in _CONFUSED if word.startswith(written)]
    known = frequencies.counts.get(normalise(word), 0)
    if (known <= _UNKNOWN and has_accents(word)) or (plain and frequencies.lacks_accents(word)):
        ways += frequencies.syllables.get(fold(word), ())
        if not known and not any(way in frequencies.counts for way in ways):
            return _one_letter_off(word, before, after, frequencies)
    meant = _clearly_meant(ways, before, after, frequencies, max(_KNOWN, _MEANT * known))
    return meant or (_by_itself(word, frequencies) if not known and has_accents(word) else None) or word


def _by_itself(word: str, frequencies: Frequencies) -> str | None:
    """Return the syllable that one which is none becomes with other vowels ("ngừoi"), if far commoner than others."""
    ways = [way for way in frequencies.syllables.get(fold(word), ()) if _tones(way) == _tones(word)]
    counts = {way: frequencies.counts.get(normalise(way), 0) for way in ways}
    return _far_ahead({way: count for way, count in counts.items() if count >= _KNOWN})


def _tones(word: str) -> frozenset[str]:
    """Return the tone marks of a syllable, as combining characters."""
    return _TONES.intersection(unicodedata.normalize("NFD", word))


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def _clearly_meant(
    ways: Collection[str], before: str, after: str, frequencies: Frequencies, least: float
) -> str | None:
    """Return the way to write a syllable that makes a word with a neighbour in far more texts than any other does."""
    counted = ((way, _together(way, before, after, frequencies)) for way in ways)
    return _far_ahead({way: count for way, count in counted if count >= least})


def _far_ahead(counts: Mapping[str, int]) -> str | None:
    """Return what has the highest count, if the next one has far less."""
    ranked = sorted(counts, key=lambda way: (counts[way], way), reverse=True)
    ahead = ranked and all(_SURELY * counts[other] <= counts[ranked[0]] for other in ranked[1:])
    return ranked[0] if ahead else None


def _one_letter_off(word: str, before: str, after: str, frequencies: Frequencies) -> str:
    """Return the common syllable that a letter more, less or other, or two swapped, make of what is none ("nhữg")."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    ways = {left + right[1:] for left, right in cuts if right}
    ways |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    ways |= {left + letter + right for left, right in cuts for letter in _LETTERS}
    ways |= {left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS}
    meant = _clearly_meant(ways, before, after, frequencies, _KNOWN)
    counts = {way: frequencies.counts.get(normalise(way), 0) for way in ways}
    return meant or _far_ahead({way: count for way, count in counts.items() if count >= _KNOWN}) or word


def _together(word: str, before: str, after: str, frequencies: Frequencies) -> int:
    """Return in how many texts of the table the syllable makes a word with a neighbour."""
    pairs = (f"{before} {word}", f"{word} {after}")
    return max(frequencies.counts.get(normalise(pair), 0) for pair in pairs)
