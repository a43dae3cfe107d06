"""How often the files of today were changed, and by how many people."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from grader.facts.commits import Commit, Commits
from grader.facts.days import counts, years_before
from grader.facts.files import printable
from grader.facts.git import Git
from grader.facts.model import FileHistory

MAX_COMMITS = 30_000
MAX_FILES = 200_000

# Old and new path of one changed file; the old one only for a renamed file.
Change = tuple[bytes, bytes | None]


@dataclass(slots=True)
class _Tally:
    changes: int = 0
    recent: int = 0
    authors: set[int] = field(default_factory=set)
    recent_authors: set[int] = field(default_factory=set)
    last: date = date.min


def read_churn(git: Git, commits: Commits, as_of: date) -> tuple[date, tuple[FileHistory, ...]]:
    """Count per file of HEAD the commits by people that touched it.

    Merges and commits at the cut of a shallow clone (which seem to add every file) are left out. Renames are
    followed where the content stayed the same; a file renamed and rewritten in one commit begins anew. At
    most the newest 30,000 commits are looked at.

    Args:
        git: the repository.
        commits: all commits of HEAD.
        as_of: the day from which the last 12 months count back.

    Returns:
        The day from which on changes are known, and the history of each file that was changed, in path order.

    Raises:
        GitTrouble: trees are missing or broken.
    """
    people = {row.hash: row for row in commits.rows if row.parents < 2 and row.hash not in commits.cut}
    current = _files_of_today(git)
    tallies: dict[bytes, _Tally] = {}
    later_names: dict[bytes, bytes] = {}
    since, seen = as_of, 0
    for commit_hash, changes in _changed_files(git):
        seen += 1
        commit = people.get(commit_hash)
        if commit is None:
            continue
        since = min(since, commit.day)
        for path, old in changes:
            name = later_names.get(path, path)
            if old is not None:
                later_names[old] = name
            if name in current and commit.person is not None:
                _add(tallies.setdefault(name, _Tally()), commit, commit.person, as_of)
    files = (_file(path, tally) for path, tally in tallies.items())
    return _known_since(commits, since, seen), tuple(sorted(files, key=lambda file: file.path))


def _known_since(commits: Commits, oldest: date, seen: int) -> date:
    ends = [row.day for row in commits.rows if row.hash in commits.cut]
    if seen >= MAX_COMMITS:
        return max([oldest, *ends])
    return max(ends) if ends else min(row.day for row in commits.rows)


def _add(tally: _Tally, commit: Commit, person: int, as_of: date) -> None:
    tally.changes += 1
    tally.authors.add(person)
    tally.last = max(tally.last, min(commit.day, as_of))
    if counts(commit.day, years_before(as_of, 1), as_of):
        tally.recent += 1
        tally.recent_authors.add(person)


def _file(path: bytes, tally: _Tally) -> FileHistory:
    return FileHistory(
        printable(os.fsdecode(path)),
        tally.changes,
        tally.recent,
        len(tally.authors),
        len(tally.recent_authors),
        tally.last,
    )


def _files_of_today(git: Git) -> set[bytes]:
    files: set[bytes] = set()
    for path in git.records("ls-tree", "-r", "-z", "--name-only", "--full-tree", "HEAD"):
        files.add(path)
        if len(files) >= MAX_FILES:
            break
    return files


def _changed_files(git: Git) -> Iterator[tuple[str, list[Change]]]:
    records = git.records(
        "log", "-z", "--raw", "--no-show-signature", "--no-merges", "--find-renames=100%", "-l2000",
        "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--root", f"--max-count={MAX_COMMITS}",
        "--format=format:@%H", "HEAD",
    )  # fmt: skip
    yield from _grouped(records)


def _grouped(records: Iterable[bytes]) -> Iterator[tuple[str, list[Change]]]:
    """Put the parts of `git log -z --raw` together: `@commit`, then `:modes hashes status`, path, new
    path."""
    commit, changes = "", list[Change]()
    parts = iter(records)
    for part in parts:
        for piece in part.split(b"\n"):
            if piece.startswith(b"@"):
                if commit:
                    yield commit, changes
                commit, changes = piece[1:].decode("ascii", "replace"), []
            elif piece.startswith(b":"):
                path = next(parts, b"")
                renamed = piece.rpartition(b" ")[2][:1] in (b"R", b"C")
                changes.append((next(parts, b""), path) if renamed else (path, None))
    if commit:
        yield commit, changes
