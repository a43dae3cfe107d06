"""Addresses that may be fetched from, and those that may not."""

from __future__ import annotations

import pytest

from marketplace.lib.addresses import AddressRefused, is_public, parse_https

# fmt: off
INSIDE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.1", "10.0.0.1", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.80", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1",
    "100::1", "fec0::1",
]
# fmt: on
# fmt: off
OUTSIDE = [
    "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2a00:1450::1", "2606:4700::1",
    "64:ff9b::8.8.8.8", "::ffff:8.8.8.8",
]
# fmt: on


@pytest.mark.parametrize("address", INSIDE)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://example.org/a", "not-https"),
        ("ftp://example.org/a", "not-https"),
        ("file:///etc/passwd", "not-https"),
        ("ext::sh -c evil", "odd-address"),
        ("git@example.org:a/b.git", "not-https"),
        ("--upload-pack=evil", "not-https"),
        ("", "odd-address"),
        ("https://", "odd-address"),
        ("https:///a", "odd-address"),
        ("https://exa mple.org/a", "odd-address"),
        ("https://example.org\\@evil.example/", "odd-address"),
        ("https://example.org/\x00", "odd-address"),
        ("https://user:secret@example.org/a", "credentials"),
        ("https://example.org:8443/a", "odd-port"),
        ("https://example.org:99999/a", "odd-address"),
        ("https://localhost/a", "private-address"),
        ("https://LOCALHOST./a", "private-address"),
        ("https://forge.localhost/a", "private-address"),
        ("https://127.0.0.1/a", "private-address"),
        ("https://[::1]/a", "private-address"),
        ("https://[::ffff:169.254.169.254]/a", "private-address"),
        ("https://127.1/a", "odd-address"),
        ("https://2130706433/a", "odd-address"),
        ("https://0x7f.0.0.1/a", "odd-address"),
        ("https://0177.0.0.1/a", "odd-address"),
        ("https://intranet/a", "odd-address"),
        ("https://example.org/" + "a" * 500, "odd-address"),
    ],
)
def test_addresses_that_are_refused(url: str, word: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        parse_https(url)
    assert caught.value.word == word
    assert caught.value.en


def test_an_address_is_tidied() -> None:
    assert parse_https(" https://EXAMPLE.org/a%20b?c=d#e ").url == "https://example.org/a%20b?c=d"
    assert parse_https("https://münchen.example").url == "https://xn--mnchen-3ya.example/"
    assert parse_https("https://example.org:443/ä").target == "/%C3%A4"


def test_the_operator_can_allow_a_host_with_or_without_a_port() -> None:
    assert parse_https("https://10.0.0.1/a", private_hosts=["10.0.0.1"]).host == "10.0.0.1"
    assert parse_https("https://forge:8443/a", private_hosts=["forge:8443"]).port == 8443
    with pytest.raises(AddressRefused):
        parse_https("https://forge:8443/a", private_hosts=["forge"])
