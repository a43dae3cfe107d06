"""Two people at once: one comes first, the other hears of it, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from marketplace.selection.decision_services import add_note, decide
from marketplace.selection.errors import FolderConflict
from marketplace.selection.models import Project
from marketplace.selection.queries import folder
from tests.marketplace.selection.folders import catalogue, frozen, town

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """What the jobs gave or raised, run in threads that start together."""
    start, found = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], object]) -> None:
        start.wait()
        try:
            found.append(job())
        except Exception as problem:
            found.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_two_decisions_at_once_one_stands_and_the_other_is_told() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    found = at_once(
        lambda: decide(project, here.clerk, outcome="none_suitable", reason="eins"),
        lambda: decide(project, here.clerk, outcome="cancelled", reason="zwei"),
    )
    assert sum(isinstance(one, FolderConflict) for one in found) == 1
    read = folder(Project.objects.get(pk=project.pk))
    assert len(read.decisions) == 1
    assert read.intact


def test_notes_at_once_are_all_kept_in_one_chain() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    at_once(*(lambda text=str(number): add_note(project, here.clerk, text) for number in range(4)))
    read = folder(Project.objects.get(pk=project.pk))
    assert sorted(one.reason for one in read.log if one.kind == "note") == ["0", "1", "2", "3"]
    assert read.intact
