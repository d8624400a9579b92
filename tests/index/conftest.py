"""What the tests of the index share: one index of invented articles, built once, and an engine that reads it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.store import write_article
from index.encoder import load_encoder
from index.engine import Engine, open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.stores import Stores, open_stores
from index.sync import synchronise
from index.types import Encoder
from index.vietnamese.abbreviations import Abbreviations
from tests.index.invented import ARTICLES

pytest.register_assert_rewrite("tests.index.reports")  # so that what it asserts is told as a test module's is

TODAY = date(2024, 12, 1)

WriteArticles = Callable[[Path, Iterable[Article]], Path]
EngineOf = Callable[[Iterable[Article]], Engine]


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder("default")


@pytest.fixture(scope="session")
def abbreviations() -> Abbreviations:
    return Abbreviations.load()


@pytest.fixture(scope="session")
def write_articles() -> WriteArticles:
    """Return a function that writes articles into a folder, over what is there."""

    def write(folder: Path, articles: Iterable[Article]) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for article in articles:
            write_article(article, folder, replace=True)
        return folder

    return write


@pytest.fixture(scope="module")
def engine_of(tmp_path_factory: pytest.TempPathFactory, write_articles: WriteArticles) -> Iterator[EngineOf]:
    """Return a function that opens an engine on an index of just these articles; they are closed with the module."""
    with ExitStack() as opened:

        def open_on(articles: Iterable[Article]) -> Engine:
            options = IndexOptions(path=tmp_path_factory.mktemp("index-of"))
            synchronise(write_articles(tmp_path_factory.mktemp("articles-of"), articles), options)
            return opened.enter_context(closing(open_engine(options, RetrieveOptions(), AnswerOptions())))

        yield open_on


@pytest.fixture(scope="session")
def articles_folder(tmp_path_factory: pytest.TempPathFactory, write_articles: WriteArticles) -> Path:
    """The folder of the invented articles; tests only read it."""
    return write_articles(tmp_path_factory.mktemp("articles"), ARTICLES)


@pytest.fixture(scope="session")
def index_options(tmp_path_factory: pytest.TempPathFactory, articles_folder: Path) -> IndexOptions:
    """The options of an index of the invented articles; tests only read it."""
    options = IndexOptions(path=tmp_path_factory.mktemp("index"))
    synchronise(articles_folder, options)
    return options


@pytest.fixture(scope="session")
def stores(index_options: IndexOptions, abbreviations: Abbreviations) -> Iterator[Stores]:
    opened = open_stores(index_options, abbreviations)
    yield opened
    opened.manifest.close()


@pytest.fixture(scope="session")
def engine(index_options: IndexOptions) -> Iterator[Engine]:
    """An engine on the invented articles, for which today is always 1 December 2024."""
    opened = open_engine(index_options, RetrieveOptions(), AnswerOptions(), today=lambda: TODAY)
    yield opened
    opened.close()
