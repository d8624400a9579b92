"""Pages from a site on loopback: limits of size and time, redirects, robots.txt, validators, hosts that ask to wait."""

import gzip
import threading
import zlib
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from corpus.addresses import checked_addresses
from corpus.errors import FetchFault, PageGone
from corpus.fetch import Fetcher, Validators
from tests.corpus.web import SetClock, fetcher, options
from tests.web_server import Reply, Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as serving:
        yield serving


def test_a_page_comes_with_its_validators_and_kind(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply(
        "trang", headers={"Content-Type": "text/html; charset=utf-8", "Last-Modified": "x"}, etag='"1"'
    )
    fetched = fetcher(tmp_path).fetch(f"{site.url}/a#phan-2")
    assert (fetched.url, fetched.body, fetched.content_type) == (f"{site.url}/a", b"trang", "text/html")
    assert fetched.validators == Validators('"1"', "x")


def test_the_bot_names_itself_and_asks_for_nothing_it_cannot_unpack(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply("trang")
    fetcher(tmp_path, user_agent="hoidap/9 (+https://mttq.example/bot)").fetch(f"{site.url}/a")
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/a"]
    for asked in site.asked:
        assert asked.headers["user-agent"] == "hoidap/9 (+https://mttq.example/bot)"
        assert asked.headers["accept-encoding"] == "gzip"
        assert "cookie" not in asked.headers


def test_nothing_new_is_said_with_304(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply("trang", etag='"1"')
    web = fetcher(tmp_path)
    known = web.fetch(f"{site.url}/a").validators
    again = web.fetch(f"{site.url}/a", Validators(known.etag, "Mon, 24 Jul 2023 07:34:00 GMT"))
    assert (again.not_modified, again.body) == (True, b"")
    assert site.asked[-1].headers["if-modified-since"] == "Mon, 24 Jul 2023 07:34:00 GMT"


# ---- where it goes


def test_loopback_is_refused_by_default(site: Site, tmp_path: Path) -> None:
    web = fetcher(tmp_path, allow_private=False, ports=[site.port])
    for url in (f"{site.url}/a", f"http://localhost:{site.port}/", f"http://2130706433:{site.port}/"):
        with pytest.raises(FetchFault, match="no public address"):
            web.fetch(url)
    assert site.asked == []


def test_a_name_that_resolves_to_a_private_address_is_refused(site: Site, tmp_path: Path) -> None:
    closed = options(tmp_path, allow_private=False, ports=[site.port])
    web = Fetcher(closed, resolve=lambda host, port: ["8.8.8.8", "127.0.0.1"], clock=SetClock())
    with pytest.raises(FetchFault, match=r"trang\.example: 127\.0\.0\.1 is no public address"):
        web.fetch(f"http://trang.example:{site.port}/")
    assert site.asked == []


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site, tmp_path: Path) -> None:
    """The name is resolved once for each step, so that it cannot lead elsewhere after the check."""
    site.pages["/a"] = Reply("trang")
    resolved: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        resolved.append(host)
        return ["127.0.0.1"]

    web = Fetcher(options(tmp_path), resolve=resolve, clock=SetClock())
    assert web.fetch(f"http://trang.invalid:{site.port}/a").body == b"trang"
    assert resolved == ["trang.invalid"]
    assert {asked.headers["host"] for asked in site.asked} == {f"trang.invalid:{site.port}"}


def test_the_second_address_is_asked_where_the_first_has_nobody(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply("trang")
    web = Fetcher(options(tmp_path), resolve=lambda host, port: ["::1", "127.0.0.1"], clock=SetClock())
    assert web.fetch(f"http://trang.invalid:{site.port}/a").body == b"trang"


def test_a_redirect_to_a_private_address_is_refused(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply(status=302, headers={"Location": f"http://trong-nha.invalid:{site.port}/secret"})

    def check(host: str, addresses: list[str], *, allow_private: bool) -> list[str]:
        """Let the first host pass, as a public one would."""
        return addresses if host == "trang.invalid" else checked_addresses(host, addresses, allow_private=allow_private)

    closed = options(tmp_path, allow_private=False, ports=[site.port])
    web = Fetcher(closed, resolve=lambda host, port: ["127.0.0.1"], check=check, clock=SetClock())
    with pytest.raises(FetchFault, match=r"trong-nha\.invalid: 127\.0\.0\.1 is no public address"):
        web.fetch(f"http://trang.invalid:{site.port}/a")
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://trang.example/a", "must begin with https"),
        ("file:///etc/passwd", "must begin with https"),
        ("trang.example/a", "must begin with https"),
        ("http:///a", "must begin with https"),
        ("http://[::1/a", "no address"),
        ("http://anna:geheim@trang.example/", "a name or a password"),
        ("http://trang.example:22/", "port 22 is not one of 80, 443"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(tmp_path: Path, url: str, message: str) -> None:
    with pytest.raises(FetchFault, match=message) as fault:
        fetcher(tmp_path, allow_private=False).fetch(url)
    assert "geheim" not in str(fault.value)


def test_redirects_are_followed_and_counted(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply(status=301, headers={"Location": "../b?x=1"})
    site.pages["/b?x=1"] = Reply("đến nơi")
    site.pages["/vong"] = Reply(status=302, headers={"Location": "/vong"})
    site.pages["/cut"] = Reply(status=302)
    web = fetcher(tmp_path)
    assert web.fetch(f"{site.url}/a").url == f"{site.url}/b?x=1"
    with pytest.raises(FetchFault, match="redirects more than 5 times"):
        web.fetch(f"{site.url}/vong")
    with pytest.raises(FetchFault, match="redirects to nowhere"):
        web.fetch(f"{site.url}/cut")


# ---- how much and how long


def two_gigabytes() -> Iterator[bytes]:
    piece = bytes(1 << 20)
    for _ in range(2048):
        yield piece


def test_two_gigabytes_are_cut_at_the_limit(site: Site, tmp_path: Path) -> None:
    poured: list[int] = []

    def counted() -> Iterator[bytes]:
        for piece in two_gigabytes():
            poured.append(len(piece))
            yield piece

    site.pages["/a"] = Reply(stream=counted())
    with pytest.raises(FetchFault, match="larger than 3 MB"):
        fetcher(tmp_path, largest_megabytes=3).fetch(f"{site.url}/a")
    assert sum(poured) < 100_000_000


def test_a_declared_length_over_the_limit_is_not_even_read(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply(stream=iter(()), headers={"Content-Length": str(2 << 30)})
    with pytest.raises(FetchFault, match="larger than 20 MB"):
        fetcher(tmp_path).fetch(f"{site.url}/a")


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_that_unpacks_to_too_much_is_cut(site: Site, tmp_path: Path, encoding: str) -> None:
    bomb = gzip.compress(bytes(300_000_000)) if encoding == "gzip" else zlib.compress(bytes(300_000_000))
    assert len(bomb) < 1_000_000
    site.pages["/a"] = Reply(bomb, headers={"Content-Encoding": encoding})
    with pytest.raises(FetchFault, match="larger than 3 MB"):
        fetcher(tmp_path, largest_megabytes=3).fetch(f"{site.url}/a")


def test_packed_bodies_are_unpacked_and_broken_ones_refused(site: Site, tmp_path: Path) -> None:
    packed = gzip.compress("Hội nghị".encode() * 1000)
    site.pages["/a"] = Reply(packed, headers={"Content-Encoding": "gzip"})
    site.pages["/cut"] = Reply(packed[:-12], headers={"Content-Encoding": "gzip"})
    site.pages["/no"] = Reply(b"no gzip", headers={"Content-Encoding": "gzip"})
    site.pages["/br"] = Reply(b"x", headers={"Content-Encoding": "br"})
    web = fetcher(tmp_path)
    assert web.fetch(f"{site.url}/a").body == "Hội nghị".encode() * 1000
    for path, message in (("/cut", "broken in transfer"), ("/no", "broken in transfer"), ("/br", "packed as 'br'")):
        with pytest.raises(FetchFault, match=message):
            web.fetch(f"{site.url}{path}")


def dribble(site: Site, first: bytes) -> Iterator[bytes]:
    yield first
    while not site.closing.wait(0.02):
        yield b"x"


@pytest.mark.parametrize(
    "first",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",  # a body without end
        b"HTTP/1.1 200 OK\r\nX-Header: ",  # a header without end
        b"",
    ],
)
def test_a_server_that_never_ends_is_left_in_time(site: Site, tmp_path: Path, first: bytes) -> None:
    site.pages["/a"] = Reply(raw=dribble(site, first))
    with pytest.raises(FetchFault, match=r"took longer than 0\.5 s"):
        fetcher(tmp_path, timeout=0.5).fetch(f"{site.url}/a")


def test_a_server_that_says_nothing_is_left_in_time(site: Site, tmp_path: Path) -> None:
    def silence() -> Iterator[bytes]:
        site.closing.wait()
        yield b""

    site.pages["/a"] = Reply(raw=silence())
    with pytest.raises(FetchFault, match=r"took longer than 0\.3 s"):
        fetcher(tmp_path, timeout=0.3).fetch(f"{site.url}/a")


def late(site: Site, reply: bytes) -> Iterator[bytes]:
    site.closing.wait(0.2)
    yield reply


def test_redirects_and_robots_together_take_no_longer(site: Site, tmp_path: Path) -> None:
    """Each step is within the limit; all of them are not."""
    site.pages["/robots.txt"] = Reply(raw=late(site, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
    for step in range(4):
        moved = f"HTTP/1.1 302 Found\r\nLocation: /{step + 1}\r\nContent-Length: 0\r\n\r\n".encode()
        site.pages[f"/{step}"] = Reply(raw=late(site, moved))
    site.pages["/4"] = Reply("trang")
    with pytest.raises(FetchFault, match=rf"^{site.url}/0: took longer than 0\.5 s \(sources\.timeout\)"):
        fetcher(tmp_path, timeout=0.5).fetch(f"{site.url}/0")
    assert "/4" not in site.paths()


def test_a_name_that_is_looked_up_for_ever_is_left_in_time(site: Site, tmp_path: Path) -> None:
    def resolve(host: str, port: int) -> list[str]:
        site.closing.wait()
        return ["127.0.0.1"]

    web = Fetcher(options(tmp_path, timeout=0.2), resolve=resolve, clock=SetClock())
    with pytest.raises(FetchFault, match=r"^http://trang\.invalid/: took longer than 0\.2 s"):
        web.fetch("http://trang.invalid/")


def test_a_fault_of_the_resolver_stays_itself(tmp_path: Path) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise FetchFault(f"{host}: no such host")

    with pytest.raises(FetchFault, match=r"^trang\.invalid: no such host"):
        Fetcher(options(tmp_path), resolve=resolve, clock=SetClock()).fetch("http://trang.invalid/")


def test_the_pauses_that_a_site_asks_for_take_nothing_of_the_time(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply("trang")
    web = Fetcher(options(tmp_path, timeout=1, seconds_per_host=1.1))  # robots.txt comes first
    assert web.fetch(f"{site.url}/a").body == b"trang"


@pytest.mark.parametrize(
    "raw", [b"no http at all\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", b"\0" * 99]
)
def test_what_is_no_http_is_a_fault(site: Site, tmp_path: Path, raw: bytes) -> None:
    site.pages["/a"] = Reply(raw=iter([raw]))
    with pytest.raises(FetchFault, match="cannot be fetched"):
        fetcher(tmp_path).fetch(f"{site.url}/a")


def test_a_host_where_nobody_listens_is_a_fault(tmp_path: Path) -> None:
    with Site() as gone:
        url = gone.url
    with pytest.raises(FetchFault, match="cannot be fetched"):
        fetcher(tmp_path).fetch(url)


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone(site: Site, tmp_path: Path, status: int) -> None:
    site.pages["/a"] = Reply(status=status)
    with pytest.raises(PageGone, match=str(status)):
        fetcher(tmp_path).fetch(f"{site.url}/a")


@pytest.mark.parametrize("status", [403, 500, 206, 204])
def test_any_other_answer_is_a_fault(site: Site, tmp_path: Path, status: int) -> None:
    site.pages["/a"] = Reply(status=status)
    with pytest.raises(FetchFault, match=str(status)):
        fetcher(tmp_path).fetch(f"{site.url}/a")


# ---- what the site asks for


def test_robots_forbid(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: hoidap\nDisallow: /rieng/\n\nUser-agent: *\nDisallow: /\n")
    site.pages["/rieng/a"] = site.pages["/b"] = Reply("trang")
    web = fetcher(tmp_path)
    with pytest.raises(FetchFault, match=r"robots\.txt forbids it"):
        web.fetch(f"{site.url}/rieng/a")
    assert web.fetch(f"{site.url}/b").body == b"trang"
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/b"]


def test_robots_are_asked_after_a_redirect_too(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /rieng/\n")
    site.pages["/a"] = Reply(status=302, headers={"Location": "/rieng/a"})
    with pytest.raises(FetchFault, match=r"robots\.txt forbids it"):
        fetcher(tmp_path).fetch(f"{site.url}/a")
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_robots_that_cannot_be_read(site: Site, tmp_path: Path, status: int, allowed: bool) -> None:
    site.pages["/robots.txt"] = Reply(status=status)
    site.pages["/a"] = Reply("trang")
    if allowed:
        assert fetcher(tmp_path).fetch(f"{site.url}/a").body == b"trang"
    else:
        with pytest.raises(FetchFault, match=f"answers {status}"):
            fetcher(tmp_path).fetch(f"{site.url}/a")


def test_a_pause_is_kept_between_two_requests_to_a_host(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply("trang")
    clock = SetClock()
    web = fetcher(tmp_path, clock, seconds_per_host=3)
    for _ in range(3):
        web.fetch(f"{site.url}/a")
    assert clock.slept == [3, 3, 3]  # robots.txt was the first request


def test_the_pause_that_robots_ask_for_is_kept(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = [Reply("User-agent: *\nCrawl-delay: 7\n")]
    site.pages["/a"] = Reply("trang")
    clock = SetClock()
    web = fetcher(tmp_path, clock)
    web.fetch(f"{site.url}/a")
    web.fetch(f"{site.url}/a")
    assert clock.slept == [7]
    site.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 86400\n")
    with pytest.raises(FetchFault, match="asks for 86400 s between pages"):
        fetcher(tmp_path).fetch(f"{site.url}/a")


@pytest.mark.parametrize("written", ["40", formatdate(SetClock().time + 40, usegmt=True)])
def test_retry_after_is_waited_for(site: Site, tmp_path: Path, written: str) -> None:
    site.pages["/a"] = [Reply(status=429, headers={"Retry-After": written}), Reply("trang")]
    clock = SetClock()
    assert fetcher(tmp_path, clock).fetch(f"{site.url}/a").body == b"trang"
    assert clock.slept == [40]


def test_a_host_that_asks_for_long_is_left_alone_until_then(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply(status=503, headers={"Retry-After": "3600"})
    site.pages["/b"] = Reply("trang")
    clock = SetClock()
    web = fetcher(tmp_path, clock)
    for _ in range(2):
        with pytest.raises(FetchFault, match="asks to be left alone until"):
            web.fetch(f"{site.url}/a")
    assert site.paths() == ["/a"]
    clock.time += 3601
    assert web.fetch(f"{site.url}/b").body == b"trang"


def test_a_host_that_goes_on_asking_to_wait_is_a_fault(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply(status=429, headers={"Retry-After": "soon"})
    with pytest.raises(FetchFault, match="429"):
        fetcher(tmp_path).fetch(f"{site.url}/a")
    assert site.paths() == ["/a"] * 3


def test_several_threads_keep_the_pause_together(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply("trang")
    clock = SetClock()
    web = fetcher(tmp_path, clock, seconds_per_host=5)
    web.fetch(f"{site.url}/a")
    threads = [threading.Thread(target=web.fetch, args=(f"{site.url}/a",)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.paths()) == 4
    assert clock.time - SetClock().time >= 20 - 5
