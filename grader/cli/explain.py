"""`grader explain`: what a question means and what was found; or why a file is hard to maintain."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from grader.cli.codes import FINE
from grader.cli.refusal import Refused
from grader.cli.results import result_of
from grader.formats.writing import decimal, measured, note, percent, place, printable
from grader.indicators.catalogue import Indicator, indicators

_WORDS = {
    "de": {
        "why": "Warum das zählt",
        "how": "Wie gemessen",
        "limits": "Grenzen",
        "remedy": "Was hilft",
        "effort": "Aufwand",
        "low": "gering",
        "medium": "mittel",
        "high": "hoch",
        "found": "In diesem Projekt",
        "measure": "Wert",
        "better": "besser als {share} von {count} vergleichbaren Projekten",
        "places": "Stellen",
        "expected": "{word}: {expected} von 3, Spanne {low} bis {high}",
        "weighs": "Was am meisten wiegt",
        "twin": "Ein einfacheres Vergleichsmodell sagt {twin}. Dieser Wert ist unsicher.",
        "functions": "Schwierige Funktionen darin",
        "paths": "{paths} Wege, {lines} Zeilen",
    },
    "en": {
        "why": "Why it matters",
        "how": "How it is measured",
        "limits": "Limits",
        "remedy": "What helps",
        "effort": "Effort",
        "low": "low",
        "medium": "medium",
        "high": "high",
        "found": "In this project",
        "measure": "Value",
        "better": "better than {share} of {count} comparable projects",
        "places": "Places",
        "expected": "{word}: {expected} of 3, range {low} to {high}",
        "weighs": "What weighs most",
        "twin": "A simpler model for comparison says {twin}. This value is uncertain.",
        "functions": "Hard functions in it",
        "paths": "{paths} paths, {lines} lines",
    },
}


def explain(options: argparse.Namespace) -> int:
    """Explain an indicator or a file."""
    known = {indicator.id: indicator for indicator in indicators()}.get(options.what)
    if known is None and options.source is None:
        raise Refused("unknown_indicator", name=options.what)
    result = result_of(options.source, options)[0] if options.source else None
    if known is not None:
        parts = [*_definition(known, options.lang), *_finding(known, result, options.lang)]
    else:
        parts = list(_file(options.what, result or {}, options))
    console = Console(highlight=False)
    for part in parts:
        console.print(part)
    return FINE


def _definition(known: Indicator, language: str) -> Iterator[RenderableType]:
    words = _WORDS[language]
    yield Line(getattr(known.question, language), style="bold")
    for name in ("why", "how", "limits", "remedy"):
        yield Line()
        yield Line(words[name], style="bold")
        yield Padding(Line(getattr(getattr(known, name), language)), (0, 0, 0, 2))
    yield Line()
    yield Line(f"{words['effort']}: {words[known.effort]}")


def _finding(known: Indicator, result: Mapping[str, Any] | None, language: str) -> Iterator[RenderableType]:
    words = _WORDS[language]
    own = [one for one in (result or {}).get("findings", []) if one["indicator"] == known.id]
    for finding in own:
        yield Line()
        yield Line(words["found"], style="bold")
        yield Padding(Line(printable(finding["statement"][language])), (0, 0, 0, 2))
        if finding["measure"]:
            yield Padding(Line(f"{words['measure']}: {_value(finding['measure'], language)}"), (0, 0, 0, 2))
        for one in finding["evidence"]:
            said = note(one, finding, language)
            yield Padding(
                Line(f"→ {place(one)}" + (f"  ({said})" if said else ""), style="dim"), (0, 0, 0, 2)
            )
        for excerpt in (result or {}).get("excerpts", []):
            if excerpt["indicator"] == known.id:
                yield Line()
                yield _excerpt(excerpt)


def _value(measure: Mapping[str, Any], language: str) -> str:
    text = measured(measure, language)
    if measure["better_than"] is None:
        return text
    share = percent(measure["better_than"], language)
    return f"{text}, {_WORDS[language]['better'].format(share=share, count=measure['compared_with'])}"


def _excerpt(excerpt: Mapping[str, Any]) -> Line:
    """Lines with their numbers; a bar marks those the finding points to, also without colour."""
    first, (start, end) = excerpt["from_line"], excerpt["marked"]
    text = Line(f"{printable(excerpt['path'])}\n", style="dim", no_wrap=True, overflow="ellipsis")
    for number, line in enumerate(excerpt["lines"], first):
        marked = start <= number <= end
        text.append(
            f"{'▌' if marked else ' '}{number:>6}  {printable(line)}\n", style="bold" if marked else ""
        )
    return text


def _file(path: str, result: Mapping[str, Any], options: argparse.Namespace) -> Iterator[RenderableType]:
    language, words = options.lang, _WORDS[options.lang]
    found = next((file for file in result.get("files", []) if file["path"] == path.removeprefix("./")), None)
    if found is None:
        raise Refused("no_places", name=path, path=options.source)
    numbers = {key: decimal(value, language) for key, value in found["maintainability"].items()}
    yield Line(printable(found["path"]), style="bold")
    yield Line(words["expected"].format(word=found["word"][language], **numbers))
    if found["disagreement"]:
        yield Line(words["twin"].format(twin=decimal(found["twin"], language)))
    if found["reasons"]:
        yield Line()
        yield Line(words["weighs"], style="bold")
    for reason in found["reasons"]:
        said = f"{percent(reason['share'], language):>5}  {reason['text'][language]}"
        yield Padding(Line(said), (0, 0, 0, 2))
    functions = [one for one in result["largest_functions"] if one["path"] == found["path"]]
    if functions:
        yield Line()
        yield Line(words["functions"], style="bold")
    for one in functions:
        said = words["paths"].format(paths=one["complexity"], lines=one["code_lines"])
        yield Line(f"  {printable(one['name'])}  {place(one)}  ({said})", style="dim")
