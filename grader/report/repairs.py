"""How findings about the code would be mended, as a change of what the figures are computed from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from grader.benchmark import Material, language_limit
from grader.facts.figures import MeasuredFunction
from grader.facts.model import Facts
from grader.findings import Location, Text
from grader.maintainability.words import HARD_FROM

# How many places are tried, until the topic's grade rises.
AMOUNTS = (10, 25, 50, 100)
PIECE_LINES = 15
PIECE_COMPLEXITY = 5
PIECE_PARAMETERS = 2
# What the model says of a file that is rather easy to maintain.
RATHER_EASY = 1.0


@dataclass(frozen=True, slots=True)
class Repair:
    """`worst` lists the places to mend, worst first; `mend` changes the material as if they were mended.

    `summary` names several places by `{count}`, `single` is for one."""

    summary: Text
    single: Text
    assumed: Text
    worst: Callable[[Material, Facts], list[Location]]
    mend: Callable[[Material, Facts, Sequence[Location]], Material]


def _functions_above(
    value: Callable[[MeasuredFunction], float], limit: Callable[[str], float]
) -> Callable[[Material, Facts], list[Location]]:
    def worst(material: Material, _facts: Facts) -> list[Location]:
        found = [f for f in material.functions if value(f) > limit(f.language)]
        found.sort(key=lambda f: (-value(f), f.path, f.function.line))
        return [
            Location(f.path, f.function.line, f.function.end_line, f"{f.function.name}: {value(f):.0f}")
            for f in found
        ]

    return worst


def _split_functions(material: Material, _facts: Facts, places: Sequence[Location]) -> Material:
    chosen = {(place.path, place.line) for place in places}
    functions: list[MeasuredFunction] = []
    for function in material.functions:
        if (function.path, function.function.line) in chosen:
            functions.extend(_pieces(function))
        else:
            functions.append(function)
    return replace(material, functions=tuple(functions))


def _pieces(function: MeasuredFunction) -> Iterable[MeasuredFunction]:
    """The same code in pieces that are neither long nor tangled."""
    facts = function.function
    count = max(
        ceil(function.code_lines / PIECE_LINES), ceil((facts.complexity - 1) / (PIECE_COMPLEXITY - 1))
    )
    piece = replace(
        facts,
        complexity=1 + ceil((facts.complexity - 1) / count),
        cognitive=ceil(facts.cognitive / count),
    )
    return [replace(function, function=piece, code_lines=function.code_lines / count)] * count


def _fewer_parameters(material: Material, _facts: Facts, places: Sequence[Location]) -> Material:
    chosen = {(place.path, place.line) for place in places}
    functions = tuple(
        replace(f, function=replace(f.function, parameters=PIECE_PARAMETERS))
        if (f.path, f.function.line) in chosen
        else f
        for f in material.functions
    )
    return replace(material, functions=functions)


def _large_files(material: Material, _facts: Facts) -> list[Location]:
    ranked = sorted(material.large, key=lambda path: (-material.weights[path], path))
    return [Location(path, None, None, f"{material.weights[path]:.0f}") for path in ranked]


def _split_files(material: Material, _facts: Facts, places: Sequence[Location]) -> Material:
    return replace(material, large=material.large - {place.path for place in places})


def _hard_files(material: Material, _facts: Facts) -> list[Location]:
    hard = [path for path, expected in material.difficulty.items() if expected >= HARD_FROM]
    hard.sort(key=lambda path: (-material.difficulty[path] * material.weights[path], path))
    return [Location(path, None, None, f"{material.difficulty[path]:.1f}") for path in hard]


def _ease_files(material: Material, _facts: Facts, places: Sequence[Location]) -> Material:
    eased = dict.fromkeys((place.path for place in places), RATHER_EASY)
    return replace(material, difficulty={**material.difficulty, **eased})


def _repetitions(_material: Material, facts: Facts) -> list[Location]:
    ranked = sorted(
        facts.duplication.clones, key=lambda c: (-c.lines, c.path, c.line, c.other_path, c.other_line)
    )
    return [
        Location(c.path, c.line, c.end_line, f"= {c.other_path}:{c.other_line}–{c.other_end_line}")
        for c in ranked
    ]


def _merge_repetitions(material: Material, facts: Facts, places: Sequence[Location]) -> Material:
    """Each merged pair leaves no repetition behind; lines of overlapping pairs are taken off once."""
    lines: dict[str, set[int]] = {}
    by_place = {
        (c.path, c.line, f"= {c.other_path}:{c.other_line}–{c.other_end_line}"): c
        for c in facts.duplication.clones
    }
    for place in places:
        clone = by_place[place.path, place.line or 0, place.note]
        lines.setdefault(clone.path, set()).update(range(clone.line, clone.end_line + 1))
        lines.setdefault(clone.other_path, set()).update(range(clone.other_line, clone.other_end_line + 1))
    known = max(facts.duplication.duplicated_lines, 1)
    left = max(known - sum(map(len, lines.values())), 0)
    share = round(material.repository["duplicated"] * left / known, 1)
    return replace(material, repository={**material.repository, "duplicated": share})


REPAIRS = {
    "functions-are-short": Repair(
        Text("Die {count} längsten Funktionen zerlegen.", "Split the {count} longest functions."),
        Text("Die längste Funktion zerlegen.", "Split the longest function."),
        Text(
            "Angenommen: Stücke von höchstens 15 Zeilen, die Verzweigungen gleichmäßig verteilt.",
            "Assumed: pieces of at most 15 lines, with branches spread evenly.",
        ),
        _functions_above(lambda f: f.code_lines, lambda _language: 30.0),
        _split_functions,
    ),
    "branching-is-limited": Repair(
        Text("Die {count} verwickeltsten Funktionen zerlegen.", "Split the {count} most tangled functions."),
        Text("Die verwickeltste Funktion zerlegen.", "Split the most tangled function."),
        Text(
            "Angenommen: Stücke mit höchstens fünf Wegen und 15 Zeilen.",
            "Assumed: pieces of at most five paths and 15 lines.",
        ),
        _functions_above(
            lambda f: f.function.complexity, lambda language: float(language_limit("complexity", language))
        ),
        _split_functions,
    ),
    "parameter-lists-are-short": Repair(
        Text(
            "In den {count} Funktionen mit den meisten Angaben Werte zusammenfassen.",
            "Combine inputs in the {count} functions that need most of them.",
        ),
        Text(
            "In der Funktion mit den meisten Angaben Werte zusammenfassen.",
            "Combine inputs in the function that needs most of them.",
        ),
        Text("Angenommen: danach je zwei Angaben.", "Assumed: two inputs each afterwards."),
        _functions_above(lambda f: f.function.parameters, lambda _language: 4.0),
        _fewer_parameters,
    ),
    "files-are-manageable": Repair(
        Text("Die {count} größten Dateien teilen.", "Split the {count} largest files."),
        Text("Die größte Datei teilen.", "Split the largest file."),
        Text(
            "Angenommen: Teile von höchstens 500 Zeilen; an den Funktionen ändert sich nichts.",
            "Assumed: parts of at most 500 lines; the functions do not change.",
        ),
        _large_files,
        _split_files,
    ),
    "code-is-not-repeated": Repair(
        Text("Die {count} längsten Wiederholungen zusammenführen.", "Merge the {count} longest repetitions."),
        Text("Die längste Wiederholung zusammenführen.", "Merge the longest repetition."),
        Text(
            "Angenommen: Beide Stellen eines Paars verschwinden aus den Wiederholungen.",
            "Assumed: both places of a pair are no longer repetitions.",
        ),
        _repetitions,
        _merge_repetitions,
    ),
    "code-is-easy-to-maintain": Repair(
        Text("Die {count} schwierigsten Dateien überarbeiten.", "Rework the {count} hardest files."),
        Text("Die schwierigste Datei überarbeiten.", "Rework the hardest file."),
        Text(
            "Angenommen: Sie gelten danach als eher leicht zu pflegen.",
            "Assumed: they count as rather easy to maintain afterwards.",
        ),
        _hard_files,
        _ease_files,
    ),
}
