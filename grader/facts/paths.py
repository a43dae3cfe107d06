"""The paths of a tree, to ask which one exists or is the only one with an ending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Paths:
    """Relative paths with forward slashes."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)
        self._by_name: dict[str, list[str]] = {}
        for path in sorted(self._paths):
            self._by_name.setdefault(path.rpartition("/")[2], []).append(path)

    def has(self, path: str) -> bool:
        return path in self._paths

    def only_ending(self, ending: str) -> str | None:
        """The only path that is `ending` or ends in it after a slash; None without one or with several."""
        named = self._by_name.get(ending.rpartition("/")[2], [])
        found = [path for path in named if path == ending or path.endswith("/" + ending)]
        return found[0] if len(found) == 1 else None


def folder_of(path: str) -> str:
    """The folder of a path, empty for the root."""
    return path.rpartition("/")[0]


def stem_of(path: str) -> str:
    """The file name up to its first dot."""
    return path.rpartition("/")[2].partition(".")[0]


def folders_upwards(path: str) -> Iterator[str]:
    """The folder of a file, the one above it and so on up to the root (empty)."""
    while path:
        path = folder_of(path)
        yield path


def joined(folder: str, *parts: str) -> str:
    """Join and resolve ``.`` and ``..``; a path that leaves the root keeps its dots and so exists nowhere."""
    whole: list[str] = folder.split("/") if folder else []
    for part in "/".join(parts).split("/"):
        if part == ".." and whole and whole[-1] != "..":
            whole.pop()
        elif part not in ("", "."):
            whole.append(part)
    return "/".join(whole)
