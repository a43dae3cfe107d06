"""The terminal card: the same statements as on the page, readable at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text as Line

from grader.formats.card_details import change, hard_files, hotspots, where_to_start
from grader.formats.card_parts import grid, rows, section
from grader.formats.card_words import WORDS, Words
from grader.formats.writing import count, percent, printable

__all__ = ["card_text", "print_card"]

WIDTH = 120
TEXT_WIDTH = 100
BAR = 16
GRADES = "ABCDE"


def print_card(result: Mapping[str, Any], *, language: str, name: str, console: Console) -> None:
    """Print one result.

    Args:
        result: the dictionary of `grade_folder`.
        language: `de` or `en`.
        name: what was graded, for the title.
        console: where to print; without a terminal the text stays plain.
    """
    name = printable(name)
    content = Group(*_parts(result, language, console))
    if console.is_terminal:
        width = min(console.width, WIDTH)
        console.print(
            Panel(content, title=Line(f" {name} "), title_align="left", padding=(1, 2), width=width)
        )
    else:
        console.print(Group(Line(name), Line(), content))


def card_text(result: Mapping[str, Any], *, language: str, name: str) -> str:
    """The card as plain text, for a file."""
    written = StringIO()
    print_card(
        result, language=language, name=name, console=Console(file=written, width=TEXT_WIDTH, highlight=False)
    )
    return written.getvalue()


def _parts(result: Mapping[str, Any], language: str, console: Console) -> Iterator[RenderableType]:
    words = WORDS[language]
    yield _head(result, language)
    yield Line()
    yield _scale(result, language, has_colour=console.is_terminal and not console.no_color)
    yield Line()
    yield Line(printable(result["verdict"]["headline"][language]), style="bold")
    if result["verdict"]["needed"]:
        yield Line()
        yield Line(f"{words['needed']}: {result['verdict']['needed'][language]}")
    yield from change(result, language)
    yield from _reasons(result, language)
    yield from _profile(result, language)
    yield from _certainty(result, language)
    yield from section(words["notices"], rows(((n, "") for n in _notices(result, language)), language))
    yield from where_to_start(result, language)
    yield from hotspots(result, language)
    yield from hard_files(result, language)
    yield from section(words["limits"], *(Line(f"– {limit[language]}") for limit in result["limits"]))


def _head(result: Mapping[str, Any], language: str) -> RenderableType:
    words, size = WORDS[language], result["size"]
    line = Line(f"{words['title']} · {words['as_of']} {result['as_of']}", style="dim")
    if result["source"]["commit"]:
        line.append(f" · {words['commit']} {result['source']['commit'][:10]}")
    counts = words["size"].format(
        files=count(size["files"], language),
        code=count(size["measured_code_lines"], language),
        tests=count(size["test_code_lines"], language),
    )
    return Group(line, Line(counts, style="dim"))


def _scale(result: Mapping[str, Any], language: str, *, has_colour: bool) -> RenderableType:
    """The whole scale; the grade as a block where there is colour, in brackets where there is none."""
    grade, word = result["verdict"]["grade"], result["verdict"]["grade_word"][language]
    edge, middle = Line(), Line()
    for letter in GRADES:
        chosen = letter == grade
        if has_colour:
            edge.append("       " if chosen else "     ", style="reverse" if chosen else "")
            middle.append(
                f"   {letter}   " if chosen else f"  {letter}  ", style="bold reverse" if chosen else "dim"
            )
        else:
            middle.append(f" [{letter}] " if chosen else f"  {letter}  ")
    middle.append(f"   {word}", style="bold")
    return Group(edge, middle, edge) if has_colour and grade else middle


def _reasons(result: Mapping[str, Any], language: str) -> list[RenderableType]:
    words, table = WORDS[language], grid()
    for reason in result["reasons"]:
        sign, colour = ("+", "green") if reason["direction"] == "plus" else ("−", "yellow")
        title = Line(reason["title"][language], style="bold").append(
            f"  {words[reason['direction']]}", style="dim"
        )
        table.add_row(
            Line(sign, style=f"bold {colour}"), Group(title, Line(printable(reason["text"][language])))
        )
    return section(words["reasons"], table) if result["reasons"] else []


def _profile(result: Mapping[str, Any], language: str) -> list[RenderableType]:
    """One line for each topic: grade, place among comparable projects, answers."""
    words = WORDS[language]
    width = max(len(topic["title"][language]) for topic in result["topics"])
    lines: list[RenderableType] = []
    for topic in result["topics"]:
        position = topic["position"]
        line = Line().append(
            topic["title"][language].ljust(width + 2), style="bold" if topic["graded"] else ""
        )
        line.append(f"{topic['grade'] or '·'}  ", style="bold" if topic["grade"] else "dim")
        line.append_text(_bar(position))
        line.append("" if position is None else percent(position, language).rjust(6))
        line.append(" " * (6 if position is None else 0) + f"  {_answers(topic, result, words)}", style="dim")
        lines.append(line)
    return section(words["profile"], *lines)


def _bar(position: float | None) -> Line:
    """The better projects are left, as in every picture."""
    if position is None:
        return Line(" " * BAR)
    at = min(BAR - 1, int((100 - position) / 100 * BAR))
    return Line().append("─" * at, style="dim").append("●").append("─" * (BAR - 1 - at), style="dim")


def _answers(topic: Mapping[str, Any], result: Mapping[str, Any], words: Words) -> str:
    outcomes = [one["outcome"] for one in result["findings"] if one["topic"] == topic["id"]]
    said = [
        words[outcome].format(n=number)
        for outcome in ("met", "not_met", "not_assessable")
        if (number := outcomes.count(outcome))
    ]
    return ", ".join(said) or words["nothing"]


def _certainty(result: Mapping[str, Any], language: str) -> list[RenderableType]:
    words, sure = WORDS[language], result["verdict"]["confidence"]
    if not sure:
        return []
    fields = Line("■" * sure["level"] + "□" * (4 - sure["level"]) + "  ").append(
        sure["word"][language], style="bold"
    )
    content: list[RenderableType] = [fields, Line(sure["why"][language])]
    if result["comparison"]:
        content.append(Line(words["comparison"].format(**result["comparison"])))
    return section(words["confidence"], *content)


def _notices(result: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    return [{**notice, "said": notice["text"][language]} for notice in result["notices"]]
