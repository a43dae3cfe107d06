"""The role of each file as far as it follows from names: its own, its neighbours' and the project's lists."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grader.facts.files import Entry
from grader.facts.gitattributes import Attributes
from grader.facts.languages import language_of
from grader.facts.model import Role
from grader.facts.reasons import Reason, because
from grader.facts.roles_by_path import Verdict, foreign_or_generated
from grader.facts.tree_files import read_limited

_LIST_BYTES = 1_000_000
_GENERATOR_LIST = ".openapi-generator/FILES"
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")


class Verdicts:
    """Knows all paths of a tree and what the project's own lists say about them."""

    def __init__(self, folder: Path, entries: Iterable[Entry]) -> None:
        entries = list(entries)
        self._paths = frozenset(entry.path for entry in entries)
        self._attributes = Attributes(_texts(folder, entries, ".gitattributes"))
        self._listed = frozenset(_generator_paths(folder, entries))

    def of(self, path: str) -> Verdict | None:
        """Role and reason, or None where only the content can tell."""
        if path in self._listed:
            return Role.GENERATED, because(Reason.GENERATED_LIST)
        attributes = self._attributes.of(path)
        if attributes.get("linguist-generated"):
            return Role.GENERATED, because(Reason.GENERATED_ATTRIBUTE)
        if attributes.get("linguist-vendored"):
            return Role.VENDORED, because(Reason.VENDORED_ATTRIBUTE)
        if attributes.get("linguist-documentation"):
            return Role.DOCUMENTATION, because(Reason.DOCUMENTATION_ATTRIBUTE)
        return self._by_name(path, attributes)

    def _by_name(self, path: str, attributes: dict[str, bool]) -> Verdict | None:
        verdict = foreign_or_generated(path, language_of(path)) or self._beside_its_source(path)
        if verdict is None:
            return None
        denied = {Role.VENDORED: "linguist-vendored", Role.GENERATED: "linguist-generated"}.get(verdict[0])
        return None if denied and attributes.get(denied) is False else verdict

    def _beside_its_source(self, path: str) -> Verdict | None:
        """Type declarations beside their script, and scripts beside their TypeScript, are compiled."""
        for ending in _DECLARATIONS:
            stem = path.removesuffix(ending)
            if stem != path and self._paths & {stem + ".js", stem + ".mjs", stem + ".cjs"}:
                return Role.GENERATED, because(Reason.BUILD_OUTPUT, ending)
        stem = path.removesuffix(".js")
        if stem != path and self._paths & {stem + ".ts", stem + ".tsx"}:
            return Role.GENERATED, because(Reason.BUILD_OUTPUT, ".ts")
        return None


def _texts(folder: Path, entries: Iterable[Entry], name: str) -> list[tuple[str, str]]:
    found = []
    for entry in entries:
        if entry.path == name or entry.path.endswith("/" + name):
            content = read_limited(folder, entry.path, _LIST_BYTES)
            if content is not None:
                found.append((entry.path, content.decode("utf-8", "replace")))
    return found


def _generator_paths(folder: Path, entries: Iterable[Entry]) -> Iterable[str]:
    """Files that the OpenAPI generator says it wrote, relative to the tree."""
    for path, text in _texts(folder, entries, _GENERATOR_LIST):
        base = path.removesuffix(_GENERATOR_LIST)
        yield from (base + line.strip() for line in text.splitlines() if line.strip())
