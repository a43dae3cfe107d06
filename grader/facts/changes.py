"""What changed since a revision, file by file and line by line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.facts.files import printable
from grader.facts.git import Git, GitTrouble, opened

MAX_FILES = 20_000
MAX_REVISION = 200
_HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_CONTENT_CHANGES = ("--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all", "--no-renames")


class RevisionUnknown(Exception):
    """There is no such revision, or no repository that could know it."""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One file that was added or changed. `lines` are 1-based inclusive ranges of today's file; where lines
    were only taken out, the range is the line before. `new` says that the file did not exist."""

    path: str
    lines: tuple[tuple[int, int], ...]
    new: bool = False

    def touches(self, first: int | None, last: int | None) -> bool:
        """Say whether lines `first` to `last` were changed; None means the whole file."""
        if first is None or self.new:
            return True
        return any(start <= (last or first) and first <= end for start, end in self.lines)


@dataclass(frozen=True, slots=True)
class ChangedFiles:
    """Everything that changed since a revision. `revision` is what was asked for, `commit` what was compared
    with; `files` are in path order, `removed` are paths that are gone."""

    revision: str
    commit: str
    files: tuple[ChangedFile, ...]
    removed: tuple[str, ...] = ()


def changed_since(folder: Path, revision: str) -> ChangedFiles:
    """Compare the files of a folder, committed or not, with a revision of its repository.

    Compared is with the last commit both have in common, so that `main` means: what this branch changed.
    Renamed files count as new. Files that `.gitignore` names are left out, as are submodules.

    Args:
        folder: root of the work tree; its `.git` must be a real directory.
        revision: branch, tag or commit in git's notation.

    Raises:
        RevisionUnknown: no repository, no such revision, or one that is not in a shallow clone.
    """
    if not 0 < len(revision) <= MAX_REVISION or revision.startswith("-") or not revision.isprintable():
        raise RevisionUnknown(revision)
    try:
        with opened(folder) as git:
            if git is None:
                raise RevisionUnknown(revision)
            base = _base(git, revision)
            tree = replace(git, more=_work_tree(git, folder))
            tree.lines("read-tree", "HEAD")
            files, removed = _changed(tree, base)
            return ChangedFiles(revision, base, tuple(sorted(files, key=lambda file: file.path)), removed)
    except (GitTrouble, OSError, ValueError) as problem:
        raise RevisionUnknown(revision) from problem


def _base(git: Git, revision: str) -> str:
    asked = f"{revision}^{{commit}}"
    (commit,) = git.lines("rev-parse", "--verify", "--quiet", "--end-of-options", asked)[-1:] or [""]
    if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        raise RevisionUnknown(revision)
    try:
        return next(iter(git.lines("merge-base", commit, "HEAD")), commit)
    except GitTrouble:  # nothing in common
        return commit


def _work_tree(git: Git, folder: Path) -> dict[str, str]:
    """Let git look at the files with an index of its own; settings for filters do not exist there."""
    return {"GIT_WORK_TREE": str(folder.resolve()), "GIT_INDEX_FILE": str(git.directory / "index")}


def _changed(git: Git, base: str) -> tuple[list[ChangedFile], tuple[str, ...]]:
    new, kept, removed = list[bytes](), list[bytes](), list[str]()
    records = git.records("diff", "-z", "--name-status", *_CONTENT_CHANGES, base, "--")
    for status in records:
        path = next(records, b"")
        if status == b"D":
            removed.append(_shown(path))
        else:
            (new if status == b"A" else kept).append(path)
        if len(new) + len(kept) > MAX_FILES:
            raise GitTrouble("too many changed files")
    new += git.records("ls-files", "-z", "--others", "--exclude-standard")
    lines = dict(_lines(git, base)) if kept else {}
    files = [ChangedFile(_shown(path), (), new=True) for path in new]
    files += [ChangedFile(_shown(path), tuple(lines.get(path, ()))) for path in kept]
    return files, tuple(sorted(set(removed)))


def _lines(git: Git, base: str) -> Iterator[tuple[bytes, list[tuple[int, int]]]]:
    """Changed line ranges of each changed file, from the headers of its hunks."""
    options = ("-U0", "--diff-filter=MT", "--src-prefix=a/", "--dst-prefix=b/")
    path, ranges, in_text = b"", list[tuple[int, int]](), 0
    for line in git.records("diff", *options, *_CONTENT_CHANGES, base, "--", separator=b"\n"):
        if in_text and line[:1] in (b"+", b"-", b"\\"):
            in_text -= line[:1] != b"\\"
        elif match := _HUNK.match(line):
            ranges.append(_range(int(match[1]), int(match[2] if match[2] is not None else 1)))
            in_text = _size(line)
        elif line.startswith(b"diff --git "):
            if path:
                yield path, ranges
            path, ranges = b"", []
        elif line.startswith((b"+++ b/", b'+++ "b/')):
            path = _unquoted(line[4:].rstrip(b"\t"))[2:]
    if path:
        yield path, ranges


def _size(header: bytes) -> int:
    """How many lines of text follow the header of a hunk."""
    old, new = header.split(b" ")[1:3]
    return sum(int(part.partition(b",")[2] or b"1") for part in (old, new))


def _range(first: int, count: int) -> tuple[int, int]:
    return (first, first + count - 1) if count else (max(first, 1), max(first, 1))


def _unquoted(name: bytes) -> bytes:
    """Undo git's quotes around names with quotes, backslashes or control characters."""
    if not name.startswith(b'"'):
        return name
    short = {b"n": b"\n", b"t": b"\t", b'"': b'"', b"\\": b"\\", b"a": b"\a", b"b": b"\b", b"f": b"\f"}
    short |= {b"r": b"\r", b"v": b"\v"}

    def plain(match: re.Match[bytes]) -> bytes:
        return bytes([int(match[1], 8) & 255]) if match[1][:1].isdigit() else short.get(match[1], match[1])

    return re.sub(rb"\\([0-7]{3}|.)", plain, name[1:-1])


def _shown(path: bytes) -> str:
    return printable(os.fsdecode(path))
