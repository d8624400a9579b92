"""Speed at a given size: ``python -m tests.benchmarks.scale [FOLDER] [--passages 10000] [--questions 500]``.

FOLDER holds one or more retrieval sets in BEIR layout; without it the project's own articles and their titles serve.
Where their documents make fewer passages than wanted, copies are added in which about every fifth word is another word
of the same texts: hardly two passages are equal, and words stay as frequent as they are. Libraries are imported before
any clock starts, as in ``versus_stock``, and questions are asked at the product's own depth.

With ``--articles 1000,10000,100000`` a news archive of each size is built and asked instead; see ``archive``.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from corpus.article import Article
from corpus.store import read_articles
from index.encoder import load_encoder
from index.options import PassageOptions
from index.passages import cut_passages
from tests.benchmarks import archive
from tests.benchmarks.beir import BeirQuery, built_engine, index_articles, read_beir
from tests.benchmarks.retrieval import milliseconds, rank

_OWN_ARTICLES = Path(__file__).parents[2] / "corpus" / "articles"
_OTHER_WORDS = 5
_MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: passages, seconds of indexing, milliseconds of a search and of an answer, bytes on disk and in
    memory.
    """

    passages: int
    index_seconds: float
    times: dict[str, float]
    answer_times: dict[str, float]
    disk: int
    memory: int


def read_folder(folder: Path | None) -> tuple[list[Article], list[BeirQuery]]:
    """Return the documents and questions of every set in ``folder``, or of the project's own articles.

    Raises ValueError if the folder holds no set.
    """
    if folder is None:
        articles, _ = read_articles(_OWN_ARTICLES)
        return articles, [BeirQuery(article.id, article.title, ()) for article in articles]
    sets = [read_beir(path.parent) for path in sorted(folder.glob("*/qrels.tsv"))]
    if not sets:
        raise ValueError(f"{folder}: no retrieval set here; a set has corpus.jsonl, queries.jsonl and qrels.tsv")
    documents = [replace(article, id=f"{beir.name}-{article.id}") for beir in sets for article in beir.articles]
    return documents, [replace(query, id=f"{beir.name}-{query.id}") for beir in sets for query in beir.queries]


def grown(articles: Sequence[Article], passages: int) -> Iterator[Article]:
    """Yield ``articles``, and then copies with other words, until they make as many passages."""
    words = [word for article in articles for word in article.body.split()]
    chance = random.Random(7)
    made = 0
    for place, article in enumerate(cycle(articles)):
        if made >= passages or not words:
            return
        copy = article if place < len(articles) else _edited(article, f"{article.id}-{place}", words, chance)
        made += len(cut_passages(copy, PassageOptions()))
        yield copy


def _edited(article: Article, new_id: str, words: Sequence[str], chance: random.Random) -> Article:
    """Return the article with other words, its paragraphs and the ends of its sentences as they were."""
    lines = [
        " ".join(
            word if word[-1] in ".?!:" or chance.randrange(_OTHER_WORDS) else chance.choice(words)
            for word in line.split(" ")
            if word
        )
        for line in article.body.split("\n")
    ]
    return replace(article, id=new_id, body="\n".join(lines))


def measured(articles: list[Article], questions: Sequence[BeirQuery], folder: Path) -> Figures:
    """Index ``articles`` in the empty ``folder`` and ask the questions."""
    encoder = load_encoder("default")
    index_articles(articles[:1], folder / "warm", encoder)
    started = time.perf_counter()
    passages = index_articles(articles, folder / "whole", encoder)
    index_seconds = time.perf_counter() - started
    with built_engine([], folder / "whole", encoder=encoder) as engine:
        _, seconds = rank(engine, questions)
        answered = [engine.answer(query.text).elapsed_ms / 1000 for query in questions]
    disk = sum(path.stat().st_size for path in (folder / "whole").rglob("*") if path.is_file())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    times, answer_times = dict(milliseconds(seconds)), dict(milliseconds(answered))
    return Figures(passages, index_seconds, times, answer_times, disk, memory)


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    archive.add_arguments(parser)
    parser.add_argument("--passages", type=int, default=10_000, metavar="N")
    parser.add_argument("--questions", type=int, default=500, metavar="N")
    given = parser.parse_args()
    if given.articles:
        archive.run_sizes(given)
        return
    try:
        documents, questions = read_folder(given.folder)
    except ValueError as error:
        sys.exit(str(error))
    random.Random(7).shuffle(questions)
    with tempfile.TemporaryDirectory() as folder:
        articles = list(grown(documents, given.passages))
        figures = measured(articles, questions[: given.questions], Path(folder))
    own = min(len(documents), len(articles))
    print(f"documents  {len(articles)}, of them {len(articles) - own} with other words; {figures.passages} passages")
    print(f"index      {figures.index_seconds:.1f} s, {figures.passages / figures.index_seconds:.0f} passages a second")
    for part, times in (("search", figures.times), ("answer", figures.answer_times)):
        print(f"{part:10} " + ", ".join(f"{name} {value:.1f} ms" for name, value in times.items()))
    print(f"disk       {figures.disk / _MEBIBYTE:.0f} MiB")
    print(f"memory     {figures.memory / _MEBIBYTE:.0f} MiB at most")


if __name__ == "__main__":
    main()
