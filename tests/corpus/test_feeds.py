"""Feeds and sitemaps in the forms that sites serve, and those that an attacker would."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusFault
from corpus.feeds import Listed, Sitemap, parse_feed, parse_sitemap

HERE = "https://mttq.example/rss/tin.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Mặt trận</title>
<item><title>Hội nghị</title><link>https://mttq.example/a</link><pubDate>Mon, 24 Jul 2023 07:34:00 GMT</pubDate></item>
<item><title>Quỹ</title><link>/b?x=1&amp;y=2</link></item>
<item><title>không có địa chỉ</title></item>
<item><link>javascript:alert(1)</link></item>
<item><link>https://mttq.example/a</link><pubDate>Mon, 24 Jul 2023 07:34:00 GMT</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Mặt trận</title>
<entry><title>Hội nghị</title><link href="https://mttq.example/a"/><updated>2023-07-24T07:34:00Z</updated></entry>
</feed>"""
URLS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><!-- trang -->
<url><loc> https://mttq.example/a </loc><lastmod>2023-07-24</lastmod></url><url><loc>/b</loc></url><url/>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://mttq.example/s1.xml.gz</loc></sitemap></sitemapindex>"""
ENTITIES = [
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:1/x.dtd"> %a;]>',
]


def test_rss() -> None:
    assert parse_feed(RSS.encode(), HERE) == [
        Listed("https://mttq.example/a", "Mon, 24 Jul 2023 07:34:00 GMT"),
        Listed("https://mttq.example/b?x=1&y=2"),
    ]


def test_atom() -> None:
    assert parse_feed(ATOM.encode(), HERE) == [Listed("https://mttq.example/a", "2023-07-24T07:34:00Z")]


def test_sitemaps() -> None:
    pages = (Listed("https://mttq.example/a", "2023-07-24"), Listed("https://mttq.example/b"))
    assert parse_sitemap(URLS.encode(), HERE) == Sitemap(pages, ())
    assert parse_sitemap(gzip.compress(URLS.encode()), HERE) == Sitemap(pages, ())
    assert parse_sitemap(INDEX.encode(), HERE) == Sitemap((), ("https://mttq.example/s1.xml.gz",))


@pytest.mark.parametrize("declared", ENTITIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(declared: str, encoding: str) -> None:
    feed = RSS.replace("<rss", f"{declared}<rss").replace("Hội nghị", "&a;").replace("utf-8", encoding)
    sitemap = URLS.replace("<urlset", f"{declared}<urlset").replace("/b", "/&a;")
    with pytest.raises(CorpusFault, match="declares XML entities"):
        parse_feed(feed.encode(encoding), HERE)
    with pytest.raises(CorpusFault, match="declares XML entities"):
        parse_sitemap(sitemap.encode(encoding), HERE)


@pytest.mark.parametrize("data", [b"", b"<html><body>Trang</body></html>", b"\x00\x01", b"{}"])
def test_what_is_neither_is_refused(data: bytes) -> None:
    with pytest.raises(CorpusFault, match="no feed"):
        parse_feed(data, HERE)
    with pytest.raises(CorpusFault, match="no sitemap"):
        parse_sitemap(data, HERE)


def test_a_packed_bomb_is_refused() -> None:
    with pytest.raises(CorpusFault, match="may be a bomb"):
        parse_sitemap(gzip.compress(bytes(60_000_000)), HERE)
    with pytest.raises(CorpusFault, match="broken gzip"):
        parse_sitemap(b"\x1f\x8b broken", HERE)


def test_a_local_file_is_never_opened(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(RSS, encoding="utf-8")
    for data in (str(feed).encode(), feed.as_uri().encode()):
        with pytest.raises(CorpusFault, match="no feed"):
            parse_feed(data, HERE)


@given(st.binary(max_size=200), st.integers(0, len(RSS)))
def test_anything_is_a_list_or_a_fault(junk: bytes, place: int) -> None:
    for text, parse in ((RSS, parse_feed), (URLS, parse_sitemap)):
        data = text.encode()
        for spoilt in (junk, data[:place] + junk + data[place:], data[:place]):
            try:
                parse(spoilt, HERE)
            except CorpusFault as fault:
                assert HERE in str(fault)
