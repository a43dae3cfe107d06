"""The whole run in one readable function: folder in, result out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from grader.facts.collect import collect
from grader.facts.dependencies import read_dependencies
from grader.facts.documents import read_documents
from grader.facts.model import Facts
from grader.facts.pausing import without_looking_for_circles
from grader.grading import grade_findings
from grader.indicators.catalogue import measure_all
from grader.report import build_report
from grader.report.excerpts import excerpts

# Called with the step, what is done and what is to do (0 where that is unknown).
Progress = Callable[[str, int, int], None]


def grade_folder(
    folder: Path,
    *,
    as_of: date | None = None,
    progress: Progress | None = None,
    processes: int = 1,
    cache: Path | None = None,
) -> dict[str, Any]:
    """Grade a source folder. Nothing in it is executed and nothing outside of it is read.

    Args:
        folder: root of the source tree; a `.git` folder inside gives the history.
        as_of: the day on which the assessment looks at the history; today (UTC) by default.
        progress: told about the steps of long runs.
        processes: number of processes that read files; the result does not depend on it.
        cache: folder outside of the tree for what is kept between runs, made when it is missing; the result
            does not depend on it.

    Returns:
        The result described in `schema/result-1.json`.

    Raises:
        NotADirectoryError: the folder does not exist or is none.
    """
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    with without_looking_for_circles():
        facts = collect_facts(folder, as_of or datetime.now(UTC).date(), progress, processes, cache)
        findings = measure_all(facts)
        result = build_report(facts, findings, grade_findings(facts, findings))
        return result | {"excerpts": excerpts(folder, facts, findings)}


def collect_facts(
    folder: Path, as_of: date, progress: Progress | None, processes: int, cache: Path | None = None
) -> Facts:
    """Everything the indicators may ask about the folder."""
    facts = collect(folder, as_of=as_of, progress=progress, processes=processes, cache=cache)
    return replace(
        facts,
        documents=read_documents(folder, facts.files),
        dependencies=read_dependencies(folder, facts.files),
    )
