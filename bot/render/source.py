"""A quote with the words of it that answer, and the line under it: which article it comes from."""

from collections.abc import Iterator
from datetime import datetime

from bot.messages import Messages
from bot.render.as_json import VIETNAM_TIME
from corpus.article import Article
from index.types import Answer, Citation, Source, WrittenBy

_MOST_ALSO = 3


def source_line(citation: Citation | Article | Source, messages: Messages) -> str:
    """Return the title, the date as dd/mm/yyyy and the publisher, such as 'Hội nghị (24/07/2023, Báo X)'."""
    details = [part for part in (day(citation.published), citation.publisher) if part]
    if not details:
        return citation.title
    joined = messages.source_separator.join(details)
    return messages.source_caption.format(title=citation.title, details=joined)


def also_line(citation: Citation, messages: Messages) -> str:
    """Return which other articles hold the quote, or nothing; of many, the first and an ellipsis."""
    told = [source_line(source, messages) for source in citation.also[:_MOST_ALSO]]
    told += ["…"] if len(citation.also) > _MOST_ALSO else []
    return messages.source_also.format(sources="; ".join(told)) if told else ""


def day(moment: datetime | None) -> str:
    """Return the day of ``moment`` in Vietnam as dd/mm/yyyy, or an empty string."""
    return moment.astimezone(VIETNAM_TIME).strftime("%d/%m/%Y") if moment else ""


def quote_parts(citation: Citation) -> Iterator[tuple[str, bool]]:
    """Yield the quote of a citation in parts, each with whether it is what answers."""
    at = 0
    for span in citation.answers:
        first, last = span.start - citation.start, span.end - citation.start
        yield citation.quote[at:first], False
        yield citation.quote[first:last], True
        at = last
    yield citation.quote[at:], False


def written_by(answer: Answer, messages: Messages) -> str:
    """Return the footer that says who phrased an answer, or nothing where no language model is asked."""
    footers = {WrittenBy.LLM: messages.written_by_llm, WrittenBy.QUOTES_INSTEAD: messages.written_by_quotes}
    return footers.get(answer.written_by, "")
