"""What can be asked on the command line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import grader
from grader.cli.compare import compare
from grader.cli.explain import explain
from grader.cli.grade import grade
from grader.cli.lists import list_indicators, print_schema
from grader.indicators.catalogue import indicators

FORMATS = {
    "json": "the whole result (see `grader schema`)",
    "sarif": "located findings as SARIF 2.1.0, for code hosts",
    "html": "the report as one self-contained page",
    "markdown": "a summary for a merge request",
    "badge": "a small SVG with the grade",
}


def parser(description: str | None) -> argparse.ArgumentParser:
    """Build the parser; every command sets `command` to the function that runs it."""
    root = argparse.ArgumentParser(
        prog="grader", description=description, formatter_class=argparse.RawTextHelpFormatter
    )
    root.add_argument("--version", action="version", version=f"grader {grader.__version__}")
    commands = root.add_subparsers(required=True, metavar="COMMAND")
    _add_grade(commands.add_parser("grade", help="grade source code", description="Grade source code."))
    _add_explain(commands.add_parser("explain", help="explain a finding, an indicator or a file"))
    _add_compare(commands.add_parser("compare", help="say what changed between two results"))
    listing = commands.add_parser("indicators", help="list the questions the grader asks")
    _add_language(listing)
    listing.set_defaults(command=list_indicators)
    commands.add_parser("schema", help="print the JSON schema of the result").set_defaults(
        command=print_schema
    )
    return root


def default_language(environment: Mapping[str, str]) -> str:
    """German, unless the environment asks for English (LC_ALL, LC_MESSAGES, LANG)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "en" if value.lower().startswith("en") else "de"
    return "de"


def _add_grade(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "path", metavar="PATH|ARCHIVE", help="folder, or zip, tar(.gz, .bz2, .xz), wheel, sdist, npm"
    )
    formats = command.add_mutually_exclusive_group()
    for name, help_text in FORMATS.items():
        formats.add_argument(f"--{name}", dest="format", action="store_const", const=name, help=help_text)
    command.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    command.add_argument(
        "--since", metavar="REV", help="mark what lies in lines changed since a branch, tag or commit"
    )
    command.add_argument(
        "--fail-under", choices=tuple("ABCDE"), help="exit code 1 below this grade, 3 without one"
    )
    command.add_argument(
        "--fail-on",
        metavar="ID[,ID…]",
        type=_indicators,
        default=(),
        help="exit code 1 if one of these is not met; with --since, only in changed lines",
    )
    command.add_argument("--as-of", type=_day, metavar="DATE", help="day of the assessment (default: today)")
    _add_speed(command)
    _add_language(command)
    command.set_defaults(command=grade)


def _add_explain(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Explain a finding or an indicator; with a source, also its places, or why a file is hard."
    )
    command.add_argument(
        "what", metavar="INDICATOR|FILE", help="id of a question, or path of a file inside the source"
    )
    command.add_argument("source", metavar="RESULT|PATH", nargs="?", help="result as JSON, folder or archive")
    _add_speed(command)
    _add_language(command)
    command.set_defaults(command=explain)


def _add_compare(command: argparse.ArgumentParser) -> None:
    command.description = "Say what changed between two results and why the grade did."
    command.add_argument("old", metavar="OLD", help="result as JSON, folder or archive")
    command.add_argument("new", metavar="NEW", help="result as JSON, folder or archive")
    formats = command.add_mutually_exclusive_group()
    for name in ("json", "markdown"):
        formats.add_argument(f"--{name}", dest="format", action="store_const", const=name)
    command.add_argument(
        "--fail-if-worse", action="store_true", help="exit code 1 if a grade or topic got worse"
    )
    _add_speed(command)
    _add_language(command)
    command.set_defaults(command=compare)


def _add_speed(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--processes", type=_count, default=os.cpu_count() or 1, help="processes that read files"
    )
    kept = command.add_mutually_exclusive_group()
    kept.add_argument(
        "--cache", type=Path, metavar="DIR", default=_cache(os.environ), help="where facts are kept"
    )
    kept.add_argument("--no-cache", dest="cache", action="store_const", const=None, help="keep nothing")


def _cache(environment: Mapping[str, str]) -> Path | None:
    """The user's folder for caches (XDG Base Directory Specification); none for accounts without a home."""
    if base := environment.get("XDG_CACHE_HOME"):
        return Path(base) / "marktplatz-grader" if Path(base).is_absolute() else None
    home = environment.get("HOME")
    return Path(home) / ".cache" / "marktplatz-grader" if home and Path(home).is_dir() else None


def _add_language(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lang",
        choices=("de", "en"),
        default=default_language(os.environ),
        help="language of the output",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date of the form YYYY-MM-DD") from None


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 64")
    return int(text)


def _indicators(text: str) -> tuple[str, ...]:
    known = {indicator.id for indicator in indicators()}
    names = tuple(text.split(","))
    if wrong := [name for name in names if name not in known]:
        raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: no such indicator (see `grader indicators`)")
    return names
