"""Fits how much of a generated sentence its span must hold: ``python -m tests.benchmarks.fit_support FILE``.

FILE is JSON lines (plain, or .zst with the package zstandard) of articles with an ``abstract`` and a ``body``, a list
of texts. Each sentence of an abstract is held against the span of the body that is nearest to it, as a journalist's
paraphrase, and against a span of another article; and a sentence of the span itself is held against it with one telling
word exchanged for one that the span lacks, which is the least that a hostile sentence does. The threshold is the lowest
that lets through no more than one in a hundred of these; what it stops of the paraphrases costs the reader no more than
the model's wording.
"""

import argparse
import io
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from index.generated_words import GeneratedWords, Reading, read
from index.language import Language
from index.verify_generated import SUPPORT, GeneratedVerifier
from index.vietnamese.sentences import split_sentences
from index.vietnamese.tokens import tokenise

_SPAN = 3  # sentences
_YEAR = 2019
_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98, 1.0)
_MOST_LET_THROUGH = 0.01


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of an abstract, the span nearest to it, and one sentence of that span."""

    told: Reading
    span: Reading
    own: Reading


def pairs(path: Path, words: GeneratedWords, limit: int) -> Iterator[Pair]:
    """Yield a pair for each sentence of the abstracts of the first articles."""
    for line in islice(_lines(path), limit):
        article = json.loads(line)
        text = "\n".join(article["body"])
        sentences = [text[span.start : span.end] for span in split_sentences(text)]
        spans = [sentences[at : at + _SPAN] for at in range(0, max(1, len(sentences) - _SPAN + 1))]
        if not sentences:
            continue
        abstract = article["abstract"]
        for span in split_sentences(abstract):
            told = read(abstract[span.start : span.end], _YEAR, words)
            own = {token.text for token in told.tokens}
            shared = [len(own & {token.text for token in tokenise(" ".join(one))}) for one in spans]
            best = spans[shared.index(max(shared))]
            yield Pair(told, read(" ".join(best), _YEAR, words), read(best[0], _YEAR, words))


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as raw:
        readable: IO[bytes] = raw
        if path.suffix == ".zst":
            from zstandard import ZstdDecompressor  # noqa: PLC0415 - only the training extra has it

            readable = ZstdDecompressor().stream_reader(raw)
        yield from io.TextIOWrapper(readable, encoding="utf-8")


def exchanged(pair: Pair, other: Reading, chance: random.Random, words: GeneratedWords) -> Reading | None:
    """Return a sentence of the span with one telling word exchanged for one of another text that the span lacks."""
    reading, held = pair.own, {token.text for token in pair.span.tokens}
    places = reading.content()
    theirs = [word for place in other.content() if (word := other.tokens[place].text) not in held]
    if not places or not theirs:
        return None
    token, word = reading.tokens[chance.choice(places)], chance.choice(theirs)
    return read(f"{reading.text[: token.start]}{word}{reading.text[token.end :]}", _YEAR, words)


def supports(found: Sequence[Pair], verifier: GeneratedVerifier) -> dict[str, list[float]]:
    """Return the support of every sentence of each kind."""
    chance = random.Random(7)
    kinds: dict[str, list[float]] = {"paraphrase": [], "of another article": [], "one word exchanged": []}
    for at, pair in enumerate(found):
        other = found[(at + len(found) // 2) % len(found)]
        kinds["paraphrase"].append(verifier.support_of(pair.told, [pair.span]))
        kinds["of another article"].append(verifier.support_of(pair.told, [other.span]))
        changed = exchanged(pair, other.span, chance, verifier.words)
        if changed:
            kinds["one word exchanged"].append(verifier.support_of(changed, [pair.span]))
    return kinds


def main() -> None:
    """Print the share of each kind that every threshold lets through, and the threshold that is fitted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=1000, help="articles")
    given = parser.parse_args()
    language = Language.load()
    verifier = GeneratedVerifier.load(language.names, language.grammar.offices, language.abbreviations)
    kinds = supports(list(pairs(given.file, verifier.words, given.limit)), verifier)
    print("| threshold |", " | ".join(f"{name}, %" for name in kinds), "|")
    for threshold in _THRESHOLDS:
        shares = (sum(one >= threshold for one in values) / len(values) for values in kinds.values())
        print(f"| {threshold} |", " | ".join(f"{100 * share:.1f}" for share in shares), "|")
    hostile = kinds["one word exchanged"]
    fitted = [one for one in _THRESHOLDS if sum(value >= one for value in hostile) <= _MOST_LET_THROUGH * len(hostile)]
    print(f"{len(hostile)} sentences; fitted: {fitted[0] if fitted else 'none of these'}, in use: {SUPPORT}")


if __name__ == "__main__":
    main()
