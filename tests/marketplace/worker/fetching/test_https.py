"""Requests to strangers never end inside the operator's own network."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path
from typing import Any

import pytest

from marketplace.worker.fetch_child import fetch
from marketplace.worker.fetching.errors import SourceInvalid, SourceUnreachable
from marketplace.worker.fetching.https import Client
from tests.fakes.archives import make_zip
from tests.fakes.host import Host
from tests.marketplace.worker.conftest import MakeOrder
from tests.marketplace.worker.fetching.test_archives import quiet

ZIP = make_zip({"a.py": b"1"})


def test_a_private_host_is_refused_unless_the_operator_allows_it(host: Host, make_order: MakeOrder) -> None:
    url = host.serve("/a.zip", ZIP)
    with pytest.raises(SourceInvalid) as caught:
        fetch(make_order("archive", url, private_hosts=()), quiet)
    assert caught.value.word == "odd-port"
    assert fetch(make_order("archive", url), quiet).identity_kind == "archive"
    assert host.asked == ["/a.zip"]


@pytest.mark.parametrize(
    "inside", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"]
)
def test_a_name_that_leads_inside_is_refused(
    make_order: MakeOrder, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    family = socket.AF_INET6 if ":" in inside else socket.AF_INET

    def resolve(*_args: Any, **_options: Any) -> list[Any]:
        return [(family, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443)), (family, 1, 6, "", (inside, 443))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(SourceInvalid) as caught:
        fetch(make_order("archive", "https://harmless.example.org/a.zip"), quiet)
    assert caught.value.word == "private-address"
    assert "harmless.example.org" in caught.value.de


def test_redirects_are_followed_and_each_is_checked(host: Host, make_order: MakeOrder) -> None:
    host.serve("/a.zip", ZIP)
    first = host.redirect("/moved", host.url("/a.zip"))
    assert fetch(make_order("archive", first), quiet).identity
    for target, word in (
        ("https://10.0.0.1/a.zip", "private-address"),
        (f"http://localhost:{host.port}/a.zip", "not-https"),
        ("https://localhost:1/a.zip", "odd-port"),
        ("file:///etc/passwd", "not-https"),
    ):
        with pytest.raises(SourceInvalid) as caught:
            fetch(make_order("archive", host.redirect("/evil", target)), quiet)
        assert caught.value.word == word


def test_endless_redirects_end(host: Host, make_order: MakeOrder) -> None:
    with pytest.raises(SourceInvalid) as caught:
        fetch(make_order("archive", host.redirect("/loop", host.url("/loop"))), quiet)
    assert caught.value.word == "too-many-redirects"
    assert len(host.asked) == 6


@pytest.mark.parametrize(
    ("status", "error"), [(404, SourceInvalid), (401, SourceInvalid), (503, SourceUnreachable)]
)
def test_an_answer_decides_whether_a_later_try_makes_sense(
    host: Host, make_order: MakeOrder, status: int, error: type[Exception]
) -> None:
    url = host.serve("/a.zip", b"", status=status)
    with pytest.raises(error, match=str(status)):
        fetch(make_order("archive", url), quiet)


def test_a_host_that_does_not_answer_is_unreachable(make_order: MakeOrder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    name = f"localhost:{port}"
    with pytest.raises(SourceUnreachable, match="nicht erreichbar"):
        fetch(make_order("archive", f"https://{name}/a.zip", private_hosts=(name,)), quiet)


def test_an_unknown_host_is_unreachable_by_name(make_order: MakeOrder) -> None:
    with pytest.raises(SourceUnreachable) as caught:
        fetch(make_order("archive", "https://does-not-exist.invalid/a.zip"), quiet)
    assert "does-not-exist.invalid" in caught.value.de


def test_a_certificate_of_an_unknown_authority_is_refused(
    host: Host, make_order: MakeOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(ssl.get_default_verify_paths().openssl_cafile))
    monkeypatch.setenv("SSL_CERT_DIR", "/nonexistent")
    with pytest.raises(SourceUnreachable) as caught:
        fetch(make_order("archive", host.serve("/a.zip", ZIP)), quiet)
    assert caught.value.word == "bad-certificate"


def test_a_broken_off_download_is_unreachable(host: Host, make_order: MakeOrder) -> None:
    host.pages["/a.zip"] = (200, {"Content-Length": str(len(ZIP) + 10), "Connection": "close"}, ZIP)
    order = make_order("archive", host.url("/a.zip"))
    host.pages["/a.zip"] = (200, {"Content-Length": "5", "Connection": "close"}, b"")
    with pytest.raises(SourceUnreachable):
        fetch(order, quiet)


def test_the_host_name_is_sent_although_a_number_is_dialled(host: Host, tmp_path: Path) -> None:
    host.serve("/a.zip", ZIP)
    client = Client([host.name])
    with (tmp_path / "a").open("wb") as file:
        client.download(client.checked(host.url("/a.zip")), file, most_bytes=10_000, progress=quiet)
    assert (tmp_path / "a").read_bytes() == ZIP
