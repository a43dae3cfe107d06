"""Which URLs and network addresses the marketplace may fetch from."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from marketplace.lib.refusals import Refusal

MAX_LENGTH = 500
HTTPS_PORT = 443

# IANA special-purpose address registries (RFC 6890 and its successors). Python 3.11 misses some of these.
# fmt: off
_SPECIAL_V4 = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
    "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
)
_SPECIAL_V6 = (
    "::/96", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23",
    "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7",
    "fe80::/10", "fec0::/10", "ff00::/8",
)
# fmt: on
_SPECIAL = tuple(ipaddress.ip_network(network) for network in _SPECIAL_V4 + _SPECIAL_V6)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")


class AddressRefused(Refusal):
    """The URL is not one the marketplace fetches from."""


@dataclass(frozen=True, slots=True)
class HttpsAddress:
    """A checked https URL. `target` is path and query as sent; `host` is lower-case ASCII."""

    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        port = "" if self.port == HTTPS_PORT else f":{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"https://{host}{port}{self.target}"


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet; anything special is not.

    IPv4 addresses carried inside IPv6 (mapped, NAT64) are judged by the IPv4 address.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return not any(ip.version == network.version and ip in network for network in _SPECIAL)


def is_listed(host: str, port: int, listed: Collection[str]) -> bool:
    """Tell whether an operator's list names this host, as `host` (port 443) or as `host:port`."""
    return f"{host}:{port}" in listed or (port == HTTPS_PORT and host in listed)


def parse_https(url: str, *, private_hosts: Collection[str] = ()) -> HttpsAddress:
    """Check a URL that somebody typed in.

    Only https on port 443 without user name, and no host name or number that can only mean this machine
    or its own network. Names are looked up later, when the connection is made (`is_public`).

    Args:
        url: as typed in; surrounding spaces are ignored.
        private_hosts: hosts (`host` or `host:port`) the operator allows beyond that.

    Raises:
        AddressRefused: with a sentence that names the cause.
    """
    text = url.strip()
    if not text or len(text) > MAX_LENGTH or re.search(r"[\x00-\x20\x7f\\<>\"^`{|}]", text):
        raise AddressRefused(
            "odd-address",
            "Die Adresse ist leer, länger als 500 Zeichen oder enthält unzulässige Zeichen.",
            "The address is empty, longer than 500 characters or holds characters that no address has.",
        )
    try:
        parts = urlsplit(text)
        port = parts.port or HTTPS_PORT
        host = _ascii_host(parts.hostname or "")
    except ValueError as error:
        raise _odd(text) from error
    _check_parts(parts.scheme, parts.username is not None, text)
    _check_host(host, port, text, private_hosts)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return HttpsAddress(host, port, target)


def _check_parts(scheme: str, has_user: bool, text: str) -> None:
    if scheme != "https":
        raise AddressRefused(
            "not-https",
            f"Nur Adressen, die mit https:// beginnen, werden geholt; angegeben ist „{text}“.",
            f"Only addresses that begin with https:// are fetched; given is “{text}”.",
        )
    if has_user:
        raise AddressRefused(
            "credentials",
            "Bitte keine Zugangsdaten in die Adresse schreiben; geholt wird nur, was öffentlich ist.",
            "Please leave credentials out of the address; only public sources are fetched.",
        )


def _check_host(host: str, port: int, text: str, private_hosts: Collection[str]) -> None:
    if is_listed(host, port, private_hosts):
        return
    if port != HTTPS_PORT:
        raise AddressRefused(
            "odd-port",
            f"Geholt wird nur über den üblichen Anschluss 443; angegeben ist {port}.",
            f"Sources are only fetched from the usual port 443; given is {port}.",
        )
    try:
        private = not is_public(host)
    except ValueError:
        private = host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".home.arpa"))
        if not private and not _is_host_name(host):
            raise _odd(text) from None
    if private:
        raise private_address(host)


def private_address(host: str) -> AddressRefused:
    """The refusal for a host inside the operator's own network."""
    return AddressRefused(
        "private-address",
        f"„{host}“ liegt nicht im öffentlichen Netz und wird deshalb nicht abgerufen.",
        f"“{host}” is not on the public network and is therefore not fetched.",
    )


def _ascii_host(host: str) -> str:
    lowered = host.lower().rstrip(".")
    return lowered if lowered.isascii() else lowered.encode("idna").decode("ascii")


def _is_host_name(host: str) -> bool:
    """A dotted DNS name whose last label is no number: 127.1 and 0x7f.1 would be read as IP addresses."""
    labels = host.split(".")
    named = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return named and not _NUMERIC.fullmatch(labels[-1])


def _odd(text: str) -> AddressRefused:
    return AddressRefused(
        "odd-address",
        f"„{text}“ ist keine gültige Adresse.",
        f"“{text}” is not a valid address.",
    )
