"""Errands are repeated, and one that breaks down does not keep the others from their turn."""

from __future__ import annotations

from marketplace.worker.errands import Errand, Errands


def test_a_broken_errand_does_not_stop_the_others() -> None:
    done: list[str] = []

    def broken() -> int:
        done.append("tried")
        raise ValueError("no mail server")

    def fine() -> int:
        done.append("fine")
        return 1

    errands = Errands([Errand("broken", 0.0, broken), Errand("fine", 0.0, fine)])
    errands.run_due()
    errands.run_due()
    assert done == ["tried", "fine", "tried", "fine"]


def test_an_errand_waits_for_its_time() -> None:
    done: list[str] = []

    def hourly() -> int:
        done.append("hourly")
        return 1

    errands = Errands([Errand("hourly", 3600.0, hourly)])
    errands.run_due()
    errands.run_due()
    assert done == ["hourly"]
