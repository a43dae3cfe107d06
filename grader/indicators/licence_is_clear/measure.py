import re

from grader.facts.licences import is_licence_text
from grader.facts.model import DeclaredLicence, Facts, LicenceFile
from grader.findings import Confidence, Finding, Location, Outcome, Text
from grader.wording import listing, say

ID = "licence-is-clear"


def measure(facts: Facts) -> Finding:
    """Check that a recognised licence text is there and that no manifest says otherwise."""
    if not facts.files:
        return Finding(ID, Outcome.NOT_APPLICABLE, Text("Der Ordner ist leer.", "The folder is empty."))
    texts = [file for file in facts.licence_files if is_licence_text(file.path) and _is_top(file.path)]
    declared = [licence for licence in facts.declared_licences if "/" not in licence.path]
    if not texts:
        return _without_text(declared or list(facts.declared_licences))
    known = [file for file in texts if file.spdx]
    if not known:
        return _unrecognised(texts, declared)
    if contradictions := [licence for licence in declared if not _agrees(licence, known)]:
        return _contradicted(known, contradictions)
    if _declarations_differ(declared):
        return _contradicted(known, declared)
    return _clear(known, declared)


def _is_top(path: str) -> bool:
    return "/" not in path or path.startswith("LICENSES/")


def _clear(known: list[LicenceFile], declared: list[DeclaredLicence]) -> Finding:
    statement = say(
        "Die Lizenz ist eindeutig: {names}. Damit ist klar, was eine Kommune darf.",
        "The licence is clear: {names}. So it is settled what a municipality may do.",
        names=_names(known),
    )
    return Finding(ID, Outcome.MET, statement, _places(known, declared), details={"state": "evidenced"})


def _without_text(declared: list[DeclaredLicence]) -> Finding:
    if not declared:
        none = Text(
            "Eine Lizenz fehlt. Ohne Lizenz ist die Nachnutzung nicht erlaubt.",
            "There is no licence. Without one, reuse is not permitted.",
        )
        return Finding(ID, Outcome.NOT_MET, none, details={"state": "unknown"})
    statement = say(
        "Die Lizenz {name} ist nur in {path} genannt; der Lizenztext fehlt.",
        "The licence {name} is only named in {path}; the licence text is missing.",
        name=declared[0].spdx or declared[0].written,
        path=declared[0].path,
    )
    return Finding(ID, Outcome.NOT_MET, statement, _places([], declared), details={"state": "declared"})


def _unrecognised(texts: list[LicenceFile], declared: list[DeclaredLicence]) -> Finding:
    statement = say(
        "Der Lizenztext in {path} ist keiner, den wir kennen. Ein Mensch sollte ihn lesen.",
        "The licence text in {path} is none we know. A person should read it.",
        path=texts[0].path,
    )
    evidence = _places(texts, declared)
    return Finding(
        ID, Outcome.NOT_ASSESSABLE, statement, evidence, None, Confidence.LOW, {"state": "unknown"}
    )


def _contradicted(known: list[LicenceFile], declared: list[DeclaredLicence]) -> Finding:
    statement = say(
        "Die Angaben zur Lizenz widersprechen sich: {file} nennt {text}, {manifest} nennt {written}.",
        "The statements about the licence contradict each other: "
        "{file} says {text}, {manifest} says {written}.",
        file=known[0].path,
        text=_names(known),
        manifest=declared[0].path,
        written=declared[0].spdx or declared[0].written[:60],
    )
    evidence = _places(known, declared)
    return Finding(ID, Outcome.NOT_MET, statement, evidence, details={"state": "contradicted"})


def _agrees(licence: DeclaredLicence, known: list[LicenceFile]) -> bool:
    """A declaration agrees when one of its licences has its text here; unreadable ones contradict nothing."""
    if licence.written.upper() in {"UNLICENSED", "PROPRIETARY"}:
        return False
    if licence.spdx is None:
        return True
    texts = {family for file in known for family in _families(file.spdx or "")}
    return bool(texts & _families(licence.spdx))


def _declarations_differ(declared: list[DeclaredLicence]) -> bool:
    named = [_families(licence.spdx) for licence in declared if licence.spdx]
    return any(not (first & other) for first in named for other in named)


def _families(expression: str) -> set[str]:
    """`GPL-3.0-or-later` and `GPL-3.0-only` share their text, so they count as one family."""
    names = re.split(r"\s+(?:AND|OR|WITH)\s+|[()]", expression)
    return {re.sub(r"-(?:only|or-later)$", "", name.strip()) for name in names if name.strip()}


def _names(known: list[LicenceFile]) -> Text:
    names = sorted({file.spdx for file in known if file.spdx})
    shown = [Text(name, name) for name in names[:3]]
    return listing([*shown, Text("weitere", "others")] if len(names) > 3 else shown)


def _places(texts: list[LicenceFile], declared: list[DeclaredLicence]) -> tuple[Location, ...]:
    files = [Location(file.path, 1, None, file.spdx or "?") for file in texts]
    manifests = [Location(d.path, d.line, d.line, d.written[:80]) for d in declared]
    return tuple(files[:5] + manifests[:5])
