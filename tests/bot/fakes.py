"""Stand-ins for the index and the corpus, at the one seam where the bot calls them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from bot.app import Engine, Progress
from bot.settings import Settings
from corpus.article import Article
from corpus.errors import CorpusFault
from corpus.watching import PollReport
from index.errors import IndexFault
from index.facts.records import FundFact, MeetingFact
from index.sync import IndexState, SyncReport
from index.types import Answer, Citation, Question, Show, Status, show_nothing
from index.writer import Count

BODY = (
    "Sáng ngày 03/02/2024, Ủy ban MTTQ Việt Nam huyện Sóc Trăng Mới tổ chức hội nghị <tổng kết>"
    " & ký giao ước.\n\n"
    "Quỹ Vì người nghèo vận động được 1,2 tỷ đồng."
)
ARTICLE = Article(
    id="soc-trang-moi-2024",
    title="Hội nghị <tổng kết> & ký giao ước năm 2024",
    body=BODY,
    published=datetime(2024, 2, 3, 21, 30, tzinfo=timezone(timedelta(hours=7))),
    publisher="Báo Thử Nghiệm",
    area="Sóc Trăng Mới",
    author="Lê Thử",
    url="https://bao.example/bai?x=1&y=2",
    source="page.txt",
)
UNDATED = Article(id="khong-ngay", title="Bài không ngày", body="Một câu.")


def citation(quote: str, article: Article = ARTICLE, n: int = 1) -> Citation:
    """Cite ``quote``, which must stand in the body of ``article``."""
    start = article.body.index(quote)
    return Citation(
        n=n,
        article_id=article.id,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        author=article.author,
        url=article.url,
        quote=quote,
        start=start,
        end=start + len(quote),
    )


def answered(question: str, quote: str = "Quỹ Vì người nghèo vận động được 1,2 tỷ đồng.") -> Answer:
    """An answer that repeats the question and cites ``quote``."""
    return Answer(
        question=Question(text=question),
        status=Status.ANSWERED,
        text=f"Về «{question}»: {quote} [1]",
        citations=(citation(quote),),
        elapsed_ms=1.5,
    )


def not_found(question: str) -> Answer:
    """A plain refusal."""
    return Answer(question=Question(text=question), status=Status.NOT_FOUND, text="Mình không tìm thấy thông tin này.")


@dataclass
class FakeEngine:
    """Answers each question from what it was given; remembers what it was asked.

    ``answers`` maps a question to its answer or to the error to raise; any other question is answered with a
    citation, save one that holds "không có", which is refused.
    """

    answers: dict[str, Answer | BaseException] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    corpus: list[Article] = field(default_factory=lambda: [ARTICLE, UNDATED])
    meeting_rows: list[tuple[Article, MeetingFact]] = field(default_factory=list)
    fund_rows: list[tuple[Article, FundFact]] = field(default_factory=list)
    filters: list[tuple[str, str, str]] = field(default_factory=list)
    renewed: int = 0
    closed: bool = False

    def renew(self) -> None:
        self.renewed += 1

    def quoting(self, text: str, history: Sequence[Answer] = ()) -> Answer:
        return self.answer(text, history)

    def answer(self, text: str, history: Sequence[Answer] = (), show: Show = show_nothing) -> Answer:
        self.asked.append((text, len(history)))
        time.sleep(self.delays.get(text, 0))
        prepared = self.answers.get(text)
        if isinstance(prepared, BaseException):
            raise prepared
        return prepared or (not_found(text) if "không có" in text else answered(text))

    def size(self) -> tuple[int, int]:
        return len(self.corpus), 10 * len(self.corpus)

    def articles(self, *, place: str = "", period: str = "") -> list[Article]:
        self.filters.append((place, period, ""))
        return list(self.corpus)

    def article(self, article_id: str) -> Article | None:
        return next((record for record in self.corpus if record.id == article_id), None)

    def meetings(self, *, place: str = "", period: str = "") -> list[tuple[Article, MeetingFact]]:
        self.filters.append((place, period, ""))
        return self.meeting_rows

    def funds(self, *, place: str = "", period: str = "", fund: str = "") -> list[tuple[Article, FundFact]]:
        self.filters.append((place, period, fund))
        return self.fund_rows

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeParts:
    """The parts that ``compose`` wires, with an engine and reports set by the test."""

    engine: FakeEngine = field(default_factory=FakeEngine)
    missing: IndexFault | None = None
    state: IndexState = field(default_factory=lambda: IndexState(exists=True, in_step=True, detail="1 article"))
    faults: tuple[str, ...] = ()
    state_fault: IndexFault | None = None
    model_fault: IndexFault | None = None
    links: dict[str, Article] = field(default_factory=dict)
    kept: dict[str, Article] = field(default_factory=dict)
    mark: int = 0
    link_fault: CorpusFault | None = None
    poll_fault: CorpusFault | None = None
    polled: PollReport = field(default_factory=PollReport)
    calls: list[str] = field(default_factory=list)

    def open_engine(self, settings: Settings, count: Count) -> Engine:
        self.calls.append("open_engine")
        if self.missing:
            raise self.missing
        return self.engine

    def synchronise(self, settings: Settings, rebuild: bool, progress: Progress | None) -> SyncReport:
        self.calls.append(f"synchronise rebuild={rebuild}")
        if progress:
            progress(1, 2)
            progress(2, 2)
        return SyncReport(
            added=2,
            changed=0,
            removed=1,
            unchanged=3,
            passages=42,
            rebuilt_because="the model changed" if rebuild else None,
            faults=self.faults,
            seconds=1.25,
        )

    def index_state(self, settings: Settings) -> IndexState:
        self.calls.append("index_state")
        if self.state_fault:
            raise self.state_fault
        return self.state

    def model_name(self, settings: Settings) -> str:
        if self.model_fault:
            raise self.model_fault
        return "fake-model"

    def import_page(self, path: Path, url: str | None, publisher: str | None) -> Article:
        self.calls.append(f"import {path.name} {url} {publisher}")
        if not path.exists():
            raise CorpusFault(f"{path}: cannot be read; check the path")
        return Article(id=path.stem, title=f"Bài {path.stem}", body=path.read_text(encoding="utf-8"))

    def import_bytes(self, data: bytes, path: Path, url: str | None, publisher: str | None) -> Article:
        self.calls.append(f"import {path} {len(data)} {url} {publisher}")
        return Article(id=path.stem, title=f"Bài {path.stem}", body=data.decode())

    def poll_sources(self, settings: Settings, stopped: Callable[[], bool]) -> PollReport:
        self.calls.append("poll_sources")
        if self.poll_fault:
            raise self.poll_fault
        return self.polled

    def write_article(self, article: Article, folder: Path, replace: bool) -> Path:
        self.calls.append(f"write {article.id} replace={replace}")
        return folder / f"{article.id}.md"

    def page_kinds(self) -> tuple[str, ...]:
        return (".txt", ".md")

    def import_link(self, url: str) -> Article:
        self.calls.append(f"import {url}")
        if self.link_fault:
            raise self.link_fault
        return self.links.get(url) or Article(id="tu-mang", title="Bài từ mạng", body="Một câu.", url=url)

    def kept_article(self, settings: Settings, article_id: str) -> Article | None:
        return self.kept.get(article_id)

    def remove_article(self, settings: Settings, article_id: str) -> bool:
        self.calls.append(f"remove {article_id}")
        return self.kept.pop(article_id, None) is not None

    def corpus_mark(self, settings: Settings) -> int:
        return self.mark
