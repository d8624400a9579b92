"""The first steps of a tokenizer's normalisation, done by Python's own string methods.

The tokenizers library notes through every step where each character came from. Nothing here asks for that, and it takes
a fifth of the time of reading a text.
"""

import json
import re
from collections.abc import Callable
from functools import partial
from operator import methodcaller
from typing import Any
from unicodedata import category, normalize

from tokenizers import Tokenizer, normalizers

Step = Callable[[str], str]

_VIETNAMESE_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_PERHAPS_MARKS = re.compile("[^\x00-\u02ff\u1e00-\u20cf]")  # no mark is in these two blocks of letters and signs
_SPACE = "\t-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACES = re.compile(f"[ {_SPACE}]{{2,}}|[{_SPACE}]")  # all but what is one space already
_ZERO = re.compile("0(?=[1-9])")


def take_first_steps(tokenizer: Tokenizer) -> list[Step]:
    """Take off ``tokenizer`` the steps that its normalisation begins with and Python can do, and return them in order.

    A text that went through them gets the tokens that it got before, but for rare letters that are younger than the
    library's tables of Unicode. None is taken where tokens are sought in the text as it was written.
    """
    whole = tokenizer.normalizer
    if not isinstance(whole, normalizers.Sequence) or tokenizer.get_added_tokens_decoder():
        return []
    rest = [whole[place] for place in range(len(whole))]
    steps: list[Step] = []
    while rest and (step := _step(json.loads(rest[0].__getstate__()))):
        steps.append(step)
        rest.pop(0)
    tokenizer.normalizer = normalizers.Sequence(rest)
    return steps


def _step(written: dict[str, Any]) -> Step | None:
    match written:
        case {"type": "NFC" | "NFD" | "NFKC" | "NFKD" as form}:
            return partial(normalize, form)
        case {"type": "Lowercase"}:
            return _lower
        case {"type": "Replace", "pattern": {"String": old}, "content": new}:
            return methodcaller("replace", old, new)
        case {"type": "Replace", "pattern": {"Regex": pattern}, "content": new}:
            return _REPLACING.get((pattern, new))
    return None


def _lower(text: str) -> str:
    # Python alone looks whether a word ends after a sigma.
    return text.replace("Σ", "σ").lower()


def _without_marks(text: str) -> str:
    for mark in _VIETNAMESE_MARKS:
        text = text.replace(mark, "")
    if _PERHAPS_MARKS.search(text):
        text = "".join(letter for letter in text if not category(letter).startswith("M"))
    return text


def _with_single_spaces(text: str) -> str:
    return _SPACES.sub(" ", text)


def _without_leading_zeros(text: str) -> str:
    return _ZERO.sub(_leading_zero, text)


def _leading_zero(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 1) : match.start()]
    behind = match.string[match.end() + 1 : match.end() + 2]
    leading = before not in (".", ",") and not _is_figure(before) and not _is_figure(behind)
    return "" if leading else match[0]


def _is_figure(letter: str) -> bool:
    return letter != "" and category(letter).startswith("N")


# The expressions that our own tokenizers are made with; Python's have no classes of Unicode.
_REPLACING: dict[tuple[str, str], Step] = {
    (r"\p{M}+", ""): _without_marks,
    (r"\s+", " "): _with_single_spaces,
    (r"(?<![\p{N}.,])0(?=[1-9](?!\p{N}))", ""): _without_leading_zeros,
}
