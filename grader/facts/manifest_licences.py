"""Finds the licence that a manifest declares, with its line: one small reader per kind of manifest.

No manifest is executed and no XML parser runs (CWE-611, CWE-776); a broken manifest declares nothing.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable
from typing import Any

from grader.facts.safe_yaml import UnsafeYaml, load_yaml

# Line (1-based) or None, the licence as written, and the name to look up in SPDX.
Found = tuple[int | None, str, str]

# Names used before SPDX identifiers became common: Python classifiers, Maven names, short forms.
ALIASES = (
    ("AGPL-3.0-or-later", r"affero.*(?:v?3.*or later|agplv3\+)|^agpl(?:v| )?-?3\+$"),
    ("AGPL-3.0-only", r"affero|^agpl(?:v| |-)?3?$"),
    ("LGPL-3.0-or-later", r"(?:lesser|lgpl).*3.*(?:or later|\+)"),
    ("LGPL-3.0-only", r"(?:lesser.*|^lgpl ?)v?3(?:\.0)?\b"),
    ("LGPL-2.1-or-later", r"(?:lesser|lgpl).*2(?:\.1)?.*(?:or later|\+)"),
    ("GPL-3.0-or-later", r"(?:general public|\bgpl).*3.*(?:or later|\+)|^gpl(?:v| )?3\+$"),
    ("GPL-3.0-only", r"(?:general public licen[cs]e.*|^gpl ?)v?\.? ?3(?:\.0)?\b"),
    ("GPL-2.0-or-later", r"(?:general public|\bgpl).*2.*(?:or later|\+)|^gpl(?:v| )?2\+$"),
    ("GPL-2.0-only", r"(?:general public licen[cs]e.*|^gpl ?)v?\.? ?2(?:\.0)?\b"),
    ("Apache-2.0", r"apache.*2(?:\.0)?\b|apache software licen[cs]e"),
    ("EUPL-1.2", r"(?:eupl|european union public licen[cs]e).*1\.2"),
    ("EUPL-1.1", r"(?:eupl|european union public licen[cs]e).*1\.1"),
    ("MPL-2.0", r"(?:mozilla|mpl).*2\.0"),
    ("MIT", r"\bmit\b"),
    ("BSD-3-Clause", r"bsd.*3|(?:new|modified|revised) bsd"),
    ("BSD-2-Clause", r"bsd.*2|simplified bsd"),
    ("ISC", r"\bisc\b"),
)


def spdx_name(written: str) -> str:
    """Return the SPDX identifier behind a spelled-out licence name, or the name itself."""
    plain = written.strip()
    if (
        " OR " in plain
        or " AND " in plain
        or " WITH " in plain
        or "://" in plain
        or re.match(r"^[\w.+-]+-\d", plain)
    ):
        return plain
    return next((spdx for spdx, known in ALIASES if re.search(known, plain.lower())), plain)


def line_of(text: str, *needles: str) -> int | None:
    """Line (1-based) of the first line that contains all needles."""
    for number, line in enumerate(text.splitlines(), start=1):
        if all(needle in line for needle in needles):
            return number
    return None


def _found(text: str, key: str, values: Iterable[object]) -> list[Found]:
    written = [value for value in values if isinstance(value, str) and value.strip()]
    return [
        (line_of(text, key, value) or line_of(text, value) or line_of(text, key), value, spdx_name(value))
        for value in written
    ]


def _names(value: object) -> list[object]:
    """A licence as text, as {"type": …} or as a list of either."""
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    return [value.get("type") or value.get("text")] if isinstance(value, dict) else [value]


def package_json(text: str) -> list[Found]:
    """npm: `license`, and the older `licenses`."""
    values = _json(text)
    names = _names(values.get("license")) + _names(values.get("licenses"))
    return _found(
        text, "licen", [n for n in names if isinstance(n, str) and not n.upper().startswith("SEE LICEN")]
    )


def composer_json(text: str) -> list[Found]:
    """PHP: `license`, a name or a list of names."""
    names = _names(_json(text).get("license"))
    # A list in composer.json means a choice (getcomposer.org/doc/04-schema.md, "license").
    written = [name for name in names if isinstance(name, str)]
    if len(written) > 1:
        return [(line_of(text, '"license"'), " OR ".join(written), " OR ".join(written))]
    return _found(text, '"license"', written)


def pyproject_toml(text: str) -> list[Found]:
    """Python: `project.license` (PEP 621, PEP 639), Poetry's own key, or the classifiers."""
    values = _toml(text)
    project = _table(values.get("project"))
    poetry = _table(_table(values.get("tool")).get("poetry"))
    licence = project.get("license", poetry.get("license"))
    names = [licence.get("text")] if isinstance(licence, dict) else [licence]
    short = [name for name in names if isinstance(name, str) and len(name) < 200]
    return _found(text, "license", short) or _classifiers(text)


