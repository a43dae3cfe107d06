"""`grader grade PATH`: grade a folder without the marketplace.

Exit codes: 0 a grade was given, 1 the programming is not assessable, 2 the call, the path or the output is
wrong, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text as Line

import grader
from grader.formats.card import print_card, printable
from grader.indicators.catalogue import indicator, indicators, topics
from grader.report import SCHEMA_FILE
from grader.run import grade_folder

GRADED, NOT_ASSESSABLE, WRONG_CALL, INTERRUPTED = 0, 1, 2, 130

_STEPS = {
    "list": {"de": "Dateien suchen", "en": "Finding files"},
    "read": {"de": "Quelltext lesen", "en": "Reading source"},
    "duplicates": {"de": "Wiederholungen suchen", "en": "Finding repetitions"},
    "history": {"de": "Versionsgeschichte lesen", "en": "Reading history"},
    "licences": {"de": "Lizenzen lesen", "en": "Reading licences"},
}
_MESSAGES = {
    "missing": {
        "de": "Den Ordner „{path}“ gibt es nicht.",
        "en": "The folder “{path}” does not exist.",
    },
    "no_folder": {
        "de": "„{path}“ ist kein Ordner. Bitte nennen Sie den Ordner mit dem Quelltext.",
        "en": "“{path}” is no folder. Please name the folder with the source code.",
    },
    "unreadable": {
        "de": "Der Ordner „{path}“ lässt sich nicht lesen: {cause}.",
        "en": "The folder “{path}” cannot be read: {cause}.",
    },
    "unwritable": {
        "de": "Das Ergebnis lässt sich nicht ausgeben: {cause}.",
        "en": "The result cannot be written: {cause}.",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    # A terminal that cannot show every sign gets question marks instead of nothing.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = command(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as problem:
        return _cannot_write(problem, options.lang if "lang" in options else "en")
    return code


def default_language(environment: dict[str, str]) -> str:
    """German, unless the environment asks for English (LC_ALL, LC_MESSAGES, LANG)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "en" if value.lower().startswith("en") else "de"
    return "de"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="grader", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"grader {grader.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    grade = commands.add_parser("grade", help="grade a source folder", description="Grade a source folder.")
    grade.add_argument("path", metavar="PATH", help="folder with the source code")
    grade.add_argument("--json", action="store_true", help="print the whole result (see `grader schema`)")
    grade.add_argument(
        "--as-of", type=_day, metavar="DATE", help="day of the assessment, YYYY-MM-DD (default: today)"
    )
    grade.add_argument(
        "--processes", type=_count, default=os.cpu_count() or 1, help="processes that read files"
    )
    _add_cache(grade)
    _add_language(grade)
    grade.set_defaults(command=_grade)
    listing = commands.add_parser("indicators", help="list the questions the grader asks")
    _add_language(listing)
    listing.set_defaults(command=_indicators)
    schema = commands.add_parser("schema", help="print the JSON schema of the result")
    schema.set_defaults(command=_schema)
    return parser


def _add_cache(parser: argparse.ArgumentParser) -> None:
    """What is kept between runs makes the next one quicker and changes no result."""
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        default=user_cache(dict(os.environ)),
        help="folder for what is kept between runs (default: the user's cache folder)",
    )
    place.add_argument(
        "--no-cache", dest="cache", action="store_const", const=None, help="read all files, keep nothing"
    )


def user_cache(environment: dict[str, str]) -> Path | None:
    """Where caches of this user lie (XDG Base Directory Specification 0.8); None for a user without home."""
    base = environment.get("XDG_CACHE_HOME", "")
    if not Path(base).is_absolute():
        home = environment.get("HOME", "")
        if not Path(home).is_absolute():
            return None
        base = f"{home}/.cache"
    return Path(base) / "grader"


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        choices=("de", "en"),
        default=default_language(dict(os.environ)),
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


def _grade(options: argparse.Namespace) -> int:
    folder = Path(options.path)
    if not folder.is_dir():
        return _complain("no_folder" if folder.exists() else "missing", options)
    try:
        with _ProgressBar(options.lang) as bar:
            result = grade_folder(
                folder,
                as_of=options.as_of,
                progress=bar.tell,
                processes=options.processes,
                cache=options.cache,
            )
    except OSError as problem:
        return _complain("unreadable", options, cause=problem.strerror or str(problem))
    if options.json:
        _print_json(json.dumps(result, ensure_ascii=False, indent=2) + "\n")
    else:
        print_card(
            result,
            language=options.lang,
            name=printable(folder.resolve().name),
            console=Console(highlight=False),
        )
    return GRADED if result["verdict"]["grade"] else NOT_ASSESSABLE


def _complain(message: str, options: argparse.Namespace, **values: str) -> int:
    sentence = _MESSAGES[message][options.lang].format(path=printable(options.path), **values)
    sys.stderr.write(f"grader: {sentence}\n")
    return WRONG_CALL


def _cannot_write(problem: OSError, language: str) -> int:
    """The output has ended: a full disk is worth a sentence, a closed pipe (`| head`) is not."""
    # Python would try once more to write what is left when it exits.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(problem, BrokenPipeError):
        sentence = _MESSAGES["unwritable"][language].format(cause=problem.strerror or problem)
        sys.stderr.write(f"grader: {sentence}\n")
    return WRONG_CALL


def _print_json(text: str) -> None:
    """JSON is UTF-8 whatever the terminal speaks (RFC 8259, section 8.1)."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(text)


def _indicators(options: argparse.Namespace) -> int:
    language = options.lang
    console = Console(highlight=False)
    for topic in topics():
        console.print(Line(getattr(topic.title, language), style="bold"))
        table = Table.grid(padding=(0, 2))
        table.add_column(width=max(len(known.id) for known in indicators()), no_wrap=True)
        table.add_column(ratio=1)
        for known in indicators():
            if known.topic == topic.id:
                table.add_row(
                    Line(known.id, style="dim"), Line(getattr(indicator(known.id).question, language))
                )
        console.print(table)
        console.print()
    return GRADED


def _schema(_options: argparse.Namespace) -> int:
    _print_json(SCHEMA_FILE.read_text(encoding="utf-8"))
    return GRADED


class _ProgressBar:
    """Shows the steps on stderr while somebody watches; stays silent in pipes and logs."""

    def __init__(self, language: str) -> None:
        self._language = language
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(compact=True))
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task: TaskID | None = None

    def __enter__(self) -> _ProgressBar:
        self._bar.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._bar.stop()

    def tell(self, step: str, done: int, total: int) -> None:
        """Take one message of the run: the step, what is done and what there is to do."""
        known = _STEPS.get(step)
        description = known[self._language] if known else step
        if self._task is None:
            self._task = self._bar.add_task(description, total=None)
        self._bar.update(self._task, description=description, completed=done, total=total or None)
