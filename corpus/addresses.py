"""Which addresses of the network may be asked: public ones, so that no page leads into a network of the operator's."""

import socket
from collections.abc import Callable
from concurrent.futures import Future
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Thread

from corpus.errors import FetchFault

Resolve = Callable[[str, int], list[str]]
Address = IPv4Address | IPv6Address

# IPv6 forms that carry an IPv4 address, and lead to it where the network translates them.
_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_COMPATIBLE = ip_network("::/96")


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public internet, as is the IPv4 address that an IPv6 one carries."""
    if isinstance(address, IPv6Address):
        if address.scope_id is not None or address in _COMPATIBLE:
            return False
        carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(address in network for network in _NAT64):
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        if any(inner is not None and not is_public(inner) for inner in carried):
            return False
        if address.is_site_local:
            return False
        address = address.ipv4_mapped or address
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve_host(host: str, port: int) -> list[str]:
    """Return the addresses of a host as the system's resolver gives them.

    Raises:
        FetchFault: the name has no address.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFault(f"{host}: no such host ({error}); check the address and the network") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve_within(seconds: float, resolve: Resolve, host: str, port: int) -> list[str]:
    """Return what ``resolve`` does; raises TimeoutError when it takes longer than ``seconds``.

    The system's resolver cannot be told to hurry, so it is left behind in its thread, which holds up nothing.
    """
    found: Future[list[str]] = Future()

    def look() -> None:
        try:
            found.set_result(resolve(host, port))
        except BaseException as error:  # raised again where it is waited for
            found.set_exception(error)

    Thread(target=look, name="resolver", daemon=True).start()
    return found.result(seconds)


def checked_addresses(host: str, addresses: list[str], *, allow_private: bool) -> list[str]:
    """Return ``addresses`` if every one of them may be asked.

    Raises:
        FetchFault: one is private, loopback, link-local or otherwise not public, or there is none.
    """
    for written in addresses:
        try:
            public = is_public(ip_address(written))
        except ValueError:
            public = False
        if not (public or allow_private):
            raise FetchFault(
                f"{host}: {written} is no public address, and pages are only fetched from those; "
                "save the page and add the file"
            )
    if not addresses:
        raise FetchFault(f"{host}: no such host; check the address")
    return addresses
