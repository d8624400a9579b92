"""Whether a word is a Vietnamese syllable by its spelling: how a text is known to be read in its right encoding."""

import re
from unicodedata import normalize

_ONSETS = "ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
_RIMES = (
    "[ao](?:c|m|n|ng|p|t)?|[ae]o|a(?:ch|nh|i|y|u)|ă(?:c|m|n|ng|p|t)?|â(?:c|m|n|ng|p|t|y|u)?"
    "|e(?:c|m|n|ng|p|t)?|ê(?:c|ch|m|n|ng|nh|p|t|u)?|i(?:c|ch|m|n|ng|nh|p|t|u|a)?|y(?:ch|m|n|nh|t|u)?"
    "|ô(?:c|m|n|ng|p|t|i)?|ơ(?:c|m|n|ng|p|t|i)?|oi|oo(?:c|ng)|u(?:c|m|n|ng|p|t|i|a)?|ư(?:c|m|n|ng|p|t|i|u|a)?"
    "|[iy]ê(?:c|m|n|ng|p|t|u)|uô(?:c|m|n|ng|p|t|i)|ươ(?:c|m|n|ng|p|t|i|u)|uê(?:ch|nh|n|t)?|uy(?:a|ch|n|nh|p|t|u)?"
    "|uyê(?:n|t)|uơ|uâ(?:n|t|ng|y)|oa(?:c|ch|i|m|n|ng|nh|p|t|y|o)?|oă(?:c|m|n|ng|t)|oe(?:n|t|o)?"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RIMES})")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TOKEN = re.compile(r"[^\s\x00-\x20!-/:-@\[-`{-\x7f“”‘’…–—•]+")


def is_syllable(word: str) -> bool:
    """Tell whether ``word``, in any case and normal form, is spelt like a Vietnamese syllable with at most one tone."""
    bare, tones = _TONES.subn("", normalize("NFD", word.lower()))
    return tones <= 1 and _SYLLABLE.fullmatch(normalize("NFC", bare)) is not None


def accented_words(text: str) -> list[str]:
    """Return the words of ``text`` that hold other letters than English has."""
    return [token for token in _TOKEN.findall(text) if not token.isascii()]
