"""The first steps of a tokenizer's normalisation, done by Python's own string methods.

The tokenizers library notes through every step where each character came from. Nothing here asks for that, and it takes
a fifth of the time of reading a text.
"""

import json
from collections.abc import Callable
from functools import partial
from operator import methodcaller
from typing import Any
from unicodedata import normalize

from tokenizers import Tokenizer, normalizers

Step = Callable[[str], str]


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
    return None


def _lower(text: str) -> str:
    # Python alone looks whether a word ends after a sigma.
    return text.replace("Σ", "σ").lower()
