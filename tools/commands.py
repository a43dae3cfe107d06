"""The list behind `make` and `./run`: every command, what it is for, and what it runs."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tools import check, console, environment, longest, places, start
from tools.console import Refusal, paint, say


@dataclass(frozen=True)
class Command:
    """One command: its group and help for the list, and the function that carries it out.

    `run` receives the words typed behind the name and returns the exit code.
    """

    group: str
    help: str
    run: Callable[[list[str]], int]
    example: str = ""


def _setting(name: str) -> list[str]:
    """Read make's `NAME=words`; also understood by ./run as an environment variable."""
    return shlex.split(os.environ.get(name, ""))


def _inside(lock: str, *command: str, **variables: str) -> int:
    """Replace this process by a program of the environment, which is brought up to date first."""
    environment.ensure(lock)
    sys.stdout.flush()
    python = str(places.PYTHON)
    os.execve(python, [python, *command], environment.variables(**variables))  # noqa: S606 - no shell is meant


def _manage(*arguments: str) -> int:
    if not (places.data_folder() / "secret-key").exists():
        raise Refusal("There is no marketplace in the data folder yet. Run `make start` once.")
    return _inside("run", "manage.py", *arguments)


def _assess(words: list[str]) -> int:
    wanted = words or _setting("WHAT")
    if not wanted:
        raise Refusal("Say what to assess: make assess WHAT='--help' explains the ways to name a source.")
    return _manage("assess", *wanted)


def _grade(words: list[str]) -> int:
    wanted = words or _setting("REPO")
    if not wanted:
        raise Refusal("Say which folder to grade: make grade REPO=path/to/source")
    return _inside("run", "-m", "grader", "grade", *wanted, *([] if words else _setting("ARGS")))


def _fix(_: list[str]) -> int:
    environment.ensure("check")
    for arguments in (["check", "--fix", "--exit-zero", "--quiet"], ["format"]):
        say(
            console.run_quietly(
                [str(places.PYTHON), "-m", "ruff", *arguments], failure="ruff failed.", cwd=places.ROOT
            ).strip()
        )
    return _inside("check", "-m", "ruff", "check")


def _messages(_: list[str]) -> int:
    return _inside("run", "-m", "tools.messages", "extract")


def _docs(_: list[str]) -> int:
    return _inside("run", "-m", "tools.reference", "write")


def _bench(words: list[str]) -> int:
    return _inside("check", "-m", "bench", *(words or _setting("WHAT")))


def _evaluate(words: list[str]) -> int:
    data = words or _setting("DATA") or _setting("MARKTPLATZ_EVALUATION_DATA")
    if not data:
        raise Refusal(
            "Say where the judged code is: make evaluate DATA=folder (see docs/reference/model-card.md)"
        )
    smells = _setting("SMELLS")
    more = ["--smells", *smells] if smells else []
    return _inside("evaluate", "-m", "evaluation.evaluate", "--data", *data, *more)


def _evaluate_search(words: list[str]) -> int:
    return _inside("check", "-m", "evaluation.search", *(words or _setting("ARGS")))


def _benchmark(words: list[str]) -> int:
    source, only_new = os.environ.get("FROM", ""), os.environ.get("NEW", "")
    named = [*(["--from", source] if source else []), *(["--new"] if only_new else [])]
    return _inside("check", "-m", "evaluation.benchmark", *named, *(words or _setting("ARGS")))


def _clean(_: list[str]) -> int:
    """Remove what can be made again; the data folder stays."""
    for path in (places.VENV, places.CACHE, places.NODE_MODULES, places.ASSETS):
        shutil.rmtree(path, ignore_errors=True)
    for name in (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis"):
        shutil.rmtree(places.ROOT / name, ignore_errors=True)
    say(f"Removed the environment and all caches. The data folder {places.data_folder()} was left alone.")
    return 0


COMMANDS = {
    "start": Command("Use it", "set up what is missing and run the marketplace", lambda _: start.main()),
    "stop": Command("Use it", "stop the marketplace that is running", lambda _: start.stop()),
    "operator": Command("Use it", "create an operator's account", lambda _: _manage("create_operator")),
    "assess": Command("Use it", "assess a source of a listing from here", _assess, "make assess WHAT=--help"),
    "grade": Command("Use it", "grade a folder of source code", _grade, "make grade REPO=."),
    "check": Command("Change it", "everything CI runs", lambda _: check.main()),
    "test": Command("Change it", "all tests, or a part", check.test, "make test T=tests/house"),
    "fix": Command("Change it", "format and repair what ruff can", _fix),
    "messages": Command("Change it", "collect the texts that need English", _messages),
    "docs": Command("Change it", "rebuild the generated reference pages", _docs),
    "longest": Command("Look at it", "the longest functions and files", lambda _: longest.main()),
    "bench": Command("Look at it", "measure speed against others", _bench, "make bench WHAT=http"),
    "benchmark": Command("Look at it", "measure the comparison again", _benchmark, "… [FROM=folder]"),
    "evaluate": Command("Look at it", "how far model and experts agree", _evaluate, "… DATA=a [SMELLS=b]"),
    "evaluate-search": Command("Look at it", "how well the search answers", _evaluate_search),
    "clean": Command("Look at it", "remove the environment and caches, not the data", _clean),
}  # fmt: skip


def print_list() -> int:
    """Print every command with its purpose, by group."""
    say(f"{paint('Marktplatz', '1')}: commands (without make: ./run NAME)\n")
    shown = ""
    for name, command in COMMANDS.items():
        if command.group != shown:
            say(f"  {paint(command.group, '1')}")
            shown = command.group
        example = f"   {paint(command.example, '2')}" if command.example else ""
        say(f"    {paint(f'make {name:<15}', '36')} {command.help}{example}")
    return 0


def main() -> int:
    name, words = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("help", [])
    if name in {"help", "-h", "--help"}:
        return print_list()
    if name not in COMMANDS:
        raise Refusal(f"There is no command {name!r}; `make` or `./run` lists them.")
    for word in [word for word in words if "=" in word and word.partition("=")[0].isupper()]:
        key, _, value = word.partition("=")
        os.environ[key] = value
        words.remove(word)
    return COMMANDS[name].run(words)


if __name__ == "__main__":
    console.finish(main)
