from grader.facts.licence_terms import is_known
from grader.facts.licences import normalise
from grader.facts.model import Facts, LockedPackage, LockFile
from grader.findings import Confidence, Finding, Location, Measure, Outcome, Text
from grader.wording import listing, say

ID = "dependency-licences-are-known"
_NO_NAME = ("SEE LICEN", "UNKNOWN", "CUSTOM", "NONE")

Placed = tuple[LockFile, LockedPackage]


def measure(facts: Facts) -> Finding:
    """Read which licence the lock files name for each part that runs with the program."""
    running = [(lock, p) for lock in facts.dependencies.locks for p in lock.packages if not p.dev]
    if not running:
        nothing = Text(
            "Es gibt keine Sperrdatei mit fremden Bausteinen, deren Lizenzen genannt sein könnten.",
            "There is no lock file with third-party parts whose licences could be named.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    named = [(lock, p) for lock, p in running if p.licence]
    if unclear := [(lock, p) for lock, p in named if not _is_clear(p.licence or "")]:
        return _unclear(unclear, len(running))
    share = Measure("parts_with_known_licence", round(100.0 * len(named) / len(running), 1), "%")
    return _known(running, share) if len(named) == len(running) else _unnamed(running, share)


def _is_clear(written: str) -> bool:
    if written.upper().startswith(_NO_NAME):
        return False
    return normalise(written) is not None or is_known(written)


def _known(running: list[Placed], share: Measure) -> Finding:
    statement = say(
        "Die Lizenzen aller {count} mitlaufenden fremden Bausteine sind benannt.",
        "The licences of all {count} third-party parts that run with the program are named.",
        count=len(running),
    )
    places = tuple(dict.fromkeys(Location(lock.path) for lock, _ in running))[:5]
    return Finding(ID, Outcome.MET, statement, places, share)


def _unnamed(running: list[Placed], share: Measure) -> Finding:
    missing = [(lock, p) for lock, p in running if not p.licence]
    statement = say(
        "Von {all} fremden Bausteinen nennen die Sperrdateien bei {count} keine Lizenz. "
        "Das sagt nichts Schlechtes; man muss sie an anderer Stelle nachschlagen.",
        "Of {all} third-party parts the lock files name no licence for {count}. "
        "That means nothing bad; the licences have to be looked up elsewhere.",
        all=len(running),
        count=len(missing),
    )
    places = dict.fromkeys(Location(lock.path) for lock, _ in missing)
    return Finding(ID, Outcome.NOT_ASSESSABLE, statement, tuple(places)[:5], share)


def _unclear(unclear: list[Placed], total: int) -> Finding:
    names = [Text(p.name, p.name) for _, p in unclear[:3]]
    statement = say(
        "Bei {count} von {all} mitlaufenden fremden Bausteinen ist die Lizenz unklar: {names}. "
        "Ein Mensch sollte sie nachlesen.",
        "For {count} of {all} third-party parts that run with the program the licence is unclear: {names}. "
        "A person should look it up.",
        count=len(unclear),
        all=total,
        names=listing([*names, Text("weitere", "others")] if len(unclear) > 3 else names),
    )
    places = [Location(lock.path, p.line, p.line, f"{p.name}: {p.licence}"[:80]) for lock, p in unclear[:10]]
    return Finding(ID, Outcome.NOT_MET, statement, tuple(places), None, Confidence.MEDIUM)
