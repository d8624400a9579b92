"""The one place where the parts are chosen and wired."""
# ruff: noqa: PLC0415  (a part is imported when it is first used: each command must load only its own)

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.conversation import Assistant, Conversations
from bot.messages import Messages, load_messages
from bot.settings import Settings, load_secrets, model_unnamed
from corpus.article import Article
from index.errors import IndexFault
from index.facts.records import FundFact, MeetingFact
from index.options import AnswerMode
from index.types import Answerer
from index.writer import Count, Writer, count_nothing

if TYPE_CHECKING:  # these pull in the stores and the importers, which not every command needs
    from corpus.article import Article
    from corpus.watching import PollReport
    from index.sync import IndexState, SyncReport

Progress = Callable[[int, int], None]


class Engine(Answerer, Protocol):
    """An open index: answers questions, and shows the articles and their facts as it holds them.

    It follows the index, which may change while it is open.
    """

    def renew(self) -> None:
        """Answer from the index as it is now. Raises IndexFault if that cannot be opened; what it had then goes on."""
        ...

    def size(self) -> tuple[int, int]:
        """Return how many articles and passages it holds."""
        ...

    def articles(self, *, place: str = "", period: str = "") -> list[Article]: ...

    def article(self, article_id: str) -> Article | None: ...

    def meetings(self, *, place: str = "", period: str = "") -> list[tuple[Article, MeetingFact]]: ...

    def funds(self, *, place: str = "", period: str = "", fund: str = "") -> list[tuple[Article, FundFact]]: ...

    def close(self) -> None: ...


class Parts(Protocol):
    """What the faces need of the other packages. Errors raised: IndexFault, CorpusFault."""

    def open_engine(self, settings: Settings, count: Count) -> Engine:
        """Open the index; ``count`` is told what becomes of each request to a language model."""
        ...

    def synchronise(self, settings: Settings, rebuild: bool, progress: Progress | None) -> "SyncReport": ...

    def index_state(self, settings: Settings) -> "IndexState": ...

    def model_name(self, settings: Settings) -> str: ...

    def import_page(self, path: Path, url: str | None, publisher: str | None) -> "Article": ...

    def import_bytes(self, data: bytes, path: Path, url: str | None, publisher: str | None) -> "Article": ...

    def poll_sources(self, settings: Settings, stopped: Callable[[], bool]) -> "PollReport": ...

    def write_article(self, article: "Article", folder: Path, replace: bool) -> Path: ...

    def page_kinds(self) -> tuple[str, ...]:
        """Return the suffixes of the files that ``import_page`` reads, such as ``.html``."""
        ...

    def import_link(self, url: str) -> "Article":
        """Fetch a page and return its article."""
        ...

    def kept_article(self, settings: Settings, article_id: str) -> "Article | None":
        """Return the article of the corpus folder that has this id."""
        ...

    def remove_article(self, settings: Settings, article_id: str) -> bool:
        """Take an article out of the corpus folder and the index; False when the folder did not hold it."""
        ...

    def corpus_mark(self, settings: Settings) -> Hashable:
        """Return what changes whenever the articles do: a file of the corpus folder, or what a server holds."""
        ...


