"""Reads a retrieval set in BEIR layout, and indexes it with the product's own pipeline."""

import json
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.article import Article
from index.encoder import load_encoder
from index.engine import Engine, EngineOptions
from index.language import Language
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.stores import open_stores
from index.sync import put_articles
from index.types import Encoder
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.normalise import compose, strip_accents

BENCHMARK_DAY = date(2025, 1, 1)
"""What "today" is for a benchmark, so that its figures do not change with the calendar."""


@dataclass(frozen=True, slots=True)
class BeirQuery:
    """A question, with its answers where the set knows them."""

    id: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeirSet:
    """Documents as articles, questions, and for each question the relevance of its documents."""

    name: str
    articles: list[Article]
    queries: list[BeirQuery]
    relevance: dict[str, dict[str, int]]


def read_beir(folder: Path, *, drop_accents: bool = False, nfd: bool = False) -> BeirSet:
    """Read ``folder``; the questions without their accents or decomposed, if so asked.

    Raises OSError or ValueError if the folder is not in BEIR layout.
    """
    articles = [
        Article(id=row["_id"], title=compose(row.get("title") or "").replace("_", " "), body=compose(row["text"]))
        for row in _rows(folder / "corpus.jsonl")
    ]
    queries = [
        BeirQuery(row["_id"], _typed(row["text"], drop_accents, nfd), tuple(row.get("answer") or ()))
        for row in _rows(folder / "queries.jsonl")
    ]
    relevance: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
        query, document, score = line.split("\t")
        relevance.setdefault(query, {})[document] = int(score)
    return BeirSet(folder.name, articles, [query for query in queries if query.id in relevance], relevance)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _typed(text: str, drop_accents: bool, nfd: bool) -> str:
    typed = strip_accents(text) if drop_accents else text
    return unicodedata.normalize("NFD", typed) if nfd else typed


def index_articles(articles: list[Article], folder: Path, encoder: Encoder) -> int:
    """Index ``articles`` under ``folder`` and return how many passages are there: what indexing costs, and no more."""
    options = IndexOptions(path=folder)
    stores = open_stores(options, Abbreviations.load())
    try:
        put_articles(stores, articles, encoder, options)
        return stores.manifest.passage_count()
    finally:
        stores.close()


@contextmanager
def built_engine(
    articles: list[Article],
    folder: Path,
    *,
    retrieve: RetrieveOptions | None = None,
    answer: AnswerOptions | None = None,
    encoder: Encoder | None = None,
) -> Iterator[Engine]:
    """Index ``articles`` under ``folder`` and open an engine on them."""
    language = Language.load()
    options = IndexOptions(path=folder)
    encoder = encoder or load_encoder(options.encoder.model)
    stores = open_stores(options, language.abbreviations)
    put_articles(stores, articles, encoder, options)
    engine = Engine(
        stores,
        encoder,
        language,
        EngineOptions(options, retrieve or RetrieveOptions(), answer or AnswerOptions()),
        today=lambda: BENCHMARK_DAY,
    )
    try:
        yield engine
    finally:
        engine.close()
