"""What a person sees while a command works: steps with their times, and one clear sentence on refusal."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Refusal(Exception):
    """A reason why a command cannot go on, worded so that the reader knows what to do next."""


def _coloured() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def paint(text: str, code: str) -> str:
    """Wrap `text` in an ANSI colour (SGR `code`) where the terminal shows colours."""
    return f"\033[{code}m{text}\033[0m" if _coloured() else text


def say(text: str = "", *, end: str = "\n") -> None:
    """Print at once; a closed terminal is no reason to stop working."""
    with suppress(OSError, ValueError):
        sys.stdout.write(text + end)
        sys.stdout.flush()


def seconds(duration: float) -> str:
    return f"{duration:5.1f} s"


class Step:
    """One step in progress; `note` is shown behind its time when it is done."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.note = ""
        self._started = time.monotonic()
        self._done = threading.Event()

    def elapsed(self) -> float:
        return time.monotonic() - self._started

    def tick(self) -> None:
        while not self._done.wait(0.5):
            say(f"\r  … {self.title:<34}{seconds(self.elapsed())}", end="")

    def finish(self, mark: str) -> None:
        self._done.set()
        start = "\r" if sys.stdout.isatty() else ""
        say(f"{start}  {mark} {self.title:<34}{seconds(self.elapsed())}  {self.note}".rstrip())


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Show `title` while the block runs, then a mark, the seconds it took and the step's note."""
    current = Step(title)
    if sys.stdout.isatty():
        threading.Thread(target=current.tick, daemon=True).start()
    else:
        say(f"  … {title}")
    try:
        yield current
    except BaseException:
        current.finish(paint("✗", "31"))
        raise
    current.finish(paint("✓", "32"))


def run_quietly(command: list[str], *, failure: str, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command, keep its output to itself and return it.

    Args:
        command: program and arguments.
        failure: the sentence that explains to a person what could not be done.
        cwd: the folder to run in.
        env: the whole environment, or None for this process's own.

    Raises:
        Refusal: the command failed or is missing; the message ends with its last lines.
    """
    try:
        done = subprocess.run(
            command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
        )  # fmt: skip
    except OSError as error:
        raise Refusal(f"{failure}\n{error}") from error
    if done.returncode:
        last_lines = "\n".join(f"    {line}" for line in done.stdout.strip().splitlines()[-15:])
        raise Refusal(f"{failure} (exit code {done.returncode})\n{last_lines}")
    return done.stdout


def finish(main: Callable[[], int]) -> None:
    """Run a command's `main` and leave with its exit code; refusals become one sentence, not a traceback."""
    try:
        code = main()
    except Refusal as refusal:
        say(f"\n{paint('Stopped:', '1;31')} {refusal}")
        code = 1
    except KeyboardInterrupt:
        say("\nInterrupted.")
        code = 130
    raise SystemExit(code)
