"""How words of an article stand in the text of an answer: on one line, and never looking like a mark."""

import re

ELLIPSIS = "[…]"
_MARK_LIKE = re.compile(r"\[(\d+)\]")


def displayed(text: str) -> str:
    """Return the text on one line, with what would read as a citation mark in other brackets."""
    return " ".join(_MARK_LIKE.sub(r"(\1)", text).split())
