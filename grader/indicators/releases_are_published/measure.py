from grader.facts.model import Facts, History
from grader.findings import Finding, Location, Outcome, Text
from grader.wording import join, say

ID = "releases-are-published"
RECENT_DAYS = 2 * 365


def measure(facts: Facts) -> Finding:
    """Look for version tags; tags that name no version (`test-tag`) do not count."""
    history = facts.history
    if not history.available or (history.truncated and history.latest_tag is None):
        unknown = Text(
            "Ohne vollständige Versionsgeschichte sind veröffentlichte Versionen nicht zu erkennen.",
            "Without the full version history, published versions cannot be recognised.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    if history.latest_tag is None or history.latest_tag_on is None:
        missing = Text(
            "Es gibt keine benannten Versionen. So lässt sich kaum festhalten, welcher Stand im Betrieb ist.",
            "There are no named versions. So it is hard to record which state is in operation.",
        )
        return Finding(ID, Outcome.NOT_MET, missing)
    recent = (facts.as_of - history.latest_tag_on).days <= RECENT_DAYS
    outcome = Outcome.MET if recent else Outcome.NOT_MET
    note = f"{history.latest_tag} · {history.latest_tag_on}"
    return Finding(ID, outcome, _statement(history, recent), (Location(".git", None, None, note),))


def _statement(history: History, recent: bool) -> Text:
    day = Text(f"{history.latest_tag_on:%d.%m.%Y}", f"{history.latest_tag_on:%Y-%m-%d}")
    tag = (history.latest_tag or "")[:60]
    if recent:
        newest = say(
            "Die neueste Version heißt {tag} und ist vom {day}.",
            "The latest version is {tag}, dated {day}.",
            tag=tag,
            day=day,
        )
        return join(newest, _rhythm(history))
    old = say(
        "Die neueste benannte Version ({tag}) ist vom {day} und damit älter als zwei Jahre.",
        "The latest named version ({tag}) dates from {day} and so is older than two years.",
        tag=tag,
        day=day,
    )
    return join(old, _trial(history))


def _trial(history: History) -> Text:
    if history.latest_trial is None:
        return Text("", "")
    return say(
        "Danach gab es nur Vorabversionen, zuletzt {tag}.",
        "After that there were only pre-release versions, the latest is {tag}.",
        tag=history.latest_trial.name[:60],
    )


def _rhythm(history: History) -> Text:
    """How many versions the last year brought; nothing where part of the history is missing."""
    count = history.tags_last_12_months
    if history.truncated or count < 2:
        return Text("", "")
    return say(
        "In den letzten zwölf Monaten gab es {n} Versionen.",
        "In the last twelve months there were {n} versions.",
        n=count,
    )