class RealParts:
    """The real index and corpus, each imported when it is first used."""

    def __init__(self, settings: Settings) -> None:
        self._sources = settings.sources
        self._chroma = settings.index.chroma

    def open_engine(self, settings: Settings, count: Count) -> Engine:
        from index.engine import open_engine

        compute_on_one_core()
        writer = _writer(settings)
        try:
            return open_engine(settings.index, settings.retrieve, settings.answer, writer=writer, count=count)
        except IndexFault:
            if writer:
                writer.close()
            raise

    def synchronise(self, settings: Settings, rebuild: bool, progress: Progress | None) -> "SyncReport":
        from index.sync import synchronise

        return synchronise(settings.corpus.articles, settings.index, rebuild=rebuild, progress=progress)

    def index_state(self, settings: Settings) -> "IndexState":
        from index.sync import index_state

        return index_state(settings.corpus.articles, settings.index)

    def model_name(self, settings: Settings) -> str:
        from index.encoder import load_encoder

        encoder = settings.index.encoder
        return load_encoder(encoder.model, batch_size=encoder.batch_size).name

    def import_page(self, path: Path, url: str | None, publisher: str | None) -> "Article":
        from corpus.extract import import_page

        return import_page(path, url=url, publisher=publisher)

    def import_bytes(self, data: bytes, path: Path, url: str | None, publisher: str | None) -> "Article":
        from corpus.extract import import_bytes

        return import_bytes(data, path, url=url, publisher=publisher)

    def import_link(self, url: str) -> "Article":
        """Fetch a page as the config allows; to be called from a thread that runs no event loop."""
        from corpus.fetch import Fetcher
        from corpus.web_page import import_link

        return import_link(Fetcher(self._sources), url)

    def poll_sources(self, settings: Settings, stopped: Callable[[], bool]) -> "PollReport":
        """Fetch what the sources list; to be called from a thread that runs no event loop."""
        from corpus.watching import poll

        self._check_writes()
        return poll(settings.sources, settings.corpus.articles, stopped=stopped)

    def write_article(self, article: "Article", folder: Path, replace: bool) -> Path:
        from corpus.store import write_article

        self._check_writes()
        return write_article(article, folder, replace=replace)

    def page_kinds(self) -> tuple[str, ...]:
        from corpus.extract import SUFFIXES

        return SUFFIXES

    def kept_article(self, settings: Settings, article_id: str) -> "Article | None":
        from corpus.store import find_article, read_article

        path = find_article(article_id, settings.corpus.articles)
        return read_article(path) if path else None

    def remove_article(self, settings: Settings, article_id: str) -> bool:
        from corpus.store import find_article, remove_article
        from index.sync import remove_articles

        self._check_writes()
        there = find_article(article_id, settings.corpus.articles) is not None
        if there:
            remove_article(article_id, settings.corpus.articles)
        remove_articles([article_id], settings.index)
        return there

    def corpus_mark(self, settings: Settings) -> Hashable:
        if settings.index.chroma.reads_server:
            from index.server_sync import server_mark

            return server_mark(settings.index.chroma)
        from corpus.store import folder_mark

        return folder_mark(settings.corpus.articles)

    def _check_writes(self) -> None:
        from index.server_sync import check_writes

        check_writes(self._chroma)


def compute_on_one_core() -> None:
    """Keep numpy's products of matrices on one core in this process, from now on.

    Those of a question are too small to share: the threads that share them take twice the processor time in waiting for
    one another, save nothing, and where another program has the second core a question takes twice as long.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")


def _writer(settings: Settings) -> Writer | None:
    """Return the language model that the settings name, where their mode asks for one; raises OperatorFault."""
    llm = settings.answer.llm
    if not settings.answer.asks_llm:
        return None
    if not llm.named:
        raise model_unnamed()
    from datetime import date

    from index.budget import Budget
    from index.generate import OpenAIWriter

    key = load_secrets().hoidap_llm_api_key
    budget = Budget(llm.store, llm.daily_tokens, date.today)
    return OpenAIWriter(llm, key.get_secret_value() if key else None, budget)


@dataclass(frozen=True, slots=True)
class App:
    """The settings, the sentences and the parts, wired."""

    settings: Settings
    messages: Messages
    parts: Parts

    @contextmanager
    def engine(self, count: Count = count_nothing) -> Iterator[Engine]:
        """Open the index for reading; closed on leaving. Raises IndexFault.

        ``count`` is told what becomes of each request to a language model.
        """
        engine = self.parts.open_engine(self.settings, count)
        try:
            yield engine
        finally:
            engine.close()

    def with_mode(self, mode: str) -> "App":
        """Return the app with another mode of answering (see AnswerMode) than its settings say."""
        answer = self.settings.answer.model_copy(update={"mode": AnswerMode(mode)})
        return replace(self, settings=self.settings.model_copy(update={"answer": answer}))

    def assistant(self, engine: Answerer) -> Assistant:
        """Return ``engine`` with a memory of conversations, as large as the settings say."""
        memory = self.settings.conversation
        conversations = Conversations(turns=memory.turns, chats=memory.chats)
        return Assistant(engine, conversations)


def compose(settings: Settings, parts: Parts | None = None) -> App:
    """Wire the house; ``parts`` stands in for the real index and corpus."""
    return App(settings=settings, messages=load_messages(), parts=parts or RealParts(settings))
