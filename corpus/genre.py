"""The words of the genre, kept as data in ``genre.yaml``, put into the patterns that read a page."""

import re
from functools import cache
from pathlib import Path

import yaml

_SLOT = re.compile(r"\{([a-z_]+)\}")
_SPELLINGS = {"ủy": "(?:ủy|uỷ)", "hóa": "(?:hóa|hoá)", "hòa": "(?:hòa|hoà)", "tọa": "(?:tọa|toạ)"}


@cache
def genre_pattern(template: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Compile ``template`` with every ``{list}`` in it replaced by the words of that list in ``genre.yaml``.

    A letter's repetition (``{2,40}``) is left alone.
    """
    lists = _load_lists()
    return re.compile(_SLOT.sub(lambda slot: lists[slot[1]], template), flags)


@cache
def _load_lists() -> dict[str, str]:
    data = yaml.safe_load(Path(__file__).with_name("genre.yaml").read_text(encoding="utf-8"))
    return {name: _alternation(words) for name, words in data.items()}


def _alternation(words: list[str]) -> str:
    joined = "|".join(words)
    for written, both in _SPELLINGS.items():
        joined = joined.replace(written, both)
    return f"(?:{joined})"
