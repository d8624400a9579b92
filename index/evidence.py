"""Finds the spans that answer: sentences, or clauses of long ones, that meet what the question names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

import numpy as np

from corpus.article import Article
from index.answer_types import asks_until, asks_whether
from index.candidates import Background, Candidate, CandidateReader, shown
from index.covering import covered_and_met
from index.details import leaves_untold
from index.features import ATTENDED, NAMES, STRICT_TYPES, Features, context_coverage, describe
from index.filters import day_number
from index.further import Ranking, Shown, are_namesakes
from index.matching import Vocabulary, Wanted, coverage, focus, matched
from index.needed import tells_what_is_needed
from index.options import AnswerOptions
from index.ordering import ABOUT_AS_MUCH, Ordering
from index.overlapping import in_any
from index.proof import meets
from index.quoted_runs import quoted_run
from index.ranking import Ranker, odds_of
from index.ranks import asks_for_first, asks_for_most
from index.recency import in_order
from index.requirements import asks_for_holder, asks_why, is_of_genre, names_doer, shows_type, tells_cause
from index.sentence_tokens import SentenceTokens
from index.types import FIGURES, AnswerType, Constraint, ConstraintKind, Evidence, Hit, Meeting, Period, Question, Span
from index.untold import gives_share_of, names_no_figure
from index.vietnamese.tokens import tokenise
from index.windows import best_window

_ARTICLE_COVERED = 0.4
_PLAINLY_COVERED = 0.6
_RANK_COVERED = 0.5
_DOUBT_COVERED = 0.75
_WHEN_COVERED = 0.38  # nearly every report has a day of something else
_YES_NO_COVERED = 0.5  # nothing that has to show tells whether a sentence is about it
_MOST_SOURCES = 4
_MANY_FIGURES = 10  # a sentence with so many tells of results
_LIKELY_ELSEWHERE = 0.2  # how probably a sentence must answer that is of no report, in whatever words
_COVERED_ELSEWHERE = 0.2
_BY_FAR = 0.6  # of the odds
_CLEARED = 0.5  # how probably a sentence must answer where the one that by far should does not
_WORTH_A_QUOTE = 0.1  # how probably a further quote has to hold the answer
_WORTH_A_LOOK = 0.001  # the same where somebody asks for more: of ten pieces below it that were read none was of use
_ATTENDANCE = NAMES.index("attendance")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a question found: its evidence, best first, or the constraints that nothing met.

    ``ranking`` is what they were chosen from, for ``EvidenceFinder.beside`` and ``further``; ``untold`` says that what
    should tell the answer was found and does not.
    """

    evidence: tuple[Evidence, ...] = ()
    unmet: tuple[Constraint, ...] = ()
    ranking: Ranking | None = None
    untold: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceFinder:
    """Judges candidates for one question.

    ``wanted`` are all its telling words, ``asked`` those that are no constraint: constraints are met or not, so what
    an article must cover to be spoken of is the rest. At most ``most`` pieces of evidence are returned.
    """

    question: Question
    wanted: Wanted
    asked: Wanted
    reader: CandidateReader
    tokens: SentenceTokens
    ranker: Ranker
    options: AnswerOptions
    cited_before: frozenset[str] = frozenset()

    def find(self, hits: Sequence[Hit], articles: Mapping[str, Article]) -> Verdict:
        """Return the evidence among the passages ``hits``, best first, or the constraints that nothing met.

        Those far behind the best are many and hardly ever answer where it does: they are read only where nothing nearer
        answers.
        """
        near = self._near(hits)
        verdict = self._judged(near, articles)
        return verdict if verdict.evidence or len(near) == len(hits) else self._judged(hits, articles)

    def _near(self, hits: Sequence[Hit]) -> Sequence[Hit]:
        """Return the passages of the articles that come near the best; all where it is not likeness that decides.

        Reports of one place and fund are much alike, and the one meant is told by the day or body that it is of.
        """
        listed = self.question.answer_type is AnswerType.FUNDS or self.question.recency is not None
        if listed or is_of_genre(self.question):
            return hits
        least = max((hit.score for hit in hits), default=0.0) - self.options.near
        articles = {hit.passage.article_id for hit in hits if hit.score >= least}
        return [hit for hit in hits if hit.passage.article_id in articles]

    def _judged(self, hits: Sequence[Hit], articles: Mapping[str, Article]) -> Verdict:
        told = self.reader.hits(self.question, hits, articles)
        candidates = shown(self.question, told)
        met = [place for place, candidate in enumerate(candidates) if self._meets_all(candidate)]
        if not met:
            # Each met somewhere, but never together: the question joins what no article joins.
            return Verdict((), self._never_met(candidates) or self.question.constraints)
        features = self.describe(candidates, met)
        scores = self.ranker.scores(features, [one.background.article.id in self.cited_before for one in candidates])
        if self._leaves_untold(candidates[max(met, key=scores.__getitem__)], told):
            return Verdict(untold=True)  # the very sentence that should tell it does not
        odds = np.zeros(len(candidates))
        showing = [place for place in met if shows_type(self.question, candidates[place])]
        odds[showing] = odds_of(scores[showing])
        ordering = Ordering(self.question, self.wanted, self.asked, candidates)
        ranked = ordering.ordered(sorted(showing, key=lambda place: -odds[place]), features, scores)
        if ranked and self._names_no_figure(ranked[0], candidates, met, scores):
            return Verdict(untold=True)
        quotes = tuple(self._quotes(ranked, candidates, features, odds))
        return Verdict(quotes, ranking=Ranking(ranked, candidates, features, odds))

    def beside(self, ranking: Ranking, best: Evidence) -> Iterator[Evidence]:
        """Yield the quotes to show beside the best, until it is likely enough that the answer is in one of them."""
        shown = Shown()
        shown.add(best)
        pieces = self.further(ranking, shown)
        told, most = ranking.share(best), self.options.quotes - 1
        while told < self.options.likely and most > 0:
            piece = next(pieces, None)
            if piece is None or piece.score < _WORTH_A_QUOTE:
                return
            told, most = told + piece.score, most - 1
            yield piece

    def namesakes(self, ranking: Ranking, best: Evidence) -> list[Evidence]:
        """Return the quotes on other people of the name that the question asks of, whoever is likelier meant."""
        asked = self.question.constraints if self.question.answer_type is AnswerType.OFFICE else ()
        name = {word for one in asked if one.kind is ConstraintKind.PERSON for word in one.words}
        shown = Shown()
        shown.add(best)
        pieces = self.further(ranking, shown, least=0.0) if name else ()
        return list(islice((one for one in pieces if are_namesakes(best, one, name)), self.options.quotes - 1))

    def further(self, ranking: Ranking, shown: Shown, least: float = _WORTH_A_LOOK) -> Iterator[Evidence]:
        """Yield the next-best quotes, best first: each answers as what is ``shown`` does, and repeats nothing of it.

        The score of each is how probably it holds the answer, its best sentence with ``least`` or more. Who attended is
        no further evidence of anything else.
        """
        candidates, odds = ranking.candidates, ranking.odds
        for place in ranking.places:
            if odds[place] < least or shown.holds(candidates[place]) or ranking.features[place][_ATTENDANCE]:
                continue
            run = shown.left_of(self._run(place, candidates, odds), place, candidates)
            share = float(odds[run.start : run.stop].sum())
            if not self._answers(candidates[place], self.ranker.confident(ranking.features[place], share)):
                continue
            piece = self._evidence(candidates[run.start : run.stop], share)
            if shown.add(piece):
                yield piece

    def _quotes(
        self, ranked: Sequence[int], candidates: Sequence[Candidate], features: Features, odds: Features
    ) -> list[Evidence]:
        """Return the quotes around the ranked sentences that answer, with how probably; no sentence is in two.

        For a list they are all that answer, else the best one of each of a few articles, which may tell otherwise.
        """
        listed = self.question.answer_type is AnswerType.FUNDS
        most = self.options.list_limit if listed else _MOST_SOURCES
        quoted: set[int] = set()
        found: list[Evidence] = []
        doubted = False
        for place in ranked:
            article = candidates[place].background.article
            told = not listed and any(piece.article is article for piece in found)
            if place in quoted or told or len(found) == most:
                continue
            run = self._run(place, candidates, odds)
            share = odds[place] if doubted else odds[run.start : run.stop].sum()
            sure = self.ranker.confident(features[place], float(share))
            if self._answers(candidates[place], sure, doubted=doubted):
                quoted.update(run)
                found.append(self._evidence(candidates[run.start : run.stop], sure))
            # Where the sentence that by far should tell it does not, one that merely holds the same words does not.
            by_far = not found and odds[place] >= _BY_FAR and not asks_for_first(self.question)
            doubted = doubted or (by_far and not tells_what_is_needed(self.question, self.asked, candidates[place]))
        return found

    def _run(self, place: int, candidates: Sequence[Candidate], odds: Features) -> range:
        return quoted_run(self.question, place, candidates, odds, self.options)

    def describe(self, candidates: Sequence[Candidate], judged: Sequence[int] | None = None) -> Features:
        """Return the features of all the candidates found, a row each; of those not ``judged`` zeros."""
        return describe(self.question, self.wanted, candidates, self.tokens, judged)

    def articles(self, hits: Sequence[Hit], articles: Mapping[str, Article]) -> list[Article]:
        """Return the articles that a question about an article as a whole can mean, best first."""
        scores: dict[str, float] = {}
        for candidate in shown(self.question, self.reader.hits(self.question, hits, articles)):
            article_id = candidate.background.article.id
            covered = context_coverage(self.asked, candidate)
            if self._meets_all(candidate) and covered >= _ARTICLE_COVERED:
                titled = coverage(self.wanted, matched(self.wanted, candidate.background.vocabulary))
                scores[article_id] = max(scores.get(article_id, 0.0), covered + titled)
        ranked = [articles[article_id] for article_id in sorted(scores, key=lambda key: (-scores[key], key))]
        return in_order(
            ranked,
            self.question.recency,
            day=day_number,
            score=lambda article: scores[article.id],
            share=ABOUT_AS_MUCH,
        )

    def in_period(self, meeting: Meeting) -> bool:
        """Return whether a meeting was on a day of every period that the question names."""
        day = Period(meeting.day, meeting.day)
        return all(constraint.period is None or in_any(constraint, day) for constraint in self.question.constraints)

    def admits(self, background: Background, meeting: Meeting) -> bool:
        """Return whether a meeting meets every constraint; its day decides on periods, its article on who was there."""
        candidate = self.reader.sentence(self.question, background, meeting.span)
        return self.in_period(meeting) and all(
            constraint.period is not None
            or (constraint.kind is ConstraintKind.PERSON and " ".join(constraint.words) in background.folded_body)
            or meets(self.question, constraint, candidate)
            for constraint in self.question.constraints
        )

    def tells(self, background: Background, sentence: Span) -> float:
        """Return how much a sentence tells of what a question says beyond the title, and of figures; not who came."""
        candidate = self.reader.sentence(self.question, background, sentence)
        if ATTENDED.match(" ".join(candidate.reading.words[:4])):
            return 0.0
        titled = matched(self.wanted, background.vocabulary)
        own = [word for word, held in zip(self.wanted.words, titled, strict=True) if not held]
        topic = replace(self.wanted, words=tuple(own))
        figures = sum(token.text[0].isdigit() for token in candidate.reading.tokens)
        return coverage(topic, matched(topic, candidate.reading.vocabulary)) + min(1.0, figures / _MANY_FIGURES)

    def quote(self, background: Background, sentence: Span) -> Evidence:
        """Return a sentence of an article as evidence, cut around its first day if it is long."""
        candidate = self.reader.sentence(self.question, background, sentence)
        days = [Span(found.start, found.end) for found in candidate.reading.dates if found.kind == "day"][:1]
        return self._evidence([replace(candidate, typed=days)], 0.0)

    def _evidence(self, run: Sequence[Candidate], score: float) -> Evidence:
        first, last = run[0], run[-1]
        alone = self._window(first) if first is last else None
        span = alone or Span(first.reading.sentence.start, last.reading.sentence.end)
        typed = (
            Span(one.reading.sentence.start + found.start, one.reading.sentence.start + found.end)
            for one in run
            for found in one.typed
        )
        answering = tuple(found for found in typed if span.start <= found.start and found.end <= span.end)
        return Evidence(first.background.article, span, score, answering)

    def _meets_all(self, candidate: Candidate) -> bool:
        return all(meets(self.question, constraint, candidate) for constraint in self.question.constraints)

    def _never_met(self, candidates: Sequence[Candidate]) -> tuple[Constraint, ...]:
        return tuple(
            constraint
            for constraint in self.question.constraints
            if not any(meets(self.question, constraint, candidate) for candidate in candidates)
        )

    def _answers(self, candidate: Candidate, sure: float, *, doubted: bool = False) -> bool:
        """Return whether a quote's sentence is about enough of the question, and plainly or probably answers.

        ``doubted`` says that the sentence which by far should tell it does not: then more is asked of others.

        What meets all that a question names, shows what it asks and holds most of its words answers, however unlike the
        questions that the model was fitted on.
        """
        if not (self.asked.words or self.question.constraints):
            return False
        if not tells_what_is_needed(self.question, self.asked, candidate):
            return False
        of_report = candidate.background.is_report
        of_genre = of_report or is_of_genre(self.question)
        covered = covered_and_met(self.question, self.asked, candidate)
        if not of_genre and sure >= _LIKELY_ELSEWHERE and covered >= _COVERED_ELSEWHERE:
            return True
        ranked = asks_for_most(self.question)  # few sentences say which is the most
        caused = of_report and asks_why(self.question) and tells_cause(candidate.reading)
        plainly = _DOUBT_COVERED if doubted else _RANK_COVERED if ranked or caused else _PLAINLY_COVERED
        likely = covered >= plainly or sure >= (_CLEARED if doubted else self.options.confidence)
        of_figure = self.question.answer_type in FIGURES and sure >= self.options.confidence
        if of_figure and gives_share_of(self.question, candidate):
            return True  # its own words are the place and the sum
        led_to = candidate.background.article.id in self.cited_before
        by_chance = self.question.answer_type is AnswerType.WHEN and not led_to and not asks_until(self.question)
        least = _WHEN_COVERED if by_chance else _YES_NO_COVERED if asks_whether(self.question) else 0.0
        return likely and covered > max(least, self.options.coverage)

    def _leaves_untold(self, best: Candidate, told: Sequence[Candidate]) -> bool:
        """Return whether the best sentence, or the one that holds most of the question, leaves untold what is asked."""
        if not names_doer(self.question, best):
            return True
        untold = [candidate for candidate in told if leaves_untold(self.question, candidate)]
        if not untold:
            return False
        nearest = max(filter(self._meets_all, told), key=self._coverage, default=best)
        return any(candidate is one for candidate in untold for one in (best, nearest))

    def _names_no_figure(self, best: int, candidates: Sequence[Candidate], met: Sequence[int], known: Features) -> bool:
        """Return what ``names_no_figure`` does; ``known`` are the scores, whole only of the candidates that are met."""
        sure = frozenset(met)

        def scores(places: Sequence[int]) -> Features:
            unknown = [place for place in places if place not in sure]
            return known + self.describe(candidates, unknown) @ self.ranker.weights

        return names_no_figure(
            self.question, self.asked, best, candidates, sure, scores=scores, coverage=self._coverage
        )

    def _coverage(self, candidate: Candidate) -> float:
        return context_coverage(self.asked, candidate)

    def _window(self, candidate: Candidate) -> Span:
        body, offset = candidate.background.article.body, candidate.reading.sentence.start
        targets = [Span(offset + span.start, offset + span.end) for span in candidate.typed]

        @cache
        def vocabulary_of(clause: Span) -> Vocabulary:
            return self.reader.vocabulary(tokenise(body[clause.start : clause.end]))

        def score(run: Sequence[Span]) -> float:
            vocabulary = Vocabulary.union([vocabulary_of(clause) for clause in run])
            shown = sum(run[0].start <= target.start and target.end <= run[-1].end for target in targets)
            # A person may hold several offices, and all of them answer; of figures and dates one does.
            shows = shown / max(1, len(targets)) if self.question.answer_type is AnswerType.OFFICE else shown > 0
            matches = matched(self.wanted, vocabulary)
            return coverage(self.wanted, matches) + focus(self.wanted, matches) + shows

        # What "gì" asks for stands after the words of the question.
        onward = self.question.answer_type not in STRICT_TYPES and not asks_for_holder(self.question)
        return best_window(body, candidate.reading.sentence, self.options.quote_characters, score, onward=onward)
