"""The history's part of the result: activity, people as numbers, and releases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from grader.facts.model import Contributions, History, Release

MAX_YEARS = 10
MAX_RELEASES = 20


def history_section(history: History) -> dict[str, Any]:
    """Build the section `history`. People are counted, never named; what is unknown is null, not 0."""
    return {
        "available": history.available,
        "truncated": history.truncated,
        "first_commit_on": _day(history.first_commit_on),
        "commits": history.commits,
        "commits_last_12_months": history.commits_last_12_months,
        "authors_last_12_months": history.authors_last_12_months,
        "months": list(history.months),
        "latest_tag": history.latest_tag,
        "latest_tag_on": _day(history.latest_tag_on),
        "tags_last_12_months": history.tags_last_12_months,
        "last_change_by_a_person_on": _day(history.last_human_on),
        "months_by_people": list(history.months_by_people),
        "contributors": history.contributors,
        "contributions": [_contributions(span) for span in history.contributions],
        "signed_commits_last_12_months": history.signed_commits,
        "releases": _releases(history),
    }


def _contributions(span: Contributions) -> dict[str, Any]:
    return {
        "months": span.months,
        "changes": span.changes,
        "automatic": span.automatic,
        "people": span.people,
        "bus_factor": span.bus_factor,
        "largest_share": span.largest_share,
        "complete": span.complete,
    }


def _releases(history: History) -> dict[str, Any]:
    """Versions per year, oldest year first, and the usual distance in days of the newest twenty."""
    newest = history.releases[:MAX_RELEASES]
    years = Counter(release.on.year for release in history.releases)
    return {
        "per_year": [{"year": year, "releases": years[year]} for year in sorted(years)[-MAX_YEARS:]],
        "median_days_between": _distance(newest),
        "newest": [
            {"name": release.name[:100], "on": release.on.isoformat(), "signed": release.signed}
            for release in newest
        ],
    }


def _distance(releases: tuple[Release, ...]) -> float | None:
    days = sorted({release.on for release in releases})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return float(median(gaps)) if len(gaps) > 1 else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
