"""Https requests to foreign hosts: the address that is dialled is the one that was checked."""

from __future__ import annotations

import hashlib
import json
import socket
import ssl
import urllib.request
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO
from urllib.parse import urljoin

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError

from marketplace.lib.addresses import HttpsAddress, is_listed, is_public, parse_https, private_address
from marketplace.worker.fetching.errors import SourceInvalid, SourceUnreachable
from marketplace.worker.fetching.order import MEGABYTE, Progress

MOST_REDIRECTS = 5
MOST_METADATA_BYTES = 50 * MEGABYTE
TIMEOUT = urllib3.Timeout(connect=10, read=30)
_CHUNK = 1 << 16
_REDIRECTS = {301, 302, 303, 307, 308}
# Answers that say "later": time-outs, limits and trouble of the other side.
_TEMPORARY = {408, 425, 429, *range(500, 600)}


class NotThere(SourceInvalid):
    """The other side says that there is nothing (public) at this address."""


class Client:
    """Fetches over https. Every redirect is checked like the first address.

    Args:
        private_hosts: hosts (`host` or `host:port`) that may be fetched from although they are not public.
    """

    def __init__(self, private_hosts: Collection[str] = ()) -> None:
        self._private_hosts = frozenset(private_hosts)
        self._tls = ssl.create_default_context()

    def trust(self, address: HttpsAddress) -> None:
        """Allow one more host although it may not be public."""
        self._private_hosts |= {f"{address.host}:{address.port}"}

    def checked(self, url: str) -> HttpsAddress:
        """Check a URL against the list of private hosts. Raises AddressRefused."""
        return parse_https(url, private_hosts=self._private_hosts)

    def download(
        self, address: HttpsAddress, target: BinaryIO, *, most_bytes: int, progress: Progress
    ) -> dict[str, str]:
        """Write what is at an address into a file.

        Args:
            address: where from.
            target: file open for writing.
            most_bytes: more than this is refused.
            progress: called with bytes done and in all (0: not known).

        Returns:
            Digests of what was written, in hexadecimal digits: sha256 and sha512.

        Raises:
            SourceUnreachable: no answer, or an answer that says "later".
            SourceInvalid: not there, refused, or too large.
        """
        digests = {name: hashlib.new(name) for name in ("sha256", "sha512")}
        with self._open(address) as response:
            total = _length(response)
            if total > most_bytes:
                raise _too_large(address, most_bytes)
            done = 0
            for chunk in _chunks(response, address):
                done += len(chunk)
                if done > most_bytes:
                    raise _too_large(address, most_bytes)
                target.write(chunk)
                for digest in digests.values():
                    digest.update(chunk)
                progress(done, total)
            if total and done != total:
                raise _unreachable(address, "unvollständige Antwort", "incomplete answer")
        return {name: digest.hexdigest() for name, digest in digests.items()}

    def json(self, address: HttpsAddress, *, accept: str) -> Any:
        """Read a JSON document of at most 50 MB; same errors as `download`."""
        body = b""
        with self._open(address, {"Accept": accept}) as response:
            for chunk in _chunks(response, address):
                body += chunk
                if len(body) > MOST_METADATA_BYTES:
                    raise _too_large(address, MOST_METADATA_BYTES)
        try:
            return json.loads(body)
        except ValueError as error:
            raise SourceInvalid(
                "odd-answer",
                f"{address.host} antwortet nicht mit JSON, wie es eine Paketablage tut.",
                f"{address.host} does not answer with JSON as a package registry does.",
            ) from error

    def short_text(self, address: HttpsAddress, *, most_bytes: int) -> str:
        """Read a short text; redirects to another host are refused. Errors as in `download`."""
        body = b""
        with self._open(address, {"Accept": "text/plain"}, same_host=True) as response:
            for chunk in _chunks(response, address):
                body += chunk
                if len(body) > most_bytes:
                    raise SourceInvalid(
                        "too-large",
                        f"{address.url} ist länger als {most_bytes} Zeichen.",
                        f"{address.url} is longer than {most_bytes} characters.",
                    )
        return body.decode("utf-8", "replace")

    def page(self, address: HttpsAddress, target: BinaryIO, *, most_bytes: int) -> str:
        """Write a web page into a file. Returns its content type; errors as in `download`."""
        done = 0
        with self._open(address, {"Accept": "text/html, application/xhtml+xml, text/plain"}) as response:
            for chunk in _chunks(response, address):
                done += len(chunk)
                if done > most_bytes:
                    raise _too_large(address, most_bytes)
                target.write(chunk)
            return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()

    def final_address(self, address: HttpsAddress, *, suffix: str, kind: str) -> HttpsAddress | None:
        """Follow redirects of `address` + `suffix` within the same host; None for an answer of another kind.

        Args:
            address: where to begin.
            suffix: appended for the request and taken off the result.
            kind: content type the answer must have.
        """
        asked = self.checked(address.url + suffix)
        with self._open(asked, same_host=True) as response:
            if response.headers.get("content-type", "").partition(";")[0] != kind:
                return None
            return self.checked(str(response.url_asked.url).removesuffix(suffix))

    def ip_of(self, address: HttpsAddress) -> str:
        """Look up a host and choose the address to dial: the first one, if all of them are allowed.

        Raises:
            SourceUnreachable: the name is not known (now).
            AddressRefused: the name leads into a network that is not public.
        """
        try:
            found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise SourceUnreachable(
                "unknown-host",
                f"Der Rechner „{address.host}“ ist nicht bekannt oder der Namensdienst antwortet nicht.",
                f"The host “{address.host}” is not known, or the name service does not answer.",
            ) from error
        ips = [str(entry[4][0]) for entry in found]
        if not is_listed(address.host, address.port, self._private_hosts) and not all(map(is_public, ips)):
            raise private_address(address.host)
        return ips[0]

    @contextmanager
    def _open(
        self, address: HttpsAddress, headers: Mapping[str, str] | None = None, *, same_host: bool = False
    ) -> Iterator[_Response]:
        first = address
        for _ in range(MOST_REDIRECTS + 1):
            response = self._ask(address, headers or {})
            try:
                if response.status not in _REDIRECTS:
                    _check_status(response.status, address)
                    yield _Response(response, address)
                    return
                address = self.checked(urljoin(address.url, response.headers.get("location", "")))
            finally:
                response.close()
            if same_host and (address.host, address.port) != (first.host, first.port):
                raise _redirected(first, address)
        raise SourceInvalid(
            "too-many-redirects",
            f"{first.url} leitet mehr als {MOST_REDIRECTS}-mal weiter.",
            f"{first.url} redirects more than {MOST_REDIRECTS} times.",
        )

    def _ask(self, address: HttpsAddress, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        sent = {"Host": _host_header(address), "User-Agent": "Marktplatz", "Accept-Encoding": "identity"}
        options: dict[str, Any] = {
            "headers": sent | dict(headers),
            "redirect": False,
            "retries": False,
            "preload_content": False,
            "timeout": TIMEOUT,
        }
        proxy = proxy_for(address)
        try:
            if proxy:
                manager = urllib3.ProxyManager(proxy, ssl_context=self._tls)
                return manager.request("GET", address.url, **options)
            ip = self.ip_of(address)
            pool = urllib3.HTTPSConnectionPool(
                ip,
                address.port,
                ssl_context=self._tls,
                server_hostname=address.host,
                assert_hostname=address.host,
            )
            return pool.urlopen("GET", address.target, **options)
        except (HTTPError, LocationParseError, OSError) as error:
            raise _no_answer(address, error) from error


class _Response:
    """An answer together with the address that gave it."""

    def __init__(self, response: urllib3.BaseHTTPResponse, url_asked: HttpsAddress) -> None:
        self.headers = response.headers
        self.url_asked = url_asked
        self.read = response.read


def proxy_for(address: HttpsAddress) -> str | None:
    """The operator's proxy for this host from the environment (HTTPS_PROXY, NO_PROXY), if any.

    A proxy looks names up itself, so pinning is then its task; addresses given as numbers were checked.
    """
    if urllib.request.proxy_bypass(address.host):
        return None
    return urllib.request.getproxies().get("https")


def _chunks(response: _Response, address: HttpsAddress) -> Iterator[bytes]:
    try:
        while chunk := response.read(_CHUNK):
            yield chunk
    except (HTTPError, OSError) as error:
        raise _no_answer(address, error) from error


def _length(response: _Response) -> int:
    text = str(response.headers.get("content-length", ""))
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _host_header(address: HttpsAddress) -> str:
    return address.url.removeprefix("https://").partition("/")[0]


def _check_status(status: int, address: HttpsAddress) -> None:
    if status in _TEMPORARY:
        raise _unreachable(address, f"Antwort {status}", f"answer {status}")
    if status != 200:
        raise NotThere(
            "not-there",
            f"Unter {address.url} ist nichts öffentlich zu finden (Antwort {status}).",
            f"There is nothing public at {address.url} (answer {status}).",
        )


def _no_answer(address: HttpsAddress, error: Exception) -> SourceUnreachable | SourceInvalid:
    if isinstance(error, urllib3.exceptions.SSLError | ssl.SSLCertVerificationError):
        return SourceUnreachable(
            "bad-certificate",
            f"{address.host} weist sich nicht mit einem gültigen Zertifikat aus.",
            f"{address.host} does not present a valid certificate.",
        )
    late = isinstance(error, urllib3.exceptions.TimeoutError | TimeoutError)
    return _unreachable(
        address,
        "keine Antwort in der vorgesehenen Zeit" if late else "keine Verbindung",
        "no answer in time" if late else "no connection",
    )


def _unreachable(address: HttpsAddress, de: str, en: str) -> SourceUnreachable:
    return SourceUnreachable(
        "unreachable",
        f"{address.host} ist zurzeit nicht erreichbar ({de}).",
        f"{address.host} cannot be reached at the moment ({en}).",
    )


def _too_large(address: HttpsAddress, most_bytes: int) -> SourceInvalid:
    limit = most_bytes // MEGABYTE
    return SourceInvalid(
        "too-large",
        f"{address.url} ist größer als {limit} MB.",
        f"{address.url} is larger than {limit} MB.",
    )


def _redirected(first: HttpsAddress, target: HttpsAddress) -> SourceInvalid:
    return SourceInvalid(
        "redirected",
        f"{first.host} leitet auf den Rechner {target.host} weiter. Bitte dessen Adresse angeben.",
        f"{first.host} redirects to another host ({target.host}). Please give its address.",
    )
