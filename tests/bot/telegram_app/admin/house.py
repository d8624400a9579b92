"""What the tests of the admins' part share: articles, waiting, the house over the real index."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from bot.app import App, Progress
from bot.live import LiveEngine
from bot.settings import Settings
from corpus.article import Article
from corpus.dateline import VIETNAM
from index.errors import IndexFault
from index.sync import SyncReport
from tests.bot.fakes import FakeParts
from tests.bot.telegram_app.running import RunningBot, running
from tests.telegram_server import Sent, TelegramServer

FUNDS = Article(
    id="quy-phu-lang-2024",
    title="Quận Phú Lãng tổng kết Quỹ Vì người nghèo năm 2024",
    body="Quận Phú Lãng tổng kết công tác năm 2024.\n\nQuỹ “Vì người nghèo” quận Phú Lãng vận động được 3,2 tỷ đồng.",
    published=datetime(2024, 10, 20, 8, 0, tzinfo=VIETNAM),
    publisher="Báo Thử Nghiệm",
    area="quận Phú Lãng",
)
MEETING = Article(
    id="hoi-nghi-tan-me-2024",
    title="Hội nghị sơ kết của huyện Tân Mễ",
    body="Ngày 18/7/2024, Ủy ban MTTQ Việt Nam huyện Tân Mễ tổ chức hội nghị sơ kết công tác 6 tháng đầu năm.",
    published=datetime(2024, 7, 19, 8, 0, tzinfo=VIETNAM),
    area="huyện Tân Mễ",
)
PAGE_TITLE = "Phường Bến Đá trao tặng 12 suất học bổng cho học sinh nghèo"
PAGE = f"""Trang chủ > Tin tức > Tin xã, phường
Ngày đăng: 24-07-2023
{PAGE_TITLE}

Chiều 23/7, Ủy ban MTTQ Việt Nam phường Bến Đá, thành phố Mây Ngàn trao 12 suất học bổng, mỗi suất 2 triệu đồng.

Em Trần Văn Nước, lớp 4A, xúc động chia sẻ niềm vui với thầy cô và các bạn.

Tin, ảnh: Lê Gạo
""".encode()
PAGE_QUESTION, PAGE_ANSWER = "Phường Bến Đá trao bao nhiêu suất học bổng?", "12 suất học bổng"
FUNDS_QUESTION, FUNDS_ANSWER = "Quỹ Vì người nghèo quận Phú Lãng được bao nhiêu tiền?", "3,2 tỷ đồng"


@dataclass
class SlowParts(FakeParts):
    """Synchronises in ``steps``, ``pause`` seconds apart, and not to the end before ``release``."""

    steps: int = 1
    pause: float = 0.0
    release: Event = field(default_factory=Event)
    fault: IndexFault | None = None

    def synchronise(self, settings: Settings, rebuild: bool, progress: Progress | None) -> SyncReport:
        for done in range(1, self.steps + 1):
            if progress:
                progress(done, self.steps)
            time.sleep(self.pause)
        assert self.release.wait(15)
        if progress:
            progress(self.steps, self.steps)
        if self.fault:
            raise self.fault
        return super().synchronise(settings, rebuild, None)


@contextmanager
def serving(app: App, server: TelegramServer) -> Iterator[tuple[RunningBot, LiveEngine]]:
    """Run the bot over an engine that follows the index."""
    with app.live_engine() as engine, running(app, engine, server) as bot:
        yield bot, engine


def wait_until(holds: Callable[[], bool], what: str, timeout: float = 20) -> None:
    """Wait for something that the server does not see."""
    deadline = time.monotonic() + timeout
    while not holds():
        assert time.monotonic() < deadline, f"waited {timeout} s for {what}"
        time.sleep(0.02)


def buttons(sent: Sent) -> list[str]:
    return [button["text"] for row in (sent.reply_markup or {}).get("inline_keyboard", []) for button in row]


def notice(server: TelegramServer, query: str) -> str:
    """Return what the person saw who pressed a button."""
    server.wait_until(lambda: query in server.record.callback_answers, "an answer to the press")
    return str(server.record.callback_answers[query][0].get("text", ""))
