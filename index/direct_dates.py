"""The day or period that answers, with its year where it is sure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from index.direct_words import Asking, Direct, QuoteWords, holds, names_any, plain
from index.sentence_words import occurrences
from index.types import Question, Span
from index.vietnamese.dates import WrittenDate
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import tokenise

_MOST_DAYS_SINCE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads dates out of quotes; ``words`` is ``direct.yaml``."""

    asking: Asking
    words: Mapping[str, Any]

    def told(self, question: Question, quote: QuoteWords) -> Direct | None:
        """Return the one day or period of what is asked, or None where the quote may tell that of another thing."""
        told = [found for found in quote.sentence.dates if any(_overlap(found, span) for span in quote.answering)]
        if len({found.period for found in told}) != 1 or len(told) < len(quote.answering):
            return None
        found, span = told[0], next(span for span in quote.answering if _overlap(told[0], span))
        whole = quote.with_before(span, [*self.words["edges"], "ngày", "tháng", "năm"])
        led = {token.text for token in tokenise(quote.text[whole.start : span.start])}
        if not self._is_asked(question, quote, found, led):
            return None
        parts = {"answer": plain(quote.text[whole.start : whole.end])}
        one_day = found.kind == "day" and found.period.first == found.period.last
        if not one_day or led & {*self.words["edges"]}:
            return Direct("told", parts, found.period, (quote.body_span(whole),))
        part = next((token.text for token in tokenise(parts["answer"]) if token.text in self.words["day_parts"]), "")
        first = found.period.first
        day = f"{first.day}/{first.month}" + (f"/{first.year}" if _year_is_sure(found, quote) else "")
        named = {"day": day, "part": f"({part})" if part else ""}
        return Direct("day_told", named, found.period, (quote.body_span(whole),))

    def _is_asked(self, question: Question, quote: QuoteWords, found: WrittenDate, led: set[str]) -> bool:
        """Return whether a date, ``led`` by words that change it, is of the kind asked for, and of what is asked."""
        asked = {token.folded for token in tokenise(question.search_text)}
        if "gio" in asked:
            return False
        # "Đến ngày 31/8, có 300 công ty": a state on that day, and not when it came about; "đến ngày nào?" asks for it.
        as_of = led & {*self.words["as_of"]}
        if as_of and asked.isdisjoint(map(fold, as_of)):
            return False
        ends = [f"{word} {phrase}" for word in self.words["as_of"] for phrase in self.words["when"]]
        if not as_of and names_any(question.search_text, ends):
            return False
        # A term of office is no year in which anything happens.
        if found.kind == "term" and not names_any(question.search_text, self.words["terms"]):
            return False
        return self._event_named(question, quote) and not self._of_another_event(question, quote, found)

    def _event_named(self, question: Question, quote: QuoteWords) -> bool:
        """Return whether the quote names what happened: the last word before "ngày nào", unless it fits any event."""
        asked = tokenise(question.search_text)
        folded = [token.folded for token in asked]
        ends = [place.start for phrase in self.words["when"] for place in occurrences(folded, fold(phrase).split())]
        telling = self.asking.telling(question)
        before = [token for token in asked[: min(ends, default=0)] if token.folded in telling]
        led = " ".join(["", *(token.folded for token in before)])
        if not before or any(led.endswith(f" {fold(phrase)}") for phrase in self.words["held"]):
            return True
        told = [*quote.tokens, *tokenise(quote.evidence.article.title)]
        return before[-1].text in {token.text if question.accented else token.folded for token in told}

    def _of_another_event(self, question: Question, quote: QuoteWords, found: WrittenDate) -> bool:
        """Return whether an event of another kind stands between the date and the one asked about.

        "Ngày 21/7, quận tổ chức hội nghị bàn việc tiến tới Đại hội": that is no day of the congress.
        """
        kinds = [tuple(fold(phrase).split()) for phrase in self.words["events"]]
        folded = [token.folded for token in tokenise(question.search_text)]
        asked = [kind for kind in kinds if holds(folded, kind)]
        day = quote.within(Span(found.start, found.end)).start
        places = [place.start for kind in asked for place in occurrences(quote.folded, kind)]
        if not places:
            return False
        first, last = sorted((day, min(places, key=lambda place: abs(place - day))))
        return any(holds(quote.folded[first:last], kind) for kind in kinds if kind not in asked)


def _year_is_sure(found: WrittenDate, quote: QuoteWords) -> bool:
    """Return whether the day's year is its own, or is clearly that of the article: the day lies shortly before it."""
    if found.has_year:
        return True
    published = quote.evidence.article.published
    others = {date.period.first.year for date in quote.sentence.dates if date.has_year and date.kind == "day"}
    if published is None or others - {published.year}:
        return False
    return timedelta(0) <= published.date() - found.period.first <= _MOST_DAYS_SINCE


def _overlap(found: WrittenDate, span: Span) -> bool:
    return found.start < span.end and span.start < found.end
