import re
from dataclasses import dataclass

from grader.facts.licence_terms import combines_freely
from grader.facts.licences import normalise
from grader.facts.model import Facts
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import say

ID = "licence-statements-agree"
MAX_PLACES = 6
# Where sites keep parts of others with their manifests.
_PARTS_OF_OTHERS = re.compile(
    r"(?:^|/)(?:libraries|libs?|assets|static|public|plugins|contrib)/", re.IGNORECASE
)
_ROLES = frozenset(("production", "test", "configuration", "documentation"))


@dataclass(frozen=True, slots=True)
class _Statement:
    """One place that names a licence, as the set of licences it leaves a choice of."""

    names: frozenset[str]
    shown: str
    place: Location


def measure(facts: Facts) -> Finding:
    """Compare licence texts, manifests, publiccode.yml and the SPDX lines of files."""
    texts = _texts(facts)
    others = _declared(facts) + _headers(facts)
    if len(texts) + len(others) < 2:
        nothing = Text(
            "Es gibt höchstens eine Angabe zur Lizenz; vergleichen lässt sich nichts.",
            "There is at most one statement about the licence; nothing can be compared.",
        )
        return Finding(ID, Outcome.NOT_APPLICABLE, nothing)
    granted = frozenset(name for text in texts for name in text.names)
    if not granted:
        return _against_each_other(others)
    differing = [other for other in others if not other.names & granted]
    return _differs(texts[0], differing) if differing else _agrees(texts + others)


def _against_each_other(others: list[_Statement]) -> Finding:
    for other in others[1:]:
        if not other.names & others[0].names:
            return _differs(others[0], [o for o in others if not o.names & others[0].names])
    return _agrees(others)


def _agrees(statements: list[_Statement]) -> Finding:
    statement = Text("Alle Angaben zur Lizenz stimmen überein.", "All statements about the licence agree.")
    return Finding(
        ID,
        Outcome.MET,
        statement,
        tuple(s.place for s in statements[:MAX_PLACES]),
        details={"state": "evidenced"},
    )


def _differs(first: _Statement, differing: list[_Statement]) -> Finding:
    other = differing[0]
    statement = say(
        "Die Angaben zur Lizenz widersprechen sich: {path} nennt {name}, {other} nennt {other_name}.",
        "The statements about the licence contradict each other: "
        "{path} says {name}, {other} says {other_name}.",
        path=first.place.path,
        name=first.shown,
        other=other.place.path,
        other_name=other.shown,
    )
    places = (first.place, *(d.place for d in differing[:MAX_PLACES]))
    only_headers = all(d.place.note.startswith("SPDX") for d in differing)
    sure = Confidence.MEDIUM if only_headers else Confidence.HIGH
    return Finding(ID, Outcome.NOT_MET, statement, places, None, sure, {"state": "contradicted"})


def _texts(facts: Facts) -> list[_Statement]:
    found = [
        f for f in facts.licence_files if f.spdx and ("/" not in f.path or f.path.startswith("LICENSES/"))
    ]
    found.sort(key=lambda file: (file.path.count("/"), file.path))
    return [
        _Statement(_families(f.spdx or ""), f.spdx or "", Location(f.path, 1, None, f.spdx or ""))
        for f in found
    ]


def _declared(facts: Facts) -> list[_Statement]:
    """Manifests of the program; those below a licence text of their own speak of that part only."""
    own_parts = {f.path.rpartition("/")[0] for f in facts.licence_files if "/" in f.path}
    return [
        _Statement(
            _families(d.spdx or d.written),
            d.spdx or d.written[:60],
            Location(d.path, d.line, d.line, d.written[:80]),
        )
        for d in facts.declared_licences
        if (d.spdx or d.written.upper() in {"UNLICENSED", "PROPRIETARY"})
        and d.path.rpartition("/")[0] not in own_parts - {""}
        and not _PARTS_OF_OTHERS.search(d.path)
    ]


def _headers(facts: Facts) -> list[_Statement]:
    """The first file of each licence that SPDX lines name; permissive ones may rightly come from others."""
    first: dict[str, _Statement] = {}
    for file in facts.files:
        spdx = normalise(file.licence) if file.role.value in _ROLES else None
        if spdx and not combines_freely(spdx):
            place = Location(file.path, file.licence_line, file.licence_line, f"SPDX: {spdx}")
            first.setdefault(spdx, _Statement(_families(spdx), spdx, place))
    return list(first.values())


def _families(expression: str) -> frozenset[str]:
    """`GPL-3.0-or-later` and `GPL-3.0-only` share their text, so they count as one."""
    names = re.split(r"\s+(?:AND|OR|WITH)\s+|[()]", expression)
    return frozenset(re.sub(r"-(?:only|or-later)$|\+$", "", name.strip()) for name in names if name.strip())
