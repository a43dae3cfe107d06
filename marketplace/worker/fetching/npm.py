"""Packages from an npm registry, as they were published."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from marketplace.worker.fetching.archive import unpack
from marketplace.worker.fetching.errors import SourceInvalid
from marketplace.worker.fetching.https import Client, NotThere
from marketplace.worker.fetching.order import Fetched, FetchOrder, Progress
from marketplace.worker.fetching.registry import download_release, open_registry


def fetch_npm(order: FetchOrder, progress: Progress) -> Fetched:
    """Fetch the tarball of a version or of the one tagged `latest`. No script of the package is run.

    Raises:
        SourceInvalid: no such package or version, or the digest is wrong.
        SourceUnreachable: the registry does not answer.
    """
    client, registry = open_registry(order)
    manifest = _manifest(client, registry.url.rstrip("/"), order)
    dist = manifest.get("dist")
    if not isinstance(dist, dict) or not dist.get("tarball"):
        raise SourceInvalid(
            "no-source",
            f"Nicht einschätzbar: Zu „{order.location}“ nennt npm kein Archiv.",
            f"Not assessable: npm names no archive for “{order.location}”.",
        )
    expected = {"sha512": _sha512(str(dist.get("integrity", "")))}
    path = download_release(client, str(dist["tarball"]), expected, order, progress)
    return unpack(path, order, progress, version=str(manifest.get("version", "")))


def _manifest(client: Client, registry: str, order: FetchOrder) -> dict[str, Any]:
    name = order.location.replace("/", "%2F")
    try:
        # One version's manifest is small; the package's whole document can be tens of megabytes.
        address = client.checked(f"{registry}/{name}/{order.version or 'latest'}")
        manifest = client.json(address, accept="application/json")
    except NotThere as error:
        raise _missing(client, registry, name, order) from error
    return manifest if isinstance(manifest, dict) else {}


def _missing(client: Client, registry: str, name: str, order: FetchOrder) -> SourceInvalid:
    unknown = SourceInvalid(
        "unknown-package",
        f"Das Paket „{order.location}“ gibt es auf npm nicht.",
        f"There is no package “{order.location}” on npm.",
    )
    if not order.version:
        return unknown
    try:
        client.json(client.checked(f"{registry}/{name}/latest"), accept="application/json")
    except NotThere:
        return unknown
    return SourceInvalid(
        "unknown-version",
        f"Von „{order.location}“ gibt es auf npm keine Version {order.version}.",
        f"There is no version {order.version} of “{order.location}” on npm.",
    )


def _sha512(integrity: str) -> str:
    """The sha512 of a Subresource Integrity string (W3C), in hexadecimal digits, or "" if there is none."""
    for part in integrity.split():
        algorithm, _, value = part.partition("-")
        if algorithm == "sha512":
            try:
                return base64.b64decode(value.partition("?")[0], validate=True).hex()
            except binascii.Error:
                return ""
    return ""
