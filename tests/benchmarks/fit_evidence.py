"""Fits the models that judge evidence: ``python -m tests.benchmarks.fit_evidence DIR... [--write]``.

Each DIR is a BEIR set with answers. Two models are fitted. The first ranks sentences: a candidate is right when its
article is relevant and it holds a gold answer. The second says whether any sentence answers: it sees each question as
it is, where the first sentence is right, and once more without the articles that answer it, as a corpus that lacks them
would show it. Each set is also scored with weights fitted on the others, which are the figures to believe.

Sets of news are gathered twice: as they are, and as news of meetings is written and asked about, see ``as_reports``.
"""

import argparse
import random
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from index.engine import Engine
from index.features import NAMES
from index.options import RetrieveOptions
from index.ranking import CONFIDENCE_NAMES, WEIGHTS_FILE, confidence_row, odds_of
from tests.benchmarks.answers import words
from tests.benchmarks.beir import BeirQuery, BeirSet, built_engine, read_beir
from tests.benchmarks.listwise import Asked, Floats, fit
from tests.benchmarks.logistic import fit_logistic

WEIGHTS = Path("index") / WEIGHTS_FILE
_PENALTY = 0.02
_REFUSED = (0.01, 0.02, 0.05)


@dataclass(frozen=True, slots=True)
class Case:
    """A question as fitting sees it; ``absent`` are the features of what is found without the articles that answer."""

    asked: Asked
    absent: Floats


@dataclass(frozen=True, slots=True)
class CaseSet:
    """The questions of a set that found anything, and how many were asked; ``family`` is what it was made from."""

    name: str
    family: str
    cases: list[Case]
    total: int


def read_sets(folder: Path, limit: int) -> Iterator[tuple[str, BeirSet]]:
    """Yield a set with at most ``limit`` of its questions, and once more as reports if its titles are headlines."""
    beir = read_beir(folder)
    queries = [query for query in beir.queries if query.answers]
    random.Random(7).shuffle(queries)
    beir = replace(beir, queries=queries[:limit])
    yield beir.name, beir
    if statistics.mean(len(article.title.split()) for article in beir.articles) >= _HEADLINE_WORDS:
        yield f"{beir.name}, as reports", as_reports(beir)


def as_reports(beir: BeirSet) -> BeirSet:
    """Return the set as the genre is: a report opens with its headline, and questions say by it which one they mean.

    Each question names a part of the title of its article, so that the opening holds most of it and answers nothing.
    """
    chance = random.Random(5)
    titles = {article.id: article.title.split() for article in beir.articles}

    def naming(query: BeirQuery) -> BeirQuery:
        title = titles[next(iter(beir.relevance[query.id]))]
        size = chance.randint(min(_FEWEST_NAMED, len(title)), len(title))
        first = chance.randint(0, len(title) - size)
        named = " ".join(title[first : first + size])
        return replace(query, text=chance.choice(_NAMING).format(question=query.text.rstrip("?. "), named=named))

    return replace(
        beir,
        articles=[replace(article, body=f"{article.title}.\n{article.body}") for article in beir.articles],
        queries=[naming(query) for query in beir.queries],
    )


_HEADLINE_WORDS = 6
_FEWEST_NAMED = 4
_NAMING = ("{question} trong {named}?", "{named}, {question}?", "Về {named}: {question}?", "Tại {named}, {question}?")


def gather(name: str, beir: BeirSet) -> CaseSet:
    """Return the questions of a set as fitting sees them."""
    with (
        tempfile.TemporaryDirectory() as stores,
        built_engine(beir.articles, Path(stores), retrieve=RetrieveOptions()) as engine,
    ):
        cases = [_case(engine, query, beir.relevance[query.id]) for query in beir.queries]
    return CaseSet(name, beir.name, [case for case in cases if case is not None], len(beir.queries))


