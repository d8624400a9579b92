"""How much to quote: the sentences that may hold the answer, or the clauses of a long one that do."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from index.types import Span
from index.vietnamese.sentences import split_clauses

_SPACE = re.compile(r"\s")
_SHORT_SENTENCE = 135  # characters
_LENGTH_COST = 0.25
_OPEN_MARKS = ",;:-–—"
_ITEM_MARKS = ";:"


def best_run(sentences: Sequence[Span], odds: Sequence[float], place: int, *, longest: int, cost: float) -> range:
    """Return the places of the sentences to quote around the one at ``place``.

    ``sentences`` are those of a passage, ``odds`` the probability of each that it holds the answer. A neighbour is
    quoted as well if that adds more to the probability than ``cost`` for each of its characters, and the whole is no
    longer than ``longest``. Where sentences are short, as in lists and in stories of a line a paragraph, a further one
    costs as much as where they are not: an answer takes as many of them.
    """
    mean = sum(map(len, sentences)) / len(sentences)
    each = cost * min(1.0, mean / _SHORT_SENTENCE)

    def worth(run: range) -> float:
        return sum(odds[run.start : run.stop]) - each * (sentences[run[-1]].end - sentences[run[0]].start)

    return max(_runs_around(sentences, place, longest), key=worth)


def _runs_around(sentences: Sequence[Span], place: int, longest: int) -> Iterator[range]:
    for first in range(place, -1, -1):
        for last in range(place, len(sentences)):
            alone = first == last
            if not alone and sentences[last].end - sentences[first].start > longest:
                break
            yield range(first, last + 1)


def best_window(
    body: str, sentence: Span, longest: int, score: Callable[[Sequence[Span]], float], *, onward: bool = False
) -> Span:
    """Return the sentence if it is within ``longest`` characters, else its run of clauses with the highest score.

    Cuts fall at clause marks, or between words where one clause alone is too long. ``score`` is of the clauses of a run
    and of the order of 1; what a run adds to it has to be worth its length, and of equal runs the first is taken. With
    ``onward`` the run goes on to the clauses after it, as far as the length allows.
    """
    if len(sentence) <= longest:
        return sentence
    clauses = [piece for clause in split_clauses(body, sentence) for piece in _pieces(body, clause, longest)]

    def worth(run: Sequence[Span]) -> tuple[float, int]:
        return score(run) - _LENGTH_COST * (run[-1].end - run[0].start) / longest, -run[0].start

    chosen = max(_runs(clauses, longest), key=worth)
    best = Span(chosen[0].start, chosen[-1].end)
    items = [clause.start for before, clause in pairwise(clauses) if body[before.end - 1] in _ITEM_MARKS]
    item = max((start for start in (sentence.start, *items) if start <= best.start), default=best.start)
    if best.end - item <= longest:  # a quote that begins within an item ("phòng, chống …") reads badly
        best = Span(item, best.end)
    if onward:
        ends = [clause.end for clause in clauses if best.end <= clause.end <= best.start + longest]
        best = Span(best.start, max(ends, default=best.end))
    return _without_open_mark(body, best)


def _runs(clauses: Sequence[Span], longest: int) -> Iterator[Sequence[Span]]:
    """Yield every run of clauses within the length."""
    for first, clause in enumerate(clauses):
        for last in range(first, len(clauses)):
            if clauses[last].end - clause.start > longest:
                break
            yield clauses[first : last + 1]


def _without_open_mark(body: str, run: Span) -> Span:
    """Return the run without the comma or dash that leads on to what is cut away."""
    end = run.end
    while end > run.start and (body[end - 1] in _OPEN_MARKS or body[end - 1].isspace()):
        end -= 1
    return Span(run.start, end) if end > run.start else run


def _pieces(body: str, clause: Span, longest: int) -> Iterator[Span]:
    start = clause.start
    while clause.end - start > longest:
        spaces = [match.start() for match in _SPACE.finditer(body, start + longest // 2, start + longest)]
        end = spaces[-1] if spaces else start + longest
        yield Span(start, end)
        start = end + 1 if spaces else end
    yield Span(start, clause.end)
