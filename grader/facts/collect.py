"""Collects the facts of a source folder: the one door to this package."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from grader.facts.cache import Cache
from grader.facts.duplicate_tokens import compared_rows, joined
from grader.facts.duplicates import compare, duplication_of
from grader.facts.duplicates_again import compare_again
from grader.facts.files import Entry, Listing, list_files, printable
from grader.facts.history import read_history
from grader.facts.licences import read_licences
from grader.facts.model import Duplication, Facts, FileFacts, Role
from grader.facts.pausing import looking_for_circles
from grader.facts.pool import read_all
from grader.facts.reading import Reading, Task
from grader.facts.reasons import Reason, because
from grader.facts.verdicts import Verdicts

Progress = Callable[[str, int, int], None]
_FEW_FILES = 200
"""What reading so many leaves behind is not worth a search through everything taken up from the cache."""


def collect(
    folder: Path,
    *,
    as_of: date,
    progress: Progress | None = None,
    processes: int = 1,
    cache: Path | None = None,
) -> Facts:
    """Collect everything the indicators may ask about `folder`.

    Args:
        folder: the source tree; it is only read, and no link in it is followed.
        as_of: the day the facts are for; ages and months count back from it.
        progress: called as ``progress(step, done, total)`` with the steps list, read, duplicates,
            history, licences.
        processes: how many processes read files; the result is the same for any number. Only with two or more
            does a parser that crashes or hangs cost no more than the functions of that one file.
        cache: folder for what is kept between runs; the result is the same without it. Inside of `folder`
            it is not used.

    Raises:
        FileNotFoundError, NotADirectoryError: when `folder` is no folder.
    """
    tell = progress or _say_nothing
    tell("list", 0, 1)
    listing = list_files(folder)
    tell("list", 1, 1)
    tasks = _tasks(folder, listing.entries)
    kept = Cache(cache, folder) if cache is not None and not _is_inside(cache, folder) else None
    readings = _read(folder, listing.entries, tasks, processes, tell, kept)
    files = tuple(
        sorted([reading.facts for reading in readings] + _unread(listing), key=lambda file: file.path)
    )
    tell("duplicates", 0, 1)
    duplication = _duplicates(readings, listing.entries, tasks, kept)
    tell("duplicates", 1, 1)
    tell("history", 0, 1)
    history = read_history(folder, as_of=as_of)
    tell("history", 1, 1)
    tell("licences", 0, 1)
    licence_files, declared = read_licences(folder, files)
    tell("licences", 1, 1)
    return Facts(
        files=files,
        tree_hash=_tree_hash(listing, readings),
        as_of=as_of,
        duplication=duplication,
        licence_files=licence_files,
        declared_licences=declared,
        history=history,
        links=tuple(printable(path) for path, _ in listing.links),
    )


def _say_nothing(_step: str, _done: int, _total: int) -> None:
    return


def _tasks(folder: Path, entries: Sequence[Entry]) -> list[Task]:
    verdicts = Verdicts(folder, entries)
    return [Task(entry.path, entry.shown, entry.bytes, verdicts.of(entry.path)) for entry in entries]


def _read(
    folder: Path,
    entries: Sequence[Entry],
    tasks: Sequence[Task],
    processes: int,
    tell: Progress,
    kept: Cache | None,
) -> list[Reading]:
    """Read all files, or with a cache those that have changed."""
    if kept is None:
        with looking_for_circles():
            return read_all(folder, tasks, processes, lambda done, of: tell("read", done, of))
    known = [kept.recall(folder, entry, task) for entry, task in zip(entries, tasks, strict=True)]
    open_tasks = [task for task, reading in zip(tasks, known, strict=True) if reading is None]
    skipped = len(tasks) - len(open_tasks)
    with looking_for_circles() if len(open_tasks) > _FEW_FILES else nullcontext():
        fresh = iter(
            read_all(folder, open_tasks, processes, lambda done, _: tell("read", skipped + done, len(tasks)))
        )
    return [reading if reading is not None else next(fresh) for reading in known]


def _duplicates(
    readings: Sequence[Reading], entries: Sequence[Entry], tasks: Sequence[Task], kept: Cache | None
) -> Duplication:
    """Compare all files, or with a cache those that have changed; then the cache is written."""
    rows = compared_rows(readings)
    if kept is None:
        tokens = joined(rows)
        return duplication_of(tokens, compare(tokens))
    found = kept.same_duplicates(rows)
    if found is None:
        tokens, keep = joined(rows), kept.is_worth_writing(entries)
        earlier = kept.earlier_duplicates(rows)
        compared = compare_again(tokens, *earlier, keep=keep) if earlier else None
        compared = compared or compare(tokens, keep=keep)
        found = duplication_of(tokens, compared), compared
    kept.keep(entries, tasks, readings, found)
    return found[0]


def _is_inside(cache: Path, folder: Path) -> bool:
    """A cache in the tree under test would change the result, and the tree could bring one along."""
    return cache.resolve().is_relative_to(folder.resolve())


def _unread(listing: Listing) -> list[FileFacts]:
    """Pipes, devices and closed folders: shown, never opened."""
    return [
        FileFacts(printable(path), Role.UNREADABLE, None, 0, why_left_out=because(reason))
        for paths, reason in ((listing.odd, Reason.NOT_A_FILE), (listing.closed, Reason.NOT_READABLE))
        for path in paths
    ]


def _tree_hash(listing: Listing, readings: Iterable[Reading]) -> str:
    """SHA-256 over paths and contents of files and over links, each part led by its length."""
    digest = hashlib.sha256()
    rows = [
        (os.fsencode(entry.path), b"file", reading.digest)
        for entry, reading in zip(listing.entries, readings, strict=True)
    ]
    rows += [(os.fsencode(path), b"link", os.fsencode(target)) for path, target in listing.links]
    for row in sorted(rows):
        for part in row:
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
