"""Fits the weights of the second stage of retrieval: ``python -m tests.benchmarks.fit_retrieval FOLDER [--limit N]``.

FOLDER holds retrieval sets in BEIR layout. Each set is also scored with weights fitted on the others, which is the
figure to believe, and once more with each sign left out. Prints the weights for ``config.yaml``.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.passages import article_of
from index.rerank import SIGNS
from tests.benchmarks.beir import built_engine, read_beir
from tests.benchmarks.listwise import Asked, Floats, fit
from tests.benchmarks.retrieval import Run, measure

_PENALTY = 1e-3
_NDCG = "nDCG@10"


@dataclass(frozen=True, slots=True)
class Described:
    """A set as the second stage sees it: for each question the documents of its candidates, their signs, the right."""

    name: str
    relevance: dict[str, dict[str, int]]
    documents: dict[str, list[str]]
    asked: dict[str, Asked]


def gather(folder: Path, limit: int | None) -> Described:
    """Index a set and describe the candidates of its questions, or of ``limit`` of them."""
    beir = read_beir(folder)
    queries = random.Random(7).sample(beir.queries, min(limit or len(beir.queries), len(beir.queries)))
    documents: dict[str, list[str]] = {}
    asked: dict[str, Asked] = {}
    with tempfile.TemporaryDirectory() as stores, built_engine(beir.articles, Path(stores)) as engine:
        for query in queries:
            passages, signs = engine.describe(query.text)
            relevant = beir.relevance[query.id]
            documents[query.id] = [article_of(passage) for passage in passages]
            asked[query.id] = Asked(signs, np.array([relevant.get(one, 0) > 0 for one in documents[query.id]]))
    return Described(beir.name, {query.id: beir.relevance[query.id] for query in queries}, documents, asked)


def score(described: Described, weights: Floats) -> float:
    """Return nDCG@10 of the set in per cent, its candidates in the order of ``weights``."""
    run: Run = {}
    for query, asked in described.asked.items():
        order = np.argsort(-(asked.features @ weights), kind="stable")
        ranked = dict.fromkeys(described.documents[query][place] for place in order)
        run[query] = {document: -float(place) for place, document in enumerate(ranked)}
    return 100 * measure(described.relevance, run)[_NDCG]


def fitted(sets: Sequence[Described], columns: Sequence[int]) -> Floats:
    """Return weights of all signs, 0 outside ``columns``."""
    asked = [
        [Asked(one.features[:, columns], one.right) for one in described.asked.values() if len(one.right)]
        for described in sets
    ]
    weights = np.zeros(len(SIGNS))
    weights[list(columns)] = fit(asked, _PENALTY)
    return weights


def held_out(sets: Sequence[Described], columns: Sequence[int]) -> list[float]:
    """Return nDCG@10 of each set with weights fitted on the others."""
    return [score(one, fitted([other for other in sets if other is not one], columns)) for one in sets]


def main() -> None:
    """Parse, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--limit", type=int, metavar="N", help="questions of each set (all)")
    given = parser.parse_args()
    sets = [gather(path.parent, given.limit) for path in sorted(given.folder.glob("*/qrels.tsv"))]
    every = list(range(len(SIGNS)))
    print("| signs | " + " | ".join(one.name for one in sets) + " | mean |\n" + "|---" * (len(sets) + 2) + "|")
    rows = {"all": every, "first stage": every[:2]}
    rows |= {f"without {sign}": [column for column in every if column != place] for place, sign in enumerate(SIGNS)}
    for name, columns in rows.items():
        found = held_out(sets, columns)
        print(
            f"| {name} | " + " | ".join(f"{value:.1f}" for value in [*found, float(np.mean(found))]) + " |", flush=True
        )
    weights = fitted(sets, every)
    print("\nFitted on all: " + ", ".join(f"{one.name} {score(one, weights):.1f}" for one in sets) + "\n")
    print("\n".join(f"      {sign}: {weight:.2f}" for sign, weight in zip(SIGNS, weights, strict=True)))


if __name__ == "__main__":
    main()
