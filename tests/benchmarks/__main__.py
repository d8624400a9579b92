"""The table of results: ``make bench DATA=FOLDER``, or ``python -m tests.benchmarks FOLDER``.

FOLDER holds one or more retrieval sets in BEIR layout. Prints a Markdown table of retrieval (with its parts off in
turn, and with the questions typed without accents and decomposed) and one of answers, with commit, date and machine.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.options import RetrieveOptions
from tests.benchmarks.answers import ask_all
from tests.benchmarks.beir import BeirSet, built_engine, read_beir
from tests.benchmarks.retrieval import FIRST_STAGE, benchmark_options, measure, milliseconds, rank

_VARIANTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("both stages", {}),
    ("both stages, no vectors", {"dense_weight": 0}),
    ("first stage", FIRST_STAGE),
    ("BM25 alone", {**FIRST_STAGE, "dense_weight": 0}),
    ("accented BM25 alone", {**FIRST_STAGE, "dense_weight": 0, "folded_weight": 0, "accented_weight": 1}),
    ("folded BM25 alone", {**FIRST_STAGE, "dense_weight": 0, "accented_weight": 0, "folded_weight": 1}),
)


def retrieval_rows(folder: Path, stores: Path) -> Iterator[str]:
    """Yield a row for each variant and each way of typing."""
    beir = read_beir(folder)
    for place, (name, changes) in enumerate(_VARIANTS):
        articles = beir.articles if place == 0 else []
        yield _retrieval_row(beir, name, stores, benchmark_options(**changes), fresh=articles is beir.articles)
    for name, typed in (
        ("both stages, no accents", read_beir(folder, drop_accents=True)),
        ("both stages, NFD", read_beir(folder, nfd=True)),
    ):
        yield _retrieval_row(typed, name, stores, benchmark_options(), fresh=False)


def _retrieval_row(beir: BeirSet, name: str, stores: Path, options: RetrieveOptions, *, fresh: bool) -> str:
    with built_engine(beir.articles if fresh else [], stores, retrieve=options) as engine:
        run, _ = rank(engine, beir.queries)
    cells = " | ".join(f"{100 * value:.1f}" for value in measure(beir.relevance, run).values())
    return f"| {beir.name} | {name} | {cells} |"


def answer_row(folder: Path, stores: Path) -> str | None:
    """Return the row of a set with answers, with the product's own options; None for a set without."""
    beir = read_beir(folder)
    queries = [query for query in beir.queries if query.answers]
    if not queries:
        return None
    with built_engine([], stores) as engine:
        outcomes = ask_all(engine, queries, beir.relevance)
    answered = [outcome for outcome in outcomes if outcome.answered]
    right = 100 * sum(outcome.right for outcome in outcomes) / len(outcomes)
    length = sum(len(outcome.answer.citations[0].quote) for outcome in answered) / max(1, len(answered))
    times = milliseconds([outcome.answer.elapsed_ms / 1000 for outcome in outcomes])
    share = 100 * len(answered) / len(outcomes)
    return f"| {beir.name} | {right:.1f} | {share:.1f} | {length:.0f} | {times['p50']:.0f} | {times['p95']:.0f} |"


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder: Path = parser.parse_args().folder
    sets = sorted(path.parent for path in folder.glob("*/qrels.tsv"))
    if not sets:
        sys.exit(f"{folder}: no retrieval set here; a set is a folder with corpus.jsonl, queries.jsonl and qrels.tsv")
    print(f"Commit {_commit()}, {datetime.now(UTC).date()}, {_machine()}.\n")
    print("| set | variant | nDCG@10 | MRR@10 | R@1 | R@5 | R@20 | R@100 |\n|---|---|---|---|---|---|---|---|")
    answers = []
    for path in sets:
        with tempfile.TemporaryDirectory() as stores:
            for row in retrieval_rows(path, Path(stores)):
                print(row, flush=True)
            answers.append(answer_row(path, Path(stores)))
    print(
        "\n| set | right span, % | answered, % | mean span, characters | p50, ms | p95, ms |\n|---|---|---|---|---|---|"
    )
    print("\n".join(row for row in answers if row))


def _commit() -> str:
    described = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return described.stdout.strip() or "unknown"


def _machine() -> str:
    return f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"


if __name__ == "__main__":
    main()
