from datetime import timedelta

from grader.facts.model import Facts, Release
from grader.findings import Finding, Location, Measure, Outcome, Text
from grader.wording import join, say

ID = "releases-are-signed"
MIN_SHARE = 80
RECENT = timedelta(days=365)
MAX_EVIDENCE = 5


def measure(facts: Facts) -> Finding:
    """Count version tags with a signature among those of the last twelve months, or look at the newest one.

    The share asked for is that of the openCode security badge (level 2).
    """
    history = facts.history
    if not history.available or (history.truncated and not history.releases):
        unknown = Text(
            "Ohne Versionsgeschichte ist nicht zu erkennen, ob Versionen signiert sind.",
            "Without a version history we cannot see whether releases are signed.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)
    if not history.releases:
        none = Text("Es gibt keine benannten Versionen.", "There are no named versions.")
        return Finding(ID, Outcome.NOT_APPLICABLE, none)
    recent = [release for release in history.releases if release.on > facts.as_of - RECENT]
    looked_at = [release for release in recent or history.releases[:1] if release.signed is not None]
    if not looked_at:
        unread = Text(
            "Die Versionsmarken selbst wurden nicht geladen; ob sie signiert sind, ist unbekannt.",
            "The version tags themselves were not fetched; whether they are signed is unknown.",
        )
        return Finding(ID, Outcome.NOT_ASSESSABLE, unread)
    return _counted(looked_at)


def _counted(releases: list[Release]) -> Finding:
    signed = sum(bool(release.signed) for release in releases)
    share = 100.0 * signed / len(releases)
    outcome = Outcome.MET if share >= MIN_SHARE else Outcome.NOT_MET
    shown = [release for release in releases if release.signed is (outcome is Outcome.MET)][:MAX_EVIDENCE]
    notes = [f"{release.name[:60]} · {release.on}" for release in shown]
    evidence = tuple(Location(".git", None, None, note) for note in notes)
    figure = Measure("signed_releases", round(share, 1), "%")
    return Finding(ID, outcome, _statement(releases, signed), evidence, figure)


def _statement(releases: list[Release], signed: int) -> Text:
    unproven = Text(
        "Wer sie veröffentlicht hat, lässt sich nicht prüfen.", "Who published them cannot be verified."
    )
    if len(releases) == 1 and signed:
        return _newest(releases[0], Text("ist signiert", "is signed"))
    if len(releases) == 1:
        return join(_newest(releases[0], Text("ist nicht signiert", "is not signed")), unproven)
    if not signed:
        none = say(
            "Keine der {n} Versionen der letzten zwölf Monate ist signiert.",
            "None of the {n} releases of the last twelve months is signed.",
            n=len(releases),
        )
        return join(none, unproven)
    return say(
        "{signed} von {n} Versionen der letzten zwölf Monate sind signiert.",
        "{signed} of {n} releases of the last twelve months are signed.",
        signed=signed,
        n=len(releases),
    )


def _newest(release: Release, what: Text) -> Text:
    name = release.name[:60]
    return say("Die Version {name} {what}.", "The release {name} {what}.", name=name, what=what)
