"""Describes candidate sentences in numbers, for the model that ranks them.

Each column is a sign that a sentence answers; the fitted weights say what each is worth.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.candidates import Candidate
from index.late_interaction import Closeness, closeness, is_next
from index.matching import Wanted, coverage, focus, matched
from index.sentence_tokens import SentenceTokens
from index.types import AnswerType, ConstraintKind, Question
from index.vietnamese.tokens import Token, tokenise

NAMES = (
    "retrieved",  # how near the passage's score comes to the best one's: 1 for the best, less by a factor of e a point
    "lexical",  # its BM25 score, as a share of the best
    "dense",  # its cosine similarity
    "sentence",  # share of the question's weight that the sentence holds
    "context",  # share that the sentence holds, counting the title and the passage for less
    "title",  # share that the title holds
    "focus",  # share of the words closest to what asks that the sentence holds
    "pairs",  # share of the question's neighbouring syllables that stand together in the sentence
    "triples",  # share of its runs of three that do
    "own_pairs",  # share of its pairs at most three syllables apart, none of the title's, that stand so in the sentence
    "cosine",  # similarity of the question and the sentence
    "spelled",  # mean over the question's tokens of the best similarity to a token of the sentence
    "own",  # the same, to one of the sentence or of the one before it; a token near one of the title's counts for less
    "typed",  # words of the type asked for stand in the sentence
    "untyped",  # the type asked for shows in words, and none stand in the sentence
    "caption",  # the sentence describes a picture
    "attendance",  # it lists who attended, and the question is not of people
)

STRICT_TYPES = frozenset(
    {AnswerType.AMOUNT, AnswerType.COUNT, AnswerType.PERCENTAGE, AnswerType.WHEN, AnswerType.OFFICE, AnswerType.FUNDS}
)
"""Types whose words the evidence has to show."""

SHOWN_TYPES = STRICT_TYPES | {AnswerType.WHO, AnswerType.WHERE}
"""Types that show in words at all."""

TITLE_SHARE = 0.8
PASSAGE_SHARE = 0.6
_NEAR = 3  # syllables

Features = NDArray[np.float64]


def describe(
    question: Question,
    wanted: Wanted,
    candidates: Sequence[Candidate],
    tokens: SentenceTokens,
    judged: Sequence[int] | None = None,
) -> Features:
    """Return one row for each candidate, shape (candidates, features), columns as in ``NAMES``.

    ``candidates`` are all that were found, with those that stand side by side in their order. Of those whose place is
    not in ``judged`` (None: all are) the row is zero, which saves most of the work where few meet what a question
    names. What the title holds of a question says which article is meant. The opening of a report says it once more, so
    only the rest of the question, its own part, tells one sentence of an article from another.
    """
    places = list(range(len(candidates)) if judged is None else judged)
    rows = np.zeros((len(candidates), len(NAMES)))
    if not places:
        return rows
    chosen = [candidates[place] for place in places]
    near = _near(question, wanted, candidates, places, tokens)
    shown = question.answer_type in SHOWN_TYPES
    columns = [
        *([column[place] for place in places] for column in _found(candidates)),
        *_held(wanted, chosen),
        *_runs(question, wanted, chosen),
        near.cosine,
        near.spelled,
        near.own,
        [bool(one.typed) for one in chosen],
        [shown and not one.typed for one in chosen],
        [one.is_caption for one in chosen],
        _attendance(question, chosen),
    ]
    rows[places] = np.array(columns, dtype=np.float64).T
    return rows


def _near(
    question: Question, wanted: Wanted, candidates: Sequence[Candidate], places: Sequence[int], tokens: SentenceTokens
) -> Closeness:
    """Return how near the candidates at some places come, read with those right before them."""
    around = sorted({*places, *(place - 1 for place in places if is_next(candidates, place))})
    read = [candidates[place] for place in around]
    near = closeness(question.search_text, read, tokens, accented=wanted.accented)
    at = [around.index(place) for place in places]
    return Closeness(near.cosine[at], near.spelled[at], near.own[at])


def context_coverage(wanted: Wanted, candidate: Candidate) -> float:
    """Return the share of ``wanted`` that the sentence holds, or, for less, its title or the passage around it."""
    around = (candidate.reading.vocabulary, candidate.background.vocabulary, candidate.passage)
    here, above, beside = (matched(wanted, vocabulary) for vocabulary in around)
    held = [max(one, TITLE_SHARE * up, PASSAGE_SHARE * by) for one, up, by in zip(here, above, beside, strict=True)]
    return coverage(wanted, held)


def _found(candidates: Sequence[Candidate]) -> list[list[float]]:
    hits = [candidate.hit for candidate in candidates if candidate.hit]
    best = max((hit.score for hit in hits), default=0.0)
    best_lexical = max((hit.lexical for hit in hits), default=0.0) or 1.0
    return [
        [float(np.exp(one.hit.score - best)) if one.hit else 0.0 for one in candidates],
        [one.hit.lexical / best_lexical if one.hit else 0.0 for one in candidates],
        [one.hit.dense if one.hit else 0.0 for one in candidates],
    ]


def _held(wanted: Wanted, candidates: Sequence[Candidate]) -> list[list[float]]:
    """Return the columns of the shares held."""
    held = [matched(wanted, one.reading.vocabulary) for one in candidates]
    return [
        [coverage(wanted, row) for row in held],
        [context_coverage(wanted, one) for one in candidates],
        [coverage(wanted, matched(wanted, one.background.vocabulary)) for one in candidates],
        [focus(wanted, row) for row in held],
    ]


def _attendance(question: Question, candidates: Sequence[Candidate]) -> list[bool]:
    named = any(constraint.kind is ConstraintKind.OFFICE for constraint in question.constraints)
    of_holders = named and question.answer_type is AnswerType.WHO
    of_people = of_holders or question.answer_type in _OF_PEOPLE or _PEOPLE_ASKED.search(question.folded)
    return [not of_people and bool(ATTENDED.match(" ".join(one.reading.words[:4]))) for one in candidates]


_OF_PEOPLE = frozenset({AnswerType.OFFICE, AnswerType.COUNT, AnswerType.SUMMARY})
_PEOPLE_ASKED = re.compile(r"\b(?:du|dai dien|tham gia|co mat|thanh phan|dai bieu|khach|den)\b")
ATTENDED = re.compile(r"(?:(?:cung|den|tham|ve|toi) )?du (?:va |co |tai |buoi |hoi |dai |le |cuoc |phien |chuong )")
"""What begins a sentence that lists who attended, in folded words."""


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of syllables of a question that a sentence is searched for, in the spelling it is matched in."""

    spelling: Callable[[Token], str]
    pairs: frozenset[tuple[str, ...]]
    triples: frozenset[tuple[str, ...]]
    near_pairs: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, question: Question, wanted: Wanted) -> Self:
        spelling = _accented if wanted.accented else _folded
        syllables = [spelling(token) for token in tokenise(question.search_text)]
        telling = {syllable for word in wanted.words for syllable in word.syllables}
        return cls(
            spelling,
            frozenset(pairwise(syllables)),
            frozenset(zip(syllables, syllables[1:], syllables[2:], strict=False)),
            frozenset(pair for pair in _near_pairs(syllables) if not telling.isdisjoint(pair)),
        )

    def near(self, tokens: Sequence[Token]) -> set[tuple[str, ...]]:
        """Return the near pairs of a text."""
        return _near_pairs([self.spelling(token) for token in tokens])


