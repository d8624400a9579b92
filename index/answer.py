"""Puts an answer together: the quotes that answer, their marks and citations, or a plain refusal.

Nothing is written that is not quoted or taken from an article's metadata; the sentences around it are data.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Self

import yaml

from corpus.article import Article
from index.facts.records import FundFact, Written
from index.types import Answer, Citation, Constraint, Evidence, Question, Span, Status
from index.vietnamese.normalise import clean

_MARK_LIKE = re.compile(r"\[(\d+)\]")
_ELLIPSIS = "[…]"
_SENTENCE_ENDS = ".!?…”\"'"


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

    @classmethod
    def load(cls, nearest: int) -> Self:
        """Read the sentences that ship with the package; a refusal names at most ``nearest`` articles."""
        return cls(yaml.safe_load(files("index").joinpath("phrases.vi.yaml").read_text("utf-8")), nearest)

    def quoted(self, question: Question, evidence: Sequence[Evidence]) -> Answer:
        """Answer with each piece of evidence under the title of its article."""
        lines = []
        for number, piece in enumerate(evidence, start=1):
            opening = "answered_from" if number == 1 else "and_also"
            lines.append(self._about(opening, piece.article))
            lines.append(self._say("answered", quote=display_quote(piece), mark=f"[{number}]"))
        return self._answered(question, lines, evidence)

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
            f"fund_{fact.use.value}",
            fund=_safe(body[fund.start : fund.end] if fund else fact.fund.value),
            amount=f"{fact.qualifier or ''} {body[fact.amount_span.start : fact.amount_span.end]}".strip(),
            details=self._say("fund_details", details=_safe("; ".join(details))) if details else "",
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

    def published(self, question: Question, evidence: Evidence) -> Answer:
        """Answer when an article was published; its opening sentence is the citation."""
        at = evidence.article.published
        if at is None:
            raise ValueError(f"{evidence.article.id} has no date of publication")
        time = self._say("time", time=at.strftime("%H:%M")) if at.hour or at.minute else ""
        text = self._say("published", title=_safe(evidence.article.title), day=_day(at.date()), time=time, mark="[1]")
        return self._answered(question, [text], [evidence])

    def author(self, question: Question, evidence: Evidence) -> Answer:
        """Answer who wrote or signed an article; its opening sentence is the citation."""
        article = evidence.article
        text = self._say(
            "author",
            title=_safe(article.title),
            author=_safe(article.author or article.publisher or ""),
            mark="[1]",
        )
        return self._answered(question, [text], [evidence])

    def refusal(self, question: Question, unmet: Sequence[Constraint], nearest: Sequence[Article]) -> Answer:
        """Say that the articles do not answer, what of the question they lack, and which articles come nearest."""
        if unmet:
            named = [
                self.phrases["unmet"][constraint.kind.value].format(written=_shown(constraint)) for constraint in unmet
            ]
            phrase = "not_found_together" if len(unmet) > 1 else "not_found_unmet"
            lines = [self._say(phrase, unmet=", ".join(named))]
        else:
            lines = [self._say("not_found")]
        offered = tuple(nearest[: self.nearest])
        if offered:
            lines.append(self._say("nearest"))
            lines += [self._about("nearest_line", article) for article in offered]
        return Answer(question, Status.NOT_FOUND, "\n".join(lines), (), offered)

    def plain(self, question: Question, phrase: str, **values: object) -> Answer:
        """Say one sentence that cites nothing."""
        return Answer(question, Status.NOT_FOUND, self._say(phrase, **values))

    def _say(self, phrase: str, **values: object) -> str:
        return str(self.phrases[phrase]).format(**values)

    def _about(self, phrase: str, article: Article) -> str:
        day = self._say("date", day=_day(article.published.date())) if article.published else ""
        return self._say(phrase, title=_safe(article.title), date=day)

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
    )


def display_quote(evidence: Evidence) -> str:
    """Return the quote as shown: with a sign where its sentence is cut, and nothing in it that looks like a mark."""
    body, span = evidence.article.body, evidence.span
    before = body[: span.start].rstrip(" ")
    cut_before = bool(before) and before[-1] not in f"\n{_SENTENCE_ENDS}" and not before.endswith("[Ảnh]")
    after = body[span.end :].lstrip(" ")
    cut_after = bool(after) and after[0] != "\n" and evidence.quote[-1] not in _SENTENCE_ENDS
    quote = " ".join(_safe(evidence.quote).split())
    return f"{_ELLIPSIS + ' ' if cut_before else ''}{quote}{' ' + _ELLIPSIS if cut_after else ''}"


def _safe(text: str) -> str:
    """Return ``text`` with what would read as a citation mark in other brackets."""
    return _MARK_LIKE.sub(r"(\1)", text)


def _shown(constraint: Constraint) -> str:
    return _safe(clean(constraint.written))[:80]


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""
