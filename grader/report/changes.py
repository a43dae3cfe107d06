"""Explains what changed between two results of the same source: rules, grades, measures, findings, files.

Works on stored results of any edition; a section that one of them lacks is left out of the comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.findings import Text
from grader.report.texts import MEASURES
from grader.wording import say

Result = Mapping[str, Any]

MAX_NAMED = 10
_UNKNOWN = Text("nicht einschätzbar", "not assessable")
_OUTCOMES = {
    "met": Text("erfüllt", "met"),
    "not_met": Text("nicht erfüllt", "not met"),
    "not_applicable": Text("nicht anwendbar", "not applicable"),
    "not_assessable": Text("nicht einschätzbar", "not assessable"),
    "error": Text("Fehler bei der Messung", "error of measurement"),
}
# Two measures closer than this are the same to a reader.
_SAME_WITHIN = 0.05


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `kind` is rules, comparison, grade, topic, measure, outcome, finding_new, finding_gone,
    size, files_added, files_removed or hardest; `topic` and `indicator` say what it is about; `old` and `new`
    are the plain values, None where there is none."""

    kind: str
    text: Text
    topic: str | None = None
    indicator: str | None = None
    old: Any = None
    new: Any = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "text": self.text.as_dict(),
            "topic": self.topic,
            "indicator": self.indicator,
            "old": self.old,
            "new": self.new,
        }


def compare_results(old: Result, new: Result) -> list[Change]:
    """List the differences, what explains a changed grade first.

    Args:
        old, new: two results of the schema `marktplatz-grade/1`.

    Returns:
        Nothing where both say the same.
    """
    return [
        *_rules(old, new),
        *_grades(old, new),
        *_findings(old, new),
        *_files(old, new),
        *_hardest(old, new),
    ]


def _rules(old: Result, new: Result) -> Iterator[Change]:
    before, after = old["tool"]["rules"], new["tool"]["rules"]
    if before != after:
        text = say(
            "Beurteilt nach anderen Regeln: Ausgabe {old}, jetzt {new}. Das kann die Stufe ändern, auch "
            "wenn das Programm gleich geblieben ist.",
            "Judged by other rules: edition {old}, now {new}. That can change the grade of a program that "
            "stayed the same.",
            old=before,
            new=after,
        )
        yield Change("rules", text, old=before, new=after)
    before, after = ((result.get("comparison") or {}).get("edition") for result in (old, new))
    if before and after and before != after:
        text = say(
            "Verglichen mit anderen Projekten: Ausgabe {old}, jetzt {new}.",
            "Compared with other projects: edition {old}, now {new}.",
            old=before,
            new=after,
        )
        yield Change("comparison", text, old=before, new=after)


def _grades(old: Result, new: Result) -> Iterator[Change]:
    before, after = old["verdict"]["grade"], new["verdict"]["grade"]
    if before != after:
        text = say(
            "Stufe {new}, vorher {old}.", "Grade {new}, was {old}.", old=_word(before), new=_word(after)
        )
        yield Change("grade", text, old=before, new=after)
    known = {topic["id"]: topic for topic in old["topics"]}
    for topic in new["topics"]:
        if topic["graded"] and topic["id"] in known and known[topic["id"]]["grade"] != topic["grade"]:
            yield _topic(known[topic["id"]], topic, _moved(old, new, topic["id"]))


def _topic(before: Mapping[str, Any], after: Mapping[str, Any], because: Text | None) -> Change:
    text = say(
        "{topic}: {new}, vorher {old}.",
        "{topic}: {new}, was {old}.",
        topic=Text(**after["title"]),
        old=_word(before["grade"]),
        new=_word(after["grade"]),
    )
    if because:
        text = Text(f"{text.de} {because.de}", f"{text.en} {because.en}")
    return Change("topic", text, after["id"], None, before["grade"], after["grade"])


def _moved(old: Result, new: Result, topic: str) -> Text | None:
    """The measure of the topic whose place moved most."""
    pairs = [pair for pair in _pairs(old, new) if pair[1]["topic"] == topic and _places(*pair)]
    if not pairs:
        return None
    before, after = max(pairs, key=lambda pair: abs(_place(pair[1]) - _place(pair[0])))
    if before["measure"]["value"] == after["measure"]["value"]:
        return None
    return say(
        "„{title}“ ging von {old} auf {new}.",
        "“{title}” went from {old} to {new}.",
        title=Text(**after["title"]),
        old=_value(before["measure"]),
        new=_value(after["measure"]),
    )


