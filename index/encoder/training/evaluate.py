"""Measures an encoder by itself on retrieval sets in BEIR layout, with and without news among the passages.

``python -m index.encoder.training.evaluate --model default --sets EVAL --data TRAIN`` prints a table.
"""

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.encoder import load_encoder
from index.encoder.training.documents import read_distractors, read_json_lines
from index.encoder.training.questions import drop_accents
from index.types import Encoder

DEPTH = 10
HEADER = "| set | R@1 | MRR@10 | nDCG@10 | R@1 unaccented | nDCG@10 unaccented |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Questions, passages, and which passages answer which question (by position)."""

    name: str
    questions: tuple[str, ...]
    passages: tuple[str, ...]
    relevant: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over the questions; each between 0 and 1."""

    recall_at_1: float
    reciprocal_rank: float
    ndcg: float


def read_set(folder: Path) -> RetrievalSet:
    """Read a set in BEIR layout; a passage is its text alone, for its title often gives it away."""
    passages = {record["_id"]: record["text"] for record in read_json_lines(folder / "corpus.jsonl")}
    questions = {record["_id"]: record["text"] for record in read_json_lines(folder / "queries.jsonl")}
    place = {key: number for number, key in enumerate(passages)}
    answers: dict[str, set[int]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        question, passage, score = line.split()
        if int(score) > 0:
            answers.setdefault(question, set()).add(place[passage])
    asked = [key for key in questions if key in answers]
    return RetrievalSet(
        folder.name,
        tuple(questions[key] for key in asked),
        tuple(passages.values()),
        tuple(frozenset(answers[key]) for key in asked),
    )


def scores_of(ranked: Sequence[Sequence[int]], relevant: Sequence[frozenset[int]]) -> Scores:
    """Return R@1, MRR@10 and nDCG@10 (binary gain, Järvelin and Kekäläinen 2002) of rankings cut at 10."""
    first, reciprocal, gain = [], [], []
    for ranking, wanted in zip(ranked, relevant, strict=True):
        hits = [rank for rank, passage in enumerate(ranking[:DEPTH]) if passage in wanted]
        first.append(bool(hits) and hits[0] == 0)
        reciprocal.append(1 / (hits[0] + 1) if hits else 0.0)
        ideal = sum(1 / np.log2(rank + 2) for rank in range(min(len(wanted), DEPTH)))
        gain.append(sum(1 / np.log2(rank + 2) for rank in hits) / ideal)
    return Scores(float(np.mean(first)), float(np.mean(reciprocal)), float(np.mean(gain)))


def evaluate(encoder: Encoder, tested: RetrievalSet, distractors: Sequence[str] = ()) -> Mapping[str, Scores]:
    """Score the set as it is ("accented") and with the accents dropped from its questions ("unaccented")."""
    passages = encoder.encode_passages([*tested.passages, *distractors])
    unaccented = [drop_accents(question) for question in tested.questions]
    results = {}
    for label, questions in (("accented", tested.questions), ("unaccented", unaccented)):
        similarity = encoder.encode_questions(questions) @ passages.T
        ranked = np.argsort(-similarity, axis=1, kind="stable")[:, :DEPTH].tolist()
        results[label] = scores_of(ranked, tested.relevant)
    return results


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a set: R@1, MRR@10 and nDCG@10, accented and unaccented."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="default", help="as index.encoder.model in config.yaml")
    parser.add_argument("--sets", type=Path, required=True, help="folder of retrieval sets in BEIR layout")
    parser.add_argument("--data", type=Path, help="training data; its held-out news become distractors")
    parser.add_argument("--distractors", type=int, default=5000)
    parser.add_argument("--json", action="store_true", help="print one JSON object a line instead of a table")
    options = parser.parse_args(arguments)
    encoder = load_encoder(options.model)
    news = read_distractors(options.data, options.distractors, random.Random(0)) if options.data else []
    folders = sorted(file.parent for file in options.sets.glob("*/corpus.jsonl"))
    if not options.json:
        print(f"{encoder.name}, {encoder.dimension} dimensions")
        print(HEADER)
    for folder in folders:
        tested = read_set(folder)
        for added in ([], news) if news else ([],):
            name = f"{tested.name} + {len(added)} news" if added else tested.name
            _print_scores(name, evaluate(encoder, tested, added), as_json=options.json)


def _print_scores(name: str, results: Mapping[str, Scores], *, as_json: bool) -> None:
    accented, unaccented = results["accented"], results["unaccented"]
    row = {
        "R@1": accented.recall_at_1,
        "MRR@10": accented.reciprocal_rank,
        "nDCG@10": accented.ndcg,
        "R@1 unaccented": unaccented.recall_at_1,
        "nDCG@10 unaccented": unaccented.ndcg,
    }
    if as_json:
        print(json.dumps({"set": name, **row}))
    else:
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in row.values()) + " |", flush=True)


if __name__ == "__main__":
    main()
