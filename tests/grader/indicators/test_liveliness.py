"""Liveliness has verdicts of its own: steady, with pauses, dormant, ended, unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from grader.facts.history import read_history
from grader.facts.model import Release
from grader.findings import Finding, Outcome
from grader.indicators.code_is_maintained.measure import measure as maintained
from grader.indicators.releases_are_published.measure import measure as releases
from grader.indicators.work_rests_on_several_people.measure import measure as rests_on_several
from tests.grader.building import SOME_HISTORY, TODAY, archive_of, commit, facts, git, repository, source

CODE = source("app.py")


def test_steady_work_by_several_people_is_maintained() -> None:
    finding = maintained(facts(CODE))
    assert (finding.outcome, finding.details["state"]) == (Outcome.MET, "steady")
    assert finding.statement.de == "In den letzten zwölf Monaten gab es 60 Änderungen von 4 Personen."


def test_a_few_changes_in_a_year_are_not_enough() -> None:
    rare = replace(SOME_HISTORY, commits_last_12_months=2, months=(0,) * 10 + (1, 1))
    assert maintained(facts(CODE, history=rare)).outcome is Outcome.NOT_MET


def test_a_project_at_rest_is_dormant_after_one_year_and_ended_after_two(tmp_path: Path) -> None:
    repository(tmp_path, days=("2025-03-01",))
    commit(tmp_path, day="2026-11-01", author="dependabot[bot]")
    history = read_history(tmp_path, as_of=TODAY)
    dormant = maintained(facts(CODE, history=history))
    assert (dormant.outcome, dormant.details["state"]) == (Outcome.NOT_MET, "dormant")
    assert dormant.statement.de == (
        "Seit dem 01.03.2025, also seit über einem Jahr, hat kein Mensch mehr etwas geändert. "
        "Die Arbeit ruht."
    )
    later = replace(facts(CODE, history=history), as_of=date(2027, 3, 2))
    assert maintained(later).details["state"] == "ended"


def test_a_dead_project_is_said_to_be_dead() -> None:
    dead = replace(
        SOME_HISTORY,
        committed_on=date(2023, 4, 28),
        commits_last_12_months=0,
        authors_last_12_months=0,
        months=(0,) * 12,
    )
    finding = maintained(facts(CODE, history=dead))
    assert (finding.outcome, finding.details["state"]) == (Outcome.NOT_MET, "ended")
    assert "28.04.2023" in finding.statement.de
    assert finding.statement.de.endswith("Das Programm wird nicht mehr gepflegt.")


def test_a_young_project_is_steady_when_it_changes_in_half_of_its_months(tmp_path: Path) -> None:
    repository(tmp_path, days=("2026-09-01", "2026-10-01", "2026-11-01"))
    young = maintained(facts(CODE, history=read_history(tmp_path, as_of=TODAY)))
    assert (young.outcome, young.details["state"]) == (Outcome.MET, "steady")


def test_updates_by_robots_are_counted_apart(tmp_path: Path) -> None:
    repository(tmp_path, days=("2026-06-01", "2026-11-01"))
    for _ in range(9):
        commit(tmp_path, day="2026-11-02", author="renovate[bot]")
    finding = maintained(facts(CODE, history=read_history(tmp_path, as_of=TODAY)))
    assert finding.statement.de == (
        "In den letzten zwölf Monaten gab es 2 Änderungen von einer Person. Dazu automatische: 9. "
        "Das ist wenig."
    )


def test_automatic_updates_alone_are_no_maintenance() -> None:
    bots_only = replace(SOME_HISTORY, authors_last_12_months=0)
    finding = maintained(facts(CODE, history=bots_only))
    assert (finding.outcome, finding.details["state"]) == (Outcome.NOT_MET, "ended")


def test_a_shallow_clone_with_a_recent_commit_is_not_assessable() -> None:
    shallow = replace(SOME_HISTORY, truncated=True, authors_last_12_months=1, commits_last_12_months=1)
    assert maintained(facts(CODE, history=shallow)).outcome is Outcome.NOT_ASSESSABLE


def test_an_archive_says_nothing_about_maintenance_or_releases() -> None:
    archive = archive_of(facts(CODE))
    assert maintained(archive).outcome is Outcome.NOT_ASSESSABLE
    assert releases(archive).outcome is Outcome.NOT_ASSESSABLE


def test_a_recent_version_is_named_with_its_day() -> None:
    finding = releases(facts(CODE))
    assert finding.outcome is Outcome.MET
    assert finding.statement.de == (
        "Die neueste Version heißt v2.1.0 und ist vom 01.09.2026. "
        "In den letzten zwölf Monaten gab es 3 Versionen."
    )


def test_no_version_and_an_old_version_are_weaknesses() -> None:
    never = replace(SOME_HISTORY, latest_tag=None, latest_tag_on=None)
    long_ago = replace(SOME_HISTORY, latest_tag_on=date(2022, 1, 1))
    assert releases(facts(CODE, history=never)).outcome is Outcome.NOT_MET
    assert releases(facts(CODE, history=long_ago)).outcome is Outcome.NOT_MET


def test_trial_versions_after_an_old_version_are_told() -> None:
    trial = Release("v3.0.0-beta.2", date(2026, 4, 10))
    history = replace(SOME_HISTORY, latest_tag_on=date(2022, 1, 1), latest_trial=trial)
    finding = releases(facts(CODE, history=history))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.statement.de.endswith("Danach gab es nur Vorabversionen, zuletzt v3.0.0-beta.2.")


def shared_work(folder: Path, **changes: int) -> Finding:
    """Ask about a repository with so many changes per person."""
    repository(folder, days=())
    for person, count in changes.items():
        for _ in range(count):
            commit(folder, day="2026-10-01", author=f"{person.capitalize()} Amt")
    return rests_on_several(facts(CODE, history=read_history(folder, as_of=TODAY)))


def test_work_shared_by_two_rests_on_several_people(tmp_path: Path) -> None:
    finding = shared_work(tmp_path, anna=5, bernd=5, clara=2)
    assert finding.outcome is Outcome.MET
    assert finding.measure is not None
    assert finding.measure.value == 2
    assert finding.statement.de == (
        "Erst 2 Personen zusammen haben mehr als die Hälfte der Änderungen der letzten 12 Monate gemacht; "
        "beteiligt waren 3."
    )


def test_work_of_one_person_does_not(tmp_path: Path) -> None:
    finding = shared_work(tmp_path, anna=7, bernd=3)
    assert finding.outcome is Outcome.NOT_MET
    assert "70 % der Änderungen der letzten 12 Monate gemacht, eine weitere den Rest" in finding.statement.de


def test_a_person_with_two_addresses_is_one_person(tmp_path: Path) -> None:
    shared_work(tmp_path, anna=6)
    for _ in range(6):
        commit(tmp_path, day="2026-10-02", author="Anna Amt")
        git(
            tmp_path,
            "commit",
            "--amend",
            "--allow-empty",
            "--no-edit",
            "--author",
            "Anna Amt <private@example.com>",
        )
    finding = rests_on_several(facts(CODE, history=read_history(tmp_path, as_of=TODAY)))
    assert finding.statement.de.startswith(
        "Alle 12 Änderungen der letzten 12 Monate stammen von einer einzigen"
    )


def test_the_last_two_years_are_asked_where_one_year_brought_little(tmp_path: Path) -> None:
    repository(tmp_path, days=("2025-03-01",) * 9 + ("2026-05-01",))
    finding = rests_on_several(facts(CODE, history=read_history(tmp_path, as_of=TODAY)))
    assert finding.outcome is Outcome.NOT_MET
    assert "der letzten 24 Monate" in finding.statement.de


def test_few_changes_say_nothing_about_shared_work(tmp_path: Path) -> None:
    assert shared_work(tmp_path, anna=3).outcome is Outcome.NOT_ASSESSABLE


def test_where_nobody_works_there_is_no_work_to_share(tmp_path: Path) -> None:
    repository(tmp_path, days=("2025-01-01",) * 12)
    finding = rests_on_several(facts(CODE, history=read_history(tmp_path, as_of=TODAY)))
    assert finding.outcome is Outcome.NOT_APPLICABLE


def test_archives_and_shallow_clones_say_nothing_about_shared_work(tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin", days=("2026-10-01",) * 12)
    git(tmp_path, "clone", "--depth", "1", origin.as_uri(), "shallow")
    shallow = facts(CODE, history=read_history(tmp_path / "shallow", as_of=TODAY))
    assert rests_on_several(shallow).outcome is Outcome.NOT_ASSESSABLE
    assert rests_on_several(archive_of(facts(CODE))).outcome is Outcome.NOT_ASSESSABLE
