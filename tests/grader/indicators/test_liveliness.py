"""Liveliness has verdicts of its own: steady, with pauses, ended, unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from grader.findings import Outcome
from grader.indicators.code_is_maintained.measure import measure as maintained
from grader.indicators.releases_are_published.measure import measure as releases
from tests.grader.building import SOME_HISTORY, archive_of, facts, source

CODE = source("app.py")


def test_steady_work_by_several_people_is_maintained() -> None:
    finding = maintained(facts(CODE))
    assert (finding.outcome, finding.details["state"]) == (Outcome.MET, "steady")
    assert finding.statement.de == "In den letzten zwölf Monaten gab es 60 Änderungen von 4 Personen."


def test_a_single_person_is_a_risk_that_is_said() -> None:
    alone = replace(SOME_HISTORY, authors_last_12_months=1)
    assert "einer Person" in maintained(facts(CODE, history=alone)).statement.de


def test_a_few_changes_in_a_year_are_not_enough() -> None:
    rare = replace(SOME_HISTORY, commits_last_12_months=2, months=(0,) * 10 + (1, 1))
    assert maintained(facts(CODE, history=rare)).outcome is Outcome.NOT_MET


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


def test_automatic_updates_alone_are_no_maintenance() -> None:
    bots_only = replace(SOME_HISTORY, authors_last_12_months=0)
    assert maintained(facts(CODE, history=bots_only)).outcome is Outcome.NOT_MET


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
    assert finding.statement.de == "Die neueste Version heißt v2.1.0 und ist vom 01.09.2026."


def test_no_version_and_an_old_version_are_weaknesses() -> None:
    never = replace(SOME_HISTORY, latest_tag=None, latest_tag_on=None)
    long_ago = replace(SOME_HISTORY, latest_tag_on=date(2022, 1, 1))
    assert releases(facts(CODE, history=never)).outcome is Outcome.NOT_MET
    assert releases(facts(CODE, history=long_ago)).outcome is Outcome.NOT_MET
