"""What is left of the ranked candidates once an answer is told: the next-best evidence, which repeats nothing of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.candidates import Candidate
from index.features import Features
from index.types import Citation, Evidence, Span
from index.vietnamese.tokens import tokenise


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates of a question, features and odds a row each; ``places`` are those that may answer, in order."""

    places: Sequence[int]
    candidates: Sequence[Candidate]
    features: Features
    odds: Features

    def share(self, piece: Evidence) -> float:
        """Return how probably one of the sentences that a quote is of holds the answer."""
        return float(
            sum(
                odds
                for candidate, odds in zip(self.candidates, self.odds, strict=True)
                if candidate.background.article.id == piece.article.id
                and candidate.reading.sentence.start < piece.span.end
                and piece.span.start < candidate.reading.sentence.end
            )
        )


class Shown:
    """What has been quoted so far: its places, and its words, for papers print each other's."""

    def __init__(self, cited: Sequence[Citation] = ()) -> None:
        self._places = [(one.article_id, one.start, one.end) for one in cited]
        self._words = {one.quote for one in cited}

    def holds(self, candidate: Candidate) -> bool:
        """Return whether anything of a sentence was quoted."""
        start, end = candidate.reading.sentence.start, candidate.reading.sentence.end
        article_id = candidate.background.article.id
        return any(one == article_id and start < last and first < end for one, first, last in self._places)

    def left_of(self, run: range, place: int, candidates: Sequence[Candidate]) -> range:
        """Return the places of a run that lie around ``place`` with nothing quoted between."""
        first = last = place
        while first > run.start and not self.holds(candidates[first - 1]):
            first -= 1
        while last + 1 < run.stop and not self.holds(candidates[last + 1]):
            last += 1
        return range(first, last + 1)

    def add(self, piece: Evidence) -> bool:
        """Note that ``piece`` is quoted; False when its words were quoted before."""
        span: Span = piece.span
        self._places.append((piece.article.id, span.start, span.end))
        fresh = piece.quote not in self._words
        self._words.add(piece.quote)
        return fresh


def are_namesakes(one: Evidence, other: Evidence, name: Collection[str]) -> bool:
    """Return whether two articles may tell of two people of one name, folded words: their offices share no word."""
    first, second = (_office_words(piece) - set(name) for piece in (one, other))
    return one.article.id != other.article.id and bool(first and second) and first.isdisjoint(second)


def _office_words(piece: Evidence) -> set[str]:
    told = (piece.article.body[span.start : span.end] for span in piece.answering)
    return {token.folded for text in told for token in tokenise(text)}
