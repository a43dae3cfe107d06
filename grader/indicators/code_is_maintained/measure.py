from datetime import date

from grader.facts.model import Facts, History
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import join, say

ID = "code-is-maintained"
STEADY_MONTHS = 6
MIN_COMMITS = 5
DORMANT_DAYS = 365
ENDED_DAYS = 2 * 365


def measure(facts: Facts) -> Finding:
    """Say whether the work goes on: steady, with pauses, dormant, or ended."""
    history = facts.history
    last = history.last_human_on or history.committed_on
    if not history.available or last is None:
        unknown = Text(
            "Ohne Versionsgeschichte lässt sich nicht sagen, ob noch jemand daran arbeitet.",
            "Without a version history we cannot say whether anybody still works on it.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    days = (facts.as_of - last).days
    if days > DORMANT_DAYS:
        return _stopped(history, last, ended=days > ENDED_DAYS)
    if not history.truncated and not history.authors_last_12_months:
        return _only_robots(history)
    if history.truncated:
        return _cut_off(history)
    return _working(history, facts.as_of)


def _working(history: History, as_of: date) -> Finding:
    steady = sum(map(bool, history.months_by_people or history.months)) >= _enough_months(history, as_of)
    year = next((span for span in history.contributions if span.months == 12), None)
    changes = year.changes if year else history.commits_last_12_months
    met = steady or changes >= MIN_COMMITS
    robots = say(
        "Dazu automatische: {n}.", "Automatic ones in addition: {n}.", n=year.automatic if year else 0
    )
    rare = Text("Das ist wenig.", "That is little.")
    statement = join(
        say(
            "In den letzten zwölf Monaten gab es {changes} von {people}.",
            "The last twelve months brought {changes} by {people}.",
            changes=Text("eine Änderung", "one change")
            if changes == 1
            else say("{n} Änderungen", "{n} changes", n=changes),
            people=_people(history.authors_last_12_months),
        ),
        *([robots] if year and year.automatic else []),
        *([] if met else [rare]),
    )
    details = {"state": "steady" if steady else "with_pauses"}
    return Finding(ID, Outcome.MET if met else Outcome.NOT_MET, statement, _head(history), details=details)


def _enough_months(history: History, as_of: date) -> int:
    """Months with changes that make the work steady; half of its age for a project younger than a year."""
    if history.first_commit_on is None:
        return STEADY_MONTHS
    age = (as_of - history.first_commit_on).days // 30 + 1
    return min(STEADY_MONTHS, (age + 1) // 2)


def _people(count: int) -> Text:
    return Text("einer Person", "one person") if count == 1 else say("{n} Personen", "{n} people", n=count)


def _stopped(history: History, last: date, *, ended: bool) -> Finding:
    since = say(
        "Seit dem {day}, also seit über {years}, hat kein Mensch mehr etwas geändert.",
        "Since {day}, more than {years} ago, no person has changed anything.",
        day=Text(f"{last:%d.%m.%Y}", f"{last:%Y-%m-%d}"),
        years=Text("zwei Jahren", "two years") if ended else Text("einem Jahr", "a year"),
    )
    over = Text("Das Programm wird nicht mehr gepflegt.", "The program is no longer maintained.")
    resting = Text("Die Arbeit ruht.", "The work is dormant.")
    statement = join(since, over if ended else resting)
    details = {"state": "ended" if ended else "dormant"}
    return Finding(ID, Outcome.NOT_MET, statement, _head(history), details=details)


def _only_robots(history: History) -> Finding:
    statement = Text(
        "Alle Änderungen stammen von automatischen Konten. Menschen arbeiten hier nicht sichtbar daran.",
        "All changes are by automatic accounts. No person visibly works on it here.",
    )
    return Finding(ID, Outcome.NOT_MET, statement, _head(history), details={"state": "ended"})


def _cut_off(history: History) -> Finding:
    statement = say(
        "Die letzte Änderung ist vom {day}. Die ältere Geschichte wurde nicht geladen.",
        "The last change dates from {day}. The older history was not loaded.",
        day=Text(f"{history.committed_on:%d.%m.%Y}", f"{history.committed_on:%Y-%m-%d}"),
    )
    evidence = _head(history)
    details = {"state": "unknown"}
    return Finding(ID, Outcome.NOT_ASSESSABLE, statement, evidence, None, Confidence.LOW, details)


def _head(history: History) -> tuple[Location, ...]:
    return (Location(".git", None, None, f"{(history.commit or '')[:10]} · {history.committed_on}"),)
