"""Changes by providers: what is live at once, what waits, what is decided once and for all."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import User
from marketplace.audit.models import AuditEvent
from marketplace.catalogue import editing
from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.models import Listing, Source
from marketplace.catalogue.own_listings import begin_listing, save_step, shown_to_provider
from marketplace.catalogue.queries import listing_by_slug
from marketplace.catalogue.standing import standing
from marketplace.notices.models import Notice
from marketplace.organisations.errors import NotAllowed
from marketplace.organisations.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db
State = ListingEdit.State


@pytest.fixture
def anna() -> User:
    return factories.person("anna")


@pytest.fixture
def reviewer() -> User:
    return factories.person("rita")


@pytest.fixture
def firm(anna: User) -> Organisation:
    return factories.offering(members={anna: "editor"})


@pytest.fixture
def entry(firm: Organisation) -> Listing:
    return factories.owned_listing(
        firm, declared={"version": "1.0", "license": "MIT"}, facts={"license": "MIT"}
    )


def propose(entry: Listing, anna: User, firm: Organisation, **after: object) -> list[ListingEdit]:
    values = {key.replace("__", "."): value for key, value in after.items()}
    return editing.propose_edit(entry, by=anna, organisation=firm, after=values)


def test_a_version_is_live_at_once_and_says_whose_word_it_is(
    entry: Listing, anna: User, firm: Organisation
) -> None:
    (edit,) = propose(entry, anna, firm, fact__version="1.1")
    fact = entry.facts.get(key="version")
    assert (edit.state, edit.substantive) == (State.LIVE, False)
    assert (fact.value, fact.source.basis, fact.on) == ("1.1", Source.Basis.PROVIDER, fact.source.seen_on)
    assert firm.name in fact.source.title_de
    assert AuditEvent.objects.filter(kind="listing.edit_live", subject=f"listing:{entry.pk}").exists()


def test_a_licence_waits_and_the_former_one_stands_until_it_is_accepted(
    entry: Listing, anna: User, firm: Organisation, reviewer: User
) -> None:
    (edit,) = propose(entry, anna, firm, fact__license="EUPL-1.2")
    assert edit.state == State.WAITING
    assert standing(entry)["fact.license"] == "MIT"
    editing.accept(edit.pk, by=reviewer)
    assert standing(entry)["fact.license"] == "EUPL-1.2"
    # What the repository says is not the provider's to remove.
    assert entry.facts.filter(key="license", source__basis=Source.Basis.REPOSITORY).exists()
    assert Notice.objects.filter(user=anna, kind="listing.edit_accepted").count() == 1


def test_one_hand_in_is_parted_into_what_is_harmless_and_what_is_not(
    entry: Listing, anna: User, firm: Organisation
) -> None:
    edits = propose(entry, anna, firm, fact__version="2.0", name="Ganz anderer Name")
    assert [(one.state, sorted(one.after)) for one in edits] == [
        (State.LIVE, ["fact.version"]),
        (State.WAITING, ["name"]),
    ]


def test_a_second_hand_in_replaces_the_waiting_one_and_needs_a_decision_of_its_own(
    entry: Listing, anna: User, firm: Organisation, reviewer: User
) -> None:
    (first,) = propose(entry, anna, firm, fact__license="EUPL-1.2")
    (second,) = propose(entry, anna, firm, name="Neuer Name")
    assert set(second.after) == {"fact.license", "name"}
    with pytest.raises(EditRefused):
        editing.accept(first.pk, by=reviewer)
    entry.refresh_from_db()
    assert entry.name != "Neuer Name"


def test_of_two_decisions_the_second_is_refused(
    entry: Listing, anna: User, firm: Organisation, reviewer: User
) -> None:
    (edit,) = propose(entry, anna, firm, fact__license="EUPL-1.2")
    editing.refuse(edit.pk, by=reviewer, reason="Im Repository steht MIT.")
    with pytest.raises(EditRefused):
        editing.accept(edit.pk, by=reviewer)
    assert standing(entry)["fact.license"] == "MIT"
    assert "Im Repository steht MIT." in Notice.objects.get(user=anna).text_de


def test_reverting_gives_the_fact_its_former_source_again(
    entry: Listing, anna: User, firm: Organisation, reviewer: User
) -> None:
    before = entry.facts.get(key="version").source.title_de
    (edit,) = propose(entry, anna, firm, fact__version="9.9")
    editing.revert(edit.pk, by=reviewer, reason="Diese Version gibt es nicht.")
    fact = entry.facts.get(key="version")
    assert (fact.value, fact.source.title_de) == ("1.0", before)


def test_what_was_overtaken_cannot_be_reverted(
    entry: Listing, anna: User, firm: Organisation, reviewer: User
) -> None:
    (edit,) = propose(entry, anna, firm, fact__version="2.0")
    propose(entry, anna, firm, fact__version="3.0")
    with pytest.raises(EditRefused):
        editing.revert(edit.pk, by=reviewer, reason="")
    assert standing(entry)["fact.version"] == "3.0"


def test_keys_nobody_may_set_are_refused_and_nothing_changes(
    entry: Listing, anna: User, firm: Organisation
) -> None:
    for key in ("state", "slug", "claimed_at", "provider", "fact.unknown", "answer.avv"):
        with pytest.raises(EditRefused):
            editing.propose_edit(
                entry, by=anna, organisation=firm, after={key: "published", "fact.version": "7"}
            )
    assert standing(entry)["fact.version"] == "1.0"
    assert not ListingEdit.objects.exists()


def test_readers_strangers_and_other_organisations_may_not(entry: Listing, firm: Organisation) -> None:
    reader, stranger = factories.person("rudi"), factories.person("stefan")
    firm.memberships.create(user=reader, role="reader")
    other = factories.offering("Andere GmbH", members={stranger: "admin"})
    for person, organisation in ((reader, firm), (stranger, firm), (stranger, other)):
        with pytest.raises(NotAllowed):
            propose(entry, person, organisation, fact__version="2.0")


def test_a_draft_is_seen_by_nobody_until_it_is_accepted(
    anna: User, firm: Organisation, reviewer: User
) -> None:
    provider = factories.provider("muster", organisation=firm)
    factories.field("verwaltung")
    made = begin_listing(provider, by=anna, name="Neue Lösung", kind="solution")
    with pytest.raises(EditRefused, match="Kurzbeschreibung"):
        editing.hand_in_listing(made, by=anna, organisation=firm)
    after = {
        "fields_of_action": ["verwaltung"],
        "summary": {"de": "Ein Satz.", "en": "A sentence."},
        "fact.purpose": {"de": "Wozu."},
    }
    save_step(made, by=anna, organisation=firm, after=after)
    edit = editing.hand_in_listing(made, by=anna, organisation=firm)
    assert listing_by_slug(made.slug) is None
    editing.accept(edit.pk, by=reviewer)
    published = listing_by_slug(made.slug)
    assert published is not None
    assert published.is_claimed


def test_a_draft_changed_after_it_was_handed_in_has_to_be_handed_in_again(
    anna: User, firm: Organisation, reviewer: User
) -> None:
    provider = factories.provider("muster", organisation=firm)
    factories.field("verwaltung")
    made = begin_listing(provider, by=anna, name="Neue Lösung", kind="solution")
    after = {
        "fields_of_action": ["verwaltung"],
        "summary": {"de": "Ein Satz.", "en": "A sentence."},
        "fact.purpose": {"de": "Wozu."},
    }
    save_step(made, by=anna, organisation=firm, after=after)
    edit = editing.hand_in_listing(made, by=anna, organisation=firm)
    save_step(made, by=anna, organisation=firm, after={"name": "Etwas anderes"})
    with pytest.raises(EditRefused):
        editing.accept(edit.pk, by=reviewer)
    assert listing_by_slug(made.slug) is None


def test_what_is_prepared_for_a_published_listing_is_kept_and_not_public(
    entry: Listing, anna: User, firm: Organisation
) -> None:
    save_step(entry, by=anna, organisation=firm, after={"fact.version": "5", "name": entry.name})
    assert shown_to_provider(entry)["fact.version"] == "5"
    assert standing(entry)["fact.version"] == "1.0"
    save_step(entry, by=anna, organisation=firm, after={"fact.version": "1.0"})
    assert not ListingEdit.objects.exists()


def test_handing_in_what_stands_takes_the_key_out_of_what_waits(
    entry: Listing, anna: User, firm: Organisation
) -> None:
    propose(entry, anna, firm, fact__license="EUPL-1.2", name="Neuer Name")
    assert propose(entry, anna, firm, name=entry.name) == []
    (waiting,) = editing.pending_edits()
    assert set(waiting.after) == {"fact.license"}
