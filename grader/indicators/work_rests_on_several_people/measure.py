from grader.facts.model import Contributions, Facts, History
from grader.findings import Confidence, Finding, Location, Measure, Outcome, Text
from grader.wording import say

ID = "work-rests-on-several-people"
MIN_BUS_FACTOR = 2
MIN_CHANGES = 10


def measure(facts: Facts) -> Finding:
    """Count on how many people more than half of the changes rest (bus factor).

    At least two are asked for, as the openCode maintenance badge (level 3) does; we look at twelve months
    instead of six, because many municipal programs change rarely.
    """
    history = facts.history
    span = _span(history)
    if span is None:
        return _unknown(history)
    if any(known.complete and not known.changes for known in history.contributions):
        nobody = Text(
            "In den letzten zwölf Monaten hat niemand etwas geändert; es gibt keine Arbeit zu verteilen.",
            "In the last twelve months nobody changed anything; there is no work to share.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nobody)
    factor = span.bus_factor or 0
    figure = Measure("bus_factor", float(factor), "")
    if span.changes < MIN_CHANGES:
        return Finding(ID, Outcome.NOT_ASSESSABLE, _too_few(span), _head(history), figure, Confidence.LOW)
    outcome = Outcome.MET if factor >= MIN_BUS_FACTOR else Outcome.NOT_MET
    return Finding(ID, outcome, _statement(span, factor), _head(history), figure)


def _span(history: History) -> Contributions | None:
    """The last twelve months, or the last twenty-four where twelve hold too few changes."""
    known = sorted((span for span in history.contributions if span.complete), key=lambda span: span.months)
    enough = [span for span in known if span.changes >= MIN_CHANGES]
    return next(iter(enough or known[-1:]), None)


def _statement(span: Contributions, factor: int) -> Text:
    if span.people == 1:
        return say(
            "Alle {n} Änderungen der letzten {months} Monate stammen von einer einzigen Person. "
            "Fällt sie aus, steht die Arbeit still.",
            "All {n} changes of the last {months} months were made by a single person. "
            "If that person is not available, the work stops.",
            n=span.changes,
            months=span.months,
        )
    if factor == 1:
        return say(
            "Eine Person hat {share} % der Änderungen der letzten {months} Monate gemacht, {others} den "
            "Rest. Fällt sie aus, fehlt mehr als die Hälfte.",
            "One person made {share}% of the changes of the last {months} months, {others} the rest. "
            "Without that person, more than half of the work is missing.",
            share=int(span.largest_share),
            months=span.months,
            others=_others(span.people - 1),
        )
    return say(
        "Erst {factor} Personen zusammen haben mehr als die Hälfte der Änderungen der letzten {months} "
        "Monate gemacht; beteiligt waren {people}.",
        "It takes {factor} people to make up more than half of the changes of the last {months} months; "
        "{people} took part.",
        months=span.months,
        factor=factor,
        people=span.people,
    )


def _others(count: int) -> Text:
    return Text("eine weitere", "one more") if count == 1 else say("{n} weitere", "{n} more", n=count)


def _too_few(span: Contributions) -> Text:
    some = say("{n} Änderungen", "{n} changes", n=span.changes)
    return say(
        "In den letzten {months} Monaten gab es nur {changes}; daraus lässt sich nichts ablesen.",
        "In the last {months} months there were only {changes}; nothing can be read from that.",
        months=span.months,
        changes=Text("eine Änderung", "one change") if span.changes == 1 else some,
    )


def _unknown(history: History) -> Finding:
    missing = Text(
        "Ohne die Versionsgeschichte der letzten zwölf Monate lässt sich das nicht sagen.",
        "Without the version history of the last twelve months we cannot say.",
    )
    return Finding(ID, Outcome.NOT_ASSESSABLE, missing, _head(history) if history.available else ())


def _head(history: History) -> tuple[Location, ...]:
    return (Location(".git", None, None, f"{(history.commit or '')[:10]} · {history.committed_on}"),)
