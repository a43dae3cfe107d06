"""The progress bar: steps and time left, on stderr, while somebody watches."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

_STEPS = {
    "unpack": {"de": "Archiv auspacken", "en": "Unpacking archive"},
    "list": {"de": "Dateien suchen", "en": "Finding files"},
    "read": {"de": "Quelltext lesen", "en": "Reading source"},
    "duplicates": {"de": "Wiederholungen suchen", "en": "Finding repetitions"},
    "history": {"de": "Versionsgeschichte lesen", "en": "Reading history"},
    "licences": {"de": "Lizenzen lesen", "en": "Reading licences"},
}


class ProgressBar:
    """Shows the steps on stderr while somebody watches; stays silent in pipes and logs."""

    def __init__(self, language: str) -> None:
        self._language = language
        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description:<26}"),
            BarColumn(bar_width=None),
            TextColumn("{task.fields[counted]:>13}"),
            TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        )
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._step: str | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> ProgressBar:
        self._bar.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._bar.stop()

    def tell(self, step: str, done: int, total: int) -> None:
        """Take one message of the run: the step, what is done and what there is to do."""
        if step != self._step:
            # Each step has its own speed; the time left of one says nothing about the next.
            known = _STEPS.get(step)
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(known[self._language] if known else step, total=None, counted="")
            self._step = step
        if self._task is not None:
            self._bar.update(self._task, completed=done, total=total or None, counted=_counted(done, total))


def _counted(done: int, total: int) -> str:
    """How many of how many; nothing for steps that have no parts."""
    return f"{done}/{total}" if total > 1 else ""
