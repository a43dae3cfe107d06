from grader.facts.model import Facts, History
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import join, say

ID = "code-is-maintained"
STEADY_MONTHS = 6
MIN_COMMITS = 5


def measure(facts: Facts) -> Finding:
    """Count commits and authors of the twelve months before the assessment."""
    history = facts.history
    if not history.available or history.committed_on is None:
        unknown = Text(
            "Ohne Versionsgeschichte lässt sich nicht sagen, ob noch jemand daran arbeitet.",
            "Without a version history we cannot say whether anybody still works on it.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    days = (facts.as_of - history.committed_on).days
    if days > 365 or (not history.truncated and not history.authors_last_12_months):
        return _ended(history)
    if history.truncated:
        return _cut_off(history)
    steady = sum(1 for commits in history.months if commits) >= STEADY_MONTHS
    state = "steady" if steady else "with_pauses"
    outcome = Outcome.MET if steady or history.commits_last_12_months >= MIN_COMMITS else Outcome.NOT_MET
    return Finding(ID, outcome, _statement(history), _head(history), details={"state": state})


def _statement(history: History) -> Text:
    activity = say(
        "In den letzten zwölf Monaten gab es {commits} Änderungen von {people}.",
        "In the last twelve months there were {commits} changes by {people}.",
        commits=history.commits_last_12_months,
        people=_people(history.authors_last_12_months),
    )
    if history.authors_last_12_months > 1:
        return activity
    warning = Text(
        "Fällt sie aus, steht die Pflege still.", "If that person is not available, maintenance stops."
    )
    return join(activity, warning)


def _people(count: int) -> Text:
    if count == 1:
        return Text("einer Person", "one person")
    return say("{n} Personen", "{n} people", n=count)


def _ended(history: History) -> Finding:
    statement = say(
        "Die letzte Änderung von Menschenhand liegt über ein Jahr zurück (letzter Stand: {day}).",
        "The last change made by a person was more than a year ago (last state: {day}).",
        day=Text(f"{history.committed_on:%d.%m.%Y}", f"{history.committed_on:%Y-%m-%d}"),
    )
    return Finding(ID, Outcome.NOT_MET, statement, _head(history), details={"state": "ended"})


def _cut_off(history: History) -> Finding:
    statement = say(
        "Die letzte Änderung ist vom {day}. Die ältere Geschichte wurde nicht geladen.",
        "The last change is of {day}. The older history was not loaded.",
        day=Text(f"{history.committed_on:%d.%m.%Y}", f"{history.committed_on:%Y-%m-%d}"),
    )
    evidence = _head(history)
    details = {"state": "unknown"}
    return Finding(ID, Outcome.NOT_ASSESSABLE, statement, evidence, None, Confidence.LOW, details)


def _head(history: History) -> tuple[Location, ...]:
    return (Location(".git", None, None, f"{(history.commit or '')[:10]} · {history.committed_on}"),)
