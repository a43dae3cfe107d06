"""What a project says about its own files in .gitattributes, in the words of GitHub's linguist.

Sources: gitattributes(5) for the patterns, the documentation of github-linguist ("Overrides") for the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NAMES = ("linguist-generated", "linguist-vendored", "linguist-documentation")
_LONGEST_PATTERN = 400
_MOST_RULES = 2000
_MOST_DOUBLE_STARS = 2


@dataclass(frozen=True, slots=True)
class _Rule:
    matches: re.Pattern[str]
    settings: tuple[tuple[str, bool], ...]


class Attributes:
    """The rules of all .gitattributes files of a tree; a deeper file and a later line win."""

    def __init__(self, files: Iterable[tuple[str, str]] = ()) -> None:
        """`files` are (path of the .gitattributes file, its text)."""
        ordered = sorted(files, key=lambda file: (file[0].count("/"), file[0]))
        self._rules = [rule for path, text in ordered for rule in _rules(path, text)][:_MOST_RULES]

    def of(self, path: str) -> dict[str, bool]:
        """Settings of a path, such as ``{"linguist-generated": True}``; names not set are missing."""
        found: dict[str, bool] = {}
        for rule in self._rules:
            if rule.matches.fullmatch(path):
                found.update(rule.settings)
        return found


def _rules(path: str, text: str) -> Iterable[_Rule]:
    folder = path.rpartition("/")[0]
    for line in text.splitlines():
        words = line.split()
        if len(words) < 2 or words[0].startswith("#") or not _is_usable(words[0]):
            continue
        settings = tuple(setting for word in words[1:] if (setting := _setting(word)))
        if settings:
            expression = _compiled(folder, words[0])
            if expression is not None:
                yield _Rule(expression, settings)


def _is_usable(pattern: str) -> bool:
    """Patterns out of all proportion are ignored; a file then keeps the role it has by itself."""
    return len(pattern) <= _LONGEST_PATTERN and pattern.split("/").count("**") <= _MOST_DOUBLE_STARS


def _setting(word: str) -> tuple[str, bool] | None:
    name, _, value = word.lstrip("-!").partition("=")
    if name not in _NAMES:
        return None
    return name, not word.startswith(("-", "!")) and value.lower() not in ("false", "0")


def _expression(folder: str, pattern: str) -> str:
    """A gitattributes pattern as a regular expression over whole paths.

    Between two ``*`` the leftmost place is taken for good (an atomic group), which for such patterns is
    always right and keeps a pattern of many stars from taking time without end (CWE-1333).
    """
    prefix = re.escape(folder + "/") if folder else ""
    anchored = "/" in pattern.rstrip("/")
    *folders, last = pattern.strip("/").split("/")
    inner = "".join("(?:[^/]+/)*" if part == "**" else _component(part) + "/" for part in folders)
    return prefix + ("" if anchored else "(?:[^/]+/)*") + inner + (".+" if last == "**" else _component(last))


def _component(part: str) -> str:
    """One name of a path, with ``*``, ``?`` and ``[...]``."""
    first, *others = re.split(r"\*+", part)
    *middle, last = others or [None]
    between = "".join(f"(?>[^/]*?{_literal(piece)})" for piece in middle if piece)
    return _literal(first) + between + ("" if last is None else "[^/]*" + _literal(last))


def _literal(text: str) -> str:
    return "".join(_piece(piece) for piece in re.split(r"(\?|\[[^\]]+\])", text))


def _piece(part: str) -> str:
    if part == "?":
        return "[^/]"
    if part.startswith("[") and part.endswith("]") and len(part) > 2:
        inner = part[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return "[" + ("^" + inner[1:] if inner.startswith(("!", "^")) else inner) + "]"
    return re.escape(part)


def _compiled(folder: str, pattern: str) -> re.Pattern[str] | None:
    """None for a pattern that is no valid one, such as a range in the wrong order: git ignores it too."""
    try:
        return re.compile(_expression(folder, pattern))
    except re.error:
        return None
