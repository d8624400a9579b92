"""The newest or oldest of what answers about as well as the best."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from index.types import Recency

_Piece = TypeVar("_Piece")


def in_order(
    pieces: Sequence[_Piece],
    recency: Recency | None,
    *,
    day: Callable[[_Piece], float | None],
    score: Callable[[_Piece], float],
    share: float,
) -> list[_Piece]:
    """Return ``pieces`` with the newest or oldest first of those that reach ``share`` of the best score.

    ``day`` gives the number of the day on which a piece appeared (``date.toordinal``); one without comes last of them.
    Equal days keep their order, and without a ``recency`` nothing moves.
    """
    if recency is None or not pieces:
        return list(pieces)
    scores = [score(piece) for piece in pieces]
    least = share * max(scores)
    apt = [piece for piece, own in zip(pieces, scores, strict=True) if own >= least]
    rest = [piece for piece, own in zip(pieces, scores, strict=True) if own < least]
    return sorted(apt, key=lambda piece: _place(day(piece), recency)) + rest


def _place(day: float | None, recency: Recency) -> tuple[bool, float]:
    return day is None, (-1 if recency is Recency.NEWEST else 1) * (day or 0)
