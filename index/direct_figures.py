"""The figure that answers, with the words that belong to it: a sum, a count or a share."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.direct_words import Asking, Direct, QuoteWords, holds, names_any, plain, subjects
from index.sums import fund_mentions
from index.types import AnswerType, ConstraintKind, Question, Span
from index.vietnamese.amounts import WrittenNumber, find_counts, find_money, find_percentages
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import tokenise

_CLEARLY = 2
_PERIODS = frozenset({"month", "months", "quarter", "year"})
_QUOTED_NAME = re.compile(r"\s*(?P<name>[“\"'][^“”\"']{2,80}[”\"'])")
_SCALED = re.compile(r"(?:triệu|tỷ|tỉ|nghìn|ngàn)$", re.IGNORECASE)
_AIMED_AT = re.compile(r"(?<!vuot )(?<!% )(?<!dat )\b(?:chi tieu|phan dau|muc tieu|du kien)\b")
_CHANGE_ASKED = re.compile(r"\b(?:tang|giam|chenh|hon|kem)(?: them)? bao nhieu\b")
_CHANGED_BY = re.compile(r"\b(?:tang|giam|chenh|hon|kem|them)(?: len| xuong| them| tren| gan| khoang)? $")
_LONGEST_NOUN = 8
_LONGEST_QUALIFIER = 4
_FIGURES = (find_money, find_percentages, find_counts)


@dataclass(frozen=True, slots=True)
class FigureReader:
    """Reads figures out of quotes; ``words`` is ``direct.yaml``."""

    names: Names
    asking: Asking
    words: Mapping[str, Any]

    def amount(self, question: Question, quote: QuoteWords) -> Direct | None:
        """Return the sum asked for, with its fund where one is asked about."""
        other = question.counted and question.counted[0] not in map(fold, self.words["money"])
        span = None if other else self._one_figure(question, quote)
        span = span if span and _tells_change(question, quote, span) else None
        direct = self._told_figure(question, quote, span) if span else None
        asked = [constraint.words for constraint in question.constraints if constraint.kind is ConstraintKind.FUND]
        if span is None or direct is None or not asked:
            return direct
        mentions = fund_mentions(quote.tokens, asked[0])
        if len(asked) > 1 or not mentions:
            return None
        if quote.clause(span).start > quote.tokens[mentions[0]].start and self._owned(question, quote, span):
            return direct
        if self._given(quote, quote.tokens[mentions[0]].start, span):
            return direct if self._giver_named(question, quote, span) else None
        if self._of_another(question, quote, span):
            return None
        place = self._place_named(question, quote)
        fund, period = _fund_written(quote, mentions[0], asked[0]), self._period(quote, span)
        parts = {**direct.parts, "fund": fund, "place": place, "period": period}
        return replace(direct, phrase="fund_of_place" if place else "fund_told", parts=parts)

    def _period(self, quote: QuoteWords, span: Span) -> str:
        """Return the period of a sum as written, in brackets, where the quote names one before it and no other."""
        dates = quote.sentence.dates
        if len(dates) != 1 or dates[0].kind not in _PERIODS or not dates[0].has_year or dates[0].end > span.start:
            return ""
        found = quote.with_before(Span(dates[0].start, dates[0].end), self.words["edges"])
        between = quote.text[found.end : span.start]
        told = plain(quote.text[found.start : found.end])
        # A bare year may belong to a name ("Tháng cao điểm 2016").
        return "" if ";" in between or told.isdigit() else f"({told[:1].lower()}{told[1:]})"

    def _owned(self, question: Question, quote: QuoteWords, span: Span) -> bool:
        """Return whether the clause names whose figure is asked for."""
        clause = quote.words_of(quote.clause(span))
        return any(holds(clause, words) for words in subjects(question, self.names.bodies))

    def _given(self, quote: QuoteWords, fund: int, span: Span) -> bool:
        """Return whether the sum is what someone gave the fund, and not what the fund raised."""
        if fund > span.start:
            return True
        before = " ".join(quote.words_of(Span(quote.clause(span).start, fund)))
        return names_any(before, self.words["giving"]) and not names_any(before, self.words["raising"])

    def _giver_named(self, question: Question, quote: QuoteWords, span: Span) -> bool:
        """Return whether the question names who gave: a capital of the clause, of neither the place nor the fund."""
        kinds = {ConstraintKind.PLACE, ConstraintKind.FUND}
        others = {word for one in question.constraints if one.kind in kinds for word in fold(one.written).split()}
        telling = self.asking.telling(question) - others
        clause = quote.within(Span(quote.clause(span).start, span.start))
        return any(
            quote.folded[place] in telling and quote.sentence.is_capital(place)
            for place in range(clause.start, clause.end)
        )

    def _of_another(self, question: Question, quote: QuoteWords, span: Span) -> bool:
        """Return whether the clause gives the sum to a person or place that the question does not name."""
        clause = quote.within(Span(quote.clause(span).start, span.start))
        words = tokenise(f"{question.search_text} . {quote.evidence.article.area or ''}")
        known = {token.folded for token in words}
        people = self.names.find_people(quote.text, quote.tokens)
        named = [person for person in people if clause.start <= person.start < clause.end]
        for place in range(clause.start, clause.end - 1):
            level = self.names.level_at(quote.tokens, place, accented=True)
            if level and place + level < clause.end and quote.sentence.is_capital(place + level):
                named.append(Span(place + level, place + level + 1))
        return any(not {*quote.folded[one.start : one.end]} <= known for one in named)

    def _place_named(self, question: Question, quote: QuoteWords) -> str:
        """Return the article's area if it is the place asked for."""
        area = quote.evidence.article.area or ""
        words = [token.folded for token in tokenise(area)]
        asked = [one.words for one in question.constraints if one.kind is ConstraintKind.PLACE]
        return area if len(asked) == 1 and holds(words, asked[0]) else ""

    def count(self, question: Question, quote: QuoteWords) -> Direct | None:
        """Return the number asked for, with what it counts."""
        span = self._one_figure(question, quote)
        if span is None or not quote.text[span.start].isdigit():
            return None
        if question.counted:
            span = self._with_counted(question, quote, span)
        elif not any(found.start < span.end and span.start < found.end for found in find_money(quote.text)):
            return None
        return self._told_figure(question, quote, span) if span else None

    def _with_counted(self, question: Question, quote: QuoteWords, span: Span) -> Span | None:
        """Return the number with the noun that it counts, as written: after it, or ("giám sát 503 cuộc") around it.

        The noun has to be the question's as far as the question goes: fifty meetings are no fifty members.
        """
        number, noun = quote.within(span), _counted_noun(question)
        first, start = (
            number.start,
            next((n for n in (number.end, number.end + 1) if quote.folded[n : n + 1] == noun[:1]), None),
        )
        if start is None:
            return None
        held = _held(quote, start, noun)
        missing = [word for word in question.counted[held:] if word not in self.asking.folded]
        if missing and quote.folded[max(0, first - len(missing)) : first] == missing:
            return quote.sentence.span(first - len(missing), start + held)
        while held > 1 and quote.tokens[start + held - 1].text in self.asking.words:
            held -= 1
        if missing and held == 1:
            return None
        whole = held > 1 and (held == len(noun) or noun[held] in self.asking.folded)
        end = self._noun_end(quote, start + held) or (start + held if whole else None)
        telling = self.asking.telling(question)
        # "23 ứng viên trẻ" counts something narrower than candidates, unless the quote tells all that is asked.
        narrower = end is not None and not set(quote.folded[start + held : end]) <= telling
        if end is None or (narrower and not telling <= {*quote.folded, *quote.about}):
            return None
        return quote.sentence.span(first, end)

    def _noun_end(self, quote: QuoteWords, last: int) -> int | None:
        """Return where the noun ends that goes on in the quote ("đại biểu ưu tú"); None where it does not end soon."""
        for position in range(last, min(last + _LONGEST_QUALIFIER, len(quote.tokens)) + 1):
            ended = position == len(quote.tokens) or not quote.joins(position)
            if ended or quote.tokens[position].text in self.asking.words:
                return position
        return None

    def percentage(self, question: Question, quote: QuoteWords) -> Direct | None:
        """Return the share asked for."""
        span = self._one_figure(question, quote)
        return self._told_figure(question, quote, span) if span else None

    def _told_figure(self, question: Question, quote: QuoteWords, span: Span) -> Direct | None:
        clause = quote.clause(span)
        before = quote.text[clause.start : span.start]
        shared = {token.text for token in tokenise(before)} & set(self.words["shared"])
        if _AIMED_AT.search(fold(before)) and not _AIMED_AT.search(question.folded):
            return None
        if shared or re.search(r"\d\s*[-–]\s*$", before) or quote.text[span.end : span.end + 1] == "/":
            return None
        whole = quote.with_before(span, self.words["qualifiers"])
        value = _value(quote.text, span)
        if (
            value is None
            or value in _named(question)
            or re.search(r"\d\D{0,12}\b(?:đến|tới)\s+$", quote.text[: whole.start])
        ):
            return None
        after = quote.within(whole).end
        if _SCALED.search(quote.text[: whole.end]) and self._runs_on(quote, after):
            return None
        if _other_currency(quote, after):
            return None
        parts = {"answer": plain(quote.text[whole.start : whole.end])}
        return Direct("told", parts, value, (quote.body_span(whole),))

    def _runs_on(self, quote: QuoteWords, position: int) -> bool:
        """Return whether a noun follows ("29,6 triệu thuê bao"): a scale without đồng counts that, and is no sum."""
        inside = position < len(quote.tokens) and quote.joins(position)
        return inside and quote.tokens[position].text not in self.asking.words

    def _one_figure(self, question: Question, quote: QuoteWords) -> Span | None:
        """Return the one figure that answers: the only one, or the one in the clause that clearly is asked about."""
        typed = list(quote.answering)
        others = find_money(quote.text) if question.answer_type is AnswerType.AMOUNT else []
        spans = list(dict.fromkeys([*typed, *(Span(found.start, found.end) for found in others)]))
        named = [words for words in subjects(question, self.names.bodies) if holds(quote.folded, words)]
        if len({_value(quote.text, span) for span in spans}) == 1:
            clear = self._tells_most(question, quote, typed[0]) and not self._of_whole(quote, typed[0], named)
            return typed[0] if clear else None
        clauses = {span: quote.words_of(quote.clause(span)) for span in spans}
        owned = [span for span in spans if named and all(holds(clauses[span], words) for words in named)]
        if len(owned) == 1 and len(set(map(tuple, clauses.values()))) == len(spans):
            return owned[0]
        telling = self.asking.telling(question)
        held = sorted(((len(telling & set(clauses[span])), span) for span in spans), key=lambda pair: -pair[0])
        best = held[0][1]
        # A name beside another sum would make that one the answer.
        elsewhere = any(holds(words, one) for words in clauses.values() for one in named)
        clearly = held[0][0] - held[1][0] >= _CLEARLY and self._of_level(question, quote, best, spans)
        if best in typed and (best in owned or not elsewhere) and clearly and not self._of_whole(quote, best, named):
            return best
        # A fund's own sum is bound to it by the sentence.
        bound = len(typed) == 1 and self._asks_for_fund(question)
        return typed[0] if bound and (typed[0] in owned or not named) else None

    def _tells_most(self, question: Question, quote: QuoteWords, span: Span) -> bool:
        """Return whether no clause with another figure holds more of the question than the figure's own."""
        telling = self.asking.telling(question)
        alike = next((found for finder in _FIGURES if _overlapping(found := finder(quote.text), span)), [])
        spans = [span, *(Span(found.start, found.end) for found in alike)]
        held = [len(telling & set(quote.words_of(quote.clause(one)))) for one in spans]
        return held[0] == max(held) and self._of_level(question, quote, span, spans)

    def _of_whole(self, quote: QuoteWords, span: Span, named: Sequence[Sequence[str]]) -> bool:
        """Return whether what is asked about is first named after the figure, as a part of what the figure is of.

        "đạt trên 80%, trong đó quận A cao nhất, đạt 99%": the first figure is not that of A.
        """
        clause_end = quote.within(quote.clause(span)).end
        later = [quote.folded[clause_end:] for words in named if not holds(quote.folded[:clause_end], words)]
        figures = [Span(found.start, found.end) for finder in _FIGURES for found in finder(quote.text)]
        another = any(quote.within(one).start >= clause_end for one in figures)
        return any(another or names_any(" ".join(rest), self.words["parts"]) for rest in later)

    def _of_level(self, question: Question, quote: QuoteWords, span: Span, others: Sequence[Span]) -> bool:
        """Return whether no other figure's clause names the level asked for (cấp huyện) where the figure's does not."""
        levels = {level[0] for level in self.names.folded_levels if len(level) == 1}
        asked = levels & self.asking.telling(question) - set(quote.words_of(quote.clause(span)))
        return not any(asked & set(quote.words_of(quote.clause(one))) for one in others)

    def _asks_for_fund(self, question: Question) -> bool:
        return any(constraint.kind is ConstraintKind.FUND for constraint in question.constraints)


