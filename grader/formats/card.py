"""The terminal card: the same statements as on the web, readable at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as Line

MAX_FINDINGS = 6
MAX_PLACES = 2
MAX_FILES = 3
WIDTH = 100

_WORDS = {
    "de": {
        "title": "Einschätzung der Programmierung",
        "as_of": "Stand",
        "commit": "Commit",
        "plus": "spricht dafür",
        "minus": "spricht dagegen",
        "reasons": "Drei Gründe",
        "confidence": "Wie sicher ist das?",
        "comparison": "Im Vergleich: {better} Projekte liegen davor, {worse} dahinter.",
        "notices": "Unabhängig von der Stufe",
        "findings": "Wo zuerst ansetzen",
        "hardest": "Am schwersten zu pflegen",
        "expected": "{word} ({expected} von 3, Spanne {low} bis {high})",
        "model": "0 leicht bis 3 schwer, Spanne für {interval_level} %. "
        "Zählt für die Stufe im Thema Verständlichkeit. Mit Fachleuten verglichen nur an "
        "{agreement[language]}.",
        "twin": "Ein einfacheres Vergleichsmodell sagt {twin}. Dieser Wert ist unsicher.",
        "limits": "Was das nicht sagt",
        "needed": "Was nötig wäre",
        "size": "Dateien: {files} · Codezeilen: {code} im Programm, {tests} in Tests",
        "thousands": ".",
        "comma": ",",
    },
    "en": {
        "title": "Assessment of the programming",
        "as_of": "As of",
        "commit": "Commit",
        "plus": "in favour",
        "minus": "against",
        "reasons": "Three reasons",
        "confidence": "How certain is this?",
        "comparison": "In comparison: {better} projects are ahead, {worse} behind.",
        "notices": "Apart from the grade",
        "findings": "Where to start",
        "hardest": "Hardest to maintain",
        "expected": "{word} ({expected} of 3, range {low} to {high})",
        "model": "0 easy to 3 hard, range for {interval_level}%. "
        "Counts for the grade in the topic of understandable code. Compared with experts in "
        "{agreement[language]} only.",
        "twin": "A simpler model for comparison says {twin}. This value is uncertain.",
        "limits": "What this does not say",
        "needed": "What would be needed",
        "size": "Files: {files} · code lines: {code} in the program, {tests} in tests",
        "thousands": ",",
        "comma": ".",
    },
}
# Shape and word carry the meaning; colour only confirms it.
_MARKS = {
    "met": ("✓", "green"),
    "not_met": ("✗", "yellow"),
    "not_applicable": ("–", "dim"),
    "not_assessable": ("?", "cyan"),
    "error": ("!", "red"),
}


def print_card(result: dict[str, Any], *, language: str, name: str, console: Console) -> None:
    """Print one result.

    Args:
        result: the dictionary of `grade_folder`.
        language: `de` or `en`.
        name: what was graded, for the title.
        console: where to print; without a terminal the text stays plain.
    """
    words = _WORDS[language]
    parts: list[RenderableType] = [_head(result, words), Line(), _scale(result, language), Line()]
    parts.append(Line(result["verdict"]["headline"][language], style="bold"))
    if result["verdict"]["needed"]:
        parts += [Line(), Line(f"{words['needed']}: {result['verdict']['needed'][language]}")]
    parts += _reasons(result, language, words)
    parts += _certainty(result, language, words)
    parts += _notices(result, language, words)
    parts += _where_to_start(result, language, words)
    parts += _hardest_files(result, language, words)
    parts += _limits(result, language, words)
    width = min(console.width, WIDTH)
    panel = Panel(Group(*parts), title=Line(f" {name} "), title_align="left", padding=(1, 2), width=width)
    console.print(panel if console.is_terminal else Group(Line(name), Line(), *parts))


def _head(result: dict[str, Any], words: dict[str, str]) -> RenderableType:
    line = Line(f"{words['title']} · {words['as_of']} {result['as_of']}", style="dim")
    if result["source"]["commit"]:
        line.append(f" · {words['commit']} {result['source']['commit'][:10]}")
    size = result["size"]
    counts = words["size"].format(
        files=_count(size["files"], words),
        code=_count(size["measured_code_lines"], words),
        tests=_count(size["test_code_lines"], words),
    )
    return Group(line, Line(counts, style="dim"))


def _count(number: int, words: dict[str, str]) -> str:
    return f"{number:,}".replace(",", words["thousands"])


def _scale(result: dict[str, Any], language: str) -> RenderableType:
    grade = result["verdict"]["grade"]
    scale = Line()
    for letter in "ABCDE":
        # Brackets carry the choice where there is no colour.
        chosen = letter == grade
        scale.append(
            f" [{letter}] " if chosen else f"  {letter}  ", style="bold reverse" if chosen else "dim"
        )
    scale.append(f"   {result['verdict']['grade_word'][language]}", style="bold")
    return scale


def _section(title: str, *content: RenderableType) -> list[RenderableType]:
    return [Line(), Rule(Line(title, style="bold"), align="left", style="dim"), *content]


def _reasons(result: dict[str, Any], language: str, words: dict[str, str]) -> list[RenderableType]:
    if not result["reasons"]:
        return []
    table = Table.grid(padding=(0, 1))
    table.add_column(width=2)
    table.add_column(ratio=1)
    for reason in result["reasons"]:
        sign, colour = ("+", "green") if reason["direction"] == "plus" else ("−", "yellow")
        title = Line(reason["title"][language], style="bold").append(
            f"  {words[reason['direction']]}", style="dim"
        )
        table.add_row(Line(sign, style=f"bold {colour}"), Group(title, Line(reason["text"][language])))
    return _section(words["reasons"], table)


def _certainty(result: dict[str, Any], language: str, words: dict[str, str]) -> list[RenderableType]:
    sure = result["verdict"]["confidence"]
    if not sure:
        return []
    fields = Line("■" * sure["level"] + "□" * (4 - sure["level"]) + "  ").append(
        sure["word"][language], style="bold"
    )
    content: list[RenderableType] = [fields, Line(sure["why"][language])]
    if result["comparison"]:
        content.append(Line(words["comparison"].format(**result["comparison"])))
    return _section(words["confidence"], *content)


def _notices(result: dict[str, Any], language: str, words: dict[str, str]) -> list[RenderableType]:
    rows = _rows((n["outcome"], n["text"][language], n["evidence"], "") for n in result["notices"])
    return _section(words["notices"], rows)


def _where_to_start(result: dict[str, Any], language: str, words: dict[str, str]) -> list[RenderableType]:
    noticed = {notice["id"] for notice in result["notices"]}
    open_ones = [
        finding
        for finding in result["findings"]
        if finding["outcome"] in {"not_met", "error"} and finding["indicator"] not in noticed
    ]
    if not open_ones:
        return []
    rows = _rows(
        (f["outcome"], f["statement"][language], f["evidence"], _unit(f, language))
        for f in open_ones[:MAX_FINDINGS]
    )
    return _section(words["findings"], rows)


def _hardest_files(result: dict[str, Any], language: str, words: dict[str, str]) -> list[RenderableType]:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=2)
    table.add_column(ratio=1)
    hardest = [file for file in result["files"] if file["reasons"] and file["role"] == "production"]
    for place, file in enumerate(hardest[:MAX_FILES], 1):
        table.add_row(Line(f"{place}"), Group(*_hard_file(file, language, words)))
    if not table.row_count:
        return []
    about = Line(words["model"].format(**result["maintainability"]), style="dim")
    return _section(words["hardest"], table, about)


def _hard_file(file: dict[str, Any], language: str, words: dict[str, str]) -> Iterator[RenderableType]:
    def number(value: float) -> str:
        return f"{value:.1f}".replace(".", words["comma"])

    ends = {name: number(value) for name, value in file["maintainability"].items()}
    yield Line(printable(file["path"]), style="bold", overflow="fold")
    yield Line(words["expected"].format(word=file["word"][language], **ends))
    yield Line(f"→ {file['reasons'][0]['text'][language]}", style="dim")
    if file["disagreement"]:
        yield Line(words["twin"].format(twin=number(file["twin"])), style="dim")


def _rows(entries: Any) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=2)
    table.add_column(ratio=1)
    for outcome, text, evidence, unit in entries:
        mark, colour = _MARKS[outcome]
        places = [Line(f"→ {_place(place, unit)}", style="dim") for place in evidence[:MAX_PLACES]]
        table.add_row(Line(mark, style=f"bold {colour}"), Group(Line(text), *places))
    return table


def _unit(finding: dict[str, Any], language: str) -> str:
    return f" {finding['note_meaning'][language]}" if finding["note_meaning"] else ""


def _place(place: dict[str, Any], unit: str) -> str:
    where = printable(f"{place['path']}:{place['line']}" if place["line"] else place["path"])
    return f"{where}  ({printable(place['note'])}{unit})" if place["note"] else where


def printable(text: str) -> str:
    """Show control characters and direction marks of foreign names escaped (CVE-2021-42574)."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def _limits(result: dict[str, Any], language: str, words: dict[str, str]) -> list[RenderableType]:
    lines = [Line(f"– {limit[language]}") for limit in result["limits"]]
    return _section(words["limits"], Padding(Group(*lines), 0))
