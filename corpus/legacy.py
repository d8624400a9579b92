"""Vietnamese text in the encodings before Unicode, from the characters that its bytes show in Windows-1252."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_TCVN3_FONT = re.compile(r"\.vn", re.IGNORECASE)
_LINES = re.compile(r"(\n)")
_CAPITALS = re.compile(r"[^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*")
_VNI_FONT = re.compile(r"vni[-_ ]", re.IGNORECASE)


def show_bytes(data: bytes) -> str:
    """Return bytes as Windows-1252 shows them; the five that it leaves undefined become control characters."""
    return data.decode("cp1252", "replace") if not _undefined(data) else "".join(_shown()[byte] for byte in data)


def from_cp1258(shown: str) -> str:
    """Return text whose bytes were Windows-1258, marks still combining; ``shown`` itself where it cannot be."""
    try:
        return bytes(_byte_of()[letter] for letter in shown).decode("cp1258", "replace")
    except KeyError:
        return shown


def from_tcvn3(shown: str, *, capitals: bool = False) -> str:
    """Return text whose bytes were TCVN3 (ABC), all in capitals where the font showed it so.

    TCVN3 has no capitals with tones: in a line whose other letters are capitals, they were meant.
    """
    text = shown.translate(_tcvn3())
    if capitals:
        return text.upper()
    return "".join(
        new.upper() if _CAPITALS.fullmatch(old) else new
        for old, new in zip(_LINES.split(shown), _LINES.split(text), strict=True)
    )


def from_vni(shown: str) -> str:
    """Return text whose bytes were VNI."""
    pairs, letters, pattern = _vni()
    return pattern.sub(lambda match: pairs[match[0]] if len(match[0]) == 2 else letters[match[0]], shown)


def from_font(shown: str, font: str | None) -> str:
    """Return what a run of text in a font says: fonts named ``.Vn…`` hold TCVN3, ``VNI-…`` VNI, others Unicode."""
    if font and _TCVN3_FONT.match(font):
        return from_tcvn3(shown, capitals=font.rstrip().endswith("H"))
    return from_vni(shown) if font and _VNI_FONT.match(font) else shown


def _undefined(data: bytes) -> bool:
    return any(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


@cache
def _shown() -> tuple[str, ...]:
    """Return what each byte shows."""
    decoded = (bytes([byte]).decode("cp1252", "replace") for byte in range(256))
    return tuple(chr(byte) if letter == "\ufffd" else letter for byte, letter in enumerate(decoded))


@cache
def _byte_of() -> Mapping[str, int]:
    return {letter: byte for byte, letter in enumerate(_shown())}


@cache
def _tables() -> dict[str, object]:
    text = Path(__file__).with_name("legacy.yaml").read_text(encoding="utf-8")
    tables: dict[str, object] = yaml.safe_load(text)
    return tables


@cache
def _tcvn3() -> Mapping[int, str]:
    table = _tables()["tcvn3"]
    assert isinstance(table, dict)
    return {ord(old): new for olds, news in table.items() for old, new in zip(olds, news, strict=True)}


@cache
def _vni() -> tuple[Mapping[str, str], Mapping[str, str], re.Pattern[str]]:
    """Return the pairs of a letter and its mark, the single letters, and the pattern that finds both."""
    table = _tables()["vni"]
    assert isinstance(table, dict)
    letters = {old: new for olds, news in table["letters"].items() for old, new in zip(olds, news, strict=True)}
    pairs = {
        letter + mark: new
        for marks, olds, news in table["marks"]
        for letter, new in zip(olds, news, strict=True)
        for mark in marks
    }
    pattern = "|".join(re.escape(found) for found in (*pairs, *letters))
    return pairs, letters, re.compile(pattern)
