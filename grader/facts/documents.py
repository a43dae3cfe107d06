"""Reads the small text files that indicators ask about: README, changelog, CI settings, manifests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from grader.facts.model import Document, FileFacts, Role
from grader.facts.tree_files import read_limited

MAX_BYTES = 256 * 1024
MAX_DOCUMENTS = 200

_NAMES = re.compile(
    r"""^(?:
        readme|readme\.(?:md|rst|txt|adoc|asciidoc|org|de\.md|en\.md)|liesmich(?:\.(?:md|txt))?
        |(?:changelog|changes|history|news|release[-_]?notes|änderungen)(?:\.(?:md|rst|txt|adoc))?
        |(?:security|contributing|install|architecture)(?:\.(?:md|rst|txt|adoc))?
        |security\.txt|publiccode\.ya?ml|code[-_]of[-_]conduct\.md
        |package\.json|pyproject\.toml|requirements[\w.-]*\.txt|composer\.json|gemfile|go\.mod|cargo\.toml
        |makefile|dockerfile
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
_CI = re.compile(
    r"^(?:\.(?:github|gitea|forgejo)/workflows|\.woodpecker|\.gitlab(?:/.+)?|\.circleci)/[^/]+\.ya?ml$"
    r"|^\.(?:gitlab-ci|travis|drone|woodpecker|cirrus)\.ya?ml$|^\.ci/[^/]+$"
    r"|^(?:azure|bitbucket)-pipelines\.ya?ml$|^Jenkinsfile$"
)
_FOREIGN = frozenset({Role.VENDORED, Role.BINARY, Role.TOO_LARGE, Role.UNREADABLE})


def read_documents(folder: Path, files: Iterable[FileFacts]) -> tuple[Document, ...]:
    """Read the texts that indicators need.

    Files near the root come first; at most 200 files of at most 256 KiB each are read, bytes that are no
    UTF-8 are replaced. Links are never followed.

    Args:
        folder: root of the source tree.
        files: the files found there.

    Returns:
        The documents in path order.
    """
    wanted = [file.path for file in files if file.role not in _FOREIGN and _is_wanted(file.path)]
    wanted.sort(key=lambda path: (path.count("/"), path))
    documents = (_read(folder, path) for path in wanted[:MAX_DOCUMENTS])
    return tuple(sorted((d for d in documents if d), key=lambda document: document.path))


def _is_wanted(path: str) -> bool:
    return bool(_NAMES.match(PurePosixPath(path).name)) or is_ci_settings(path)


def is_ci_settings(path: str) -> bool:
    """Say whether a path is by convention the settings of a continuous integration service."""
    return bool(_CI.match(path))


def _read(folder: Path, path: str) -> Document | None:
    content = read_limited(folder, path, MAX_BYTES + 1)
    if content is None:
        return None
    text = content[:MAX_BYTES].decode("utf-8", errors="replace")
    return Document(path, text, truncated=len(content) > MAX_BYTES)
