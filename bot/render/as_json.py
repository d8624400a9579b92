"""Answers and articles as JSON, for other programs. The keys are a contract: add to them, change none."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from typing import Any

from corpus.article import Article
from index.types import Answer, Citation

VIETNAM_TIME = timezone(timedelta(hours=7))


def answer_as_json(answer: Answer, question: str, identifier: object = None) -> str:
    """Return one line of JSON; ``question`` is the text as it was asked."""
    return as_line(
        {
            "id": identifier,
            "question": question,
            "status": answer.status.value,
            "text": answer.text,
            "citations": [_citation(citation) for citation in answer.citations],
            "written_by": answer.written_by.value,
            "elapsed_ms": round(answer.elapsed_ms, 3),
        }
    )


def article_as_json(article: Article) -> str:
    """Return one line of JSON with the body that the offsets of a citation refer to."""
    return as_line(asdict(article) | {"published": iso_time(article.published)})


def articles_as_json(articles: list[Article]) -> str:
    """Return one line of JSON: every article without its body."""
    rows = [asdict(article) | {"published": iso_time(article.published)} for article in articles]
    return as_line([{key: value for key, value in row.items() if key != "body"} for row in rows])


def as_line(value: object) -> str:
    """Return ``value`` as one line of JSON, Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def iso_time(moment: datetime | None) -> str | None:
    """Return ``moment`` as ISO 8601 in Vietnam's time, such as 2023-07-24T14:34:00+07:00."""
    return moment.astimezone(VIETNAM_TIME).isoformat() if moment else None


def _citation(citation: Citation) -> dict[str, Any]:
    told = asdict(citation) | {"published": iso_time(citation.published)}
    del told["answers"]
    also = [source | {"published": iso_time(source["published"])} for source in told.pop("also")]
    return told | {"marks": [[span.start, span.end] for span in citation.answers], "also": also}
