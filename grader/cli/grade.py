"""`grader grade`: one source in, one picture of it out, and an exit code for scripts."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any

from rich.console import Console

from grader.cli.codes import BELOW, FINE, NOT_ASSESSABLE
from grader.cli.output import check_writable, write_text
from grader.cli.results import graded
from grader.formats.badge import badge
from grader.formats.card import card_text, print_card
from grader.formats.markdown import markdown
from grader.formats.page import page
from grader.formats.sarif import sarif


def grade(options: argparse.Namespace) -> int:
    """Grade, show, and compare with what was asked for."""
    check_writable(options.output)
    result, name = graded(options.path, options, as_of=options.as_of, since=options.since)
    if options.format is None and options.output is None:
        print_card(result, language=options.lang, name=name, console=Console(highlight=False))
    else:
        write_text(_written(result, options, name), options.output)
    return exit_code(result, options.fail_under, options.fail_on)


def _written(result: dict[str, Any], options: argparse.Namespace, name: str) -> str:
    language = options.lang
    if options.format == "json":
        return json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    if options.format == "sarif":
        return json.dumps(sarif(result, language), ensure_ascii=False, indent=2) + "\n"
    if options.format == "html":
        return page(result, language, name)
    if options.format == "markdown":
        return markdown(result, language, name)
    return (
        badge(result, language)
        if options.format == "badge"
        else card_text(result, language=language, name=name)
    )


def exit_code(result: Mapping[str, Any], fail_under: str | None, fail_on: tuple[str, ...]) -> int:
    """What a script is told: 0, 1 below what was asked for, 3 where there is no grade to compare."""
    if _fails(result, fail_on):
        return BELOW
    if fail_under is None:
        return FINE
    grade = result["verdict"]["grade"]
    if grade is None:
        return NOT_ASSESSABLE
    return BELOW if grade > fail_under else FINE


def _fails(result: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    """With `since`, a finding counts only where the change touches one of its places."""
    rows = result["since"]["findings"] if "since" in result else None
    if rows is not None:
        return any(row["indicator"] in names for row in rows)
    return any(
        finding["indicator"] in names and finding["outcome"] == "not_met" for finding in result["findings"]
    )
