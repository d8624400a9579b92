"""`hoidap add` with folders, archives and addresses, and `hoidap watch`: over fakes, and once over a real site."""

import threading
import zipfile
from pathlib import Path

import pytest

from bot.adding import watch
from bot.app import compose
from bot.settings import load_settings
from corpus.errors import CorpusFault
from corpus.store import read_articles
from corpus.watching import PollReport
from corpus.withdrawn import Withdrawal
from index.errors import IndexBroken
from index.sync import IndexState
from tests.bot.conftest import Cli
from tests.bot.fakes import FakeParts
from tests.corpus.web import page
from tests.web_server import Reply, Site


def folder_of_pages(home: Path) -> Path:
    folder = home / "luu"
    (folder / "2023").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "a.txt").write_text("Một bài.", encoding="utf-8")
    (folder / "2023" / "b.HTML").write_text("Một bài.", encoding="utf-8")
    (folder / "anh.jpg").write_bytes(b"x")
    (folder / "~$b.docx").write_bytes(b"x")
    with zipfile.ZipFile(folder / "cu.zip", "w") as archive:
        archive.writestr("2019/c.txt", "Một bài.")
        archive.writestr("logo.png", b"x")
    return folder


def test_a_folder_is_read_with_all_in_it_and_what_is_skipped_is_named(
    cli: Cli, parts: FakeParts, tmp_path: Path
) -> None:
    folder = folder_of_pages(tmp_path)
    result = cli("add", str(folder), "--no-index")
    assert (result.code, result.err) == (0, "")
    assert [call for call in parts.calls if call.startswith("import")] == [
        "import a.txt None None",
        f"import {folder}/cu.zip/2019/c.txt 11 None None",
        "import b.HTML None None",
    ]
    for line in (
        f"{folder}/.git: skipped (hidden)",
        f"{folder}/anh.jpg: skipped (no kind of page)",
        f"{folder}/~$b.docx: skipped (hidden)",
        f"{folder}/cu.zip/logo.png: skipped (no kind of page)",
        "3 imported, 0 failed, 4 skipped",
    ):
        assert line in result.out


def test_a_link_is_fetched_and_may_be_given_a_publisher(cli: Cli, parts: FakeParts) -> None:
    result = cli("add", "https://mttq.example/a", "--publisher", "Mặt trận", "--no-index")
    assert result.code == 0
    assert parts.calls == ["import https://mttq.example/a", "write tu-mang replace=False"]


def test_one_bad_page_stops_no_other(cli: Cli, parts: FakeParts, tmp_path: Path) -> None:
    parts.link_fault = CorpusFault("https://mttq.example/a: the site has no such page (404); check the address")
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    (tmp_path / "empty").mkdir()
    (tmp_path / "b.txt").write_text("Một bài.", encoding="utf-8")
    names = [str(tmp_path / name) for name in ("bad.zip", "gone.txt", "empty", "b.txt")]
    result = cli("add", "https://mttq.example/a", *names, "--no-index")
    assert result.code == 2
    assert "1 imported, 4 failed, 0 skipped" in result.out
    for words in ("(404)", "bad.zip: a broken archive", "gone.txt: cannot be read", "empty: holds no page"):
        assert words in result.err


@pytest.mark.parametrize("given", ["https://mttq.example/a", "."])
def test_an_address_of_its_own_goes_with_a_file_only(cli: Cli, given: str) -> None:
    result = cli("add", given, "--url", "https://x.example")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "--url https://x.example" in result.err


SOURCES = "corpus:\n  articles: articles\nsources:\n  feeds: [{url: 'https://mttq.example/rss'}]\n"


def test_watch_needs_a_source(cli: Cli) -> None:
    result = cli("watch", "--once")
    assert (result.code, "neither feeds nor sitemaps" in result.err) == (2, True)


def test_watch_indexes_what_is_new(cli: Cli, parts: FakeParts, config: Path) -> None:
    config.write_text(SOURCES, encoding="utf-8")
    parts.polled = PollReport(added=["a"], unchanged=7, left=3)
    result = cli("watch", "--once")
    assert (result.code, parts.calls) == (0, ["poll_sources", "synchronise rebuild=False"])
    assert "sources: 1 new, 7 unchanged, 3 left for the next time\n" in result.out


