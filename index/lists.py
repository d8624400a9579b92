"""Answers that no single passage gives: meetings in order, and what funds raised, listed or compared.

They come from the facts found when indexing. Sums of different bodies or times stand side by side and are never added.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from index.answer import Composer, FundLine, is_told
from index.candidates import Background, Candidate, CandidateReader
from index.evidence import EvidenceFinder
from index.facts.filtering import is_of_fund
from index.facts.records import FundFact, FundUse
from index.manifest import Manifest
from index.ordinals import canonical_numbers
from index.overlapping import overlap
from index.proof import meets
from index.sentence_words import occurrences
from index.types import (
    Answer,
    AnswerType,
    Constraint,
    ConstraintKind,
    Evidence,
    Period,
    Question,
    Recency,
    Span,
)
from index.vietnamese.dates import find_dates
from index.vietnamese.normalise import CAPITAL, fold, spelled
from index.vietnamese.tokens import tokenise
from index.windows import best_window

_OF_FUNDS = re.compile(r"\b(?:quy|ung ho|van dong|quyen gop|dong gop|huy dong|thu)\b")
_SPENDING = frozenset({"chi", "trích", "tặng", "trao", "giải"})


@dataclass(frozen=True, slots=True)
class Lists:
    """Reads the facts of an index for questions; ``limit`` is how many a list shows, ``longest`` a quote's length."""

    manifest: Manifest
    reader: CandidateReader
    composer: Composer
    limit: int
    longest: int

    def answer(self, question: Question, finder: EvidenceFinder) -> Answer | None:
        """Return the answer of a question for a list or a comparison, or None if facts do not answer it."""
        match question.answer_type:
            case AnswerType.MEETINGS:
                return self._meetings(question, finder)
            case AnswerType.FUNDS | AnswerType.COMPARISON:
                return self._funds(question)
            case _:
                return None

    def _meetings(self, question: Question, finder: EvidenceFinder) -> Answer:
        """Answer with the meetings that meet the question, by day, or with the newest or oldest alone."""
        limit = 1 if question.recency else self.limit
        # One more than is shown says whether there are more; no further article need be read.
        held = list(islice(self._held(question, finder), limit + 1))
        if not held:
            return self.composer.refusal(question, question.constraints, ())
        return self.composer.meetings(question, held[:limit], more=not question.recency and limit < len(held))

    def _held(self, question: Question, finder: EvidenceFinder) -> Iterator[tuple[date, Evidence]]:
        """Yield the meetings that the question admits, oldest first, or newest first where it asks for the newest."""
        meetings, told = self.manifest.meetings(), set[tuple[date, str]]()
        for article_id, meeting in reversed(meetings) if question.recency is Recency.NEWEST else meetings:
            article = self.manifest.article(article_id) if finder.in_period(meeting) else None
            if article is None:
                continue
            background = self.reader.background(article)
            # Told on several sites in the same words, it is one meeting.
            words = " ".join(article.body[meeting.span.start : meeting.span.end].split())
            if (meeting.day, words) not in told and finder.admits(background, meeting):
                told.add((meeting.day, words))
                evidence = finder.quote(background, meeting.span)
                if article.published or _tells(meeting.day, evidence):
                    yield meeting.day, evidence

    def _funds(self, question: Question) -> Answer | None:
        """Answer with what funds raised or spent, as the question asks, or None where no fact meets it.

        Where it compares, the largest sum comes first, and each place or fund that it names has to have one.
        """
        compared = question.answer_type is AnswerType.COMPARISON
        if compared and not _OF_FUNDS.search(question.folded):
            return None
        use = FundUse.SPENT if _asks_of_spending(question) else FundUse.RAISED
        found = [
            (fact, background, met)
            for fact, background in self._sums(question)
            if fact.use is use and (met := self._met(question, fact, background)) is not None
        ]
        if compared and question.level:
            found = [one for one in found if _is_of_level(question.level, one[0], one[1])]
        missing = set(_alternatives(question)) - {constraint for _, _, met in found for constraint in met}
        if not found or (compared and missing):
            return None
        facts = _once((fact, background) for fact, background, _ in found)
        if compared:
            facts.sort(key=lambda one: -one[0].amount)
        lines = [FundLine(self._evidence(fact, background), fact) for fact, background in facts]
        shown = [line for line in lines if is_told(line.fact.amount_span, line.evidence)]
        if not shown:
            return None
        return self.composer.fund_list(question, shown[: self.limit], compared=compared, more=self.limit < len(shown))

    def _sums(self, question: Question) -> Iterator[tuple[FundFact, Background]]:
        funds = [one.words for one in question.constraints if one.kind is ConstraintKind.FUND]
        for article_id, fact in self.manifest.fund_facts():
            if funds and not any(is_of_fund(fact, words) for words in funds):
                continue
            article = self.manifest.article(article_id)
            if article:
                yield fact, self.reader.background(article)

    def _met(self, question: Question, fact: FundFact, background: Background) -> list[Constraint] | None:
        """Return the constraints that a sum meets: every one, but of several places, funds or periods one is enough."""
        candidate = self.reader.sentence(question, background, fact.span)
        met = []
        for constraint in question.constraints:
            if constraint.kind is ConstraintKind.FUND:
                held = is_of_fund(fact, constraint.words)
            elif constraint.kind is ConstraintKind.PLACE:
                held = _is_of_place(constraint, fact, candidate)
            elif constraint.period is not None:
                held = any(_in_period(constraint, asked, fact, background) for asked in constraint.periods)
            else:
                held = meets(question, constraint, candidate)
            if held:
                met.append(constraint)
        alternatives = {constraint.kind for constraint in _alternatives(question)}
        lacking = [one for one in question.constraints if one not in met and one.kind not in alternatives]
        return None if lacking or alternatives - {constraint.kind for constraint in met} else met

    def _evidence(self, fact: FundFact, background: Background) -> Evidence:
        """Return the clauses that tell the sum, and of whom, what and when as far as the length of a quote allows."""
        told = [fact.amount_span, fact.fund.span, fact.body.span if fact.body else None, fact.period_span]
        pieces = [span for span in told if span]
        run = Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces))
        whole = Span(min(run.start, fact.span.start), max(run.end, fact.span.end))

        def score(clauses: Sequence[Span]) -> float:
            first, last = clauses[0].start, clauses[-1].end
            inside = [first <= piece.start and piece.end <= last for piece in pieces]
            return sum(inside) / len(pieces) + inside[0]

        return Evidence(background.article, best_window(background.article.body, whole, self.longest, score), 0.0)


