"""The one place where the parts are chosen and wired."""
# ruff: noqa: PLC0415  (a part is imported when it is first used: each command must load only its own)

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.conversation import Assistant, Conversations
from bot.errors import OperatorFault
from bot.messages import Messages, load_messages
from bot.settings import Settings, load_secrets
from corpus.article import Article
from index.facts.records import FundFact, MeetingFact
from index.types import Answerer
from index.writer import Count, Writer, log_outcome

if TYPE_CHECKING:  # these pull in the stores and the importers, which not every command needs
    from corpus.article import Article
    from index.sync import IndexState, SyncReport

Progress = Callable[[int, int], None]


class Engine(Answerer, Protocol):
    """An open index: answers questions, and shows the articles and their facts as it holds them."""

    def articles(self, *, place: str = "", period: str = "") -> list[Article]: ...

    def article(self, article_id: str) -> Article | None: ...

    def meetings(self, *, place: str = "", period: str = "") -> list[tuple[Article, MeetingFact]]: ...

    def funds(self, *, place: str = "", period: str = "", fund: str = "") -> list[tuple[Article, FundFact]]: ...

    def close(self) -> None: ...


class Parts(Protocol):
    """What the faces need of the other packages. Errors raised: IndexFault, CorpusFault."""

    def open_engine(self, settings: Settings) -> Engine: ...

    def synchronise(self, settings: Settings, rebuild: bool, progress: Progress | None) -> "SyncReport": ...

    def index_state(self, settings: Settings) -> "IndexState": ...

    def model_name(self, settings: Settings) -> str: ...

    def import_page(self, path: Path, url: str | None, publisher: str | None) -> "Article": ...

    def write_article(self, article: "Article", folder: Path, replace: bool) -> Path: ...


class RealParts:
    """The real index and corpus, each imported when it is first used.

    ``count`` is told what becomes of each request to a language model.
    """

    def __init__(self, count: Count = log_outcome) -> None:
        self.count = count

    def open_engine(self, settings: Settings) -> Engine:
        from index.engine import open_engine

        return open_engine(
            settings.index, settings.retrieve, settings.answer, writer=_writer(settings), count=self.count
        )

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

    def write_article(self, article: "Article", folder: Path, replace: bool) -> Path:
        from corpus.store import write_article

        return write_article(article, folder, replace=replace)


def _writer(settings: Settings) -> Writer | None:
    """Return the language model that the settings name, where their mode asks for one; raises OperatorFault."""
    llm = settings.answer.llm
    if not settings.answer.asks_llm:
        return None
    if not llm.named:
        raise OperatorFault("answer.mode = llm: no model; give answer.llm.base_url and answer.llm.model, or take auto")
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
    def engine(self) -> Iterator[Engine]:
        """Open the index for reading; closed on leaving. Raises IndexFault."""
        engine = self.parts.open_engine(self.settings)
        try:
            yield engine
        finally:
            engine.close()

    def assistant(self, engine: Answerer) -> Assistant:
        """Return ``engine`` with a memory of conversations, as large as the settings say."""
        memory = self.settings.conversation
        conversations = Conversations(turns=memory.turns, chats=memory.chats)
        return Assistant(engine, conversations)


def compose(settings: Settings, parts: Parts | None = None) -> App:
    """Wire the house; ``parts`` stands in for the real index and corpus."""
    return App(settings=settings, messages=load_messages(), parts=parts or RealParts())
