"""Puts an answer together: the quotes that answer, their marks and citations, or a plain refusal.

Nothing is written that is not quoted or taken from an article's metadata; the sentences around it are data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from itertools import pairwise
from typing import Any, Self

import yaml

from corpus.article import Article
from index.accents import Accents, told_words
from index.direct import DirectReader
from index.direct_words import Direct
from index.displayed import ELLIPSIS, displayed
from index.facts.records import FundFact, Written
from index.filters import day_number
from index.refusal import Near, RefusalWriter, nearest_articles
from index.types import Answer, Citation, Constraint, Evidence, Question, Span, Status

_SENTENCE_ENDS = ".!?…”\"'"
_CLOSE = 0.5  # what another article's probability to answer must be of the best's
_MOST_SOURCES = 3
_LEAST_ITEMS = 3


@dataclass(frozen=True, slots=True)
class FundLine:
    """A sum of a fund as an answer lists it, with the quote that shows it."""

    evidence: Evidence
    fact: FundFact


@dataclass(frozen=True, slots=True)
class Composer:
    """Writes answers with the sentences of ``phrases.vi.yaml``."""

    phrases: Mapping[str, Any]
    nearest: int
    direct: DirectReader
    refusals: RefusalWriter

    @classmethod
    def load(cls, nearest: int, direct: DirectReader, offices: Iterable[str]) -> Self:
        """Read the sentences that ship with the package; a refusal names at most ``nearest`` articles.

        ``offices`` are the names of offices as they are written.
        """
        phrases = yaml.safe_load(files("index").joinpath("phrases.vi.yaml").read_text("utf-8"))
        accents = Accents.of(told_words(phrases, offices), direct.names)
        return cls(phrases, nearest, direct, RefusalWriter(phrases, direct.names, accents))

    def quoted(
        self,
        question: Question,
        evidence: Sequence[Evidence],
        beside: Iterable[Evidence] = (),
        *,
        told_first: bool = True,
    ) -> Answer:
        """Answer with what the best piece of evidence says, in a few words where it can be, and its quote.

        Without ``told_first`` the quote stands alone. Where no few words tell it, those ``beside`` are quoted as well.
        Where another article clearly tells otherwise, both stand side by side, the newest first.
        """
        piece = evidence[0]
        direct = self.direct.read(question, piece) if told_first else None
        differing = self._differing(question, piece, direct, evidence[1:]) if direct else []
        if differing:
            return self._side_by_side(question, differing)
        lines = [capital(self._told(direct, "[1]"))] if direct else []
        lines.append(self._about("answered_from", piece.article))
        items = display_quote(piece).split("; ")
        listed = len(items) >= _LEAST_ITEMS and self.direct.asks_for_list(question)
        parts = [f"{item};" for item in items[:-1]] + items[-1:] if listed else [display_quote(piece)]
        lines += [self._say("quote_line" if listed else "answered", quote=part, mark="[1]") for part in parts]
        pieces = [piece, *(() if direct else beside)]
        lines += self._also_quoted(pieces)
        return self._answered(question, lines, [self._marked(question, one, direct) for one in pieces])

    def _also_quoted(self, pieces: Sequence[Evidence]) -> Iterator[str]:
        """Yield the lines of all pieces but the first: each quote, after the words that say where it stands."""
        for number, (before, piece) in enumerate(pairwise(pieces), start=2):
            if piece.article is not before.article:
                yield self._about("also_there", piece.article)
            elif number == 2 or pieces[number - 3].article is not piece.article:
                yield self._say("also_here")
            yield self._say("answered", quote=display_quote(piece), mark=f"[{number}]")

    def _differing(
        self, question: Question, best: Evidence, first: Direct, others: Sequence[Evidence]
    ) -> list[tuple[Evidence, Direct]]:
        """Return the pieces of several articles that answer differently, newest first; empty where only one answers.

        Another article counts if it holds all the words of the question that the best piece holds, and ranks close.
        """
        kept = [(best, first)]
        for piece in others:
            if piece.score < _CLOSE * best.score or piece.article.id in {one.article.id for one, _ in kept}:
                continue
            direct = self.direct.read(question, piece)
            if direct and direct.held >= first.held and direct.value not in {other.value for _, other in kept}:
                kept.append((piece, direct))
        kept.sort(key=lambda pair: day_number(pair[0].article) or 0, reverse=True)
        return kept[:_MOST_SOURCES] if len(kept) > 1 else []

    def _side_by_side(self, question: Question, told: Sequence[tuple[Evidence, Direct]]) -> Answer:
        lines = [self._say("sources_differ")]
        for number, (piece, direct) in enumerate(told, start=1):
            mark = f"[{number}]"
            lines.append(f"{self._about('source_line', piece.article)} {self._told(direct, mark)}")
            lines.append(self._say("answered", quote=display_quote(piece), mark=mark))
        return self._answered(question, lines, [self._marked(question, piece, direct) for piece, direct in told])

    def compared(self, question: Question, sides: Sequence[Evidence]) -> Answer:
        """Answer with what is told of each side of a comparison, in the order in which the question names them."""
        lines = [self._say("compared")]
        for number, piece in enumerate(sides, start=1):
            lines.append(self._about("source_line", piece.article))
            lines.append(self._say("answered", quote=display_quote(piece), mark=f"[{number}]"))
        return self._answered(question, lines, sides)

    def _marked(self, question: Question, evidence: Evidence, direct: Direct | None) -> Evidence:
        """Return the evidence with the words that answer as they are told, where they are told."""
        return replace(evidence, answering=direct.spans if direct else self.direct.marks(question, evidence))

    def _told(self, direct: Direct, mark: str) -> str:
        told = self._say(direct.phrase, mark=mark, **{name: displayed(part) for name, part in direct.parts.items()})
        return " ".join(told.split())

    def meetings(self, question: Question, held: Sequence[tuple[date, Evidence]], *, more: bool) -> Answer:
        """Answer with one line for each meeting, or with the newest or oldest alone if the question asks for that."""
        lines = [self._say(f"{question.recency}_meeting" if question.recency else "meetings")]
        lines += [
            self._say("meeting_line", day=_day(day), quote=display_quote(piece), mark=f"[{number}]")
            for number, (day, piece) in enumerate(held, start=1)
        ]
        if more:
            lines.append(self._say("meetings_more"))
        return self._answered(question, lines, [piece for _, piece in held])

    def funds(self, question: Question, evidence: Sequence[Evidence]) -> Answer:
        """Answer with one line for each sentence that gives what a fund raised."""
        lines = [self._say("funds")]
        lines += [
            self._say("quote_line", quote=display_quote(piece), mark=f"[{number}]")
            for number, piece in enumerate(evidence, start=1)
        ]
        return self._answered(question, lines, evidence)

    def fund_list(self, question: Question, funds: Sequence[FundLine], *, compared: bool, more: bool) -> Answer:
        """Answer with one line for each sum; sums of different bodies or times stay apart, and it says so."""
        lines = [self._say("fund_comparison" if compared else "fund_list")]
        lines += [self._fund_line(line, f"[{number}]") for number, line in enumerate(funds, start=1)]
        if more:
            lines.append(self._say("meetings_more"))
        if len(funds) > 1:
            lines.append(self._say("funds_apart"))
        return self._answered(question, lines, [line.evidence for line in funds])

    def _fund_line(self, line: FundLine, mark: str) -> str:
        fact, evidence = line.fact, line.evidence
        told = [piece for piece in (fact.body, _period_written(line)) if piece and is_told(piece.span, evidence)]
        area = evidence.article.area
        details = [" ".join(piece.value.split()) for piece in told] or ([area] if area else [])
        fund = fact.fund.span if is_told(fact.fund.span, evidence) else None
        body = evidence.article.body
        return self._say(
            f"fund_{fact.use.value}" if fund else f"fund_{fact.use.value}_unnamed",
            fund=displayed(body[fund.start : fund.end]) if fund else "",
            amount=f"{fact.qualifier or ''} {body[fact.amount_span.start : fact.amount_span.end]}".strip(),
            details=self._say("fund_details", details=displayed("; ".join(details))) if details else "",
            mark=mark,
        )

    def summary(self, question: Question, evidence: Sequence[Evidence]) -> Answer:
        """Answer with the sentences that open an article."""
        lines = [self._about("summary", evidence[0].article)]
        lines += [
            self._say("quote_line", quote=display_quote(piece), mark=f"[{number}]")
            for number, piece in enumerate(evidence, start=1)
        ]
        return self._answered(question, lines, evidence)

    def article(self, question: Question, evidence: Evidence) -> Answer:
        """Answer which article it is: its title and date, with the sentence that opens it."""
        lines = [self._about(f"{question.recency}_article" if question.recency else "article", evidence.article)]
        lines.append(self._say("quote_line", quote=display_quote(evidence), mark="[1]"))
        return self._answered(question, lines, [evidence])

    def articles(self, question: Question, evidence: Sequence[Evidence]) -> Answer:
        """Answer which articles they are: the title and date of each, with the sentence that opens it."""
        lines = [self._say("articles")]
        for number, piece in enumerate(evidence, start=1):
            lines.append(self._about("article_line", piece.article))
            lines.append(self._say("answered", quote=display_quote(piece), mark=f"[{number}]"))
        return self._answered(question, lines, evidence)

    def published(self, question: Question, evidence: Evidence) -> Answer:
        """Answer when an article was published; its opening sentence is the citation."""
        at = evidence.article.published
        if at is None:
            raise ValueError(f"{evidence.article.id} has no date of publication")
        time = self._say("time", time=at.strftime("%H:%M")) if at.hour or at.minute else ""
        text = self._say(
            "published", title=displayed(evidence.article.title), day=_day(at.date()), time=time, mark="[1]"
        )
        return self._answered(question, [text], [evidence])

    def author(self, question: Question, evidence: Evidence) -> Answer:
        """Answer who wrote or signed an article; its opening sentence is the citation."""
        article = evidence.article
        text = self._say(
            "author",
            title=displayed(article.title),
            author=displayed(article.author or article.publisher or ""),
            mark="[1]",
        )
        return self._answered(question, [text], [evidence])

    def refusal(self, question: Question, unmet: Sequence[Constraint], nearest: Sequence[Article]) -> Answer:
        """Say that the articles do not answer, what of the question they lack, and which articles come nearest."""
        near = nearest_articles(nearest, question.constraints)
        lines = [self.refusals.reason(question, unmet, near)]
        offered = near[: self.nearest]
        if offered:
            lines.append(self._say("nearest"))
            lines += [self._offered(question, one) for one in offered]
        return Answer(question, Status.NOT_FOUND, "\n".join(lines), (), tuple(one.article for one in offered))

    def _offered(self, question: Question, near: Near) -> str:
        topic = self.refusals.joined(question, near.spoken_of)
        return self._about("nearest_about" if topic else "nearest_line", near.article, topic=topic)

    def plain(self, question: Question, phrase: str, **values: object) -> Answer:
        """Say one sentence that cites nothing."""
        return Answer(question, Status.NOT_FOUND, self._say(phrase, **values))

    def _say(self, phrase: str, **values: object) -> str:
        return str(self.phrases[phrase]).format(**values)

    def _about(self, phrase: str, article: Article, **values: object) -> str:
        day = self._say("date", day=_day(article.published.date())) if article.published else ""
        return self._say(phrase, title=displayed(article.title), date=day, **values)

    def _answered(self, question: Question, lines: Sequence[str], evidence: Sequence[Evidence]) -> Answer:
        citations = tuple(cite(number, piece) for number, piece in enumerate(evidence, start=1))
        return Answer(question, Status.ANSWERED, "\n".join(lines), citations)


def _period_written(line: FundLine) -> Written | None:
    span = line.fact.period_span
    return Written(line.evidence.article.body[span.start : span.end], span) if span else None


def is_told(span: Span | None, evidence: Evidence) -> bool:
    """Return whether a range of the body lies in what the evidence quotes."""
    return span is not None and evidence.span.start <= span.start and span.end <= evidence.span.end


def cite(number: int, evidence: Evidence) -> Citation:
    """Return the numbered citation of a piece of evidence."""
    article = evidence.article
    return Citation(
        number,
        article.id,
        article.title,
        article.published,
        article.publisher,
        article.author,
        article.url,
        evidence.quote,
        evidence.span.start,
        evidence.span.end,
        _apart(evidence.answering),
    )


def evidence_of(citation: Citation, article: Article) -> Evidence:
    """Return the evidence that a citation of ``article`` is of."""
    return Evidence(article, Span(citation.start, citation.end), 0.0, citation.answers)


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch or overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def display_quote(evidence: Evidence) -> str:
    """Return the quote as shown: with a sign where its sentence is cut, and nothing in it that looks like a mark."""
    body, span = evidence.article.body, evidence.span
    before = body[: span.start].rstrip(" ")
    cut_before = bool(before) and before[-1] not in f"\n{_SENTENCE_ENDS}" and not before.endswith("[Ảnh]")
    after = body[span.end :].lstrip(" ")
    cut_after = bool(after) and after[0] != "\n" and evidence.quote[-1] not in _SENTENCE_ENDS
    quote = displayed(evidence.quote)
    return f"{ELLIPSIS + ' ' if cut_before else ''}{quote}{' ' + ELLIPSIS if cut_after else ''}"


def capital(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""
