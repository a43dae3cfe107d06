"""Recognises licence texts and collects what manifests declare about the licence."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from identify.identify import license_id
from license_expression import ExpressionError, get_spdx_licensing

from grader.facts.manifest_licences import READERS
from grader.facts.model import DeclaredLicence, FileFacts, LicenceFile, Role
from grader.facts.tree_files import read_limited

MAX_BYTES = 256 * 1024
MAX_TEXTS = 60
MAX_MANIFESTS = 60

_TEXT_NAME = re.compile(
    r"^(?:licen[cs]e|copying|unlicense|lizenz(?:text|vertrag)?|eupl[\w.-]*)(?:[._-][\w. -]+)?$", re.IGNORECASE
)
_ABOUT_LICENCES = re.compile(r"header|template|check|finder|notice|third|3rd|overview", re.IGNORECASE)
_NO_TEXT = (
    ".py",
    ".js",
    ".ts",
    ".java",
    ".php",
    ".rb",
    ".go",
    ".rs",
    ".json",
    ".yml",
    ".yaml",
    ".tmpl",
    ".xml",
)
_FOREIGN = frozenset({Role.VENDORED, Role.BINARY, Role.TOO_LARGE, Role.UNREADABLE, Role.TEST, Role.GENERATED})
_SPDX = get_spdx_licensing()

# Titles that stand in the first lines of a licence text; used where the whole text differs from the reference
# text, e.g. the German EUPL or a text with the project's own preface.
_TITLES = (
    ("AGPL-3.0", r"GNU AFFERO GENERAL PUBLIC LICENSE\s+version 3"),
    ("LGPL-3.0", r"GNU LESSER GENERAL PUBLIC LICENSE\s+version 3"),
    ("LGPL-2.1", r"GNU LESSER GENERAL PUBLIC LICENSE\s+version 2\.1"),
    ("GPL-3.0", r"GNU GENERAL PUBLIC LICENSE\s+version 3"),
    ("GPL-2.0", r"GNU GENERAL PUBLIC LICENSE\s+version 2"),
    ("Apache-2.0", r"Apache License\s+version 2\.0"),
    ("MPL-2.0", r"Mozilla Public License,?\s+version 2\.0"),
    (
        "EUPL-1.2",
        r"(?:European Union Public Licen[cs]e|Open-Source-Lizenz für die Europäische Union)\W+v\.? ?1\.2",
    ),
    (
        "EUPL-1.1",
        r"(?:European Union Public Licen[cs]e|Open-Source-Lizenz für die Europäische Union)\W+v\.? ?1\.1",
    ),
)
_WHOLE_TEXT_CHARACTERS = 5_000
_GNU_NOTICE = re.compile(
    r"under the terms of the GNU (?P<kind>Affero |Lesser )?General Public License.{0,120}?"
    r"version (?P<version>\d(?:\.\d)?)(?P<later>.{0,60}?any later version)?",
    re.IGNORECASE | re.DOTALL,
)


def read_licences(
    folder: Path, files: Iterable[FileFacts]
) -> tuple[tuple[LicenceFile, ...], tuple[DeclaredLicence, ...]]:
    """Collect licence texts and licence declarations of a source tree.

    Args:
        folder: root of the source tree.
        files: the files found there; vendored, generated and test files are no statement about the project.

    Returns:
        The licence texts and the declarations in manifests, each in path order.
    """
    own = sorted(
        (file.path for file in files if file.role not in _FOREIGN),
        key=lambda path: (path.count("/"), path),
    )
    texts = [path for path in own if is_licence_text(path)][:MAX_TEXTS]
    manifests = [path for path in own if _reader_name(path) in READERS][:MAX_MANIFESTS]
    licence_files = tuple(LicenceFile(path, _recognise(folder, path)) for path in sorted(texts))
    declared = [found for path in sorted(manifests) for found in _declared(folder, path)]
    return licence_files, tuple(declared)


def is_licence_text(path: str) -> bool:
    """Say whether a path is by convention a licence text: LICENSE, COPYING, LIZENZ, LICENSES/<SPDX>.txt."""
    parts = path.split("/")
    if len(parts) == 2 and parts[0] == "LICENSES" and path.endswith(".txt"):
        return True
    name = parts[-1]
    named = bool(_TEXT_NAME.match(name)) and not _ABOUT_LICENCES.search(name)
    return len(parts) <= 3 and named and not name.lower().endswith(_NO_TEXT)


def normalise(written: str) -> str | None:
    """Bring a licence as written in a manifest to an SPDX expression, or None when it is none.

    Source: SPDX specification 2.3, annex D; names of older manifests by `manifest_licences.ALIASES`.
    """
    text = written.strip()
    if not text or len(text) > 300:
        return None
    try:
        parsed = _SPDX.parse(text, validate=True, strict=True)
    except (ExpressionError, ValueError, AttributeError, TypeError):
        return None
    return str(parsed) if parsed is not None else None


def _reader_name(path: str) -> str:
    name = path.rpartition("/")[2].lower()
    return "*.gemspec" if name.endswith(".gemspec") else name


def _declared(folder: Path, path: str) -> list[DeclaredLicence]:
    content = read_limited(folder, path, MAX_BYTES + 1)
    if content is None or len(content) > MAX_BYTES:
        return []
    found = READERS[_reader_name(path)](content.decode("utf-8", errors="replace"))
    return [DeclaredLicence(path, line, written, normalise(name)) for line, written, name in found]


def _recognise(folder: Path, path: str) -> str | None:
    content = read_limited(folder, path, MAX_BYTES)
    if content is None:
        return None
    text = content.decode("utf-8", errors="replace")
    parts = PurePosixPath(path).parts
    if parts[0] == "LICENSES" and (named := normalise(PurePosixPath(path).stem)):
        return named  # REUSE: the file name is the identifier
    identifier = _by_text(text) or _by_title(text) or _by_notice(text)
    return _with_current_name(identifier) if identifier else None


def _by_text(text: str) -> str | None:
    """Compare with the reference texts (identify, edit distance below 5 %)."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as copy:
        copy.write(text)
        copy.flush()
        found: str | None = license_id(copy.name)
    return found


def _by_title(text: str) -> str | None:
    if len(text) < _WHOLE_TEXT_CHARACTERS:
        return _by_heading(text)
    # The preamble names the European licence only once; other licences are named in its annex.
    head = text[:4_000]
    hits = [
        (match.start(), spdx) for spdx, title in _TITLES if (match := re.search(title, head, re.IGNORECASE))
    ]
    return min(hits)[1] if hits else None


def _by_heading(text: str) -> str | None:
    """A short text that begins with the name of a licence says that this licence applies."""
    head = text.lstrip("\ufeff# \t\r\n*=-")[:200]
    return next((spdx for spdx, title in _TITLES if re.match(title, head, re.IGNORECASE)), None)


def _by_notice(text: str) -> str | None:
    """Read the short notice that GNU licences recommend to place before the program's own text."""
    notice = _GNU_NOTICE.search(text[:4_000])
    if notice is None:
        return None
    letter = {"affero ": "A", "lesser ": "L", "": ""}[(notice["kind"] or "").lower()]
    version = notice["version"] if "." in notice["version"] else f"{notice['version']}.0"
    return f"{letter}GPL-{version}-{'or-later' if notice['later'] else 'only'}"


def _with_current_name(identifier: str) -> str:
    """The text alone cannot say whether later versions are allowed, so GNU licences are named `-only`."""
    return f"{identifier}-only" if re.match(r"^(?:A|L)?GPL-\d\.\d$", identifier) else identifier
