"""Source distributions from a Python package index (simple repository API: PEP 503, PEP 691, PEP 700)."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from packaging.version import InvalidVersion, Version

from marketplace.worker.fetching.archive import unpack
from marketplace.worker.fetching.errors import SourceInvalid
from marketplace.worker.fetching.https import Client, NotThere
from marketplace.worker.fetching.order import Fetched, FetchOrder, Progress
from marketplace.worker.fetching.registry import download_release, open_registry

_ACCEPT = "application/vnd.pypi.simple.v1+json"
_ENDINGS = (".tar.gz", ".zip", ".tar.bz2", ".tar.xz")


def fetch_pypi(order: FetchOrder, progress: Progress) -> Fetched:
    """Fetch the source distribution of a version, or of the newest final one. Nothing is built or run.

    Raises:
        SourceInvalid: no such package or version, no source published, or the digest is wrong.
        SourceUnreachable: the index does not answer.
    """
    client, index = open_registry(order)
    normal = re.sub(r"[-_.]+", "-", order.location).lower()  # PEP 503, normalised names
    version, file = _choose(_files(client, index.url.rstrip("/"), normal, order.location), order, normal)
    url = urljoin(f"{index.url.rstrip('/')}/{normal}/", str(file.get("url", "")))
    expected = {"sha256": str((file.get("hashes") or {}).get("sha256", ""))}
    path = download_release(client, url, expected, order, progress)
    return unpack(path, order, progress, version=version)


def _files(client: Client, index: str, normal: str, name: str) -> list[dict[str, Any]]:
    try:
        project = client.json(client.checked(f"{index}/{normal}/"), accept=_ACCEPT)
    except NotThere as error:
        raise SourceInvalid(
            "unknown-package",
            f"Das Paket „{name}“ gibt es auf PyPI nicht.",
            f"There is no package “{name}” on PyPI.",
        ) from error
    files = project.get("files") if isinstance(project, dict) else None
    return [file for file in files or [] if isinstance(file, dict)]


def _choose(files: list[dict[str, Any]], order: FetchOrder, normal: str) -> tuple[str, dict[str, Any]]:
    releases = {}
    for file in files:
        version = _sdist_version(str(file.get("filename", "")), normal)
        if version is not None and (order.version or not file.get("yanked")):
            releases[version] = file
    if not releases:
        raise SourceInvalid(
            "no-source",
            f"Nicht einschätzbar: „{order.location}“ veröffentlicht auf PyPI keinen Quelltext.",
            f"Not assessable: “{order.location}” publishes no source on PyPI.",
        )
    if not order.version:
        newest = max([each for each in releases if not each.is_prerelease] or releases)
        return str(newest), releases[newest]
    try:
        wanted = Version(order.version)
        return str(wanted), releases[wanted]
    except (InvalidVersion, KeyError) as error:
        raise SourceInvalid(
            "unknown-version",
            f"Von „{order.location}“ gibt es auf PyPI keinen Quelltext der Version {order.version}.",
            f"There is no source of “{order.location}” version {order.version} on PyPI.",
        ) from error


def _sdist_version(filename: str, normal: str) -> Version | None:
    ending = next((end for end in _ENDINGS if filename.endswith(end)), None)
    if ending is None:
        return None
    stem = filename.removesuffix(ending)
    # The name itself may hold "-": try every split until the left part is the project's name.
    for at in (match.start() for match in re.finditer("-", stem)):
        if re.sub(r"[-_.]+", "-", stem[:at]).lower() == normal:
            try:
                return Version(stem[at + 1 :])
            except InvalidVersion:
                continue
    return None
