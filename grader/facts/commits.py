"""The commits of a history: when, by whom, person or robot."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from grader.facts.days import counts, day_of, months_before
from grader.facts.git import Git, GitTrouble
from grader.facts.model import Contributions
from grader.facts.people import bus_factor, is_robot, tell_apart

MAX_COMMITS = 300_000
MAX_SIGNATURES = 20_000
MAX_MAILMAP_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. `day` is the committer's day (UTC), as claimed; `person` is None for robots; `parents` is 0
    for the first commit and at the cut of a shallow clone."""

    hash: str
    day: date
    parents: int
    person: int | None


@dataclass(frozen=True, slots=True)
class Commits:
    """The commits of HEAD, newest first. `cut` holds the oldest commits of a shallow clone, where the history
    ends although the project did not begin there; `all_read` is False beyond the newest 300,000."""

    rows: tuple[Commit, ...]
    cut: frozenset[str]
    all_read: bool

    @property
    def whole(self) -> bool:
        """True when the history goes back to the beginning."""
        return self.all_read and not any(row.hash in self.cut for row in self.rows)

    def reach_back_to(self, since: date) -> bool:
        """True when no commit after `since` is missing."""
        ends = [row.day for row in self.rows if row.hash in self.cut]
        ends += [] if self.all_read else [self.rows[-1].day]
        return all(day <= since for day in ends)

    def after(self, since: date, as_of: date) -> list[Commit]:
        """Commits of a span; claims about the future do not count."""
        return [row for row in self.rows if counts(row.day, since, as_of)]


def read_commits(git: Git) -> Commits:
    """Read all commits of HEAD.

    Names and addresses are taken through the `.mailmap` of HEAD, which is plain data to git.

    Raises:
        GitTrouble: there is no commit, or the repository is broken.
    """
    author = "%aE%x09%aN" if _mailmap_is_small(git) else "%ae%x09%an"
    raw = []
    options = ("--no-show-signature", f"--max-count={MAX_COMMITS + 1}")
    form = f"--format=%H%x09%ct%x09%P%x09{author}"
    for line in git.records("log", *options, form, "HEAD", separator=b"\n"):
        fields = line.decode("utf-8", "replace").split("\t", 4)
        if len(fields) < 5:
            raise GitTrouble("odd commit")
        raw.append(fields)
    if not raw:
        raise GitTrouble("no commit")
    kept = raw[:MAX_COMMITS]
    persons = tell_apart((fields[3], fields[4]) for fields in kept)
    robots = {identity for identity in persons if is_robot(*identity)}
    rows = tuple(
        Commit(identifier, day_of(seconds), len(parents.split()), _person(persons, robots, (address, name)))
        for identifier, seconds, parents, address, name in kept
    )
    return Commits(rows, frozenset(_cut(git)), len(raw) <= MAX_COMMITS)


def _person(
    persons: dict[tuple[str, str], int], robots: set[tuple[str, str]], who: tuple[str, str]
) -> int | None:
    return None if who in robots else persons[who]


def _mailmap_is_small(git: Git) -> bool:
    """git reads HEAD:.mailmap by itself in a bare repository; a huge one is not worth its time."""
    (answer,) = git.lines("cat-file", "--batch-check=%(objectsize)", given=b"HEAD:.mailmap\n")
    return not answer.isdigit() or int(answer) <= MAX_MAILMAP_BYTES


def _cut(git: Git) -> list[str]:
    mark = git.directory / "shallow"
    return mark.read_text(encoding="ascii").split() if mark.exists() else []


def contributions(commits: Commits, months: int, as_of: date) -> Contributions:
    """Count what people and robots changed in the last `months`; merges change nothing."""
    since = months_before(as_of, months)
    rows = [row for row in commits.after(since, as_of) if row.parents < 2 and row.hash not in commits.cut]
    changes = Counter(row.person for row in rows if row.person is not None)
    people = sum(changes.values())
    return Contributions(
        months=months,
        changes=people,
        automatic=len(rows) - people,
        people=len(changes),
        bus_factor=bus_factor(changes),
        largest_share=round(100.0 * max(changes.values()) / people, 1) if people else 0.0,
        complete=commits.reach_back_to(since),
    )


def signed(git: Git, commits: list[Commit]) -> int | None:
    """Count commits whose header carries a signature; None for more than 20,000 commits.

    Signatures that a platform adds for its users (merges made on its web page) count, too, and nothing is
    said about their validity.
    """
    if len(commits) > MAX_SIGNATURES:
        return None
    asked = "".join(f"{commit.hash}\n" for commit in commits).encode()
    found, in_header = 0, False
    for line in git.records("cat-file", "--batch=@%(objectname) %(objecttype)", separator=b"\n", given=asked):
        if line.startswith(b"@") and line.endswith(b" commit"):
            in_header = True
        elif not line:
            in_header = False
        elif in_header and line.startswith((b"gpgsig ", b"gpgsig-sha256 ")):
            found, in_header = found + 1, False
    return found
