"""From a question to its answer out of quotes: read, searched, judged, told, and checked before it leaves."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Self

from corpus.article import Article
from index.about_articles import AboutArticles
from index.answer import Composer, cite
from index.answer_types import TypeFinder
from index.candidates import Candidate, CandidateReader, shown
from index.comparison import are_apart, asked_in_turn, asked_together, asks_count, asks_order, of_one_place, sides
from index.constraints import constraint_words, period_numbers, sum_words
from index.direct import DirectReader
from index.encoder.tables import TokenTables
from index.evidence import EvidenceFinder, Verdict
from index.features import Features
from index.further import Shown
from index.language import Language
from index.lists import Lists
from index.manifest import Manifest
from index.matching import Wanted, wanted_words
from index.options import AnswerOptions
from index.places import place_names
from index.proof import ABOUT_ARTICLES
from index.question import QuestionReader
from index.ranking import Ranker
from index.ranks import asks_for_most, asks_which_giver
from index.retold import Retellings
from index.searching import Searcher
from index.sentence_tokens import SentenceTokens
from index.told import told_by
from index.types import CHATTER, Answer, AnswerType, ConstraintKind, Evidence, Hit, Question, Span
from index.verify import faults
from index.vietnamese.normalise import has_accents, normalise

_MOST_READ = 2  # articles
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers out of one index; not safe across threads by itself."""

    manifest: Manifest
    language: Language
    reader: QuestionReader
    types: TypeFinder
    candidates: CandidateReader
    tokens: SentenceTokens
    ranker: Ranker
    composer: Composer
    lists: Lists
    about: AboutArticles
    places: frozenset[tuple[str, ...]]
    options: AnswerOptions
    searcher: Searcher
    retellings: Retellings
    today: Callable[[], date]

    @classmethod
    def load(cls, searcher: Searcher, tables: TokenTables, options: AnswerOptions, today: Callable[[], date]) -> Self:
        """Read the tables that ship with the package."""
        language, manifest = searcher.language, searcher.stores.manifest
        types = TypeFinder(language.names, language.grammar.offices, language.synonyms)
        candidates = CandidateReader(types, language.abbreviations, language.frequencies)
        asking = language.grammar.question_words | language.grammar.particles
        direct = DirectReader.load(language.names, language.grammar.offices, asking)
        composer = Composer.load(options.nearest, direct, language.grammar.office_names)
        return cls(
            manifest,
            language,
            searcher.reader,
            types,
            candidates,
            SentenceTokens(tables, language.abbreviations, manifest.terms),
            Ranker.load(),
            composer,
            Lists(manifest, candidates, composer, options.list_limit, options.quote_characters),
            AboutArticles(manifest, candidates, composer),
            place_names(manifest.areas(), language.names),
            options,
            searcher,
            Retellings(manifest),
            today,
        )

    def answer(self, text: str, history: Sequence[Answer]) -> Answer:
        """Answer one question; ``history`` holds the earlier answers of the conversation, oldest first."""
        return self._checked(self.retellings.named(self._answer(text, history)))

    def articles_of(self, hits: Sequence[Hit]) -> dict[str, Article]:
        """Return the articles that these passages are from, by id, in the order of the passages."""
        return self._articles(dict.fromkeys(hit.passage.article_id for hit in hits))

    def judge(self, text: str, without: Collection[str] = ()) -> tuple[list[Candidate], Features] | None:
        """Return the sentences found for a question and their features, for fitting; None without any.

        Those of the articles ``without`` are passed over, as if there were no such article.
        """
        question = self._read(text)
        if not question.search_text:
            return None
        hits = [hit for hit in self.searcher.search(question) if hit.passage.article_id not in without]
        finder = self._finder(question, frozenset())
        candidates = list(shown(question, self.candidates.hits(question, hits, self.articles_of(hits))))
        return (candidates, finder.describe(candidates)) if candidates else None

    def _answer(self, text: str, history: Sequence[Answer]) -> Answer:
        limit = self.options.question_characters
        if len(text) > limit:
            return self.composer.plain(Question(text), "too_long", length=len(text), limit=limit)
        earlier = next((turn for turn in reversed(history) if turn.question.answer_type not in CHATTER), None)
        question = self.reader.read(
            text,
            today=self.today(),
            places=self.places,
            previous=earlier.question if earlier else None,
            told=told_by(earlier, self.types) if earlier else (),
        )
        if question.answer_type is AnswerType.EMPTY:
            return self.composer.plain(question, "empty")
        if question.answer_type is AnswerType.SMALL_TALK:
            return self.composer.plain(question, "small_talk")
        cited = earlier.citations if earlier and question.follows else ()
        return self._from_evidence(question, frozenset(citation.article_id for citation in cited))

    def _from_evidence(self, question: Question, cited_before: frozenset[str]) -> Answer:
        finder = self._finder(question, cited_before)
        listed = self._listed(question, finder)
        if listed:
            return listed
        hits = self.retellings.once(self.searcher.search(question))
        articles = self.articles_of(hits)
        if not hits:
            return self.composer.plain(question, "no_articles" if not self.manifest.areas() else "not_found")
        if question.answer_type in ABOUT_ARTICLES:
            chosen = finder.articles(hits, articles) or self._of_first_part(question, hits, articles)
            told = self.about.author_and_day(question, chosen, finder) if self._asks_author_and_day(question) else None
            told = told or self.about.answer(question, chosen, finder)
            return told or self._refusal(question, Verdict(), articles)
        # What leans on the turn before is asked of the articles that answered it, then of all.
        verdict = self._of_articles(question, finder, cited_before) if cited_before else Verdict()
        if not verdict.evidence and not (cited_before and self._asks_within(question)):
            verdict = finder.find(hits, articles)
        if not (verdict.evidence or verdict.unmet or verdict.untold) and _asks_of_fund(question):
            # In a large archive the very passage may not be among those found, while others of its article are.
            about = {article.id for article in finder.articles(hits, articles)[:_MOST_READ]}
            verdict = self._of_articles(question, finder, about) if about else verdict
        if not verdict.evidence:
            return self._first_of_two(question) or self._refusal(question, verdict, articles)
        answer = self._told(question, verdict, finder)
        if not verdict.ranking:
            return answer
        further = islice(finder.further(verdict.ranking, Shown(answer.citations)), self.options.further)
        first = len(answer.citations) + 1
        return replace(answer, further=tuple(cite(number, piece) for number, piece in enumerate(further, start=first)))

    def _listed(self, question: Question, finder: EvidenceFinder) -> Answer | None:
        """Return a list, a comparison or two answers; where a text says which is the most, nothing need be compared."""
        if question.answer_type is AnswerType.COMPARISON and asks_for_most(question):
            verdict = self._verdict(question)
            if verdict.evidence:
                return self._told(question, verdict, finder)
            if asks_which_giver(question):
                return None  # sums of funds by their bodies tell of no giver
        if question.answer_type is AnswerType.COMPARISON and asks_order(question.search_text):
            return self._compared(question)
        return self.lists.answer(question, finder) or self._compared(question) or self._both(question)

    def _of_articles(self, question: Question, finder: EvidenceFinder, article_ids: Collection[str]) -> Verdict:
        hits = self.searcher.search(question, sorted(article_ids))
        hits = [hit for hit in hits if hit.passage.article_id in article_ids]
        return finder.find(hits, self.articles_of(hits)) if hits else Verdict()

    def _told(self, question: Question, verdict: Verdict, finder: EvidenceFinder) -> Answer:
        """Return the answer that the evidence of a verdict gives."""
        best = verdict.evidence[0]
        if question.answer_type is AnswerType.FUNDS:
            return self.composer.funds(question, _one_topic(verdict.evidence, self.options.list_limit))
        alone = question.recency or best.article.id in finder.cited_before
        pieces = verdict.evidence[: 1 if alone else None]
        ranking = None if question.recency else verdict.ranking
        namesakes = finder.namesakes(ranking, best) if ranking else []
        beside = namesakes or (finder.beside(ranking, best) if ranking else ())
        answer = self.composer.quoted(question, pieces, beside, told_first=not namesakes)
        # The quote alone is always borne out; words told before it that are not must not cost the answer.
        answer = self.composer.quoted(question, pieces[:1], told_first=False) if self._faults(answer) else answer
        return replace(answer, phrasable=True)

    def _compared(self, question: Question) -> Answer | None:
        """Answer two questions in one side by side, or None where there are no two that the articles tell of."""
        for asked in self._sides(question):
            pieces = [verdict.evidence[0] for side in asked if (verdict := self._verdict(side)).evidence]
            if len(pieces) > 1:
                return self.composer.compared(question, pieces)
        return None

    def _both(self, question: Question) -> Answer | None:
        """Answer a question that asks two things from the article that tells both; None where it is one, or none does.

        The second is asked as one asks further, of the article that answers the first.
        """
        whole = question.follows or question.answer_type in ABOUT_ARTICLES
        for left, right in () if whole else self._parted(question):
            first = self._read(left)
            found = self._verdict(first).evidence[:1]
            second = self._read(f"{'còn' if question.accented else 'con'} {right}?", first)
            article_ids = frozenset(piece.article.id for piece in found)
            told = self._of_articles(second, self._finder(second, article_ids), article_ids).evidence if found else ()
            if told:
                pieces = _joined(found[0], told[0])
                return replace(self.composer.quoted(question, pieces[:1], pieces[1:], told_first=False), phrasable=True)
        return None

    def _first_of_two(self, question: Question) -> Answer | None:
        """Return the answer to the first of two questions where that alone is told ("bao nhiêu tiền, do ai trao?")."""
        whole = question.follows or question.answer_type in ABOUT_ARTICLES
        for left, _ in () if whole else self._parted(question):
            first = self._read(left)
            found = self._verdict(first)
            if found.evidence and first.constraints == question.constraints:
                return self._told(replace(first, text=question.text), found, self._finder(first, frozenset()))
        return None

    def _asks_within(self, question: Question) -> bool:
        """Return whether a question is of the very thing that the turn before told ("trong đó huyện X mấy tỷ?")."""
        within = self.language.grammar.follow_up.within
        return bool(within.reading(accented=question.accented).search(normalise(question.text)))

    def _of_first_part(
        self, question: Question, hits: Sequence[Hit], articles: Mapping[str, Article]
    ) -> Sequence[Article]:
        """Return the articles that the first of two questions means ("bài nào mới nhất, nói về gì?")."""
        firsts = (
            replace(self._read(left), answer_type=question.answer_type, recency=question.recency)
            for left, _ in self._parted(question)
        )
        found = (self._finder(first, frozenset()).articles(hits, articles) for first in firsts)
        return next(filter(None, found), [])

    def _asks_author_and_day(self, question: Question) -> bool:
        both = {AnswerType.AUTHOR, AnswerType.PUBLISHED}
        return any({self._read(part).answer_type for part in parts} == both for parts in self._parted(question))

    def _parted(self, question: Question) -> Iterator[tuple[str, str]]:
        return asked_together(question.search_text, self.language.grammar.asker.reading(accented=question.accented))

    def _sides(self, question: Question) -> Iterator[tuple[Question, Question]]:
        """Yield the ways to part a question that is two, or a comparison."""
        for left, right in asked_in_turn(question.search_text):
            yield self._read(left), self._read(right)
        compared = sides(question.search_text) if question.answer_type is AnswerType.COMPARISON else ()
        for left, right in compared:
            if asks_order(question.search_text):
                yield of_one_place(*(replace(self._read(side), answer_type=AnswerType.WHEN) for side in (left, right)))
                continue
            measured = AnswerType.COUNT if asks_count(question.search_text) else AnswerType.AMOUNT
            first = replace(self._read(left), answer_type=measured)
            second = self._read(f"{'còn' if has_accents(right) else 'con'} {right}?", first)
            if are_apart(first, second):
                yield first, second

    def _read(self, text: str, previous: Question | None = None) -> Question:
        return self.reader.read(text, today=self.today(), places=self.places, previous=previous)

    def _verdict(self, question: Question) -> Verdict:
        hits = self.retellings.once(self.searcher.search(question))
        return self._finder(question, frozenset()).find(hits, self.articles_of(hits))

    def _finder(self, question: Question, cited_before: frozenset[str]) -> EvidenceFinder:
        numbers = period_numbers(question) | sum_words(question)
        return EvidenceFinder(
            question,
            self._wanted(question, numbers),
            self._wanted(question, numbers | constraint_words(question)),
            self.candidates,
            self.tokens,
            self.ranker,
            self.options,
            cited_before,
        )

    def _wanted(self, question: Question, ignored: Collection[str]) -> Wanted:
        # Typed plainly, the "mấy" that counts is the end of many a word.
        counting = {"may"} if question.counted and not question.accented else set[str]()
        return wanted_words(
            question.search_text,
            self.language.grammar.asking(question.answer_type),
            self.language.grammar.particles,
            self.language.frequencies,
            accented=question.accented,
            ignored={*ignored, *counting},
            synonyms=self.language.synonyms,
        )

    def _refusal(self, question: Question, verdict: Verdict, articles: Mapping[str, Article]) -> Answer:
        return self.composer.refusal(question, verdict.unmet, list(articles.values()))

    def _checked(self, answer: Answer) -> Answer:
        wrong = self._faults(answer)
        if not wrong:
            return answer
        if answer.further:  # which must not cost the answer
            logger.error("Further evidence failed its check and is not offered: %s", "; ".join(wrong))
            return self._checked(replace(answer, further=()))
        logger.error("An answer failed its check and was not sent: %s", "; ".join(wrong))
        return self.composer.plain(answer.question, "not_found")

    def _faults(self, answer: Answer) -> list[str]:
        citations = (*answer.citations, *answer.further)
        ids = {one.article_id for one in citations}
        ids |= {source.article_id for one in citations for source in one.also}
        return faults(answer, self._articles(ids))

    def _articles(self, ids: Iterable[str]) -> dict[str, Article]:
        found = {article_id: self.manifest.article(article_id) for article_id in ids}
        return {article_id: article for article_id, article in found.items() if article}


def _one_topic(evidence: Sequence[Evidence], limit: int) -> list[Evidence]:
    """Return the evidence of the article that answers best, in the order of its text."""
    best = evidence[0].article.id
    own = [piece for piece in evidence if piece.article.id == best]
    return sorted(own[:limit], key=lambda piece: piece.span.start)


def _asks_of_fund(question: Question) -> bool:
    return any(constraint.kind is ConstraintKind.FUND for constraint in question.constraints)


def _joined(first: Evidence, second: Evidence) -> list[Evidence]:
    """Return two pieces of evidence of one article, as one where they overlap."""
    one, other = first.span, second.span
    if one.end <= other.start or other.end <= one.start:
        return [first, second]
    answering = tuple(sorted({*first.answering, *second.answering}, key=lambda span: span.start))
    return [replace(first, span=Span(min(one.start, other.start), max(one.end, other.end)), answering=answering)]
