"""The title of an article that a question quotes: Bài “Hội nghị lần thứ 10 …” đăng ngày nào?"""

import re

from index.types import Constraint, ConstraintKind, Span
from index.vietnamese.normalise import normalise, spelled
from index.vietnamese.tokens import tokenise

# News that is told (thông tin) and faith (niềm tin) are no item of news (tin).
_TOLD = "(?<!thông )(?<!thong )(?<!niềm )(?<!niem )"
_TITLED = ("bài", "bài viết", "bài báo", "tin", "bản tin", "tin bài", "tiêu đề", "nhan đề", "tựa đề")
_LED = re.compile(rf"(?<!\w){_TOLD}{spelled(*_TITLED)}\s*:?\s*(?P<quote>[“\"«])")
_CLOSING = {"“": "”", "«": "»", '"': '"'}
_FEWEST_WORDS = 3  # fewer are a topic in quotes


def find_title(text: str) -> tuple[Constraint, Span] | None:
    """Return the title that the question ``text`` quotes, and where it stands between its quotation marks."""
    led = _LED.search(normalise(text))
    end = _quote_end(text, led.start("quote")) if led else None
    if led is None or end is None:
        return None
    written = text[led.end() : end]
    words = tuple(token.folded for token in tokenise(written))
    if len(words) < _FEWEST_WORDS:
        return None
    return Constraint(ConstraintKind.TITLE, written, words), Span(led.end(), end)


def _quote_end(text: str, start: int) -> int | None:
    """Return where the quotation that opens at ``start`` closes, with the quotations inside it passed over."""
    opening, closing = text[start], _CLOSING[text[start]]
    depth = 0
    for position in range(start + 1, len(text)):
        if text[position] == closing:
            if not depth:
                return position
            depth -= 1
        elif text[position] == opening:
            depth += 1
    return None
