"""A host to fetch from and orders to fetch by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from marketplace.worker.fetching.order import FetchOrder, Limits
from tests.fakes.host import Host

MakeOrder = Callable[..., FetchOrder]


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """A running https host whose certificate this process and its children accept."""
    with Host(tmp_path / "host") as running:
        for name in ("SSL_CERT_FILE", "GIT_SSL_CAINFO"):
            monkeypatch.setenv(name, str(running.authority))
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        yield running


@pytest.fixture
def make_order(tmp_path: Path, request: pytest.FixtureRequest) -> MakeOrder:
    """Make orders; the test's host, if it has one, counts as allowed."""
    hosts: tuple[str, ...] = ()
    if "host" in request.fixturenames:
        hosts = (request.getfixturevalue("host").name,)

    def make(kind: str, location: str, **values: Any) -> FetchOrder:
        folder = tmp_path / f"job-{len(list(tmp_path.glob('job-*')))}"
        folder.mkdir()
        defaults: dict[str, Any] = {"version": "", "limits": Limits(), "private_hosts": hosts}
        return FetchOrder(kind=kind, location=location, folder=folder, **(defaults | values))

    return make
