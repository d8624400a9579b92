"""Cuts a long sentence to the run of clauses that holds the answer."""

import re
from collections.abc import Callable, Iterator, Sequence

from index.types import Span
from index.vietnamese.sentences import split_clauses

_SPACE = re.compile(r"\s")


def best_window(body: str, sentence: Span, longest: int, score: Callable[[Span], float]) -> Span:
    """Return the sentence if it is within ``longest`` characters, else its run of clauses with the highest score.

    Cuts fall at clause marks, or between words where one clause alone is too long. Of equal runs the first is taken.
    """
    if len(sentence) <= longest:
        return sentence
    clauses = [piece for clause in split_clauses(body, sentence) for piece in _pieces(body, clause, longest)]
    return max(_runs(clauses, longest), key=lambda run: (score(run), -run.start))


def _runs(clauses: Sequence[Span], longest: int) -> Iterator[Span]:
    """Yield, from each clause on, the longest run of clauses within the length."""
    for first, clause in enumerate(clauses):
        last = first
        while last + 1 < len(clauses) and clauses[last + 1].end - clause.start <= longest:
            last += 1
        yield Span(clause.start, clauses[last].end)


def _pieces(body: str, clause: Span, longest: int) -> Iterator[Span]:
    start = clause.start
    while clause.end - start > longest:
        spaces = [match.start() for match in _SPACE.finditer(body, start + longest // 2, start + longest)]
        end = spaces[-1] if spaces else start + longest
        yield Span(start, end)
        start = end + 1 if spaces else end
    yield Span(start, clause.end)
