"""Who proves to be a provider, and that nobody takes over what somebody else has proven."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import User
from marketplace.catalogue import takeover
from marketplace.catalogue.models import CatalogueRevision, Listing
from marketplace.notices.models import Notice
from marketplace.organisations import claims
from marketplace.organisations.errors import ClaimRefused, NotAllowed
from marketplace.organisations.models import Organisation, Provider, ProviderClaim
from marketplace.organisations.provider_services import looks_like
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return factories.person("anna")


@pytest.fixture
def firm(anna: User) -> Organisation:
    return factories.offering(members={anna: "admin"})


@pytest.fixture
def entry() -> Listing:
    return factories.listing(provider=factories.provider("muster", url="https://www.muster.example/produkt"))


def begin(provider: Provider, firm: Organisation, by: User, method: str = "domain") -> ProviderClaim:
    return claims.open_claim(provider, firm, by=by, method=method)


def test_a_proof_gives_the_provider_and_confirms_its_listings(
    entry: Listing, firm: Organisation, anna: User
) -> None:
    claim = begin(entry.provider, firm, anna)
    assert claim.place == "www.muster.example"
    before = CatalogueRevision.objects.get().token
    assert takeover.prove(claim.pk)
    entry.refresh_from_db()
    firm.refresh_from_db()
    assert (entry.provider.organisation, entry.is_claimed) == (firm, True)
    assert (firm.verification, firm.verified_through) == ("domain_proof", "www.muster.example")
    assert CatalogueRevision.objects.get().token != before
    assert Notice.objects.filter(user=anna, kind="organisation.claim_proven").exists()
    assert not takeover.prove(claim.pk)


def test_two_who_say_the_same_both_go_to_the_team_and_no_file_decides(
    entry: Listing, firm: Organisation, anna: User
) -> None:
    bert = factories.person("bert")
    first = begin(entry.provider, firm, anna)
    second = begin(entry.provider, factories.offering("Andere GmbH", {bert: "admin"}), bert)
    assert not takeover.prove(first.pk)
    assert not takeover.prove(second.pk)
    assert {one.pk for one in claims.claims_for_team()} == {first.pk, second.pk}
    takeover.accept_claim(second.pk, by=factories.operator())
    first.refresh_from_db()
    assert first.state == ProviderClaim.State.REFUSED


def test_what_is_proven_stays_while_a_second_one_is_decided(
    entry: Listing, firm: Organisation, anna: User
) -> None:
    takeover.prove(begin(entry.provider, firm, anna).pk)
    bert = factories.person("bert")
    second = begin(entry.provider, factories.offering("Andere GmbH", {bert: "admin"}), bert)
    assert not takeover.prove(second.pk)
    takeover.refuse_claim(second.pk, by=factories.operator(), reason="Kein Beleg.")
    entry.provider.refresh_from_db()
    assert entry.provider.organisation == firm
    with pytest.raises(ClaimRefused):
        takeover.accept_claim(second.pk, by=factories.person("c"))


def test_only_admins_and_never_the_team_may_say_so(entry: Listing, firm: Organisation) -> None:
    editor = factories.person("eva")
    firm.memberships.create(user=editor, role="editor")
    team = Organisation.objects.create(kind="team", name="Team")
    team.memberships.create(user=editor, role="admin")
    for organisation in (firm, team):
        with pytest.raises(NotAllowed):
            begin(entry.provider, organisation, editor)


def test_without_a_website_there_is_no_proof_by_file(firm: Organisation, anna: User) -> None:
    with pytest.raises(ClaimRefused):
        begin(factories.provider("ohne-seite"), firm, anna)


def test_a_host_that_several_providers_share_speaks_for_none(entry: Listing) -> None:
    assert claims.speaks_alone(entry.provider)
    factories.provider("anderer", url="http://www.muster.example/anderer")
    assert not claims.speaks_alone(entry.provider)


def test_looking_again_needs_a_pause(entry: Listing, firm: Organisation, anna: User) -> None:
    claim = begin(entry.provider, firm, anna)
    claims.ask_check(claim, by=anna)
    claims.note_result(claim, de="Nichts da.", en="Nothing.", at=claim.made_at)
    claim.refresh_from_db()
    assert claim.problem == "Nichts da."
    with pytest.raises(ClaimRefused):
        claims.ask_check(claim, by=anna)


@pytest.mark.parametrize(
    "name",
    ["DATAPORT AG", "Data-Port GmbH", "Dat\u0430port", "\u0414\u0430ta", "D\u0430t\u03b1p\u043ert e. V."],
)
def test_who_writes_a_known_name_otherwise_has_to_claim_it(name: str) -> None:
    there = factories.provider("dataport", name="Dataport")
    assert looks_like(name) == (there if name != "\u0414\u0430ta" else None)
