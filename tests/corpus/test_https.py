"""HTTPS on loopback: whose certificate is taken, and what an operator reads of one that is not."""

import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.errors import FetchFault
from corpus.fetch import Fetcher
from corpus.store import read_articles
from tests.corpus.web import Office, SetClock, article_page, options
from tests.web_server import Reply, Site
from tests.web_server.certificates import Authority, self_signed

HOST = "trang.example"
AUTHORITIES = "if you trust who signed it, name a file of all authorities you trust, with theirs, in SSL_CERT_FILE"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@pytest.fixture
def untrusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    return authority


def pinned(folder: Path, **changed: object) -> Fetcher:
    """Return a fetcher for which every name leads to loopback."""
    return Fetcher(options(folder, **changed), resolve=lambda host, port: ["127.0.0.1"], clock=SetClock())


def test_the_certificate_is_asked_for_and_checked_by_the_name_of_the_host(trusted: Authority, tmp_path: Path) -> None:
    """The connection goes to the address that was checked; the certificate does not hold it."""
    context = trusted.signed(HOST)
    asked: list[str | None] = []
    context.sni_callback = lambda connection, name, own: asked.append(name)
    with Site(context) as site:
        site.pages["/a"] = Reply("trang")
        assert pinned(tmp_path).fetch(f"https://{HOST}:{site.port}/a").body == b"trang"
        assert {request.headers["host"] for request in site.asked} == {f"{HOST}:{site.port}"}
    assert set(asked) == {HOST}


@pytest.mark.parametrize(
    ("made", "reason", "mend"),
    [
        (
            lambda authority: authority.signed("khac.example"),
            f"Hostname mismatch, certificate is not valid for '{HOST}'",
            "check the address; else the site has to mend it",
        ),
        (
            lambda authority: authority.signed("127.0.0.1"),  # right for the address that is connected to
            f"Hostname mismatch, certificate is not valid for '{HOST}'",
            "check the address; else the site has to mend it",
        ),
        (
            lambda authority: authority.signed(HOST, days=-1),
            "certificate has expired",
            "the site has to renew it; check this machine's clock as well",
        ),
        (lambda authority: self_signed(authority.file.parent), "self-signed certificate", AUTHORITIES),
    ],
)
def test_a_certificate_that_is_refused_is_told_with_reason_and_mend(
    trusted: Authority, tmp_path: Path, made: Callable[[Authority], ssl.SSLContext], reason: str, mend: str
) -> None:
    with Site(made(trusted)) as site:
        with pytest.raises(FetchFault) as caught:
            pinned(tmp_path).fetch(f"https://{HOST}:{site.port}/a")
        assert str(caught.value) == (
            f"https://{HOST}:{site.port}/a: the certificate of {HOST} is refused ({reason}); {mend}"
        )
        assert site.asked == []


def test_a_site_whose_authority_is_not_known_is_imported_once_it_is(
    untrusted: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site(untrusted.signed("localhost")) as site:
        url = f"https://localhost:{site.port}"
        site.pages["/rss"] = Reply(f"<rss version='2.0'><channel><item><link>{url}/a</link></item></channel></rss>")
        site.pages["/a"] = article_page("Hội nghị tổng kết năm 2023 của huyện")
        office = Office(site, tmp_path, SetClock(), feeds=[{"url": f"{url}/rss"}])
        (fault,) = office.poll().faults
        assert fault == (
            f"{url}/rss: the certificate of localhost is refused (unable to get local issuer certificate); "
            f"{AUTHORITIES}"
        )
        assert not office.folder.exists()
        monkeypatch.setenv("SSL_CERT_FILE", str(untrusted.file))
        report = office.poll()
        assert (len(report.added), report.faults) == (1, [])
        assert [article.url for article in read_articles(office.folder)[0]] == [f"{url}/a"]


def test_a_redirect_to_another_host_needs_a_certificate_of_that_host(trusted: Authority, tmp_path: Path) -> None:
    with Site(trusted.signed(HOST)) as site:
        site.pages["/a"] = Reply(status=302, headers={"Location": f"https://khac.example:{site.port}/a"})
        with pytest.raises(FetchFault, match=r"/a: the certificate of khac\.example is refused"):
            pinned(tmp_path).fetch(f"https://{HOST}:{site.port}/a")


def test_a_file_of_authorities_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate", encoding="ascii")
    for path in (broken, tmp_path / "missing.pem"):
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        with pytest.raises(FetchFault, match=rf"^SSL_CERT_FILE: '{path}' is no file of certificates"):
            pinned(tmp_path).fetch(f"https://{HOST}/a")


def test_no_tls_at_all_is_told(trusted: Authority, tmp_path: Path) -> None:
    with Site() as site, pytest.raises(FetchFault, match=r"cannot be fetched \(.*SSL"):
        pinned(tmp_path).fetch(f"https://{HOST}:{site.port}/a")


def test_a_handshake_that_never_ends_is_left_in_time(trusted: Authority, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(FetchFault, match=r"took longer than 0\.3 s"):
            pinned(tmp_path, timeout=0.3).fetch(f"https://{HOST}:{port}/a")


def test_a_body_without_end_is_left_in_time(trusted: Authority, tmp_path: Path) -> None:
    def dribble(site: Site) -> Iterator[bytes]:
        while not site.closing.wait(0.02):
            yield b"x"

    with Site(trusted.signed(HOST)) as site:
        site.pages["/a"] = Reply(stream=dribble(site))
        with pytest.raises(FetchFault, match=r"/a: took longer than 0\.5 s"):
            pinned(tmp_path, timeout=0.5).fetch(f"https://{HOST}:{site.port}/a")
