"""A result from a file, or from grading a source now."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from grader.cli.progress import ProgressBar
from grader.cli.refusal import Refused, cause
from grader.cli.source import opened
from grader.facts.changes import RevisionUnknown, changed_since
from grader.report.since import restrict_to_changes
from grader.run import grade_folder

SCHEMA = "marktplatz-grade/1"
MOST_BYTES = 200_000_000


def result_of(text: str, options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """Read a stored result (`*.json`), or grade a folder or archive.

    Returns:
        The result, and the name of what was graded.

    Raises:
        Refused: neither a result nor something that can be graded.
    """
    path = Path(text)
    if path.suffix == ".json" and path.is_file():
        return stored_result(path), path.stem
    return graded(text, options)


def stored_result(path: Path) -> dict[str, Any]:
    """Read a result that was written with `--json`.

    Raises:
        Refused: unreadable, no JSON, or another kind of document.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused("no_result", path=path, cause="> 200 MB")
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise Refused("unreadable", path=path, cause=cause(problem)) from problem
    except (ValueError, RecursionError) as problem:
        raise Refused("no_result", path=path, cause=str(problem)[:120]) from problem
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise Refused("no_result", path=path, cause=f"schema ≠ {SCHEMA}")
    return found


def graded(
    text: str, options: argparse.Namespace, *, as_of: date | None = None, since: str | None = None
) -> tuple[dict[str, Any], str]:
    """Grade a folder or an archive, with a progress bar where somebody watches.

    Args:
        text: path of the source.
        options: `lang`, `processes` and `cache`.
        as_of: day of the assessment.
        since: mark what changed since this revision.

    Raises:
        Refused: the source cannot be read, or the revision is not known.
    """
    with ProgressBar(options.lang) as bar, opened(text, bar.tell) as source:
        if since is not None and not (source.folder / ".git").exists():
            raise Refused("no_repository", path=text)
        try:
            changes = changed_since(source.folder, since) if since is not None else None
            result = grade_folder(
                source.folder,
                as_of=as_of,
                progress=bar.tell,
                processes=options.processes,
                cache=None if source.is_archive else options.cache,
            )
        except RevisionUnknown as problem:
            raise Refused("revision", path=text, revision=since) from problem
        except OSError as problem:
            raise Refused("unreadable", path=text, cause=cause(problem)) from problem
    return (restrict_to_changes(result, changes) if changes else result), source.name
