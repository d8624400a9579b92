"""What answers, told first and in a few words: only what the quote says, and only where nothing in it competes.

Where several words of the type asked for stand in a quote and none is clearly meant, nothing is told before it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any, Self

import yaml

from index.direct_dates import DateReader
from index.direct_figures import FigureReader
from index.direct_holders import told_holder
from index.direct_words import Asking, Direct, QuoteWords, holds, names_any, plain, unproven_names
from index.earlier_office import asks_earlier, tells_earlier
from index.holders import HolderFinder
from index.types import AnswerType, ConstraintKind, Evidence, Question, Span
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold

_LEAST_HELD = 0.6
_LONGEST_PLACE = 12
_VERBAL = frozenset({"da", "se", "dang", "duoc", "cho"})


@dataclass(frozen=True, slots=True)
class DirectReader:
    """Reads what answers out of a quote; ``words`` is ``direct.yaml``."""

    names: Names
    offices: Sequence[tuple[str, ...]]
    asking: Asking
    words: Mapping[str, Any]

    @classmethod
    def load(cls, names: Names, offices: Sequence[tuple[str, ...]], asking: frozenset[str]) -> Self:
        """Read the table of words that ships with the package."""
        table = yaml.safe_load(files("index").joinpath("direct.yaml").read_text("utf-8"))
        return cls(names, offices, Asking.of(asking), table)

    def read(self, question: Question, evidence: Evidence) -> Direct | None:
        """Return what answers the question in a quote, or None where nothing in it clearly does."""
        readers: Mapping[AnswerType, Callable[[Question, QuoteWords], Direct | None]] = {
            AnswerType.AMOUNT: self._figures.amount,
            AnswerType.COUNT: self._figures.count,
            AnswerType.PERCENTAGE: self._figures.percentage,
            AnswerType.WHEN: self._dates.told,
            AnswerType.WHO: self._holder,
            AnswerType.OFFICE: self._holder,
            AnswerType.WHERE: self._place,
        }
        reader = readers.get(question.answer_type)
        if reader is None or not evidence.answering:
            return None
        quote = QuoteWords.of(evidence)
        unproven = unproven_names(question, self.names.bodies)
        if not all(holds(quote.folded, named) or holds(quote.about, named) for named in unproven):
            return None
        telling = self.asking.telling(question)
        held = frozenset(telling & {*quote.folded, *quote.about})
        direct = reader(question, quote) if len(held) >= _LEAST_HELD * len(telling) else None
        return replace(direct, held=held) if direct else None

    def asks_for_list(self, question: Question) -> bool:
        """Return whether the question asks for several things."""
        return names_any(question.search_text, self.words["lists"])

    def marks(self, question: Question, evidence: Evidence) -> tuple[Span, ...]:
        """Return the words of a quote that are of the type asked for, names of places whole."""
        if question.answer_type is not AnswerType.WHERE:
            return evidence.answering
        quote = QuoteWords.of(evidence)
        return tuple(quote.body_span(_to_last_capital(quote, span)) for span in quote.answering)

    @property
    def _figures(self) -> FigureReader:
        return FigureReader(self.names, self.asking, self.words)

    @property
    def _dates(self) -> DateReader:
        return DateReader(self.asking, self.words)

    def _holder(self, question: Question, quote: QuoteWords) -> Direct | None:
        groups = (*(f"{word} ai" for word in self.words["objects"]), *self.words["groups"])
        if question.answer_type is AnswerType.WHO and names_any(question.search_text, groups):
            return None
        holder = told_holder(question, quote, HolderFinder(self.names, self.offices), self.asking, self.words)
        if holder is None or (asks_earlier(question) and not tells_earlier(holder.office)):
            return None
        phrase = "holder_told" if holder.office else "told"
        parts = {"answer": holder.person, "office": holder.office}
        return Direct(phrase, parts, fold(holder.name), (quote.body_span(holder.span),))

    def _place(self, question: Question, quote: QuoteWords) -> Direct | None:
        asked = {one.words for one in question.constraints if one.kind is ConstraintKind.PLACE}
        spans = [_to_last_capital(quote, span) for span in quote.answering]
        if not question.level:
            if not names_any(question.search_text, self.words["held"]):
                return None
            spans = [span for span in quote.answering if quote.words_of(span)[0] in {"tai", "o"}]
            spans = [whole for span in spans if (whole := self._to_clause_end(quote, span))]
        spans = [span for span in spans if tuple(quote.words_of(span)[1:]) not in asked]
        texts = {fold(quote.text[span.start : span.end]) for span in spans}
        # One of several places asked for is not all of them.
        if len(texts) != 1 or (question.level and self.asks_for_list(question)):
            return None
        answer = plain(quote.text[spans[0].start : spans[0].end])
        return Direct("told", {"answer": answer}, texts.pop(), (quote.body_span(spans[0]),))

    def _to_clause_end(self, quote: QuoteWords, span: Span) -> Span | None:
        """Return "tại ..." up to the mark that ends it; None where the sentence runs on, or a verb may stand in it."""
        last = first = quote.within(span).start
        while last + 1 < len(quote.tokens) and quote.text[quote.tokens[last].end : quote.tokens[last + 1].start] == " ":
            last += 1
        if last - first >= _LONGEST_PLACE or _VERBAL & {*quote.folded[first + 1 : last + 1]}:
            return None
        return Span(quote.tokens[first].start, quote.tokens[last].end)


def _to_last_capital(quote: QuoteWords, span: Span) -> Span:
    """Return a level and the first word of its name with the other capitals of the name."""
    last = quote.within(span).end
    while last < len(quote.tokens) and quote.sentence.is_capital(last) and quote.sentence.between(last, last) == " ":
        last += 1
    return Span(span.start, quote.tokens[last - 1].end)
