"""Only addresses of the public internet may be asked."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.addresses import checked_addresses, is_public, resolve_host
from corpus.errors import FetchFault

PRIVATE = [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "0.0.0.0", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "::", "::1", "fe80::1", "fe80::1%1", "fc00::1", "fd12::1",
    "ff02::1", "fec0::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::", "2001:0:7f00:1::", "::ffff:169.254.169.254",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "203.162.0.1", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("written", PRIVATE)
def test_private_addresses_are_refused_in_every_form(written: str) -> None:
    assert not is_public(ip_address(written))
    with pytest.raises(FetchFault, match="no public address"):
        checked_addresses("trang.example", [written], allow_private=False)
    assert checked_addresses("trang.example", [written], allow_private=True) == [written]


@pytest.mark.parametrize("written", PUBLIC)
def test_public_addresses_are_taken(written: str) -> None:
    assert is_public(ip_address(written))


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(FetchFault, match=r"10\.0\.0\.1"):
        checked_addresses("trang.example", ["8.8.8.8", "10.0.0.1"], allow_private=False)


@given(st.ip_addresses(v=4))
def test_an_address_in_another_form_is_as_public_as_it_is(address: object) -> None:
    assert is_public(ip_address(f"::ffff:{address}")) == is_public(ip_address(str(address)))


@pytest.mark.parametrize("host", ["2130706433", "127.1", "0x7f000001", "localhost"])
def test_other_spellings_of_loopback_are_seen_through(host: str) -> None:
    with pytest.raises(FetchFault):
        checked_addresses(host, resolve_host(host, 80), allow_private=False)


@pytest.mark.parametrize("host", ["khong-co.invalid", "a" * 300, "\ud800"])
def test_a_name_without_an_address_is_a_fault(host: str) -> None:
    with pytest.raises(FetchFault, match="no such host"):
        resolve_host(host, 80)
