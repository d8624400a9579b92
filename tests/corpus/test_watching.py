"""Polling: new and changed pages become articles, one bad page stops no other, and nothing is fetched in vain."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import CorpusFault
from corpus.seen import open_seen
from corpus.store import read_articles
from corpus.watching import PollReport, poll
from corpus.web_page import import_link
from tests.corpus.documents import set_lines, write_pdf
from tests.corpus.web import Office, SetClock, article_page, feed, fetcher, page
from tests.web_server import Reply, Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as serving:
        yield serving


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


def test_what_a_feed_lists_becomes_articles(site: Site, tmp_path: Path, clock: SetClock) -> None:
    site.pages["/rss"] = feed(site, "/a", "/b")
    site.pages["/a"] = article_page("Hội nghị tổng kết năm 2023 của huyện")
    site.pages["/b"] = article_page("Huyện phát động tháng cao điểm vì người nghèo")
    report = Office(site, tmp_path, clock).poll()
    articles, faults = read_articles(tmp_path / "articles")
    assert (sorted(report.added), report.faults, faults) == ([article.id for article in articles], [], [])
    assert {(article.url, article.publisher) for article in articles} == {
        (f"{site.url}/a", "Mặt trận huyện"),
        (f"{site.url}/b", "Mặt trận huyện"),
    }


def test_a_second_poll_asks_only_for_the_feed(site: Site, tmp_path: Path, clock: SetClock) -> None:
    site.pages["/rss"] = feed(site, "/a")
    site.pages["/a"] = article_page("Hội nghị tổng kết năm 2023 của huyện")
    office = Office(site, tmp_path, clock)
    office.poll()
    assert office.poll() == PollReport(unchanged=1)
    assert site.paths() == ["/rss", "/a", "/rss"]


def test_an_old_page_is_asked_whether_it_changed(site: Site, tmp_path: Path, clock: SetClock) -> None:
    site.pages["/rss"] = feed(site, "/a")
    site.pages["/a"] = article_page("Hội nghị tổng kết năm 2023 của huyện")
    office = Office(site, tmp_path, clock)
    office.poll()
    clock.time += 25 * 3600
    assert office.poll() == PollReport(unchanged=1)
    assert site.asked[-1].headers["if-none-match"] == '"1"'


def test_a_changed_page_changes_its_article_and_keeps_the_id(site: Site, tmp_path: Path, clock: SetClock) -> None:
    site.pages["/rss"] = [feed(site, "/a", changed="1"), feed(site, "/a", changed="2")]
    site.pages["/a"] = [
        article_page("Hội nghị tổng kết năm 2023 của huyện"),
        article_page("Hội nghị tổng kết năm 2024 của huyện", "Số tiền đúng là 15 triệu đồng.", etag='"2"'),
    ]
    office = Office(site, tmp_path, clock)
    (article_id,) = office.poll().added
    assert office.poll() == PollReport(changed=[article_id])
    (article,), _ = read_articles(tmp_path / "articles")
    assert (article.id, article.title) == (article_id, "Hội nghị tổng kết năm 2024 của huyện")
    assert article.body == "Số tiền đúng là 15 triệu đồng."


def test_two_pages_of_one_name_and_day_are_two_articles(site: Site, tmp_path: Path, clock: SetClock) -> None:
    site.pages["/rss"] = feed(site, "/a", "/b")
    site.pages["/a"] = article_page("Thông báo của huyện về hội nghị")
    site.pages["/b"] = article_page("Thông báo của huyện về hội nghị", "Hội nghị dời sang tuần sau.")
    assert len(Office(site, tmp_path, clock).poll().added) == 2
    assert len(read_articles(tmp_path / "articles")[0]) == 2


def test_one_bad_page_stops_no_other_and_is_tried_again_only_if_it_may_get_better(
    site: Site, tmp_path: Path, clock: SetClock
) -> None:
    site.pages["/rss"] = feed(site, "/404", "/500", "/empty", "/picture", "/a")
    site.pages["/500"] = Reply(status=500)
    site.pages["/empty"] = Reply("<html></html>", headers={"Content-Type": "text/html"})
    site.pages["/picture"] = Reply(b"\x89PNG", headers={"Content-Type": "image/png"})
    site.pages["/a"] = article_page("Hội nghị tổng kết năm 2023 của huyện")
    office = Office(site, tmp_path, clock)
    report = office.poll()
    assert len(report.added) == 1
    assert [fault.split(": ")[0] for fault in report.faults] == [
        f"{site.url}{path}" for path in ("/404", "/500", "/empty", "/picture")
    ]
    site.asked.clear()
    assert len(office.poll().faults) == 2
    assert site.paths() == ["/rss", "/404", "/500"]


def test_one_bad_source_stops_no_other(site: Site, tmp_path: Path, clock: SetClock) -> None:
    site.pages["/rss"] = feed(site, "/a")
    site.pages["/bad"] = Reply("<html></html>")
    site.pages["/a"] = article_page("Hội nghị tổng kết năm 2023 của huyện")
    sources = [{"url": f"{site.url}{path}"} for path in ("/bad", "/gone", "/rss")]
    report = Office(site, tmp_path, clock, feeds=sources, sitemaps=sources[:2]).poll()
    assert len(report.added) == 1
    assert len(report.faults) == 4


def test_sitemaps_nested_packed_and_filtered(site: Site, tmp_path: Path, clock: SetClock) -> None:
    namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    site.pages["/map"] = Reply(
        f"<sitemapindex {namespace}><sitemap><loc>{site.url}/map1</loc></sitemap>"
        f"<sitemap><loc>{site.url}/gone</loc></sitemap><sitemap><loc>{site.url}/map</loc></sitemap></sitemapindex>"
    )
    locations = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in ("/tin/a", "/gioi-thieu"))
    site.pages["/map1"] = Reply(f"<urlset {namespace}>{locations}</urlset>")
    site.pages["/tin/a"] = article_page("Hội nghị tổng kết năm 2023 của huyện")
    office = Office(site, tmp_path, clock, feeds=[], sitemaps=[{"url": f"{site.url}/map", "pattern": "/tin/"}])
    report = office.poll()
    assert (len(report.added), len(report.faults)) == (1, 1)
    assert site.paths() == ["/map", "/map1", "/gone", "/tin/a"]


def test_an_index_that_nests_without_end_is_left(site: Site, tmp_path: Path, clock: SetClock) -> None:
    for number in range(70):
        nested = "".join(f"<sitemap><loc>{site.url}/m{number * 60 + at + 1}</loc></sitemap>" for at in range(60))
        site.pages[f"/m{number}"] = Reply(f"<sitemapindex>{nested}</sitemapindex>")
    report = Office(site, tmp_path, clock, feeds=[], sitemaps=[{"url": f"{site.url}/m0"}]).poll()
    assert len(site.paths()) == 50
    assert "more than 50 sitemaps" in report.faults[-1]


def test_a_poll_takes_so_many_pages_and_the_next_the_rest(site: Site, tmp_path: Path, clock: SetClock) -> None:
    paths = [f"/a{number}" for number in range(5)]
    site.pages["/rss"] = feed(site, *paths)
    for path in paths:
        site.pages[path] = article_page(f"Hội nghị tổng kết của huyện lần thứ {path}")
    office = Office(site, tmp_path, clock, pages_per_poll=2)
    assert [(len(report.added), report.left) for report in (office.poll(), office.poll(), office.poll())] == [
        (2, 3),
        (2, 1),
        (1, 0),
    ]


def test_a_poll_stops_when_it_is_told_to(site: Site, tmp_path: Path, clock: SetClock) -> None:
    site.pages["/rss"] = feed(site, "/a")
    office = Office(site, tmp_path, clock)
    assert poll(office.options, office.folder, clock=clock, stopped=lambda: True) == PollReport()
    assert site.paths() == ["/rss"]


def test_an_article_that_cannot_be_written_is_fetched_again(site: Site, tmp_path: Path, clock: SetClock) -> None:
    site.pages["/rss"] = feed(site, "/a")
    site.pages["/a"] = article_page("Hội nghị tổng kết năm 2023 của huyện")
    office = Office(site, tmp_path, clock)
    office.folder.write_text("a file where the folder should be", encoding="utf-8")
    assert len(office.poll().faults) == 1
    office.folder.unlink()
    assert len(office.poll().added) == 1


def test_two_polls_at_once_are_refused(site: Site, tmp_path: Path, clock: SetClock) -> None:
    office = Office(site, tmp_path, clock)
    with open_seen(office.options.state), pytest.raises(CorpusFault, match="another process fetches the sources"):
        office.poll()


def test_a_record_that_is_none_is_a_fault(site: Site, tmp_path: Path, clock: SetClock) -> None:
    office = Office(site, tmp_path, clock)
    office.options.state.write_bytes(b"no database" * 100)
    with pytest.raises(CorpusFault, match=r"sources\.sqlite: .*delete it to begin anew"):
        office.poll()
    office.options.state.unlink()
    with sqlite3.connect(office.options.state) as connection:
        connection.execute("CREATE TABLE page (url TEXT)")
    site.pages["/rss"] = feed(site, "/a")
    with pytest.raises(CorpusFault, match="delete the file to begin anew"):
        office.poll()


def test_a_link_may_lead_to_a_document(site: Site, tmp_path: Path) -> None:
    lines = ["      Hội nghị tổng kết của huyện", "", "Ủy ban MTTQ huyện vận động được 12 triệu đồng."]
    file = write_pdf(tmp_path / "a.pdf", [set_lines(lines)])
    site.pages["/tai-ve?id=7"] = Reply(file.read_bytes(), headers={"Content-Type": "application/octet-stream"})
    article = import_link(fetcher(tmp_path), f"{site.url}/tai-ve?id=7")
    assert (article.title, article.url) == (lines[0].strip(), f"{site.url}/tai-ve?id=7")


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("{site}/bai-viet", "{site}/bai-viet"),
        ("https://khac.example/a", "{site}/a?from=rss"),
        ("", "{site}/a?from=rss"),
    ],
)
def test_the_canonical_address_counts_on_its_own_site(
    site: Site, tmp_path: Path, canonical: str, expected: str
) -> None:
    link = f'<head><link rel="canonical" href="{canonical.format(site=site.url)}">'
    text = page("Hội nghị tổng kết năm 2023 của huyện").replace("<head>", link)
    site.pages["/a?from=rss"] = Reply(text, headers={"Content-Type": "text/html"})
    assert import_link(fetcher(tmp_path), f"{site.url}/a?from=rss").url == expected.format(site=site.url)


def test_a_link_to_no_article_names_the_address(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply("<html></html>", headers={"Content-Type": "text/html"})
    site.pages["/v"] = Reply(b"x", headers={"Content-Type": "video/mp4"})
    for path, message in (("/a", "holds no text"), ("/v", "video/mp4 is not a kind of page")):
        with pytest.raises(CorpusFault, match=f"^{site.url}{path}: {message}"):
            import_link(fetcher(tmp_path), f"{site.url}{path}")
