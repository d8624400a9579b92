"""From the bytes of a page to its text, whatever Vietnamese encoding it was written or spoilt in."""

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from pathlib import Path
from unicodedata import normalize

import ftfy
from ftfy.badness import is_bad

from corpus.errors import CorpusFault
from corpus.legacy import from_cp1258, from_tcvn3, from_vni, show_bytes
from corpus.syllables import accented_words, is_syllable

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_READINGS: Mapping[str, Callable[[str], str]] = {
    "Windows-1258": from_cp1258,
    "TCVN3": from_tcvn3,
    "VNI": from_vni,
    "mojibake": ftfy.fix_encoding,
}
_PIECES = re.compile(r"(<[^<>]*>|[\r\n]+)")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Letters that no one-byte page of Western Europe shows: where one stands, the text is Unicode already.
_SURELY_VIETNAMESE = re.compile("[ăĂđĐơƠưƯĩĨũŨ\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")
_LEAST_SHARE = 0.7  # of the accented words, which must be Vietnamese syllables in the reading chosen
_MOST_AS_IT_IS = 0.5  # of them, where a text that is valid as it stands is read in another way all the same
_FEWEST_WORDS = 3
_MOST_LOST = 0.1


def decode_page(data: bytes, path: Path) -> str:
    """Return the text of a file in UTF-8, UTF-16, Windows-1258, TCVN3 (ABC) or VNI, mojibake repaired.

    Raises:
        CorpusFault: the file is empty, holds no text, or its letters cannot be recovered.
    """
    if not data.strip(b" \t\r\n\0"):
        raise CorpusFault(f"{path}: empty; save the page again")
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None) or _unmarked_utf16(data) or "utf-8"
    try:
        text = repair(data.decode(encoding))
    except UnicodeDecodeError as error:
        recognised = _recognise(show_bytes(data)) if encoding == "utf-8" else None
        if recognised is None:
            raise CorpusFault(
                f"{path}: not {encoding[:6].upper()} at byte {error.start}, and no Vietnamese in Windows-1258, "
                "TCVN3 or VNI; save it as UTF-8"
            ) from error
        text = recognised
    if "\0" in text:
        raise CorpusFault(f"{path}: holds zero bytes and is no text; save the page as text or HTML in UTF-8")
    refuse_damaged(text, path)
    return text


def repair(text: str) -> str:
    """Return ``text`` with what was read in a wrong encoding read again; a text that was read rightly is unchanged.

    Where letters stand that are Vietnamese already, the line or the text between two tags is left as it is.
    """
    literal = _REFERENCE.sub(_as_letter, text)
    pieces = _PIECES.split(literal)
    doubtful = [at for at, piece in enumerate(pieces) if not (piece.isascii() or _SURELY_VIETNAMESE.search(piece))]
    reading = _choose_reading("\n".join(pieces[at] for at in doubtful))
    if reading is None:
        return text
    for at in doubtful:
        pieces[at] = _READINGS[reading](pieces[at])
    return normalize("NFC", "".join(pieces))


def refuse_damaged(text: str, path: Path) -> None:
    """Raise CorpusFault where letters were lost for good: no reading brings them back."""
    words = accented_words(text)
    lost = sum("\ufffd" in word for word in words)
    garbled = [word for word in words if not is_syllable(word) and not _SURELY_VIETNAMESE.search(word)]
    is_garbled = len(words) >= 10 and len(garbled) > 0.6 * len(words) and is_bad(" ".join(garbled))
    if (lost >= _FEWEST_WORDS and lost > _MOST_LOST * len(words)) or is_garbled:
        example = next((word for word in words if "\ufffd" in word), words[0])
        raise CorpusFault(
            f"{path}: letters were lost when it was saved ({example!r}); get the page again from its source in UTF-8"
        )


def _recognise(shown: str) -> str | None:
    """Return the text of bytes that are no Unicode; None where no encoding makes Vietnamese of them."""
    literal = _REFERENCE.sub(_as_letter, shown)
    readings = {name: read(literal) for name, read in _READINGS.items() if name != "mojibake"}
    shares = {name: _share(text) for name, text in readings.items()}
    best = max(shares, key=lambda name: shares[name])
    rivals = [shares[name] for name in shares if name != best and readings[name] != readings[best]]
    if shares[best] < _LEAST_SHARE or shares[best] <= max(rivals, default=0.0):
        return None
    return normalize("NFC", readings[best])


def _choose_reading(text: str) -> str | None:
    """Return the name of the reading that makes Vietnamese of a text that is none as it stands."""
    words = accented_words(text)
    if len(set(words)) < _FEWEST_WORDS or _share(text) > _MOST_AS_IT_IS:
        return None
    shares = {name: _share(read(text)) for name, read in _READINGS.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _LEAST_SHARE else None


def _share(text: str) -> float:
    """Return how many of the accented words are Vietnamese syllables, 0 to 1; 0 where there are none."""
    words = _vietnamese_words(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _vietnamese_words(text: str) -> Sequence[str]:
    """Return the accented words, without those that are figures or signs in any encoding (25°C, m², 5½)."""
    return [word for word in accented_words(text) if not word[0].isdigit()]


def _as_letter(reference: re.Match[str]) -> str:
    """Return the letter that a character reference stands for, if it can be part of a word; else the reference."""
    letter = unescape(reference[0])
    return letter if len(letter) == 1 and ord(letter) > 0xA0 else reference[0]


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark: of Latin text nearly every other byte is zero."""
    half = len(data) // 2
    if half < 8 or len(data) % 2:
        return None
    if data[1::2].count(0) > 0.4 * half and not data[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if data[::2].count(0) > 0.4 * half and not data[1::2].count(0) else None
