"""Two people decide at once: the second waits for the first and is told what happened."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Queue

import pytest
from django.db import connection, transaction

from marketplace.review import services
from marketplace.review.errors import CaseConflict
from marketplace.review.models import Case, Quarantine
from marketplace.review.writing import locked
from marketplace.suitability.models import Verification
from tests.marketplace.review.scenes import Scene, ticks


def at_once(*steps: Callable[[], object]) -> list[object]:
    """Carry out steps in threads of their own that begin together; what each returned or raised."""
    ready, results = threading.Barrier(len(steps)), Queue[object]()

    def run(step: Callable[[], object]) -> None:
        ready.wait()
        try:
            results.put(step())
        except Exception as error:
            results.put(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return [results.get() for _one in threads]


@pytest.mark.django_db(transaction=True)
def test_of_two_second_approvals_one_counts() -> None:
    scene = Scene()
    case = scene.approve(scene.request(), scene.first)
    seen = scene.seen(case)
    results = at_once(
        lambda: services.approve(case.pk, by=scene.second, seen=seen, ticks=ticks()),
        lambda: services.approve(case.pk, by=scene.lead, seen=seen, ticks=ticks()),
    )
    refused = [one for one in results if isinstance(one, CaseConflict)]
    assert [one.word for one in refused] == ["decided"]
    assert sum(isinstance(one, Case) for one in results) == 1
    assert Verification.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_approving_and_refusing_at_once_ends_one_way() -> None:
    scene = Scene()
    case = scene.request()
    seen = scene.seen(case)
    results = at_once(
        lambda: services.approve(case.pk, by=scene.first, seen=seen, ticks=ticks()),
        lambda: services.refuse(case.pk, by=scene.second, reason="Reicht nicht."),
    )
    assert sum(isinstance(one, CaseConflict) for one in results) == 1
    assert not Verification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_asking_and_hiding_at_once_happen_once() -> None:
    scene = Scene()
    cases = at_once(scene.request, scene.request)
    assert cases[0] == cases[1]
    at_once(
        lambda: services.quarantine(scene.listing, reason="Werbung.", by=scene.first),
        lambda: services.quarantine(scene.listing, reason="Werbung.", by=scene.second),
    )
    assert (Case.objects.count(), Quarantine.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_locked_case_keeps_others_waiting() -> None:
    scene = Scene()
    case = scene.request()
    if connection.vendor != "postgresql":
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        return
    held, done = threading.Event(), threading.Event()
    order: list[str] = []

    def hold() -> None:
        with transaction.atomic():
            locked(case.pk)
            held.set()
            done.wait(0.5)
            order.append("first")
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    services.take(case.pk, by=scene.first)
    order.append("second")
    thread.join()
    assert order == ["first", "second"]
