"""The last door before an answer leaves: marks match citations, quotes are their spans, numbers are cited."""

import re
from collections.abc import Mapping

from corpus.article import Article
from index.types import Answer, Citation, Status

_MARK = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"\d+(?:[.,/:]\d+)*")


def faults(answer: Answer, articles: Mapping[str, Article]) -> list[str]:
    """Return what is wrong with ``answer``, one line each; an answer with faults is not sent.

    ``articles`` are the cited articles by id.
    """
    if answer.status is not Status.ANSWERED:
        return ["a refusal carries citations"] if answer.citations else []
    found = [] if answer.citations else ["nothing is cited"]
    marks = {int(number) for number in _MARK.findall(answer.text)}
    numbers = {citation.n for citation in answer.citations}
    if marks != numbers or len(numbers) != len(answer.citations):
        found.append(f"marks {sorted(marks)} do not match citations {sorted(numbers)}")
    found += [
        f"citation {citation.n} is not its span of {citation.article_id}"
        for citation in answer.citations
        if not _stands(citation, articles.get(citation.article_id))
    ]
    unsupported = _numbers(_MARK.sub(" ", answer.text)) - _cited_numbers(answer)
    return found + [f"{number} stands in no cited text" for number in sorted(unsupported)]


def _stands(citation: Citation, article: Article | None) -> bool:
    return (
        article is not None and bool(citation.quote) and article.body[citation.start : citation.end] == citation.quote
    )


def _numbers(text: str) -> set[str]:
    return {part.lstrip("0") or "0" for number in _NUMBER.findall(text) for part in re.split(r"[/:]", number)}


def _cited_numbers(answer: Answer) -> set[str]:
    cited: set[str] = set()
    for citation in answer.citations:
        cited |= _numbers(citation.quote) | _numbers(citation.title) | _numbers(citation.author or "")
        if citation.published:
            cited |= _numbers(citation.published.strftime("%d/%m/%Y %H:%M"))
    return cited
