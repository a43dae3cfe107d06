"""Stored profiles: computed from everything that is said, with few queries, and anew when something ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from marketplace.analysis.models import AnalysisRun, CodeSource, Grade
from marketplace.analysis.services import add_source
from marketplace.catalogue.models import CatalogueRevision, Listing
from marketplace.catalogue.vocabulary import State
from marketplace.suitability.model import Cell
from marketplace.suitability.models import Statement, StoredProfile, Verification
from marketplace.suitability.queries import profiles, states_for_facets
from marketplace.suitability.services import refresh_profiles, refresh_stale_profiles
from tests import factories
from tests.marketplace.suitability.checks.building import finding

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CRITERION = "processing-agreement"


def say(listing: Listing, value: Any = "yes", **values: Any) -> Statement:
    usual = {"criterion": CRITERION, "edition": "2026-1", "basis": "provider", "said_at": NOW}
    return Statement.objects.create(listing=listing, value=value, **(usual | values))


def verify(statement: Statement, **values: Any) -> Verification:
    usual = {"by_name": "Prüfstelle", "at": NOW, "second_at": NOW}
    return Verification.objects.create(statement=statement, **(usual | values))


def cell(listing: Listing, criterion: str = CRITERION, *, at: datetime = NOW) -> Cell:
    refresh_profiles([listing.pk], at=at)
    found = profiles([listing.pk])[listing.pk].cell(criterion)
    assert found is not None
    return found


def grade(listing: Listing, *findings: tuple[str, dict[str, Any]], at: datetime = NOW) -> None:
    """A stored result with these findings."""
    source = add_source(listing, kind=CodeSource.Kind.GIT, location="https://github.com/amt/melder")
    run = AnalysisRun.objects.create(
        source=source, state="finished", requested_at=at, not_before=at, finished_at=at
    )
    rows = [one | {"indicator": name, "id": name} for name, one in findings]
    result = {"findings": rows, "notices": rows, "as_of": "2026-11-23", "history": {"available": True}}
    Grade.objects.create(
        run=run,
        source=source,
        identity_kind="commit",
        identity="c0ffee1" * 5,
        rules="2026-2",
        result=result,
        created_at=at,
    )


def test_nobody_says_anything() -> None:
    assert cell(factories.listing()).state is State.UNKNOWN


def test_what_the_provider_says_is_declared_until_it_ends() -> None:
    listing = factories.listing()
    statement = say(listing)
    assert cell(listing).state is State.DECLARED
    Statement.objects.filter(pk=statement.pk).update(ended_at=NOW)
    assert cell(listing).state is State.UNKNOWN


def test_a_verification_counts_once_a_second_reviewer_agrees() -> None:
    listing = factories.listing()
    alone = verify(say(listing, basis="document"), second_at=None)
    assert cell(listing).state is State.EVIDENCED
    Verification.objects.filter(pk=alone.pk).update(second_at=NOW)
    assert cell(listing).state is State.VERIFIED


def test_an_expired_document_changes_the_state_by_itself() -> None:
    listing = factories.listing()
    verify(say(listing, basis="document", valid_until=date(2026, 11, 30)))
    refresh_stale_profiles(at=NOW)
    assert profiles([listing.pk])[listing.pk].cell(CRITERION).state is State.VERIFIED  # type: ignore[union-attr]
    assert refresh_stale_profiles(at=NOW + timedelta(days=7)) == 0
    assert refresh_stale_profiles(at=NOW + timedelta(days=8)) == 1
    assert profiles([listing.pk])[listing.pk].cell(CRITERION).state is State.EXPIRED  # type: ignore[union-attr]


def test_a_fact_of_the_catalogue_is_a_statement_with_its_source() -> None:
    listing = factories.listing(facts={"operation": ["self_hosted"]})
    operation = cell(listing, "operation-offer")
    assert (operation.state, operation.answer) == (State.EVIDENCED, "self_hosted")
    assert operation.said[0].url == f"https://forge.example/{listing.slug}"


def test_two_licences_in_the_facts_contradict_each_other() -> None:
    listing = factories.listing(facts={"license": "EUPL-1.2"}, declared={"license": "AGPL-3.0-only"})
    licence = cell(listing, "open-licence")
    assert licence.state is State.CONTRADICTED
    assert {one.words_de for one in licence.said} == {"EUPL-1.2", "AGPL-3.0-only"}


def test_an_old_change_does_not_say_that_work_goes_on() -> None:
    listing = factories.listing(facts={"last_change": "2023-07-10"})
    assert cell(listing, "maintained").state is State.UNKNOWN


def test_a_recent_change_says_so_until_a_year_has_passed() -> None:
    listing = factories.listing(facts={"last_change": "2026-05-01"})
    assert cell(listing, "maintained").answer == "active"
    assert cell(listing, "maintained", at=NOW + timedelta(days=300)).state is State.EXPIRED


def test_the_repository_contradicts_what_is_declared() -> None:
    listing = factories.listing(declared={"license": "EUPL-1.2"})
    grade(listing, ("licence-is-clear", finding("not_met", state="unknown")))
    licence = cell(listing, "open-licence")
    assert licence.state is State.CONTRADICTED
    assert {one.basis for one in licence.said} == {"provider", "check"}


def test_a_check_that_cannot_tell_gives_its_reason_and_no_statement() -> None:
    listing = factories.listing()
    grade(listing, ("releases-are-signed", finding("not_assessable")))
    signed = cell(listing, "signed-releases")
    assert (signed.state, signed.said) == (State.UNKNOWN, ())
    assert signed.reason_de == "Befund not_assessable."


def test_a_new_grade_makes_the_profile_stale() -> None:
    listing = factories.listing()
    refresh_profiles([listing.pk])
    assert refresh_stale_profiles() == 0
    later = StoredProfile.objects.get().computed_at + timedelta(minutes=1)
    grade(listing, ("releases-are-signed", finding("met")), at=later)
    assert refresh_stale_profiles(at=later + timedelta(minutes=1)) == 1


def test_lists_are_told_only_when_something_shows_differently() -> None:
    listing = factories.listing()
    refresh_profiles([listing.pk], at=NOW)
    before = CatalogueRevision.objects.get().token
    assert refresh_profiles([listing.pk], at=NOW + timedelta(hours=1)) == 0
    assert CatalogueRevision.objects.get().token == before
    say(listing)
    assert refresh_profiles([listing.pk], at=NOW) == 1
    assert CatalogueRevision.objects.get().token != before


def test_facets_know_states_but_not_what_is_unknown() -> None:
    known, unknown = factories.listing("a"), factories.listing("b")
    say(known, criterion="source-public", value="complete")
    refresh_profiles([known.pk, unknown.pk], at=NOW)
    assert states_for_facets()["source-public"] == {known.pk: "declared"}
    assert all(State.UNKNOWN not in states.values() for states in states_for_facets().values())


def test_queries_do_not_grow_with_the_listings(django_assert_max_num_queries: Any) -> None:
    listings = [factories.listing(f"l{number}", facts={"license": "MIT"}) for number in range(12)]
    for listing in listings:
        verify(say(listing, basis="document"))
    with django_assert_max_num_queries(12):
        refresh_profiles([listing.pk for listing in listings], at=NOW)
    with django_assert_max_num_queries(1):
        assert len(profiles([listing.pk for listing in listings])) == 12
    with django_assert_max_num_queries(1):
        states_for_facets()


def test_unknown_listings_are_left_out() -> None:
    assert refresh_profiles([4711], at=NOW) == 0
    assert profiles([4711]) == {}
