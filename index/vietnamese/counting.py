"""Counts in how many texts each syllable and pair of syllables occurs, and writes ``frequencies.tsv.gz``.

Run as ``python -m index.vietnamese.counting OUTPUT FILE...`` on files of JSON lines (plain, or .zst with the package
zstandard); every string in a line is text. Only counts leave the texts.
"""

import gzip
import io
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path
from typing import IO

from index.vietnamese.tokens import tokenise

_RARE_SYLLABLE = 1 / 20_000
_RARE_PAIR = 1 / 1_000
_BOUND_PAIR = 0.19  # normalised pointwise mutual information from which two syllables are one word


def read_texts(path: Path) -> Iterator[str]:
    """Yield the text of each line of a JSONL file: all its strings, joined."""
    with path.open("rb") as raw:
        if path.suffix == ".zst":
            from zstandard import ZstdDecompressor  # noqa: PLC0415 - only the training extra has it

            readable: IO[bytes] = ZstdDecompressor().stream_reader(raw)
        else:
            readable = raw
        for line in io.TextIOWrapper(readable, encoding="utf-8"):
            yield ". ".join(_strings(json.loads(line)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many texts, and in how many each syllable and pair occurs, and how often in all."""

    texts: int
    syllable_texts: Counter[str]
    pair_texts: Counter[tuple[str, str]]
    syllables: Counter[str]
    pairs: Counter[tuple[str, str]]


def count(texts: Iterator[str], every: int) -> Counts:
    """Count syllables and pairs in each ``every``-th text."""
    counts = Counts(0, Counter(), Counter(), Counter(), Counter())
    total = 0
    for text in islice(texts, 0, None, every):
        words = [token.text for token in tokenise(text[:6000]) if not token.text[0].isdigit()]
        pairs = list(pairwise(words))
        counts.syllables.update(words)
        counts.pairs.update(pairs)
        counts.syllable_texts.update(set(words))
        counts.pair_texts.update(set(pairs))
        total += 1
    return replace(counts, texts=total)


def bound_pairs(counts: Counts) -> dict[tuple[str, str], int]:
    """Return the pairs that act as one word, with the number of texts that hold them.

    A pair is bound from a normalised pointwise mutual information (Bouma 2009) of its occurrences over the bound.
    """
    running = counts.syllables.total()
    bound = {}
    for (first, second), texts in counts.pair_texts.items():
        if texts < counts.texts * _RARE_PAIR:
            continue
        share = counts.pairs[first, second] / running
        expected = counts.syllables[first] * counts.syllables[second] / running**2
        if math.log(share / expected) / -math.log(share) >= _BOUND_PAIR:
            bound[first, second] = texts
    return bound


def table(counts: Counts) -> list[str]:
    """Return the lines of the table: the number of texts, then syllables, then bound pairs, each with its texts."""
    syllables = [
        f"{word}\t{number}"
        for word, number in sorted(counts.syllable_texts.items())
        if number >= counts.texts * _RARE_SYLLABLE
    ]
    pairs = [f"{first} {second}\t{number}" for (first, second), number in sorted(bound_pairs(counts).items())]
    return [f"\t{counts.texts}", *syllables, *pairs]


def main(output: str, *files: str) -> None:
    """Count the files and write the table."""
    texts = (text for name in files for text in read_texts(Path(name)))
    # A fixed time stamp keeps the file the same from run to run.
    Path(output).write_bytes(gzip.compress("\n".join(table(count(texts, every=4))).encode(), 9, mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
