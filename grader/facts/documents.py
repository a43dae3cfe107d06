"""Reads the small text files that indicators ask about: README, changelog, CI settings, manifests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

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
        |(?:gnu)?makefile|justfile|taskfile\.ya?ml|rakefile|tox\.ini|noxfile\.py|\.gitmodules
        |[\w.-]*(?:dockerfile|containerfile)(?:\.[\w-]+)?
        |(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml|chart\.yaml|procfile
        |\.?renovate(?:rc)?(?:\.json5?)?|dependabot\.ya?ml|reuse\.toml|dep5
        |(?:[\w.-]*\.)?env[._-](?:example|sample|template|dist|tpl|default|schema)|(?:example|sample|template)\.env
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
_CI = re.compile(
    r"^(?:\.(?:github|gitea|forgejo)/workflows|\.woodpecker|\.gitlab(?:/.+)?|\.circleci)/[^/]+\.ya?ml$"
    r"|^\.(?:gitlab-ci|travis|drone|woodpecker|cirrus)\.ya?ml$|^\.ci/[^/]+$"
    r"|^(?:azure|bitbucket)-pipelines[\w.-]*\.ya?ml$|^\.?azure[-_]?(?:pipelines|devops)?/(?:[\w-]+/)?[^/]+\.ya?ml$"
    r"|^(?:ci/|\.ci/|jenkins/)?Jenkinsfile(?:[.-][\w.-]+)?$|^\.?appveyor\.ya?ml$|^\.buildkite/[^/]+\.ya?ml$"
    r"|^\.semaphore/[^/]+\.ya?ml$|^\.build\.ya?ml$|^\.builds/[^/]+\.ya?ml$|^\.github/actions/[^/]+/action\.ya?ml$"
)
# Scripts that automated runs call.
_SCRIPT = re.compile(
    r"^(?:(?:scripts?|bin|ci|tools|hack|build|dev|tests?|\.(?:ci|github|gitlab|circleci|travis))(?:/[\w.-]+)?/)?"
    r"[\w.-]+\.(?:sh|bash)$|^(?:scripts?|bin|ci)/[\w-]*(?:test|check|ci)[\w-]*$"
)
_DEPLOYMENT = re.compile(
    r"(?:^|/)(?:helm|charts?|k8s|kubernetes|kustomize|deploy(?:ment)?s?|manifests|openshift|"
    r"\.openshift|infra(?:structure)?)/"
    r"(?:.*/)?[\w.-]+\.ya?ml$",
    re.IGNORECASE,
)
_MANUAL = re.compile(
    r"^(?:docs?|documentation|wiki|handbuch|manual)/(?:[^/]+/){0,4}[^/]+\.(?:md|rst|adoc|txt)$"
    r"|(?:^|/)(?:install(?:ation)?|deploy(?:ment|ing)?|operat(?:ions?|ing)|admin(?:istration)?|"
    r"backups?|betrieb|upgrad(?:e|ing))"
    r"\.(?:md|rst|adoc|txt)$",
    re.IGNORECASE,
)
MAX_OF_EACH_OTHER_KIND = 100
_FOREIGN = frozenset({Role.VENDORED, Role.BINARY, Role.TOO_LARGE, Role.UNREADABLE})


def read_documents(folder: Path, files: Iterable[FileFacts]) -> tuple[Document, ...]:
    """Read the texts that indicators need.

    Files near the root come first; at most 200 files of at most 256 KiB each are read, and 100 each of
    settings of deployments and of pages of manuals. Bytes that are no UTF-8 are replaced; links are never
    followed.

    Args:
        folder: root of the source tree.
        files: the files found there.

    Returns:
        The documents in path order.
    """
    own = [file.path for file in files if file.role not in _FOREIGN]
    own.sort(key=lambda path: (path.count("/"), path))
    wanted = list(filter(_is_wanted, own))[:MAX_DOCUMENTS]
    for others in (_DEPLOYMENT, _MANUAL):
        wanted += list(filter(others.search, own))[:MAX_OF_EACH_OTHER_KIND]
    documents = (_read(folder, path) for path in dict.fromkeys(wanted))
    return tuple(sorted((d for d in documents if d), key=lambda document: document.path))


def _is_wanted(path: str) -> bool:
    return bool(_NAMES.match(path.rpartition("/")[2])) or is_ci_settings(path) or bool(_SCRIPT.match(path))


def is_ci_settings(path: str) -> bool:
    """Say whether a path is by convention the settings of a continuous integration service."""
    return bool(_CI.match(path))


def is_deployment(path: str) -> bool:
    """Say whether a path is by its place a setting of a deployment: Helm, Kubernetes, OpenShift."""
    return bool(_DEPLOYMENT.search(path))


def _read(folder: Path, path: str) -> Document | None:
    content = read_limited(folder, path, MAX_BYTES + 1)
    if content is None:
        return None
    text = content[:MAX_BYTES].decode("utf-8", errors="replace")
    return Document(path, text, truncated=len(content) > MAX_BYTES)
