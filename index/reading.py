"""Reads articles for the stores: passages, vectors, terms, filters and facts, in several processes where it pays.

Reading takes two thirds of the time of indexing and needs no store, so that it goes on while the stores are written.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from typing import Any, Self

from corpus.article import Article, content_hash
from index.encoder import StaticEncoder, load_encoder
from index.encoder.tables import TokenTables
from index.errors import IndexBroken
from index.facts.finding import Facts, find_facts
from index.facts.reading import FactGrammar
from index.lexical import passage_fields
from index.options import IndexOptions, PassageOptions
from index.passage_terms import read_terms
from index.passages import context_text, cut_passages
from index.stories import signature
from index.types import Encoder, Passage, Vectors
from index.vectors import pack_vector
from index.vietnamese.abbreviations import Abbreviations

_CHUNK_ARTICLES = 32
_CHUNKS_AHEAD = 4  # of each process: enough to keep it busy while a batch is written, and little memory
_FEW_ARTICLES = 256  # of which the start of processes would take longer than the reading


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """All that the stores keep of one article.

    ``terms``, ``vectors`` and ``packed_vectors`` have one entry for each of ``passages``; ``fields`` too, the
    document that tantivy indexes.
    """

    article: Article
    digest: str
    passages: tuple[Passage, ...]
    terms: tuple[bytes, ...]
    fields: tuple[Mapping[str, Any], ...]
    vectors: Vectors
    packed_vectors: tuple[bytes, ...]
    facts: Facts
    signature: bytes


@dataclass(frozen=True, slots=True)
class ArticleReader:
    """What articles are read with, loaded once."""

    encoder: Encoder
    tables: TokenTables
    grammar: FactGrammar
    abbreviations: Abbreviations
    passages: PassageOptions

    @classmethod
    def load(cls, encoder: Encoder, passages: PassageOptions) -> Self:
        """Read the tables that ship with the package. Raises EncoderError if a token table is broken."""
        return cls(encoder, TokenTables.load(encoder), FactGrammar.load(), Abbreviations.load(), passages)

    def read(self, articles: Sequence[Article]) -> list[ReadArticle]:
        """Read articles together: models read many texts faster than one."""
        cut = [tuple(cut_passages(article, self.passages)) for article in articles]
        titled = [
            (passage, article.title) for article, passages in zip(articles, cut, strict=True) for passage in passages
        ]
        vectors = self.encoder.encode_passages([context_text(passage, title) for passage, title in titled])
        terms = read_terms(titled, self.tables, self.abbreviations)
        read, first = [], 0
        for article, passages in zip(articles, cut, strict=True):
            own = slice(first, first + len(passages))
            first = own.stop
            read.append(
                ReadArticle(
                    article,
                    content_hash(article),
                    passages,
                    tuple(each.pack() for each in terms[own]),
                    tuple(passage_fields(passages, article, self.abbreviations, self.grammar.names)),
                    vectors[own],
                    tuple(map(pack_vector, vectors[own])),
                    find_facts(article, passages, self.grammar),
                    signature(article.body),
                )
            )
        return read


def read_all(
    articles: Sequence[Article], encoder: Encoder, options: IndexOptions, processes: int | None = None
) -> Iterator[ReadArticle]:
    """Yield what is read of each article, in order, by several processes where there are many articles.

    ``processes`` is how many; None leaves it to the number of cores. A model that runs on torch stays in this process:
    it uses all cores by itself, and is large. Raises IndexBroken if a process dies.
    """
    wanted = (os.cpu_count() or 1) if processes is None else processes
    alone = not isinstance(encoder, StaticEncoder) or len(articles) < _FEW_ARTICLES or wanted < 2
    chunks = (articles[first : first + _CHUNK_ARTICLES] for first in range(0, len(articles), _CHUNK_ARTICLES))
    if alone:
        reader = ArticleReader.load(encoder, options.passages)
        for chunk in chunks:
            yield from reader.read(chunk)
        return
    # Started anew and not forked: Chroma and the tokenizers have threads, whose locks a fork would copy as they are.
    pool = ProcessPoolExecutor(wanted, get_context("spawn"), _start_process, (options,))
    try:
        yield from _in_order(pool, options, chunks, wanted * _CHUNKS_AHEAD)
    except BrokenProcessPool as error:
        raise IndexBroken(
            "a process that reads articles was killed, perhaps for want of memory; "
            "run `hoidap index` again, it goes on where it stopped, or set index.processes to 1"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, options: IndexOptions, chunks: Iterator[Sequence[Article]], ahead: int
) -> Iterator[ReadArticle]:
    pending: deque[Future[list[ReadArticle]]] = deque()
    for chunk in chunks:
        pending.append(pool.submit(_read_chunk, options, chunk))
        if len(pending) > ahead:
            yield from pending.popleft().result()
    while pending:
        yield from pending.popleft().result()


def _start_process(options: IndexOptions) -> None:
    # Ctrl-C reaches every process of the terminal; the one that writes decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # There is a process for each core already.
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    _process_reader(options)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however it went: nobody would read its work."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@cache
def _process_reader(options: IndexOptions) -> ArticleReader:
    encoder = load_encoder(options.encoder.model, batch_size=options.encoder.batch_size)
    return ArticleReader.load(encoder, options.passages)


def _read_chunk(options: IndexOptions, articles: Sequence[Article]) -> list[ReadArticle]:
    return _process_reader(options).read(articles)