def _other_currency(quote: QuoteWords, position: int) -> bool:
    """Return whether a name follows a sum in đồng that makes it other money ("2 triệu đồng Đông Dương")."""
    following = quote.tokens[position - 1 : position + 2]
    if len(following) < 3 or following[0].text != "đồng" or following[1].text == "quỹ":
        return False
    return all(quote.joins(place) and quote.sentence.is_capital(place) for place in (position, position + 1))


def _counted_noun(question: Question) -> list[str]:
    """Return the folded words of the question from what it counts on."""
    asked, size = [token.folded for token in tokenise(question.search_text)], len(question.counted)
    starts = [place for place in range(len(asked)) if tuple(asked[place : place + size]) == question.counted]
    return asked[starts[0] :] if starts else [*question.counted]


def _held(quote: QuoteWords, start: int, noun: Sequence[str]) -> int:
    """Return how many words of the noun stand in the quote from a token on, without a break."""
    held = 0
    while held < min(len(noun), _LONGEST_NOUN) and quote.folded[start + held : start + held + 1] == [noun[held]]:
        if held and not quote.joins(start + held):
            break
        held += 1
    return held


def _value(text: str, span: Span) -> Hashable | None:
    return next((found[0].value for finder in _FIGURES if (found := _overlapping(finder(text), span))), None)


def _named(question: Question) -> set[Hashable]:
    """Return the figures that the question names itself."""
    return {found.value for finder in _FIGURES for found in finder(question.search_text)}


def _overlapping(figures: Sequence[WrittenNumber], span: Span) -> list[WrittenNumber]:
    return [found for found in figures if found.start < span.end and span.start < found.end]


def _fund_written(quote: QuoteWords, mention: int, fund: Sequence[str]) -> str:
    """Return the fund's name as the quote writes it: quỹ, and what stands in quotation marks or up to its last word."""
    word = quote.tokens[mention]
    quoted = _QUOTED_NAME.match(quote.text, word.end)
    if quoted:
        return plain(quote.text[word.start : quoted.end()])
    telling = [place for place in range(mention, len(quote.folded)) if quote.folded[place] in fund][: len(fund)]
    return plain(quote.text[word.start : quote.tokens[telling[-1]].end])


def _tells_change(question: Question, quote: QuoteWords, figure: Span) -> bool:
    """Return whether a figure is by how much something grew, where that is asked ("tăng bao nhiêu"), and no total."""
    return not _CHANGE_ASKED.search(question.folded) or bool(_CHANGED_BY.search(fold(quote.text[: figure.start])))
