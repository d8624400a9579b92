"""Gets a page from the web: only from public addresses, as the site allows, within limits of size and time.

The address that is checked is the one that is connected to, so a name cannot be resolved to another in between;
every redirect is checked anew. Of the environment only ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` are used, no proxies and
no credentials.
"""

import asyncio
import os
import ssl
import time
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from corpus.addresses import Resolve, checked_addresses, resolve_host, resolve_within
from corpus.certificates import refusal
from corpus.errors import FetchFault, PageGone
from corpus.manners import Clock, Manners, SystemClock
from corpus.options import SourceOptions


class Check(Protocol):
    """Returns the addresses of a host if they may be asked, else raises FetchFault."""

    def __call__(self, host: str, addresses: list[str], *, allow_private: bool) -> list[str]: ...


_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_MOST_TRIES = 3  # of a host that asks to come back later
_ROBOTS_BYTES = 512_000
_ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf,*/*;q=0.5"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site gave to ask later whether a page has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: ``url`` after redirects, ``body`` unpacked and empty where ``not_modified``."""

    url: str
    body: bytes
    content_type: str
    validators: Validators
    not_modified: bool = False


@dataclass(frozen=True, slots=True)
class _Target:
    """A checked address: the page, and the addresses of the network it may be asked at."""

    url: httpx.URL
    addresses: list[str]

    @property
    def host(self) -> str:
        return self.url.raw_host.decode("ascii")

    @property
    def origin(self) -> str:
        return f"{self.url.scheme}://{self.url.netloc.decode('ascii')}"


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class _Patience:
    """The time for one page, in seconds, of which the pauses that a site asks for take nothing."""

    url: str
    limit: float
    spent: float = 0.0

    @contextmanager
    def left(self) -> Iterator[float]:
        """Give the seconds that are left to what is done meanwhile, which takes them and raises TimeoutError after."""
        began = time.monotonic()
        try:
            yield max(0.0, self.limit - self.spent)
        except TimeoutError as error:
            raise FetchFault(
                f"{self.url}: took longer than {self.limit:g} s (sources.timeout); try again later"
            ) from error
        finally:
            self.spent += time.monotonic() - began


class Fetcher:
    """Fetches pages one at a time; to be called from a thread that runs no event loop."""

    def __init__(
        self,
        options: SourceOptions,
        *,
        resolve: Resolve = resolve_host,
        check: Check = checked_addresses,
        clock: Clock | None = None,
    ) -> None:
        self._options = options
        self._resolve = resolve
        self._checked = check
        self._manners = Manners(options.user_agent, options.seconds_per_host, clock or SystemClock())
        self._context: ssl.SSLContext | None = None

    def fetch(self, url: str, known: Validators | None = None) -> Fetched:
        """Return the page at ``url``, or that it has not changed since ``known``.

        Raises:
            PageGone: the site has no such page.
            FetchFault: the address is not allowed or forbidden by robots.txt, the site does not answer well, or
                the page is too large or takes too long.
        """
        asked = url
        patience = _Patience(url[:200], self._options.timeout)
        for _ in range(_MOST_REDIRECTS + 1):
            target = self._check(url, patience)
            self._ask_robots(target, patience)
            reply = self._get(target, self._headers(known), self._options.largest_bytes, patience)
            if reply.status not in _REDIRECTS:
                return self._read(target, reply)
            if not reply.headers.get("location"):
                raise FetchFault(f"{url}: redirects to nowhere; look at the page in a browser")
            url = str(target.url.join(reply.headers["location"]))
        raise FetchFault(f"{asked}: redirects more than {_MOST_REDIRECTS} times; look at the page in a browser")

    def _check(self, url: str, patience: _Patience) -> _Target:
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchFault(f"{url[:200]}: no address of a page ({error}); check it") from error
        if parsed.scheme not in _PORTS or not parsed.host:
            raise FetchFault(f"{url[:200]}: no address of a page; it must begin with https:// or http://")
        if parsed.userinfo:
            raise FetchFault(f"{parsed.host}: the address holds a name or a password; leave them out")
        port = parsed.port or _PORTS[parsed.scheme]
        if port not in self._options.ports and not self._options.allow_private:
            allowed = ", ".join(map(str, self._options.ports))
            raise FetchFault(f"{url[:200]}: port {port} is not one of {allowed} (sources.ports)")
        parsed = parsed.copy_with(fragment=None)
        host = parsed.raw_host.decode("ascii")
        with patience.left() as seconds:
            addresses = resolve_within(seconds, self._resolve, host, port)
        return _Target(parsed, self._checked(host, addresses, allow_private=self._options.allow_private))

    def _headers(self, known: Validators | None) -> dict[str, str]:
        headers = {"User-Agent": self._options.user_agent, "Accept": _ACCEPTED, "Accept-Encoding": "gzip"}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return headers

    def _ask_robots(self, target: _Target, patience: _Patience) -> None:
        """Read a site's robots.txt where it is not known: none allows all, a site in trouble allows nothing."""
        if not self._manners.knows_robots(target.origin):
            self._manners.learn_robots(target.origin, self._robots(target, patience))
        self._manners.check_robots(target.origin, str(target.url))

    def _robots(self, target: _Target, patience: _Patience) -> str:
        here = target
        for _ in range(_MOST_REDIRECTS + 1):
            url = here.url.join("/robots.txt") if here is target else here.url
            here = _Target(url, here.addresses)
            reply = self._get(here, self._headers(None), _ROBOTS_BYTES, patience)
            if reply.status in _REDIRECTS and reply.headers.get("location"):
                here = self._check(str(here.url.join(reply.headers["location"])), patience)
                continue
            if reply.status >= 500 or reply.status == 429:
                raise FetchFault(f"{here.url}: answers {reply.status}, and without it nothing is fetched; try later")
            return reply.body.decode("utf-8-sig", "replace") if reply.status == 200 else ""
        return ""

    def _get(self, target: _Target, headers: dict[str, str], limit: int, patience: _Patience) -> _Reply:
        """Ask for a page when the host may be asked, again where it says to come back soon."""
        for attempt in range(_MOST_TRIES):
            self._manners.wait_for_turn(target.host, target.origin)
            with patience.left() as seconds:
                reply = asyncio.run(asyncio.wait_for(self._exchange(target, headers, limit, patience.url), seconds))
            if reply.status not in (429, 503) or (reply.status == 503 and "retry-after" not in reply.headers):
                return reply
            self._manners.ask_back(target.host, reply.headers)
            if attempt + 1 < _MOST_TRIES:
                self._manners.check_asked_back(target.host)
        return reply

    async def _exchange(self, target: _Target, headers: dict[str, str], limit: int, asked: str) -> _Reply:
        try:
            return await self._ask_addresses(target, headers, limit)
        except (httpx.HTTPError, httpx.StreamError) as error:
            if refused := refusal(error):
                raise FetchFault(f"{asked}: the certificate of {target.host} {refused}") from error
            reason = str(error) or type(error).__name__
            raise FetchFault(f"{target.url}: cannot be fetched ({reason}); check the address, try later") from error

    async def _ask_addresses(self, target: _Target, headers: dict[str, str], limit: int) -> _Reply:
        for address in target.addresses[:-1]:
            try:
                return await self._ask(target, address, headers, limit)
            except httpx.ConnectError:
                continue  # a host may have an address that this machine has no way to
        return await self._ask(target, target.addresses[-1], headers, limit)

    async def _ask(self, target: _Target, address: str, headers: dict[str, str], limit: int) -> _Reply:
        """Ask the very address that was checked, under the name of the host."""
        self._context = self._context or _trusting()
        extensions: dict[str, Any] = {"sni_hostname": target.host}
        async with httpx.AsyncClient(
            trust_env=False, follow_redirects=False, verify=self._context, timeout=None
        ) as client:
            request = client.build_request(
                "GET",
                target.url.copy_with(host=address),
                headers={**headers, "Host": target.url.netloc.decode("ascii")},
                extensions=extensions,
            )
            response = await client.send(request, stream=True)
            try:
                body = b"" if response.status_code in _REDIRECTS else await _read_body(response, target, limit)
            finally:
                await response.aclose()
        return _Reply(response.status_code, response.headers, body)

    def _read(self, target: _Target, reply: _Reply) -> Fetched:
        url = str(target.url)
        validators = Validators(reply.headers.get("etag"), reply.headers.get("last-modified"))
        content_type = reply.headers.get("content-type", "").split(";")[0].strip().lower()
        if reply.status == 304:
            return Fetched(url, b"", content_type, validators, not_modified=True)
        if reply.status in (404, 410):
            raise PageGone(url, str(reply.status), for_good=reply.status == 410)
        if reply.status not in (200, 203):
            raise FetchFault(f"{url}: the site answers {reply.status}; look at the page in a browser, try later")
        return Fetched(url, reply.body, content_type, validators)


def _trusting() -> ssl.SSLContext:
    """Return what trusts the authorities of certifi, or only those of ``SSL_CERT_FILE`` or ``SSL_CERT_DIR``."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        named = os.environ.get("SSL_CERT_FILE")
        raise FetchFault(
            f"SSL_CERT_FILE: {named!r} is no file of certificates ({error.strerror or error}); name one in PEM, or "
            "leave it out"
        ) from error


async def _read_body(response: httpx.Response, target: _Target, limit: int) -> bytes:
    """Read a body up to ``limit`` bytes, packed and unpacked."""
    too_large = FetchFault(f"{target.url}: larger than {limit / 1e6:g} MB (sources.largest_megabytes); save it by hand")
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise too_large
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise FetchFault(f"{target.url}: is packed as {encoding!r}, which was not asked for; save it by hand")
    body = bytearray()
    pieces = response.aiter_raw() if encoding in ("identity", "") else _inflate(response.aiter_raw(), target, limit)
    async for piece in pieces:
        body += piece
        if len(body) > limit:
            raise too_large
    return bytes(body)


async def _inflate(pieces: AsyncIterator[bytes], target: _Target, limit: int) -> AsyncIterator[bytes]:
    """Unpack as it comes, never more than ``limit`` and a byte at once."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        async for piece in pieces:
            data = piece
            while data:
                yield unpacker.decompress(data, limit + 1)
                data = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchFault(f"{target.url}: broken in transfer ({error}); try again later") from error
    if not unpacker.eof:
        raise FetchFault(f"{target.url}: broken in transfer (it ends too early); try again later")
