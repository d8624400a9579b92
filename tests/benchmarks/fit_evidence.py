"""Fits the weights that rank evidence: ``python -m tests.benchmarks.fit_evidence DIR... [--write]``.

Each DIR is a BEIR set with answers. A candidate is right when its article is relevant and it holds a gold answer. Each
set is also scored with weights fitted on the others, which is the figure to believe.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from index.engine import Engine
from index.features import NAMES
from index.options import RetrieveOptions
from tests.benchmarks.answers import words
from tests.benchmarks.beir import BeirQuery, built_engine, read_beir
from tests.benchmarks.listwise import Asked, Floats, fit

WEIGHTS = Path("index/evidence_weights.yaml")
_PENALTY = 0.01


def gather(folder: Path, limit: int) -> tuple[list[Asked], int]:
    """Return the questions of a set as fitting sees them, and how many were asked."""
    beir = read_beir(folder)
    queries = [query for query in beir.queries if query.answers]
    random.Random(7).shuffle(queries)
    queries = queries[:limit]
    with (
        tempfile.TemporaryDirectory() as stores,
        built_engine(beir.articles, Path(stores), retrieve=RetrieveOptions()) as engine,
    ):
        asked = [_asked(engine, query, beir.relevance[query.id]) for query in queries]
    return [one for one in asked if one is not None], len(queries)


def _asked(engine: Engine, query: BeirQuery, relevant: dict[str, int]) -> Asked | None:
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
    return Asked(features, right)


def accuracy(asked: Sequence[Asked], weights: Floats, total: int) -> float:
    """Return the share of questions whose best candidate is right, in per cent."""
    return 100 * sum(bool(one.right[np.argmax(one.features @ weights)]) for one in asked) / total


def main() -> None:
    """Parse, fit, print, and write if so asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--limit", type=int, default=500, metavar="N", help="questions of each set (500)")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS}")
    given = parser.parse_args()
    sets = [gather(folder, given.limit) for folder in given.folders]
    weights = fit([asked for asked, _ in sets], _PENALTY)
    for place, (folder, (asked, total)) in enumerate(zip(given.folders, sets, strict=True)):
        others = [other for number, (other, _) in enumerate(sets) if number != place]
        alone = f", fitted on the others {accuracy(asked, fit(others, _PENALTY), total):.1f}" if others else ""
        reach = 100 * sum(bool(one.right.any()) for one in asked) / total
        print(f"{folder.name:16} right {accuracy(asked, weights, total):.1f}{alone}, at best {reach:.1f}")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{name:12} {weight:8.3f}")
    if given.write:
        seen = np.vstack([one.features for asked, _ in sets for one in asked]).std(axis=0) > 0
        _write(weights, seen)


def _write(weights: Floats, seen: NDArray[np.bool_]) -> None:
    """Write the weights; a sign that the sets never show (a caption) keeps the weight it has."""
    held = WEIGHTS.read_text("utf-8")
    comment, before = held.splitlines()[0], yaml.safe_load(held)
    weights = np.where(seen, weights, [before["weights"][name] for name in NAMES])
    table = {
        "cited_before": before["cited_before"],
        "weights": {name: round(float(value), 3) for name, value in zip(NAMES, weights, strict=True)},
    }
    WEIGHTS.write_text(f"{comment}\n{yaml.safe_dump(table, sort_keys=False)}", "utf-8")


if __name__ == "__main__":
    main()