def cargo_toml(text: str) -> list[Found]:
    """Rust: `package.license`."""
    # Old manifests write `MIT/Apache-2.0` for a choice (doc.rust-lang.org/cargo/reference/manifest.html).
    licence = _table(_toml(text).get("package")).get("license")
    if isinstance(licence, str) and "/" in licence:
        return [(line_of(text, "license", licence), licence, licence.replace("/", " OR "))]
    return _found(text, "license", [licence])


def setup_cfg(text: str) -> list[Found]:
    match = re.search(r"^license(?:[-_]expression)?\s*[=:]\s*(\S.*)$", text, re.MULTILINE | re.IGNORECASE)
    written = match.group(1).strip() if match else ""
    is_name = bool(written) and not written.startswith("file:") and len(written) < 200
    return _found(text, "icense", [written] if is_name else []) or _classifiers(text)


def setup_py(text: str) -> list[Found]:
    match = re.search(r"""\blicense\s*=\s*(["'])(?P<name>[^"'\n]{2,200})\1""", text)
    return _found(text, "license", [match["name"]] if match else []) or _classifiers(text)


def gemspec(text: str) -> list[Found]:
    match = re.search(r"""\.licenses?\s*=\s*(?P<names>[^\n]{2,300})""", text)
    names = re.findall(r"""["']([^"']+)["']""", match["names"]) if match else []
    return _found(text, "license", names)


def pom_xml(text: str) -> list[Found]:
    """Read `<licenses>` by pattern only: no XML parser, so no entities and no external documents."""
    block = re.search(r"<licenses>(.{0,4000}?)</licenses>", text, re.DOTALL)
    if block is None:
        return []
    names = re.findall(r"<name>\s*([^<]{1,200}?)\s*</name>", block.group(1))
    start = text[: block.start()].count("\n") + 1
    first_line = {name: start + block.group(0)[: block.group(0).find(name)].count("\n") for name in names}
    return [(first_line[name], name, spdx_name(name)) for name in names]


def publiccode_yml(text: str) -> list[Found]:
    """publiccode.yml: `legal.license`."""
    try:
        values = load_yaml(text)
    except UnsafeYaml:
        return []
    return _found(text, "license:", [_table(_table(values).get("legal")).get("license")])


def _classifiers(text: str) -> list[Found]:
    names = re.findall(r"License :: (?:OSI Approved :: )?([^\"'\n]{3,150})", text)
    return [(line_of(text, "License ::", name), name.strip(), spdx_name(name)) for name in names[:3]]


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _json(text: str) -> dict[str, Any]:
    try:
        return _table(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


READERS: dict[str, Callable[[str], list[Found]]] = {
    "package.json": package_json,
    "composer.json": composer_json,
    "pyproject.toml": pyproject_toml,
    "cargo.toml": cargo_toml,
    "setup.cfg": setup_cfg,
    "pkg-info": setup_cfg,
    "setup.py": setup_py,
    "pom.xml": pom_xml,
    "publiccode.yml": publiccode_yml,
    "publiccode.yaml": publiccode_yml,
    "*.gemspec": gemspec,
}
