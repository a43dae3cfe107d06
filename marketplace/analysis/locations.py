"""What may be written as the place of a source, kind by kind. Knows no database."""

from __future__ import annotations

import re
from collections.abc import Collection

from marketplace.analysis.errors import SourceRefused
from marketplace.lib.addresses import AddressRefused, parse_https

# PEP 508, names: letters, digits, ".", "_" and "-", beginning and ending with a letter or digit.
_PYPI_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,198}[A-Za-z0-9])?")
# npm's rules for package names, with the capital letters that old packages still have.
_NPM_NAME = re.compile(r"(?:@[A-Za-z0-9~-][A-Za-z0-9._~-]*/)?[A-Za-z0-9~-][A-Za-z0-9._~-]*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+!-]{0,119}")
# A branch or tag; narrower than git's own rule so that it can never look like an option or an expression.
_REFERENCE = re.compile(r"(?!.*(?:\.\.|//|\.lock$|/$|\.$))[\w][\w./+#-]{0,119}")
_MAX_NPM_NAME = 214


def check_location(
    kind: str, location: str, version: str = "", *, private_hosts: Collection[str] = ()
) -> tuple[str, str]:
    """Check and tidy the place of a source before it is stored.

    Args:
        kind: one of `CodeSource.Kind` except upload.
        location: https address, package name or folder.
        version: branch or tag (git), version (packages), or empty for the newest.
        private_hosts: hosts the operator allows although they are not public.

    Returns:
        Location and version as they are stored.

    Raises:
        SourceRefused: with a sentence naming what is wrong.
    """
    location, version = location.strip(), version.strip()
    if kind in {"git", "archive"}:
        location = _check_url(kind, location, private_hosts)
    elif kind in {"pypi", "npm"}:
        _check_package(kind, location)
    elif kind != "folder":
        raise SourceRefused(
            "unknown-kind", f"Die Quellenart „{kind}“ gibt es nicht.", f"There is no source kind “{kind}”."
        )
    elif not location or "\0" in location:
        raise SourceRefused("no-folder", "Es ist kein Ordner angegeben.", "No folder is given.")
    pattern = _REFERENCE if kind in {"git", "folder"} else _VERSION
    if version and not pattern.fullmatch(version):
        raise SourceRefused(
            "odd-version",
            f"„{version}“ ist kein gültiger Name für eine Version, einen Zweig oder eine Marke.",
            f"“{version}” is not a valid name of a version, branch or tag.",
        )
    return location, version


def _check_url(kind: str, location: str, private_hosts: Collection[str]) -> str:
    try:
        address = parse_https(location, private_hosts=private_hosts)
    except AddressRefused as refusal:
        raise SourceRefused(refusal.word, refusal.de, refusal.en) from refusal
    if address.target == "/" or (kind == "git" and "?" in address.target):
        raise SourceRefused(
            "no-path",
            f"In „{location}“ fehlt, was auf dem Rechner {address.host} geholt werden soll.",
            f"“{location}” does not say what to fetch from {address.host}.",
        )
    return address.url.rstrip("/") if kind == "git" else address.url


def _check_package(kind: str, name: str) -> None:
    pattern, registry = (_PYPI_NAME, "PyPI") if kind == "pypi" else (_NPM_NAME, "npm")
    if not pattern.fullmatch(name) or len(name) > _MAX_NPM_NAME:
        raise SourceRefused(
            "odd-package-name",
            f"„{name}“ ist kein gültiger Paketname auf {registry}.",
            f"“{name}” is not a valid package name on {registry}.",
        )
