"""What is left of the ranked candidates once an answer is told: the next-best evidence, which repeats nothing of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.candidates import Candidate
from index.features import Features
from index.types import Citation, Evidence, Span


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates of a question, features and odds a row each; ``places`` are those that may answer, in order."""

    places: Sequence[int]
    candidates: Sequence[Candidate]
    features: Features
    odds: Features


class Shown:
    """What has been quoted so far: its places, and its words, for papers print each other's."""

    def __init__(self, cited: Sequence[Citation]) -> None:
        self._places = [(one.article_id, one.start, one.end) for one in cited]
        self._words = {one.quote for one in cited}

    def overlaps(self, run: Sequence[Candidate]) -> bool:
        """Return whether any of the sentences from the first of ``run`` to the last was quoted."""
        start, end = run[0].reading.sentence.start, run[-1].reading.sentence.end
        article_id = run[0].background.article.id
        return any(one == article_id and start < last and first < end for one, first, last in self._places)

    def add(self, piece: Evidence) -> bool:
        """Note that ``piece`` is quoted; False when its words were quoted before."""
        span: Span = piece.span
        self._places.append((piece.article.id, span.start, span.end))
        fresh = piece.quote not in self._words
        self._words.add(piece.quote)
        return fresh