def _places(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return all(one["measure"] and one["measure"]["better_than"] is not None for one in (before, after))


def _place(finding: Mapping[str, Any]) -> float:
    return float(finding["measure"]["better_than"])


def _pairs(old: Result, new: Result) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    known = {finding["indicator"]: finding for finding in old["findings"]}
    for finding in new["findings"]:
        if finding["indicator"] in known:
            yield known[finding["indicator"]], finding


def _findings(old: Result, new: Result) -> Iterator[Change]:
    for before, after in _pairs(old, new):
        if before["outcome"] != after["outcome"]:
            yield _outcome(before, after)
        elif _measures_differ(before["measure"], after["measure"]):
            yield _measure(before, after)
    names = [{finding["indicator"] for finding in result["findings"]} for result in (old, new)]
    yield from _only("finding_new", new, names[1] - names[0])
    yield from _only("finding_gone", old, names[0] - names[1])


def _outcome(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    text = say(
        "„{title}“: {new}, vorher {old}.",
        "“{title}”: {new}, was {old}.",
        title=Text(**after["title"]),
        old=_OUTCOMES[before["outcome"]],
        new=_OUTCOMES[after["outcome"]],
    )
    return Change("outcome", text, after["topic"], after["indicator"], before["outcome"], after["outcome"])


def _measures_differ(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> bool:
    if before is None or after is None or before["name"] != after["name"]:
        return False
    return abs(float(before["value"]) - float(after["value"])) > _SAME_WITHIN


def _measure(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    old, new = before["measure"], after["measure"]
    counted = MEASURES.get(new["name"])
    text = say(
        "„{title}“{counted}: {new}, vorher {old}.",
        "“{title}”{counted}: {new}, was {old}.",
        title=Text(**after["title"]),
        counted=Text(f" ({counted.de})", f" ({counted.en})") if counted else Text("", ""),
        old=_value(old),
        new=_value(new),
    )
    return Change("measure", text, after["topic"], after["indicator"], old["value"], new["value"])


def _only(kind: str, result: Result, names: set[str]) -> Iterator[Change]:
    for finding in result["findings"]:
        if finding["indicator"] not in names:
            continue
        title = Text(**finding["title"])
        text = (
            say("Neue Frage: „{title}“.", "New question: “{title}”.", title=title)
            if kind == "finding_new"
            else say("Nicht mehr gefragt: „{title}“.", "No longer asked: “{title}”.", title=title)
        )
        outcome = finding["outcome"]
        old, new = (None, outcome) if kind == "finding_new" else (outcome, None)
        yield Change(kind, text, finding["topic"], finding["indicator"], old, new)


def _files(old: Result, new: Result) -> Iterator[Change]:
    before, after = old["size"]["code_lines"], new["size"]["code_lines"]
    if before != after:
        text = say(
            "Das Programm hat {new} Zeilen, vorher {old}.",
            "The program has {new} lines, was {old}.",
            old=before,
            new=after,
        )
        yield Change("size", text, old=before, new=after)
    if "files" not in old or "files" not in new:
        return
    paths = [{file["path"] for file in result["files"]} for result in (old, new)]
    if added := sorted(paths[1] - paths[0]):
        text = say("{count} Quelldateien sind neu.", "{count} source files are new.", count=len(added))
        yield Change("files_added", text, new=added[:MAX_NAMED])
    if removed := sorted(paths[0] - paths[1]):
        text = say("{count} Quelldateien sind weg.", "{count} source files are gone.", count=len(removed))
        yield Change("files_removed", text, old=removed[:MAX_NAMED])


def _hardest(old: Result, new: Result) -> Iterator[Change]:
    """The places that are hardest now and were not before."""
    before = _names(old["largest_functions"])
    arrived = [name for name in _names(new["largest_functions"]) if name not in before]
    if arrived and before:
        text = say(
            "Neu unter den schwierigsten Stellen: {names}.",
            "New among the hardest places: {names}.",
            names=", ".join(arrived[:3]),
        )
        yield Change("hardest", text, new=arrived[:MAX_NAMED])


def _names(functions: Iterable[Mapping[str, Any]]) -> list[str]:
    """Functions by file and name; their lines move with every edit above them."""
    return [f"{function['name']} ({function['path']})" for function in functions]


def _word(grade: str | None) -> Text:
    return Text(grade, grade) if grade else _UNKNOWN


def _value(measure: Mapping[str, Any]) -> Text:
    unit = f" {measure['unit']}" if measure["unit"] else ""
    written = say("{value}", "{value}", value=float(measure["value"]))
    return Text(f"{written.de}{unit}", f"{written.en}{unit}")
