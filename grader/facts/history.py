"""Reads what a version history says about activity, people, releases and changes per file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from grader.facts.churn import read_churn
from grader.facts.commits import Commits, contributions, read_commits, signed
from grader.facts.days import per_month, years_before
from grader.facts.git import Git, GitTrouble, opened
from grader.facts.model import History
from grader.facts.versions import read_releases, version_key

__all__ = ["read_history", "version_key"]

SPANS = (12, 24)
HALF_YEAR = 6


def read_history(folder: Path, *, as_of: date) -> History:
    """Read the version history of a source tree with git; nothing the repository configures has a say.

    Dates after `as_of` are clamped and do not count as activity. People are counted, never named.

    Args:
        folder: root of the source tree; its `.git` must be a real directory.
        as_of: the day on which the assessment looks at the history.

    Returns:
        The history, with `available=False` where there is none or git cannot read it.
    """
    try:
        with opened(folder) as git:
            if git is None:
                return History(available=False)
            commits = read_commits(git)
            return _with_files(git, commits, _history(git, commits, as_of), as_of)
    except (OSError, GitTrouble, ValueError, UnicodeError):
        return History(available=False)


def _history(git: Git, commits: Commits, as_of: date) -> History:
    year_ago = years_before(as_of, 1)
    recent = commits.after(year_ago, as_of)
    people = {row.person for row in commits.rows if row.person is not None}
    releases, trial = read_releases(git, as_of)
    head = commits.rows[0]
    return History(
        available=True,
        commit=head.hash,
        committed_on=min(head.day, as_of),
        first_commit_on=min(min(row.day for row in commits.rows), as_of) if commits.whole else None,
        commits=len(commits.rows) if commits.all_read else int(git.lines("rev-list", "--count", "HEAD")[0]),
        commits_last_12_months=len(recent),
        authors_last_12_months=len({row.person for row in recent if row.person is not None}),
        months=per_month([min(row.day, as_of) for row in recent], as_of),
        months_by_people=per_month([min(row.day, as_of) for row in recent if row.person is not None], as_of),
        latest_tag=releases[0].name if releases else None,
        latest_tag_on=releases[0].on if releases else None,
        tags_last_12_months=sum(release.on > year_ago for release in releases),
        truncated=not commits.reach_back_to(year_ago),
        last_human_on=max(
            (min(row.day, as_of) for row in commits.rows if row.person is not None), default=None
        ),
        contributors=len(people) if commits.whole else None,
        contributions=tuple(contributions(commits, months, as_of) for months in SPANS),
        half_year=contributions(commits, HALF_YEAR, as_of),
        releases=releases,
        latest_trial=trial,
        signed_commits=signed(git, recent),
    )


def _with_files(git: Git, commits: Commits, history: History, as_of: date) -> History:
    """Add changes per file; where trees are missing, the rest of the history still counts."""
    try:
        since, files = read_churn(git, commits, as_of)
    except GitTrouble:
        return history
    return replace(history, files_since=since, files=files)
