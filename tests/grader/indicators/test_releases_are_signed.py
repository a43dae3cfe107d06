"""A signed version tag lets operators verify who published a release."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from grader.facts.history import read_history
from grader.facts.model import History, Release
from grader.findings import Finding, Outcome
from grader.indicators.releases_are_signed.measure import measure
from tests.fakes.repositories import git as run_git
from tests.grader.building import SOME_HISTORY, TODAY, archive_of, facts, git, repository, source

CODE = source("app.py")


def sign_tag(folder: Path, name: str, *, day: int) -> None:
    """Make a tag that carries an SSH signature, as `git tag -s` does, without a key on this machine."""
    head = run_git(folder, "rev-parse", "HEAD")
    moment = int(datetime(2026, 10, day, 12, tzinfo=UTC).timestamp())
    text = (
        f"object {head}\ntype commit\ntag {name}\ntagger Anna Amt <anna@example.org> {moment} +0000\n\n"
        f"Version {name}\n-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"
    )
    made = run_git(folder, "hash-object", "-t", "tag", "-w", "--stdin", given=text.encode())
    run_git(folder, "update-ref", f"refs/tags/{name}", made)


def asked(folder: Path) -> Finding:
    return measure(facts(CODE, history=read_history(folder, as_of=TODAY)))


def with_releases(*signed: bool | None) -> History:
    releases = tuple(Release(f"v1.{n}", date(2026, 9, 1 + n), mark) for n, mark in enumerate(signed))
    return replace(SOME_HISTORY, releases=releases)


def test_found_where_the_tags_carry_signatures(tmp_path: Path) -> None:
    repository(tmp_path)
    sign_tag(tmp_path, "v1.0", day=1)
    sign_tag(tmp_path, "v1.1", day=2)
    finding = asked(tmp_path)
    assert finding.outcome is Outcome.MET
    assert finding.statement.de == "2 von 2 Versionen der letzten zwölf Monate sind signiert."
    assert finding.evidence[0].note == "v1.1 · 2026-10-02"


def test_not_found_where_tags_are_plain_or_only_annotated(tmp_path: Path) -> None:
    repository(tmp_path)
    git(tmp_path, "tag", "v1.0")
    git(tmp_path, "tag", "-a", "-m", "Version", "v1.1")
    finding = asked(tmp_path)
    assert finding.outcome is Outcome.NOT_MET
    assert finding.statement.de.startswith("Keine der 2 Versionen der letzten zwölf Monate ist signiert.")


def test_a_text_about_signatures_is_no_signature(tmp_path: Path) -> None:
    repository(tmp_path)
    git(tmp_path, "tag", "-a", "-m", "This tag is signed: BEGIN PGP SIGNATURE", "v1.0")
    assert asked(tmp_path).outcome is Outcome.NOT_MET


def test_four_of_five_are_enough_and_three_are_not() -> None:
    enough, few = with_releases(True, True, True, True, False), with_releases(True, True, True, False, False)
    assert measure(facts(CODE, history=enough)).outcome is Outcome.MET
    assert measure(facts(CODE, history=few)).outcome is Outcome.NOT_MET


def test_not_applicable_without_versions(tmp_path: Path) -> None:
    assert asked(repository(tmp_path)).outcome is Outcome.NOT_APPLICABLE


def test_not_assessable_in_an_archive_and_where_the_tags_were_not_fetched() -> None:
    assert measure(archive_of(facts(CODE))).outcome is Outcome.NOT_ASSESSABLE
    assert measure(facts(CODE, history=with_releases(None, None))).outcome is Outcome.NOT_ASSESSABLE
