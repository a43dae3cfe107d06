"""`grader indicators` and `grader schema`."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from grader.cli.codes import FINE
from grader.cli.output import write_text
from grader.indicators.catalogue import indicator, indicators, topics
from grader.report import SCHEMA_FILE


def list_indicators(options: argparse.Namespace) -> int:
    """Show all questions by topic."""
    language = options.lang
    console = Console(highlight=False)
    width = max(len(known.id) for known in indicators())
    for topic in topics():
        console.print(Line(getattr(topic.title, language), style="bold"))
        table = Table.grid(padding=(0, 2))
        table.add_column(width=width, no_wrap=True)
        table.add_column(ratio=1)
        for known in indicators():
            if known.topic == topic.id:
                question = Line(getattr(indicator(known.id).question, language))
                table.add_row(Line(known.id, style="dim"), question)
        console.print(table)
        console.print()
    return FINE


def print_schema(_options: argparse.Namespace) -> int:
    """Print the JSON schema of the result."""
    write_text(SCHEMA_FILE.read_text(encoding="utf-8"), None)
    return FINE
