"""`grader compare`: what changed between two results, and why the grade did."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text as Line

from grader.cli.codes import BELOW, FINE
from grader.cli.output import write_text
from grader.cli.results import result_of
from grader.formats.markdown import plain
from grader.formats.writing import printable
from grader.report.changes import Change, compare_results

_SAME = {"de": "Beide Ergebnisse sagen dasselbe.", "en": "Both results say the same."}
# What explains a changed grade stands out; the rest follows in plain letters.
_STRONG = frozenset({"rules", "comparison", "grade", "topic"})


def compare(options: argparse.Namespace) -> int:
    """List the differences as text, JSON or Markdown."""
    (old, old_name), (new, new_name) = (result_of(text, options) for text in (options.old, options.new))
    changes = compare_results(old, new)
    title = f"{old_name} → {new_name}"
    if options.format == "json":
        rows = [change.as_dict() for change in changes]
        write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", None)
    elif options.format == "markdown":
        write_text(_markdown(changes, title, options.lang), None)
    else:
        _print(changes, title, options.lang)
    return BELOW if options.fail_if_worse and is_worse(old, new) else FINE


def is_worse(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """A lower headline grade or a lower grade of a topic; unknown is neither better nor worse."""
    before, after = ({t["id"]: t["grade"] for t in result["topics"]} for result in (old, new))
    pairs = [(old["verdict"]["grade"], new["verdict"]["grade"])]
    pairs += [(grade, after.get(topic)) for topic, grade in before.items()]
    return any(was and now and now > was for was, now in pairs)


def _print(changes: list[Change], title: str, language: str) -> None:
    console = Console(highlight=False)
    console.print(Line(printable(title), style="bold"))
    for change in changes:
        style = "bold" if change.kind in _STRONG else ""
        console.print(Line(f"– {printable(getattr(change.text, language))}", style=style))
    if not changes:
        console.print(Line(_SAME[language]))


def _markdown(changes: list[Change], title: str, language: str) -> str:
    lines = [f"### {plain(title)}", ""]
    for change in changes:
        text = plain(getattr(change.text, language))
        lines.append(f"- **{text}**" if change.kind in _STRONG else f"- {text}")
    return "\n".join(lines if changes else [*lines, _SAME[language]]) + "\n"
