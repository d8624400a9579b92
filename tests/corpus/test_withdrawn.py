"""Withdrawn pages: their articles leave the corpus, none does because a site is broken, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from corpus.options import Withdrawn
from corpus.store import find_article, read_article, read_articles
from corpus.watching import PollReport, poll
from corpus.withdrawn import leads_away
from tests.corpus.web import Office, SetClock, article_page, feed
from tests.web_server import Reply, Site

HOUR = 3600.0
GONE = Reply(status=410)
MISSING = Reply(status=404)


def title(number: int) -> str:
    return f"Hội nghị tổng kết của huyện, kỳ họp thứ {number}"


class Archive:
    """An office that has imported ``size`` pages, each listed by the feed until told otherwise."""

    def __init__(self, site: Site, folder: Path, size: int, **changed: object) -> None:
        self.site = site
        self.clock = SetClock()
        self.office = Office(site, folder, self.clock, **changed)
        self.withdrawn = folder / "withdrawn"
        self.paths = [f"/bai-{number}" for number in range(size)]
        for number, path in enumerate(self.paths):
            site.pages[path] = article_page(title(number))
        self.list(*self.paths)
        assert len(self.poll().added) == size

    def list(self, *paths: str) -> None:
        self.site.pages["/rss"] = feed(self.site, *paths)

    def answer(self, reply: Reply, *numbers: int) -> None:
        for number in numbers:
            self.site.pages[self.paths[number]] = reply

    def poll(self) -> PollReport:
        return self.office.poll()

    def poll_after(self, hours: float) -> PollReport:
        self.clock.time += hours * HOUR
        return self.poll()

    def titles(self) -> set[str]:
        articles, faults = read_articles(self.office.folder)
        assert faults == []
        return {article.title for article in articles}

    def set_aside(self) -> set[str]:
        return {read_article(path).title for path in self.withdrawn.glob("*.md")}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as serving:
        yield serving


# ---- what is withdrawn


def test_a_page_that_is_gone_for_good_leaves_the_corpus_at_once(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 4)
    archive.answer(GONE, 2)
    report = archive.poll_after(25)
    (withdrawal,) = report.withdrawn
    assert (withdrawal.url, withdrawal.answer, report.faults) == (f"{site.url}/bai-2", "410", [])
    assert withdrawal.kept == tmp_path / "withdrawn" / f"{withdrawal.article_id}.md"
    assert f"the article {withdrawal.article_id} is out of the corpus, its file is {withdrawal.kept}" in str(withdrawal)
    assert archive.titles() == {title(0), title(1), title(3)}
    assert archive.set_aside() == {title(2)}


@pytest.mark.parametrize("away", ["", "/404.html", "/Pages/PageNotFoundError.aspx?requestUrl=/bai-1"])
def test_a_page_that_is_not_found_leaves_with_the_second_look_a_day_after_the_first(
    site: Site, tmp_path: Path, away: str
) -> None:
    archive = Archive(site, tmp_path, 4)
    site.pages[away or "/"] = article_page("Trang chủ của huyện")
    archive.answer(Reply(status=302, headers={"Location": away or "/"}), 1)
    first = archive.poll_after(25)
    (fault,) = first.faults
    assert f"{site.url}/bai-1: the site has no such page (leads to {site.url}{away or '/'})" in fault
    assert "it is taken out if this is still so in 24 h" in fault
    assert archive.poll_after(23).withdrawn == []
    (withdrawal,) = archive.poll_after(1).withdrawn
    assert withdrawal.url == f"{site.url}/bai-1"
    assert archive.titles() == {title(0), title(2), title(3)}


def test_two_looks_within_a_day_are_one(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 4)
    archive.answer(MISSING, 1)
    for look in range(3):
        site.pages["/rss"] = feed(site, *archive.paths, changed=str(look))  # said to have changed, so looked at
        report = archive.poll_after(7)
        assert (report.withdrawn, len(report.faults)) == ([], 1)
    site.pages["/rss"] = feed(site, *archive.paths, changed="a day after the first")
    assert len(archive.poll_after(10).withdrawn) == 1


def test_a_page_that_was_there_between_two_looks_is_not_withdrawn(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 4)
    for reply in (MISSING, article_page(title(1)), MISSING):
        archive.answer(reply, 1)
        assert archive.poll_after(25).withdrawn == []
    assert title(1) in archive.titles()


def test_what_is_withdrawn_disappears_from_the_feed_as_well(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 4)
    archive.list("/bai-0")
    archive.answer(GONE, 1)
    report = archive.poll_after(25)
    assert [withdrawal.url for withdrawal in report.withdrawn] == [f"{site.url}/bai-1"]
    assert archive.titles() == {title(0), title(2), title(3)}


def test_what_is_no_longer_listed_keeps_its_publisher_when_it_changes(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 2)
    archive.list("/bai-0")
    archive.answer(article_page(title(1), "Số tiền đúng là 15 triệu đồng.", etag='"2"'), 1)
    (changed,) = archive.poll_after(25).changed
    path = find_article(changed, archive.office.folder)
    assert path is not None
    assert (read_article(path).body, read_article(path).publisher) == (
        "Số tiền đúng là 15 triệu đồng.",
        "Mặt trận huyện",
    )


def test_what_is_no_longer_listed_and_cannot_be_fetched_is_not_asked_for_with_every_poll(
    site: Site, tmp_path: Path
) -> None:
    archive = Archive(site, tmp_path, 2)
    archive.list("/bai-0")
    archive.answer(Reply(status=403), 1)
    assert [len(archive.poll_after(hours).faults) for hours in (25, 1, 1, 23)] == [1, 0, 0, 1]
    assert len(archive.titles()) == 2


def test_what_an_operator_deleted_does_not_come_back_unless_it_is_listed(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 3)
    archive.list("/bai-0")
    for path in archive.office.folder.glob("*thu-2.md"):
        path.unlink()
    report = archive.poll_after(25)
    assert (report.added, report.faults, archive.titles()) == ([], [], {title(0), title(1)})
    assert "/bai-2" not in site.paths()[-3:]


def test_an_operator_may_want_a_report_alone(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 4, withdrawn="report")
    archive.answer(GONE, 1)
    for _ in range(3):
        report = archive.poll_after(25)
        (fault,) = report.faults
        assert fault.endswith("delete it if it was withdrawn")
        assert report.withdrawn == []
    assert len(archive.titles()) == 4
    archive.office.options = archive.office.options.model_copy(update={"withdrawn": Withdrawn.REMOVE})
    assert len(archive.poll_after(25).withdrawn) == 1


# ---- what comes back


def test_a_page_that_comes_back_is_imported_again_under_its_id(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 4)
    archive.answer(GONE, 1)
    (withdrawal,) = archive.poll_after(25).withdrawn
    assert archive.poll_after(25) == PollReport(unchanged=3)
    archive.answer(article_page(title(1), "Số tiền đúng là 15 triệu đồng."), 1)
    assert archive.poll_after(25).added == [withdrawal.article_id]
    assert title(1) in archive.titles()
    archive.answer(GONE, 1)
    (again,) = archive.poll_after(25).withdrawn
    assert again.kept != withdrawal.kept
    assert {read_article(kept.kept).body for kept in (withdrawal, again)} == {
        "Ủy ban MTTQ huyện vận động được 12 triệu đồng.",
        "Số tiền đúng là 15 triệu đồng.",
    }


def test_a_file_that_is_moved_back_stays(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 4)
    archive.answer(GONE, 1)
    (withdrawal,) = archive.poll_after(25).withdrawn
    withdrawal.kept.rename(archive.office.folder / withdrawal.kept.name)
    for _ in range(3):
        assert archive.poll_after(25).withdrawn == []
    assert len(archive.titles()) == 4


def test_an_id_that_another_page_took_meanwhile_stays_that_pages(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 4)
    archive.answer(GONE, 1)
    (withdrawal,) = archive.poll_after(25).withdrawn
    site.pages["/dinh-chinh"] = article_page(title(1), "Bài thay cho bài đã gỡ.")
    archive.list(*archive.paths, "/dinh-chinh")
    assert archive.poll_after(1).added == [withdrawal.article_id]
    archive.answer(article_page(title(1)), 1)
    (came_back,) = archive.poll_after(25).added
    assert came_back != withdrawal.article_id
    path = find_article(withdrawal.article_id, archive.office.folder)
    assert path is not None
    assert read_article(path).body == "Bài thay cho bài đã gỡ."


def test_a_file_that_cannot_be_moved_is_tried_again(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 4)
    archive.answer(GONE, 1)
    archive.withdrawn.write_text("a file where the folder should be", encoding="utf-8")
    report = archive.poll_after(25)
    (fault,) = report.faults
    assert "cannot be moved to" in fault
    assert (report.withdrawn, len(archive.titles())) == ([], 4)
    archive.withdrawn.unlink()
    assert len(archive.poll().withdrawn) == 1


# ---- what is no withdrawal


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_other_answers_withdraw_nothing(site: Site, tmp_path: Path, status: int) -> None:
    archive = Archive(site, tmp_path, 2)
    archive.answer(Reply(status=status), 0, 1)
    for _ in range(3):
        assert archive.poll_after(25).withdrawn == []
    assert len(archive.titles()) == 2


def test_robots_and_timeouts_withdraw_nothing(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 2, timeout=1)
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /bai-0\n")
    site.pages["/bai-1"] = Reply(raw=silence(site))
    for _ in range(2):
        assert len(archive.poll_after(25).faults) == 2
    assert len(archive.titles()) == 2


def silence(site: Site) -> Iterator[bytes]:
    site.closing.wait()
    yield b""


def test_a_page_is_not_withdrawn_while_the_others_of_its_host_fail(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 3)
    archive.answer(GONE, 0)
    archive.answer(Reply(status=502), 1, 2)
    report = archive.poll_after(25)
    assert report.withdrawn == []
    assert any("no longer has 1 of 1 articles looked at, so the site seems broken" in fault for fault in report.faults)


@pytest.mark.parametrize("reply", [GONE, MISSING, Reply(status=302, headers={"Location": "/"})])
def test_a_site_that_has_lost_every_page_is_broken(site: Site, tmp_path: Path, reply: Reply) -> None:
    archive = Archive(site, tmp_path, 12)
    site.pages["/"] = article_page("Trang chủ của huyện")
    archive.answer(reply, *range(12))
    for _ in range(3):
        report = archive.poll_after(25)
        (fault,) = report.faults
        assert "no longer has 12 of 12 articles looked at" in fault
    assert len(archive.titles()) == 12
    archive.answer(MISSING, 3)
    archive.answer(article_page(title(0)), *(number for number in range(12) if number != 3))
    assert archive.poll_after(25).withdrawn == []  # what was seen while it was broken does not count


def test_of_a_large_site_the_pages_that_are_not_due_are_witnesses(site: Site, tmp_path: Path) -> None:
    """The two pages that are due are gone; that every other page is gone as well must be found out."""
    archive = Archive(site, tmp_path, 30)
    archive.clock.time += 20 * HOUR
    for path in archive.paths[2:]:
        site.pages[path] = article_page(title(int(path.removeprefix("/bai-"))))
    site.pages["/rss"] = feed(site, *archive.paths[2:], changed="2")
    archive.poll()
    archive.list(*archive.paths)
    archive.answer(GONE, *range(30))
    site.pages["/rss"] = feed(site, *archive.paths[2:], changed="2")
    site.asked.clear()
    report = archive.poll_after(5)
    assert (report.withdrawn, len(archive.titles())) == ([], 30)
    assert len(site.paths()) == 1 + 2 + 20


@pytest.mark.parametrize(("gone", "withdrawn"), [(3, 3), (4, 4), (5, 0)])
def test_more_than_a_handful_must_be_a_small_share(site: Site, tmp_path: Path, gone: int, withdrawn: int) -> None:
    archive = Archive(site, tmp_path, 20)
    archive.answer(GONE, *range(gone))
    assert len(archive.poll_after(25).withdrawn) == withdrawn


def test_a_poll_that_is_stopped_withdraws_nothing_and_the_next_does(site: Site, tmp_path: Path) -> None:
    archive = Archive(site, tmp_path, 2)
    archive.answer(GONE, 0)
    archive.clock.time += 25 * HOUR
    looks = iter([False, True])
    stopped = poll(
        archive.office.options, archive.office.folder, clock=archive.clock, stopped=lambda: next(looks, True)
    )
    assert (stopped.withdrawn, len(archive.titles())) == ([], 2)
    assert len(archive.poll().withdrawn) == 1


@pytest.mark.parametrize(
    ("asked", "arrived", "away"),
    [
        ("https://a.example/bai", "https://a.example/", True),
        ("https://a.example/bai", "https://b.example", True),
        ("https://a.example/bai", "https://a.example/vi/index.html", True),
        ("https://a.example/?p=12", "https://a.example/trang-chu", True),
        ("https://a.example/bai", "https://a.example/error.aspx?aspxerrorpath=/bai", True),
        ("https://a.example/bai", "https://a.example/khong-tim-thay-trang.html", True),
        ("https://a.example/bai", "https://a.example/404", True),
        ("https://a.example/bai", "https://a.example/bai/", False),
        ("http://a.example/?p=12", "https://a.example/?p=12", False),
        ("https://a.example/", "https://a.example/vi", False),
        ("https://a.example/bai", "https://a.example/?p=12", False),
        ("https://a.example/bai", "https://a.example/khong-tim-thay-nguoi-ngheo-nao.html", False),
        ("https://a.example/bai", "https://a.example/404-ho-ngheo.html", False),
        ("https://a.example/bai", "https://a.example/tin/bai.html", False),
    ],
)
def test_where_a_redirect_leads(asked: str, arrived: str, away: bool) -> None:
    assert leads_away(asked, arrived) == away


# ---- any history


class Histories(RuleBasedStateMachine):
    """A site whose pages come and go: only what was gone leaves, nothing is lost, all comes back."""

    SIZE = 6

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.site = Site().__enter__()

    @initialize()
    def import_all(self) -> None:
        self.archive = Archive(self.site, Path(self.folder.name), self.SIZE)
        self.found: dict[str, float] = {}  # when a page was found missing first
        self.gone: set[str] = set()

    @rule(number=st.integers(0, SIZE - 1), status=st.sampled_from([200, 404, 404, 410, 500]))
    def change(self, number: int, status: int) -> None:
        self.archive.answer(article_page(title(number)) if status == 200 else Reply(status=status), number)

    @rule(status=st.sampled_from([404, 410, 500, 200]))
    def change_all(self, status: int) -> None:
        for number in range(self.SIZE):
            self.change(number, status)

    @rule(number=st.integers(0, SIZE - 1))
    def list_without(self, number: int) -> None:
        self.archive.list(*(path for path in self.archive.paths if path != self.archive.paths[number]))

    @rule(hours=st.sampled_from([1, 13, 25]))
    def look(self, hours: int) -> None:
        before = self.archive.titles()
        statuses = {title(number): self._status(number) for number in range(self.SIZE)}
        report = self.archive.poll_after(hours)
        left = before - self.archive.titles()
        assert len(left) == len(report.withdrawn)
        for one in left:
            assert statuses[one] == 410 or (
                statuses[one] == 404 and self.archive.clock.time - self.found[one] >= 24 * HOUR
            )
        assert len(left) <= 3
        if left:
            assert 200 in statuses.values()
        for one, status in statuses.items():
            if status == 404 and one in self.archive.titles():
                self.found.setdefault(one, self.archive.clock.time)
            elif status == 410 or one in left:
                self.found.pop(one, None)

    @invariant()
    def nothing_is_lost(self) -> None:
        if hasattr(self, "archive"):
            assert self.archive.titles() | self.archive.set_aside() == {title(number) for number in range(self.SIZE)}

    def teardown(self) -> None:
        for number in range(self.SIZE):
            self.change(number, 200)
        self.archive.list(*self.archive.paths)
        self.archive.poll_after(25)
        assert len(self.archive.titles()) == self.SIZE
        self.site.__exit__()
        self.folder.cleanup()

    def _status(self, number: int) -> int:
        reply = self.site.pages[self.archive.paths[number]]
        assert isinstance(reply, Reply)
        return reply.status


Histories.TestCase.settings = settings(
    max_examples=8, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
test_any_history = Histories.TestCase
