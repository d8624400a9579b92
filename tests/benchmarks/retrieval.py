"""Retrieval quality and speed on a BEIR set: ``python -m tests.benchmarks.retrieval --beir DIR --run OUT.tsv``.

Indexes the set with the product's own pipeline, writes a TREC run (``qid Q0 docid rank score tag``, top 100) and prints
one table. A document longer than a passage ranks by its best passage.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG

from index.engine import Engine
from index.options import RerankOptions, RetrieveOptions
from tests.benchmarks.beir import BeirQuery, built_engine, read_beir

DEPTH = 100
MEASURES = (nDCG @ 10, RR @ 10, R @ 1, R @ 5, R @ 20, R @ 100)

FIRST_STAGE: dict[str, Any] = {"rerank": RerankOptions(candidates=0)}
"""The change of options that leaves the order to the first stage."""

Run = dict[str, dict[str, float]]


def rank(engine: Engine, queries: Sequence[BeirQuery]) -> tuple[Run, list[float]]:
    """Return for each query its documents with their scores, and the seconds each query took."""
    run: Run = {}
    seconds = []
    for query in queries:
        started = time.perf_counter()
        hits = engine.search(query.text)
        seconds.append(time.perf_counter() - started)
        documents: dict[str, float] = {}
        for hit in hits:
            documents.setdefault(hit.passage.article_id, hit.score)
        run[query.id] = dict(list(documents.items())[:DEPTH])
    return run, seconds


def measure(relevance: Mapping[str, Mapping[str, int]], run: Run) -> dict[str, float]:
    """Return each measure of the run, as a share of 1."""
    found = ir_measures.calc_aggregate(MEASURES, relevance, run)
    return {str(name): float(found[name]) for name in MEASURES}


def write_run(run: Run, path: Path, tag: str) -> None:
    """Write a TREC run file."""
    lines = [
        f"{query} Q0 {document} {place} {score:.6f} {tag}\n"
        for query, documents in run.items()
        for place, (document, score) in enumerate(documents.items(), start=1)
    ]
    path.write_text("".join(lines), "utf-8")


def benchmark_options(**changes: Any) -> RetrieveOptions:
    """Return the product's options, deep enough for a run of 100 documents."""
    return RetrieveOptions(candidates=150, top=300).model_copy(update=changes)


def milliseconds(seconds: Sequence[float]) -> Mapping[str, float]:
    """Return the median, 95th and 99th percentile in milliseconds."""
    return {f"p{share}": float(np.percentile(seconds, share)) * 1000 for share in (50, 95, 99)}


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beir", type=Path, required=True, metavar="DIR")
    parser.add_argument("--drop-accents", action="store_true")
    parser.add_argument("--nfd", action="store_true")
    parser.add_argument("--run", type=Path, required=True, metavar="OUT.tsv")
    given = parser.parse_args()
    beir = read_beir(given.beir, drop_accents=given.drop_accents, nfd=given.nfd)
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with built_engine(beir.articles, Path(folder), retrieve=benchmark_options()) as engine:
            indexing = time.perf_counter() - started
            passages = engine.size()[1]
            run, seconds = rank(engine, beir.queries)
        with built_engine([], Path(folder)) as engine:
            # The product's own depth decides what a user waits for.
            _, seconds = rank(engine, beir.queries)
    write_run(run, given.run, "hoidap")
    for name, value in measure(beir.relevance, run).items():
        print(f"{name:10} {100 * value:6.2f}")
    print(f"index      {indexing:6.1f} s, {passages} passages, {passages / indexing:.0f} passages a second")
    print("query      " + ", ".join(f"{name} {value:.1f} ms" for name, value in milliseconds(seconds).items()))
    print(f"memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most")


if __name__ == "__main__":
    main()
