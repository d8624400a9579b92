"""What people write to narrow a list: a place, a period, a fund, in one breath."""

from dataclasses import dataclass
from datetime import date

from index.vietnamese.normalise import compose
from index.vietnamese.periods import find_periods
from index.vietnamese.tokens import Token, tokenise

# Folded words that begin the name of a place, and those that only tie it to the rest.
_LEVELS = frozenset({"cum", "huyen", "phuong", "quan", "tinh", "tp", "xa"})
_LEVEL_PAIRS = frozenset({("thanh", "pho"), ("thi", "xa"), ("thi", "tran")})
_TIES = frozenset({"o", "tai", "cua", "trong", "vao", "ve", "cho", "tu"})


@dataclass(frozen=True, slots=True)
class FilterWords:
    """Words to filter a list by, each as it was written; empty for none.

    ``loose`` says that nothing tells whether ``place`` is a place: it may as well be the name of a fund.
    """

    place: str = ""
    period: str = ""
    fund: str = ""
    loose: bool = False


def read_filter_words(text: str, today: date) -> FilterWords:
    """Read what stands after a command: "quận Cầu Gỗ năm 2023", "Vì người nghèo quý II 2023", "Hà Đông"."""
    text = compose(text)
    periods = find_periods(text, today)
    if not periods:
        return _of_place(text, "")
    start, end = periods[0].start, periods[-1].end
    return _of_place(f"{_without_ties(text[:start])} {text[end:]}", text[start:end])


def _of_place(text: str, period: str) -> FilterWords:
    text = _without_ties(text)
    tokens = tokenise(text)
    level = next((at for at in range(len(tokens)) if _is_level(tokens, at)), None)
    if level is None:
        return FilterWords(place=text, period=period, loose=bool(text))
    start = tokens[level].start
    return FilterWords(place=_without_ties(text[start:]), period=period, fund=_without_ties(text[:start]))


def _is_level(tokens: list[Token], at: int) -> bool:
    pair = tuple(token.folded for token in tokens[at : at + 2])
    return pair in _LEVEL_PAIRS or (tokens[at].folded in _LEVELS and at + 1 < len(tokens))


def _without_ties(text: str) -> str:
    """Return ``text`` without the prepositions at its edges."""
    tokens = tokenise(text)
    while tokens and tokens[0].folded in _TIES:
        del tokens[0]
    while tokens and tokens[-1].folded in _TIES:
        del tokens[-1]
    return text[tokens[0].start : tokens[-1].end] if tokens else ""