def _case(engine: Engine, query: BeirQuery, relevant: dict[str, int]) -> Case | None:
    judged = engine.judge(query.text)
    if judged is None:
        return None
    candidates, features = judged
    golds = [words(gold) for gold in query.answers if words(gold)]
    right = np.array(
        [
            candidate.background.article.id in relevant and any(gold in words(candidate.reading.text) for gold in golds)
            for candidate in candidates
        ]
    )
    absent = engine.judge(query.text, without=relevant)
    return Case(Asked(features, right), absent[1] if absent else np.zeros((0, len(NAMES))))


def accuracy(cases: Sequence[Case], weights: Floats, total: int) -> float:
    """Return the share of questions whose best candidate is right, in per cent."""
    return 100 * sum(bool(case.asked.right[np.argmax(case.asked.features @ weights)]) for case in cases) / total


def judged_rows(cases: Sequence[Case], weights: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return what the second model sees of the first sentence of each list, and whether it answers."""
    rows, answers = [], []
    for case in cases:
        best = int(np.argmax(case.asked.features @ weights))
        if case.asked.right[best]:
            rows.append(_judged(case.asked.features, weights))
            answers.append(True)
        if len(case.absent):
            rows.append(_judged(case.absent, weights))
            answers.append(False)
    return np.array(rows), np.array(answers)


def _judged(features: Floats, weights: Floats) -> Floats:
    scores = features @ weights
    best = int(np.argmax(scores))
    return confidence_row(features[best], float(odds_of(scores)[best]))


def _report_refusals(rows: Floats, answers: NDArray[np.bool_], confidence: Floats) -> None:
    sure = 1 / (1 + np.exp(-(rows @ confidence)))
    for refused in _REFUSED:
        least = float(np.quantile(sure[answers], refused))
        caught = float((sure[~answers] < least).mean())
        print(
            f"{'':24} of right answers {100 * refused:.0f} % refused below {least:.2f}: "
            f"of questions without an article {100 * caught:.1f} %"
        )


def main() -> None:
    """Parse, fit, print, and write if so asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--limit", type=int, default=800, metavar="N", help="questions of each set (800)")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS}")
    given = parser.parse_args()
    sets = [gather(*named) for folder in given.folders for named in read_sets(folder, given.limit)]
    for one in sets:
        others = [other for other in sets if other.family != one.family]
        reach = 100 * sum(bool(case.asked.right.any()) for case in one.cases) / one.total
        print(f"{one.name:24} at best {reach:.1f}")
        if others:
            weights, confidence = _fit(others)
            print(f"{'':24} right, fitted on the others, {accuracy(one.cases, weights, one.total):.1f}")
            _report_refusals(*judged_rows(one.cases, weights), confidence)
    weights, confidence = _fit(sets)
    for one in sets:
        print(f"{one.name:24} right, fitted on all, {accuracy(one.cases, weights, one.total):.1f}")
        _report_refusals(*judged_rows(one.cases, weights), confidence)
    if given.write:
        seen = np.vstack([case.asked.features for one in sets for case in one.cases]).std(axis=0) > 0
        _write(weights, confidence, seen)


def _fit(sets: Sequence[CaseSet]) -> tuple[Floats, Floats]:
    weights = fit([[case.asked for case in one.cases] for one in sets], _PENALTY)
    return weights, fit_logistic([judged_rows(one.cases, weights) for one in sets], _PENALTY)


def _write(weights: Floats, confidence: Floats, seen: NDArray[np.bool_]) -> None:
    """Write the weights; a sign that the sets never show (a caption) keeps the weight it has."""
    held = WEIGHTS.read_text("utf-8")
    comment, before = held.splitlines()[0], yaml.safe_load(held)
    weights = np.where(seen, weights, [before["weights"].get(name, 0.0) for name in NAMES])
    table = {
        "cited_before": before["cited_before"],
        "weights": {name: round(float(value), 3) for name, value in zip(NAMES, weights, strict=True)},
        "confidence": {name: round(float(value), 3) for name, value in zip(CONFIDENCE_NAMES, confidence, strict=True)},
    }
    WEIGHTS.write_text(f"{comment}\n{yaml.safe_dump(table, sort_keys=False)}", "utf-8")


if __name__ == "__main__":
    main()
