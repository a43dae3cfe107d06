from grader.facts.licence_terms import conflicts, is_known, is_not_open
from grader.facts.model import Facts, LockedPackage, LockFile
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import listing, say

ID = "dependency-licences-fit"

Placed = tuple[LockFile, LockedPackage]


def measure(facts: Facts) -> Finding:
    """Hold the licences of the parts that run with the program against the program's own."""
    running = [(lock, p) for lock in facts.dependencies.locks for p in lock.packages if not p.dev]
    if not running:
        nothing = Text(
            "Es gibt keine Sperrdatei mit fremden Bausteinen, deren Lizenzen genannt sein könnten.",
            "There is no lock file with third-party parts whose licences could be named.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    own, place = _own_licence(facts)
    named = [(lock, p) for lock, p in running if p.licence and is_known(p.licence)]
    if closed := [(lock, p) for lock, p in named if is_not_open(p.licence or "")]:
        return _restricted(closed)
    if own is None or place is None:
        return _own_unknown()
    if demanding := [(lock, p) for lock, p in named if conflicts(p.licence or "", own)]:
        return _conflicting(demanding, own, place)
    return _fits(own, len(named), place) if len(named) == len(running) else _partly(len(named), len(running))


def _own_licence(facts: Facts) -> tuple[str | None, Location | None]:
    """All top-level licence texts together mean a choice or several works; one that fits is enough."""
    texts = [file for file in facts.licence_files if "/" not in file.path and file.spdx]
    if texts:
        return " OR ".join(sorted({file.spdx or "" for file in texts})), Location(texts[0].path, 1)
    declared = [d for d in facts.declared_licences if d.spdx and "/" not in d.path]
    if declared:
        return declared[0].spdx, Location(declared[0].path, declared[0].line)
    return None, None


def _fits(own: str, count: int, place: Location) -> Finding:
    statement = say(
        "Die Lizenzen aller {count} mitlaufenden fremden Bausteine passen zur eigenen Lizenz ({own}).",
        "The licences of all {count} third-party parts fit the program's own licence ({own}).",
        count=count,
        own=own,
    )
    return Finding(ID, Outcome.MET, statement, (place,), confidence=Confidence.MEDIUM)


def _partly(known: int, total: int) -> Finding:
    statement = say(
        "Nur bei {known} von {all} fremden Bausteinen kennen wir die Lizenz; "
        "unter diesen fällt kein Widerspruch auf.",
        "We know the licence of only {known} of {all} third-party parts; no contradiction shows among these.",
        known=known,
        all=total,
    )
    return Finding(ID, Outcome.NOT_ASSESSABLE, statement)


def _own_unknown() -> Finding:
    unknown = Text(
        "Ohne eine erkannte eigene Lizenz lässt sich nicht sagen, ob die der Bausteine dazu passen.",
        "Without a recognised licence of its own one cannot say whether those of the parts fit.",
    )
    return Finding(ID, Outcome.NOT_ASSESSABLE, unknown)


def _restricted(closed: list[Placed]) -> Finding:
    statement = say(
        "Ein mitlaufender Baustein ist nach Angabe seiner Verfasser nicht frei nutzbar: {names}. "
        "Das sollte vor dem Einsatz geklärt sein.",
        "A part that runs with the program is not free to use according to its authors: {names}. "
        "This should be settled before using it.",
        names=_names(closed),
    )
    return Finding(ID, Outcome.NOT_MET, statement, _places(closed), confidence=Confidence.MEDIUM)


def _conflicting(demanding: list[Placed], own: str, place: Location) -> Finding:
    statement = say(
        "Das Programm steht unter {own}, enthält aber Bausteine mit weiter reichenden Bedingungen: {names}. "
        "Wer beides zusammen weitergibt, muss vermutlich deren Bedingungen einhalten.",
        "The program is under {own} but contains parts with further-reaching terms: {names}. "
        "Whoever passes on both together probably has to follow those terms.",
        own=own,
        names=_names(demanding),
    )
    return Finding(ID, Outcome.NOT_MET, statement, (place, *_places(demanding)), confidence=Confidence.MEDIUM)


def _names(packages: list[Placed]) -> Text:
    names = [Text(f"{p.name} ({p.licence})", f"{p.name} ({p.licence})") for _, p in packages[:3]]
    return listing([*names, Text("weitere", "others")] if len(packages) > 3 else names)


def _places(packages: list[Placed]) -> tuple[Location, ...]:
    return tuple(
        Location(lock.path, p.line, p.line, f"{p.name}: {p.licence}"[:80]) for lock, p in packages[:10]
    )