def _runs(question: Question, wanted: Wanted, candidates: Sequence[Candidate]) -> list[list[float]]:
    asked = _Runs.of(question, wanted)
    own_pairs = {id(one.background): asked.near_pairs - asked.near(one.background.tokens) for one in candidates}
    columns: list[list[float]] = [[], [], []]
    for candidate in candidates:
        line = candidate.reading.vocabulary.accented if wanted.accented else candidate.reading.vocabulary.folded
        syllables = [asked.spelling(token) for token in candidate.reading.tokens]
        triples = asked.triples & set(zip(syllables, syllables[1:], syllables[2:], strict=False))
        own = own_pairs[id(candidate.background)]
        columns[0].append(_share(sum(f" {first} {second} " in line for first, second in asked.pairs), asked.pairs))
        columns[1].append(_share(len(triples), asked.triples))
        columns[2].append(_share(len(own & _near_pairs(syllables)), own))
    return columns


def _near_pairs(syllables: Sequence[str]) -> set[tuple[str, ...]]:
    return {pair for apart in range(1, _NEAR + 1) for pair in zip(syllables, syllables[apart:], strict=False)}


def _share(part: int, whole: Collection[tuple[str, ...]]) -> float:
    return part / max(1, len(whole))


def _accented(token: Token) -> str:
    return token.text


def _folded(token: Token) -> str:
    return token.folded
