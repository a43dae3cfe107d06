"""Facts of files kept from an earlier assessment, so that a second one reads only what has changed.

One file per source tree lies in a folder of the operator, never in the tree under test. A file's facts are
taken over when its path, what its path decides, and its content are the same. The content is known to be
the same when size, times of change and inode are (as in git's index), or by its SHA-256, as after a fresh
clone. A file changed within two seconds before the earlier run could have been changed again without a trace
("racily clean" in git's words); its content is always looked at.

A cache that is damaged, foreign or of another version counts as none. Nothing in it is executed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader.facts.cache_duplicates import comparison_from, sections_of
from grader.facts.cache_file import NotUsable, read_sections, write_sections
from grader.facts.cache_version import facts_version
from grader.facts.duplicate_tokens import Ints, compared_rows
from grader.facts.duplicates import Compared
from grader.facts.files import Entry
from grader.facts.model import Duplication, FileFacts
from grader.facts.pausing import without_looking_for_circles
from grader.facts.plain_rows import from_row, to_row
from grader.facts.reading import MAX_BYTES, Reading, Task, TokenRow
from grader.facts.reasons import Reason, because
from grader.facts.tree_files import read_limited

MOST_BYTES = 1 << 30
"""Room for all caches in one folder; the longest unused go first."""
_RACY_NS = 2_000_000_000
_BY_CHANCE = (because(Reason.PARSE_TIMEOUT), because(Reason.PARSER_CRASH))
_SUFFIX = ".facts"
_WORTH_WRITING = 20
"""A new cache is written when more than one byte in so many had to be read again."""

Verdict = tuple[str, str] | None
Compare = tuple[str, TokenRow]
"""Path and tokens of a file that is compared with others."""
Duplicates = tuple[Duplication, Compared]


@dataclass(frozen=True, slots=True)
class _Known:
    size: int
    stamp: tuple[int, int, int]
    verdict: Verdict
    reading: Reading


class Cache:
    """What is known of one source tree from before.

    Args:
        folder: where caches lie; made with mode 0700 when it is missing.
        tree: the source tree.
    """

    def __init__(self, folder: Path, tree: Path) -> None:
        self._folder = folder
        self._place = folder / (_own_name(tree) + _SUFFIX)
        self._began_ns = time.time_ns()
        self._read_again = 0
        self._known: dict[str, _Known] = {}
        self._rows: list[Compare] = []
        self._duplicates: Duplicates | None = None
        found = _cache_for(folder, self._place)
        if found is not None:
            self._load(found)

    def recall(self, tree: Path, entry: Entry, task: Task) -> Reading | None:
        """What was read from this file before, if it is certainly the same; otherwise None."""
        known = self._known.get(entry.path)
        if known is None or known.size != entry.bytes or known.verdict != _verdict(task):
            self._read_again += entry.bytes
            return None
        if known.stamp == entry.stamp:
            return known.reading
        self._read_again += entry.bytes
        content = read_limited(tree, entry.path, MAX_BYTES + 1) if entry.bytes <= MAX_BYTES else None
        same = content is not None and hashlib.sha256(content).digest() == known.reading.digest
        return known.reading if same else None

    def same_duplicates(self, rows: Sequence[Compare]) -> Duplicates | None:
        """What was found before, when the same `rows` were compared."""
        now, before = ([id(row) for _, row in some] for some in (rows, self._rows))
        return self._duplicates if now == before else None

    def earlier_duplicates(self, rows: Sequence[Compare]) -> tuple[Compared, Ints] | None:
        """The earlier comparison, and for each of its files the place in `rows`, -1 where it has changed."""
        if self._duplicates is None:
            return None
        places = {id(row): place for place, (_, row) in enumerate(rows)}
        same = [places.get(id(row), -1) for _, row in self._rows]
        return self._duplicates[1], np.array(same, dtype=np.int64)

    def is_worth_writing(self, entries: Sequence[Entry]) -> bool:
        """Whether so much was read again that the next run should find it."""
        everything = sum(entry.bytes for entry in entries)
        return not self._known or self._read_again * _WORTH_WRITING > everything

    def keep(
        self,
        entries: Sequence[Entry],
        tasks: Sequence[Task],
        readings: Sequence[Reading],
        duplicates: Duplicates,
    ) -> None:
        """Write down this run where it is worth it; a folder that cannot be written to is no error."""
        with contextlib.suppress(OSError):
            if self.is_worth_writing(entries):
                self._write(entries, tasks, readings, duplicates)
            else:
                os.utime(self._place)

    def _load(self, place: Path) -> None:
        try:
            sections = read_sections(place, facts_version())
            with without_looking_for_circles():
                self._known = _understood(sections)
            self._rows = compared_rows(known.reading for known in self._known.values())
            self._duplicates = comparison_from(sections, self._rows)
        except (NotUsable, OSError, KeyError, TypeError, ValueError, IndexError, RecursionError):
            self._known, self._rows, self._duplicates = {}, [], None

    def _write(
        self,
        entries: Sequence[Entry],
        tasks: Sequence[Task],
        readings: Sequence[Reading],
        duplicates: Duplicates,
    ) -> None:
        trusted = self._began_ns - _RACY_NS
        rows = [
            [
                entry.path,
                entry.bytes,
                entry.stamp if max(entry.stamp[:2]) < trusted else (0, 0, 0),
                _verdict(task),
                reading.digest.hex(),
                -1 if reading.tokens is None else len(reading.tokens.hashes),
                to_row(reading.facts),
            ]
            for entry, task, reading in zip(entries, tasks, readings, strict=True)
            if _is_certain(reading)
        ]
        certain = [reading for reading in readings if _is_certain(reading)]
        sections = _token_sections(reading.tokens for reading in certain if reading.tokens)
        sections["files"] = memoryview(json.dumps(rows).encode("ascii"))
        if len(compared_rows(certain)) == len(duplicates[1].paths):
            sections |= sections_of(*duplicates)
        if sum(map(len, sections.values())) > MOST_BYTES:
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_sections(self._place, facts_version(), sections)
        _make_room(self._folder, self._place)


def _is_certain(reading: Reading) -> bool:
    """Whether reading again would say the same: a parser that was too slow once may be in time tomorrow."""
    return bool(reading.digest) and reading.facts.why_left_out not in _BY_CHANCE


def _verdict(task: Task) -> Verdict:
    return None if task.verdict is None else (task.verdict[0].value, task.verdict[1])


def _token_sections(rows: Any) -> dict[str, memoryview]:
    rows = list(rows)
    empty = TokenRow(np.zeros(0, np.uint64), np.zeros(0, np.uint8), np.zeros(0, np.int32))
    columns = {
        "hashes": [row.hashes for row in (empty, *rows)],
        "classes": [row.classes for row in (empty, *rows)],
        "lines": [row.lines for row in (empty, *rows)],
    }
    return {name: memoryview(np.concatenate(parts).tobytes()) for name, parts in columns.items()}


def _understood(sections: Mapping[str, memoryview]) -> dict[str, _Known]:
    hashes = np.frombuffer(sections["hashes"], dtype=np.uint64)
    classes = np.frombuffer(sections["classes"], dtype=np.uint8)
    lines = np.frombuffer(sections["lines"], dtype=np.int32)
    if not len(hashes) == len(classes) == len(lines):
        raise NotUsable("columns of different lengths")
    known, at = {}, 0
    for path, size, stamp, verdict, digest, length, facts in json.loads(bytes(sections["files"])):
        tokens = None
        if length >= 0:
            part = slice(at, at + length)
            tokens = TokenRow(hashes[part], classes[part], lines[part])
            at += length
        reading = Reading(from_row(FileFacts, facts), bytes.fromhex(digest), tokens)
        known[path] = _Known(size, tuple(stamp), None if verdict is None else tuple(verdict), reading)
    if at != len(hashes):
        raise NotUsable("rows missing")
    return known


def _own_name(tree: Path) -> str:
    """The place of the tree, and what lies at its top, by which a fresh clone elsewhere is found."""
    tree = tree.resolve()
    with contextlib.suppress(OSError):
        top = b"\0".join(sorted(os.fsencode(path.name) for path in tree.iterdir()))
        return f"{_short(os.fsencode(tree))}-{_short(top)}"
    return f"{_short(os.fsencode(tree))}-{_short(b'')}"


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _cache_for(folder: Path, own: Path) -> Path | None:
    """The cache of this place; else the newest with the same names at the top; else the only one."""
    found = sorted(_with_times(folder), reverse=True)
    place, top = own.stem.split("-")
    for wanted in (own.stem, place + "-", "-" + top):
        for _, _, path in found:
            if wanted in path.stem:
                return path
    return found[0][2] if len(found) == 1 else None


def _with_times(folder: Path) -> list[tuple[int, int, Path]]:
    """Time of last use in ns, size in bytes and path of each cache."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.glob("*" + _SUFFIX):
            with contextlib.suppress(OSError):
                status = path.lstat()
                found.append((status.st_mtime_ns, status.st_size, path))
    return found


def _make_room(folder: Path, own: Path) -> None:
    """Remove what this tree's cache replaces and then the longest unused, until the rest fits."""
    place = own.stem.split("-")[0]
    room = MOST_BYTES
    for _, size, path in sorted(_with_times(folder), reverse=True):
        outdated = path != own and path.stem.startswith(place + "-")
        if outdated or (size > room and path != own):
            with contextlib.suppress(OSError):
                path.unlink()
        else:
            room -= size