def _tells(day: date, evidence: Evidence) -> bool:
    """Return whether the quote tells a day with its year: one that had to be guessed is in no source to be cited."""
    return Period(day, day) in {found.period for found in find_dates(evidence.quote)}


def _once(facts: Iterable[tuple[FundFact, Background]]) -> list[tuple[FundFact, Background]]:
    """Return the sums, each once that several sites tell in the same words."""
    told: dict[tuple[object, ...], tuple[FundFact, Background]] = {}
    for fact, background in facts:
        words = " ".join(background.article.body[fact.span.start : fact.span.end].split())
        told.setdefault((fact.amount, fact.amount_span.start - fact.span.start, words), (fact, background))
    return list(told.values())


def _asks_of_spending(question: Question) -> bool:
    """Return whether a question is of what went out; typed plainly, "chi" is as likely a person (chị)."""
    if question.accented:
        return any(token.text in _SPENDING for token in tokenise(question.search_text))
    return any(token.folded in set(map(fold, _SPENDING)) - {"chi"} for token in tokenise(question.search_text))


def _alternatives(question: Question) -> Sequence[Constraint]:
    """Return the places, funds or periods of which the question names more than one: it asks for each."""
    listed = (ConstraintKind.PLACE, ConstraintKind.FUND, ConstraintKind.PERIOD)
    kinds = [one.kind for one in question.constraints]
    return [one for one in question.constraints if one.kind in listed and kinds.count(one.kind) > 1]


def _is_of_place(constraint: Constraint, fact: FundFact, candidate: Candidate) -> bool:
    """Return whether a sum is of a place: that of its body, sentence, title or area; where people met is too little."""
    body = canonical_numbers([token.folded for token in tokenise(fact.body.value)]) if fact.body else []
    around = (body, candidate.reading.words, candidate.background.words)
    return any(occurrences(words, constraint.words) for words in around)


def _is_of_level(level: str, fact: FundFact, background: Background) -> bool:
    """Return whether a sum is of one place of a level ("quận X"), by its body or its article."""
    article = background.article
    texts = (fact.body.value if fact.body else "", article.title, article.area or "")
    named = (_LEVEL_NAMED.finditer(text) for text in texts)
    return any(fold(found["level"]) == level for one in named for found in one)


_LEVELS = spelled("xã", "phường", "quận", "huyện", "thị xã", "thị trấn", "tỉnh", "thành phố")
_LEVEL_NAMED = re.compile(rf"(?P<level>(?i:{_LEVELS}))\s+{CAPITAL}")


def _in_period(constraint: Constraint, asked: Period, fact: FundFact, background: Background) -> bool:
    """Return whether a sum was raised in a period: by its own words, else by times of its article that are as short."""
    if fact.period is not None:
        return overlap(asked, fact.period, constraint.yearless)
    if fact.as_of is not None:
        return overlap(asked, Period(fact.as_of, fact.as_of), constraint.yearless)
    longest = asked.last - asked.first
    as_short = [period for period in background.periods if period.last - period.first <= longest]
    return any(overlap(asked, period, constraint.yearless) for period in as_short)
