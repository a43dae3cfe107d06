"""Questions to all documents of a tree: what they cover, where they lead, in which languages they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from grader.facts.model import Facts, Role
from grader.facts.prose_links import RELEASES
from grader.facts.prose_model import Link, Passage, Prose
from grader.findings import Location

_README = re.compile(r"^(?:(?:docs?|\.github)/)?(?:readme|liesmich)[^/]*$", re.IGNORECASE)
# Lists of changes, texts of others and prompts for language models do not explain the program to people.
_OTHER = re.compile(
    r"(?:^|/)(?:change(?:s|log)|history|news|release[-_]?notes|licen[cs]e|code[-_]of[-_]conduct|"
    r"pull_request_template|issue_template|third[-_]party|agents\.md|claude\.md|gemini\.md|copilot-instructions)[^/]*$|(?:^|/)(?:changelog|changelogs|ISSUE_TEMPLATE)/|"
    r"(?:^|/)(?:tests?|fixtures|testdata|examples?|samples?|static|assets|public|webroot|\.claude|\.cursor|\.agents?)/",
    re.IGNORECASE,
)
_BUILT_FROM = (".md", ".mdx", ".rst", ".adoc", "/index.md", "/README.md", "/index.rst", "/_index.md")


_OPERATION = frozenset(("installation", "configuration", "upgrade", "backup"))


@dataclass(frozen=True, slots=True)
class Covered:
    """The passage that covers a subject best, with its document."""

    path: str
    passage: Passage

    @property
    def location(self) -> Location:
        return Location(self.path, self.passage.line, self.passage.line)


def documents(facts: Facts) -> tuple[tuple[str, Prose], ...]:
    """All documents that are read, without lists of changes, licences and templates."""
    return tuple(
        (file.path, file.prose)
        for file in facts.files
        if file.prose is not None and file.role is Role.DOCUMENTATION and not _OTHER.search(file.path)
    )


def covering(facts: Facts, subject: str) -> Covered | None:
    """The passage on a subject that says most; among equals the one nearest to the root."""
    return next(iter(all_covering(facts, subject)), None)


def all_covering(facts: Facts, subject: str) -> list[Covered]:
    """All passages on a subject, the one that says most first."""
    found = [
        Covered(path, passage)
        for path, prose in documents(facts)
        for passage in prose.passages
        if passage.subject == subject
    ]
    return sorted(found, key=lambda covered: _rank(covered, subject))


def _rank(covered: Covered, subject: str) -> tuple[bool, int, int, str]:
    """What developers read comes last where operators ask; then the longest passage, nearest to the root."""
    for_developers = subject in _OPERATION and "develop" in covered.path.lower()
    return for_developers, -min(covered.passage.words, 300), covered.path.count("/"), covered.path


def documentation_elsewhere(facts: Facts) -> Location | None:
    """Where a README leads to the project's documentation outside of the tree."""
    return _first(facts, lambda link: not RELEASES.match(link.target))


def releases_elsewhere(facts: Facts) -> Location | None:
    """Where a README or a changelog leads to release notes on the platform."""
    return _first(facts, lambda link: bool(RELEASES.match(link.target)), changes=True)


def _first(facts: Facts, wanted: Callable[[Link], bool], *, changes: bool = False) -> Location | None:
    for file in facts.files:
        if file.prose is None or not (
            _README.match(file.path) or (changes and "change" in file.path.lower())
        ):
            continue
        for link in file.prose.websites:
            if wanted(link):
                return Location(file.path, link.line, link.line, link.target[:80])
    return None


def languages(facts: Facts) -> Counter[str]:
    """How many documents are written in each language (ISO 639-1)."""
    return Counter(prose.language for _, prose in documents(facts) if prose.language)


def broken_links(facts: Facts) -> tuple[tuple[Location, ...], int]:
    """Relative links that lead to no file of the tree.

    Returns:
        The places of broken links, and the number of all relative links that could be checked.
    """
    known = _known_paths(facts)
    submodules = _submodules(facts)
    broken: list[Location] = []
    checked = 0
    for path, prose in documents(facts):
        for link in prose.links:
            target = normpath(join(dirname(path), _decoded(link.target)))
            if target.startswith(("..", *submodules)):
                continue
            checked += 1
            if not _exists(target, known):
                broken.append(Location(path, link.line, link.line, link.target[:80]))
    return tuple(broken), checked


def _decoded(target: str) -> str:
    return re.sub(r"%20", " ", target)


def _known_paths(facts: Facts) -> frozenset[str]:
    known = {"."}
    for path in (*(file.path for file in facts.files), *facts.links):
        known.add(path)
        while path := dirname(path):
            if path in known:
                break
            known.add(path)
    return frozenset(known)


def _submodules(facts: Facts) -> tuple[str, ...]:
    text = next((d.text for d in facts.documents if d.path == ".gitmodules"), "")
    return tuple(match[1] for match in re.finditer(r"^\s*path\s*=\s*(\S+)", text, re.MULTILINE))


def _exists(target: str, known: frozenset[str]) -> bool:
    stem = re.sub(r"\.html?$", "", target)
    return target in known or any(f"{stem}{suffix}" in known for suffix in _BUILT_FROM)
