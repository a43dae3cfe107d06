"""Reads commits and version tags with git, without trusting anything the repository configures."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from grader.facts.model import History

TIMEOUT_SECONDS = 120
MAX_REFS = 20_000
MAX_PACKED_REFS_BYTES = 32 * 1024 * 1024

_BOT = re.compile(
    r"\[bot\]|(?:^|[\W_])"
    r"(?:bot|dependabot|renovate|greenkeeper|pre-commit-ci|github[- ]actions?|snyk)(?:$|[\W_])",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"^(?:@?[a-z][a-z0-9.]*[-_/@ ])*(?:v|version|release|rel|r)?[-_./ ]?(?P<numbers>\d+(?:[._-]\d+)*)"
    r"(?P<suffix>.*)$",
    re.IGNORECASE,
)
_NO_RELEASE = re.compile(
    r"(?:^|[\W_])(?:test|tmp|temp|nightly|build|deploy|backup|staging|demo)", re.IGNORECASE
)
_PRE_RELEASE = re.compile(r"(?:alpha|beta|rc|dev|snapshot|preview|pre|canary)|^[ab]\d", re.IGNORECASE)
_SUFFIX = re.compile(r"^[-_.+a-z0-9]*$", re.IGNORECASE)


def read_history(folder: Path, *, as_of: date) -> History:
    """Read what the version history says about activity and releases.

    The repository's own configuration is never read: git works in a fresh directory that only borrows the
    objects and references (CVE-2022-24765 and the `log.showSignature`/`core.fsmonitor` class of attacks).
    Dates after `as_of` are clamped and do not count as activity.

    Args:
        folder: root of the source tree; its `.git` must be a real directory.
        as_of: the day on which the assessment looks at the history.

    Returns:
        The history, with `available=False` where there is none or git cannot read it.
    """
    git_directory = folder / ".git"
    if git_directory.is_symlink() or not git_directory.is_dir() or shutil.which("git") is None:
        return History(available=False)
    with tempfile.TemporaryDirectory(prefix="grader-history-") as scratch:
        try:
            _borrow_references(git_directory, Path(scratch))
            return _history(_Git(Path(scratch), git_directory / "objects"), as_of)
        except (OSError, subprocess.SubprocessError, ValueError, UnicodeError):
            return History(available=False)


@dataclass(frozen=True, slots=True)
class _Git:
    directory: Path
    objects: Path

    def lines(self, *arguments: str) -> list[str]:
        """Run one reading git command and return its lines."""
        done = subprocess.run(
            ["git", "--no-pager", "--no-replace-objects", "-c", "core.hooksPath=/dev/null", *arguments],
            env=self._environment(),
            cwd=self.directory,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=TIMEOUT_SECONDS,
        )
        return done.stdout.decode("utf-8", errors="replace").splitlines()

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.directory),
            "GIT_DIR": str(self.directory),
            "GIT_OBJECT_DIRECTORY": str(self.objects.resolve()),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_ALLOW_PROTOCOL": "none",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
        }


def _borrow_references(source: Path, target: Path) -> None:
    """Copy HEAD, tags, branches and the shallow mark; links and the configuration stay behind."""
    (target / "refs").mkdir()
    (target / "objects").mkdir()
    (target / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n", encoding="utf-8")
    for name in ("HEAD", "packed-refs", "shallow"):
        _copy_small(source / name, target / name)
    for reference in _reference_files(source):
        destination = target / reference.relative_to(source)
        destination.parent.mkdir(parents=True, exist_ok=True)
        _copy_small(reference, destination)


def _reference_files(source: Path) -> Iterator[Path]:
    seen = 0
    for kind in ("heads", "tags", "remotes"):
        for path in sorted((source / "refs" / kind).rglob("*")):
            seen += 1
            if seen > MAX_REFS:
                return
            inside = not any(parent.is_symlink() for parent in path.relative_to(source).parents)
            if inside and path.is_file() and not path.is_symlink():
                yield path


def _copy_small(source: Path, target: Path) -> None:
    regular = source.is_file() and not source.is_symlink()
    if regular and source.stat().st_size <= MAX_PACKED_REFS_BYTES:
        shutil.copyfile(source, target, follow_symlinks=False)


def _history(git: _Git, as_of: date) -> History:
    head, committed = git.lines("log", "-1", "--no-show-signature", "--format=%H%n%ct", "HEAD")
    roots = git.lines("log", "--no-show-signature", "--max-parents=0", "--format=%ct", "HEAD")
    recent = list(_recent_commits(git, as_of))
    latest_tag, latest_tag_on, tags_last_year = _versions(git, as_of)
    return History(
        available=True,
        commit=head,
        committed_on=min(_day(committed), as_of),
        first_commit_on=None if _cut(git) else min([*(_day(root) for root in roots), as_of]),
        commits=int(git.lines("rev-list", "--count", "HEAD")[0]),
        commits_last_12_months=len(recent),
        authors_last_12_months=len({author for _, author in recent if author}),
        months=_per_month([day for day, _ in recent], as_of),
        latest_tag=latest_tag,
        latest_tag_on=latest_tag_on,
        tags_last_12_months=tags_last_year,
        truncated=not _last_year_is_complete(git, as_of),
    )


def _cut(git: _Git) -> list[str]:
    """The oldest commits of a shallow clone; empty where the whole history is there."""
    mark = git.directory / "shallow"
    return mark.read_text(encoding="ascii").split()[:MAX_REFS] if mark.exists() else []


def _last_year_is_complete(git: _Git, as_of: date) -> bool:
    """True when the history of HEAD is cut off nowhere, or only at commits older than the last 12 months."""
    cut = set(_cut(git))
    ends = (
        git.lines("log", "--no-show-signature", "--max-parents=0", "--format=%H %ct", "HEAD") if cut else []
    )
    days = [_day(end.split()[1]) for end in ends if end.split()[0] in cut]
    return all(day <= _year_before(as_of) for day in days)


def _recent_commits(git: _Git, as_of: date) -> Iterator[tuple[date, str | None]]:
    """Day and author of each commit of the last 12 months; the author is None for automatic accounts."""
    start = _year_before(as_of)
    lines = git.lines(
        "log",
        "--no-show-signature",
        "--no-mailmap",
        f"--since={start - timedelta(days=2)}",
        "--format=%ct%x09%ae%x09%an",
        "HEAD",
    )
    for line in lines:
        seconds, address, name = line.split("\t", 2)
        day = _day(seconds)
        # One day of tolerance for time zones; later dates are claims about the future.
        if start < day <= as_of + timedelta(days=1):
            is_bot = bool(_BOT.search(name) or _BOT.search(address))
            yield min(day, as_of), None if is_bot else (address.lower() or name)


def _per_month(days: list[date], as_of: date) -> tuple[int, ...]:
    months = [0] * 12
    for day in days:
        age = (as_of.year - day.year) * 12 + as_of.month - day.month
        if as_of.day < day.day:
            age -= 1
        months[11 - min(max(age, 0), 11)] += 1
    return tuple(months)


def _versions(git: _Git, as_of: date) -> tuple[str | None, date | None, int]:
    lines = git.lines("for-each-ref", "refs/tags", "--format=%(creatordate:unix)%09%(refname:strip=2)")
    tags = []
    for line in lines:
        seconds, _, name = line.partition("\t")
        key = version_key(name)
        if key is not None and seconds and _day(seconds) <= as_of + timedelta(days=1):
            tags.append((min(_day(seconds), as_of), key, name))
    finals = [tag for tag in tags if tag[1][0]] or tags
    if not finals:
        return None, None, 0
    day, _, name = max(finals)
    return name, day, sum(1 for tag in finals if tag[0] > _year_before(as_of))


def version_key(tag: str) -> tuple[bool, tuple[int, ...]] | None:
    """Say whether a tag names a version: (is it a final release, its numbers), or None for `test-tag`."""
    match = _VERSION.match(tag)
    if match is None or len(tag) > 100 or _NO_RELEASE.search(tag):
        return None
    numbers = re.split(r"[._-]", match["numbers"])
    marked = len(numbers) > 1 or re.match(r"(?i)^(?:.*[-_/@ ])?(?:v|version|release|rel|r)[-_./ ]?\d", tag)
    if not marked or any(len(number) > 12 for number in numbers) or not _SUFFIX.match(match["suffix"][:40]):
        return None
    return not _PRE_RELEASE.search(match["suffix"]), tuple(int(number) for number in numbers)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _day(seconds: str) -> date:
    moment = min(max(int(seconds), 0), 253_402_300_799)
    return datetime.fromtimestamp(moment, tz=UTC).date()
