"""Sentence-level accuracy on a BEIR set: ``python -m tests.benchmarks.answers --beir DIR``.

A question is right when a gold answer stands in the span that the answer cites first; the mean length of that span is
printed beside it, so that quoting everything does not win. A refusal of an answerable question is wrong. With
``--unanswerable FILE`` the refusals of questions without an answer in the set are counted as well, as Trust-Eval does
(Song et al. 2025): precision and recall of refusing, and of answering.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.engine import Engine
from index.types import Answer, Status
from index.vietnamese.normalise import normalise, strip_accents
from tests.benchmarks.beir import BeirQuery, built_engine, read_beir
from tests.benchmarks.retrieval import milliseconds


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question with its answer: whether it was answered, rightly, from where and how long the quote is."""

    query: BeirQuery
    answer: Answer
    right: bool
    right_document: bool

    @property
    def answered(self) -> bool:
        return self.answer.status is Status.ANSWERED


def ask_all(engine: Engine, queries: Sequence[BeirQuery], relevance: dict[str, dict[str, int]]) -> list[Outcome]:
    """Ask every question and judge the first citation."""
    outcomes = []
    for query in queries:
        answer = engine.answer(query.text)
        first = answer.citations[:1]
        quote = words(first[0].quote) if first else ""
        right = any(words(gold) in quote for gold in query.answers if words(gold))
        document = bool(first) and first[0].article_id in relevance[query.id]
        outcomes.append(Outcome(query, answer, right, document))
    return outcomes


def words(text: str) -> str:
    """Return the words of a text in one spelling, so that a line break or a full stop is no difference."""
    return " ".join(normalise(text).split()).strip(" .,;:\"'“”")


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beir", type=Path, required=True, metavar="DIR")
    parser.add_argument("--unanswerable", type=Path, metavar="FILE")
    parser.add_argument("--drop-accents", action="store_true")
    parser.add_argument("--nfd", action="store_true")
    parser.add_argument("--limit", type=int, metavar="N", help="ask only the first N questions")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N wrong answers")
    given = parser.parse_args()
    beir = read_beir(given.beir, drop_accents=given.drop_accents, nfd=given.nfd)
    queries = [query for query in beir.queries if query.answers][: given.limit]
    with tempfile.TemporaryDirectory() as folder, built_engine(beir.articles, Path(folder)) as engine:
        started = time.perf_counter()
        outcomes = ask_all(engine, queries, beir.relevance)
        elapsed = time.perf_counter() - started
        _report(outcomes, elapsed)
        for outcome in [outcome for outcome in outcomes if not outcome.right][: given.show]:
            print(
                "-",
                outcome.query.text,
                outcome.query.answers[:1],
                outcome.right_document,
                outcome.answer.text,
                sep="\n  ",
            )
        if given.unanswerable:
            _report_refusals(engine, outcomes, given.unanswerable, drop_accents=given.drop_accents)


def _report(outcomes: Sequence[Outcome], elapsed: float) -> None:
    total = len(outcomes)
    answered = [outcome for outcome in outcomes if outcome.answered]
    lengths = [len(outcome.answer.citations[0].quote) for outcome in answered]
    print(f"questions      {total} in {elapsed:.1f} s")
    print(f"right          {_share(sum(outcome.right for outcome in outcomes), total)}")
    print(f"right document {_share(sum(outcome.right_document for outcome in outcomes), total)}")
    print(f"answered       {_share(len(answered), total)}")
    print(f"mean span      {sum(lengths) / max(1, len(lengths)):.0f} characters")
    print(
        "time           "
        + ", ".join(
            f"{name} {value:.1f} ms"
            for name, value in milliseconds([outcome.answer.elapsed_ms / 1000 for outcome in outcomes]).items()
        )
    )


def _report_refusals(engine: Engine, outcomes: Sequence[Outcome], path: Path, *, drop_accents: bool) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    asked = [strip_accents(row["q"]) if drop_accents else row["q"] for row in rows]
    refused_rightly = sum(engine.answer(text).status is Status.NOT_FOUND for text in asked)
    refused_wrongly = sum(not outcome.answered for outcome in outcomes)
    refusing = _f1(refused_rightly, refused_rightly + refused_wrongly, len(rows))
    answered = len(outcomes) - refused_wrongly
    answering = _f1(answered, answered + len(rows) - refused_rightly, len(outcomes))
    print("refusal        precision {:.1f}, recall {:.1f}, F1 {:.1f}".format(*refusing))
    print("answerable     precision {:.1f}, recall {:.1f}, F1 {:.1f}".format(*answering))


def _f1(right: int, claimed: int, true: int) -> tuple[float, float, float]:
    precision, recall = right / max(1, claimed), right / max(1, true)
    return 100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall)


def _share(part: int, total: int) -> str:
    return f"{100 * part / max(1, total):5.1f} % ({part})"


if __name__ == "__main__":
    main()