def test_what_was_withdrawn_is_said_logged_and_leaves_the_index(
    cli: Cli, parts: FakeParts, config: Path, tmp_path: Path
) -> None:
    config.write_text(SOURCES + "logging:\n  file: hoidap.log\n", encoding="utf-8")
    parts.polled = PollReport(
        withdrawn=[Withdrawal("hoi-nghi", "https://mttq.example/a", "410", Path("withdrawn/a.md"))]
    )
    result = cli("watch", "--once")
    assert (result.code, parts.calls) == (0, ["poll_sources", "synchronise rebuild=False"])
    line = (
        "https://mttq.example/a: the site has withdrawn it (410); the article hoi-nghi is out of the corpus, "
        "its file is withdrawn/a.md; move it back to undo that"
    )
    assert f"{line}\nsources: 1 withdrawn\n" in result.out
    assert line in (tmp_path / "hoidap.log").read_text(encoding="utf-8")


def test_watch_leaves_an_index_in_step_alone_and_mends_one_that_is_not(
    cli: Cli, parts: FakeParts, config: Path
) -> None:
    config.write_text(SOURCES, encoding="utf-8")
    assert cli("watch", "--once").out == "sources: no pages\n"
    parts.state = IndexState(exists=True, in_step=False, detail="1 changed")
    cli("watch", "--once")
    assert parts.calls == ["poll_sources", "index_state", "poll_sources", "index_state", "synchronise rebuild=False"]


def test_a_fault_of_a_page_is_printed_and_the_rest_indexed(cli: Cli, parts: FakeParts, config: Path) -> None:
    config.write_text(SOURCES, encoding="utf-8")
    parts.polled = PollReport(added=["a"], faults=["https://mttq.example/b: the site answers 500"])
    result = cli("watch", "--once")
    assert (result.code, result.err) == (2, "hoidap: https://mttq.example/b: the site answers 500\n")
    assert "synchronise rebuild=False" in parts.calls


@pytest.mark.parametrize(
    ("poll_fault", "state_fault"),
    [(CorpusFault("var/sources.sqlite: another process"), None), (None, IndexBroken("the manifest is broken"))],
)
def test_a_fault_of_a_poll_does_not_end_the_watch(
    parts: FakeParts, config: Path, poll_fault: CorpusFault | None, state_fault: IndexBroken | None
) -> None:
    config.write_text(SOURCES + "  interval_minutes: 1\n", encoding="utf-8")
    parts.poll_fault, parts.state_fault = poll_fault, state_fault
    stop = StopAfter(3)
    assert not watch(compose(load_settings(config), parts), once=False, stop=stop)
    assert parts.calls.count("poll_sources") == 3
    assert stop.waited == [60, 60, 60]


class StopAfter(threading.Event):
    """Says stop after so many waits, without waiting."""

    def __init__(self, waits: int) -> None:
        super().__init__()
        self.waits = waits
        self.waited: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        return len(self.waited) >= self.waits


def test_a_real_feed_and_a_real_link(config: Path, tmp_path: Path) -> None:
    with Site() as site:
        site.pages["/rss"] = Reply(
            f"<rss version='2.0'><channel><item><link>{site.url}/a</link></item></channel></rss>"
        )
        site.pages["/a"] = Reply(page("Hội nghị tổng kết năm 2023 của huyện"), headers={"Content-Type": "text/html"})
        config.write_text(
            f"corpus: {{articles: articles}}\nsources:\n  feeds: [{{url: '{site.url}/rss', publisher: Mặt trận}}]\n"
            "  allow_private: true\n  seconds_per_host: 0\n",
            encoding="utf-8",
        )
        app = compose(load_settings(config))
        report = app.parts.poll_sources(app.settings, lambda: False)
        (article,), _ = read_articles(tmp_path / "articles")
        assert (report.added, article.publisher) == ([article.id], "Mặt trận")
        assert app.parts.import_link(f"{site.url}/a").url == f"{site.url}/a"


def test_loopback_is_closed_by_default(config: Path) -> None:
    with pytest.raises(CorpusFault, match="no public address"):
        compose(load_settings(config)).parts.import_link("http://127.0.0.1/")
