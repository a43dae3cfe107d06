"""`make check`: everything CI runs, in order, and a table at the end of what passed and what failed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tools import assets, console, environment, postgres, system
from tools.console import Refusal, paint, say, seconds, step
from tools.places import PYTHON, ROOT

CHROMIUM = Path("/usr/bin/chromium")
# Each check is what stands behind `python`; import-linter has no module of its own to run.
CHECKS: dict[str, list[str]] = {
    "format": ["-m", "ruff", "format", "--check"],
    "lint": ["-m", "ruff", "check"],
    "types": ["-m", "mypy"],
    "layers": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
    "migrations": ["-m", "django", "makemigrations", "--check", "--dry-run"],
    "English texts": ["-m", "tools.messages", "check"],
    "reference pages": ["-m", "tools.reference", "check"],
    "licences": ["-m", "reuse", "lint", "--quiet"],
}
# A browser sees HTML, whatever database stands behind it, and these folders know no database at all.
NOT_ON_POSTGRESQL = [
    "-m",
    "not browser",
    "--ignore=tests/grader",
    "--ignore=tests/house",
    "--ignore=tests/tools",
]


@dataclass
class Counts:
    """How many tests of one run passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: Counts) -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


@dataclass
class Outcome:
    """One row of the table at the end."""

    name: str
    ok: bool
    duration: float
    note: str = ""


def main() -> int:
    say(f"{paint('Marktplatz', '1')}: checking everything\n")
    _set_up()
    outcomes, counts = [], Counts()
    with _test_folder() as folder:
        variables = _variables(folder)
        for name, command in CHECKS.items():
            outcomes.append(_timed(name, partial(_run, command, variables)))
        outcomes.append(_timed("tests on SQLite", lambda: _tests(["-n", "2"], variables, counts)))
        outcomes.append(_timed("tests on PostgreSQL", lambda: _tests_on_postgresql(variables, counts)))
    _print_table(outcomes)
    say(f"\n{counts.passed} passed, {counts.failed} failed")
    return 0 if all(outcome.ok for outcome in outcomes) else 1


def test(words: list[str]) -> int:
    """`make test`: pytest on SQLite, or on PostgreSQL with DB=postgres; T= names a part.

    Args:
        words: arguments for pytest, instead of T=.

    Returns:
        pytest's exit code.
    """
    environment.ensure("check")
    assets.ensure(for_tests=True)
    _compile_texts()
    arguments = words or shlex.split(os.environ.get("T", ""))
    with _test_folder() as folder:
        variables = _variables(folder)
        if os.environ.get("DB", "").startswith("postgres"):
            with postgres.cluster() as url:
                return _pytest(arguments, {**variables, "DATABASE_URL": url})
        return _pytest(arguments, variables)


def _set_up() -> None:
    with step("Python packages") as current:
        current.note = environment.ensure("check")
    with step("Front-end parts") as current:
        current.note = assets.ensure(for_tests=True)
    with step("English texts"):
        _compile_texts()
    with step("Chromium") as current:
        if not CHROMIUM.exists():
            system.install_missing(["chromium"], purpose="Debian's chromium (for tests in a real browser)")
        current.note = str(CHROMIUM)
    with step("PostgreSQL") as current:
        current.note = str(postgres.programs())


def _compile_texts() -> None:
    """The English addresses and texts exist only once their catalogue is compiled."""
    console.run_quietly(
        [str(PYTHON), "-m", "tools.messages", "compile"],
        failure="The English texts could not be compiled.",
        cwd=ROOT,
        env=environment.variables(),
    )


@contextmanager
def _test_folder() -> Iterator[Path]:
    """A folder for data, home and temporary files, so that a run touches nothing else and leaves nothing."""
    folder = Path(tempfile.mkdtemp(prefix="marktplatz-check-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _variables(folder: Path) -> dict[str, str]:
    variables = environment.variables(MARKTPLATZ_DATA=str(folder / "data"), TMPDIR=str(folder / "tmp"))
    for name in ("data", "tmp", "home"):
        (folder / name).mkdir()
    variables |= {"HOME": str(folder / "home"), "DJANGO_SETTINGS_MODULE": "config.settings_test"}
    mine = {"MARKTPLATZ_DATA", "DJANGO_SETTINGS_MODULE"}
    foreign = [name for name in variables if name.startswith("MARKTPLATZ_") and name not in mine]
    for name in ["DATABASE_URL", *foreign]:
        variables.pop(name, None)
    return variables


def _timed(name: str, run: Callable[[], tuple[bool, str]]) -> Outcome:
    """Run one check; its failure is a row in the table, not the end of the others."""
    say(f"\n{paint(f'── {name} ', '1')}{'─' * max(0, 60 - len(name))}")
    started = time.monotonic()
    try:
        ok, note = run()
    except Refusal as refusal:
        say(str(refusal))
        ok, note = False, str(refusal).splitlines()[0]
    return Outcome(name, ok, time.monotonic() - started, note)


def _run(command: list[str], variables: dict[str, str]) -> tuple[bool, str]:
    done = subprocess.run([str(PYTHON), *command], cwd=ROOT, env=variables, check=False)
    return done.returncode == 0, "" if done.returncode == 0 else f"exit code {done.returncode}"


def _tests(arguments: list[str], variables: dict[str, str], counts: Counts) -> tuple[bool, str]:
    report = Path(variables["TMPDIR"]) / "junit.xml"
    report.unlink(missing_ok=True)
    code = _pytest([*arguments, f"--junitxml={report}"], variables)
    if not report.exists():
        return False, f"pytest ended with {code} before any test"
    found = _read_counts(report)
    counts.add(found)
    return code == 0, f"{found.passed} passed, {found.failed} failed, {found.skipped} skipped"


def _tests_on_postgresql(variables: dict[str, str], counts: Counts) -> tuple[bool, str]:
    with postgres.cluster() as url:
        return _tests(["-n", "2", *NOT_ON_POSTGRESQL], {**variables, "DATABASE_URL": url}, counts)


def _pytest(arguments: list[str], variables: dict[str, str]) -> int:
    command = [str(PYTHON), "-m", "pytest", "-q", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


def _read_counts(report: Path) -> Counts:
    suite = next(ElementTree.parse(report).iter("testsuite")).attrib  # noqa: S314 - pytest just wrote it
    total, skipped = int(suite["tests"]), int(suite["skipped"])
    failed = int(suite["failures"]) + int(suite["errors"])
    return Counts(total - failed - skipped, failed, skipped)


def _print_table(outcomes: list[Outcome]) -> None:
    say(f"\n{paint('Summary', '1')}")
    for outcome in outcomes:
        mark = paint("✓", "32") if outcome.ok else paint("✗", "31")
        say(f"  {mark} {outcome.name:<22}{seconds(outcome.duration)}  {outcome.note}".rstrip())


if __name__ == "__main__":
    console.finish(main)
