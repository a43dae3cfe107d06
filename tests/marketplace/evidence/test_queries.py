"""Who sees which document; what is foreign is as if it did not exist."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from marketplace.catalogue.models import Listing
from marketplace.evidence import services
from marketplace.evidence.errors import EvidenceRefused, NotAllowed
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.evidence.queries import Anybody, file_of, version_for, visible_documents
from marketplace.organisations.models import Membership
from tests import factories
from tests.fakes import evidence_files as files
from tests.marketplace.evidence.building import Offer, clerk, inspect_waiting, reviewer, sent

pytestmark = pytest.mark.django_db
PUBLIC, ADMINISTRATIONS, REVIEWERS = Document.Visibility.values
# Who sees what: of the three visibilities, and of what waits or was withdrawn.
SEES = {
    "nobody": ({PUBLIC}, False),
    "a newcomer": ({PUBLIC}, False),
    "an unconfirmed municipality": ({PUBLIC}, False),
    "a municipality": ({PUBLIC, ADMINISTRATIONS}, False),
    "another provider": ({PUBLIC}, False),
    "the provider's reader": ({PUBLIC, ADMINISTRATIONS, REVIEWERS}, True),
    "the provider's editor": ({PUBLIC, ADMINISTRATIONS, REVIEWERS}, True),
    "a reviewer": ({PUBLIC, ADMINISTRATIONS, REVIEWERS}, True),
    "a reviewer without second factor": ({PUBLIC}, False),
    "an operator": ({PUBLIC}, False),
}


def _who(name: str, offer: Offer) -> Anybody:
    if name == "a reviewer without second factor":
        found = reviewer()
        Authenticator.objects.filter(user=found).delete()
        return found
    people: dict[str, Callable[[], Anybody]] = {
        "nobody": lambda: AnonymousUser(),
        "a newcomer": lambda: factories.person("neu"),
        "an unconfirmed municipality": lambda: clerk(verified=False),
        "a municipality": clerk,
        "another provider": lambda: Offer("andere").editor,
        "the provider's reader": lambda: offer.reader,
        "the provider's editor": lambda: offer.editor,
        "a reviewer": reviewer,
        "an operator": factories.operator,
    }
    return people[name]()


@pytest.mark.parametrize("name", SEES)
def test_each_sees_what_the_provider_decided(name: str) -> None:
    offer = Offer()
    proofs = {kind: offer.proof(visibility=kind, title=kind) for kind in Document.Visibility.values}
    withdrawn = offer.proof(title="weg")
    services.withdraw(withdrawn.document, by=offer.editor)
    waiting = offer.upload(title="wartet")
    viewer, (visibilities, sees_all) = _who(name, offer), SEES[name]
    assert {kind for kind, one in proofs.items() if version_for(viewer, one.pk)} == visibilities
    assert (version_for(viewer, waiting.pk) is not None) is sees_all
    assert (version_for(viewer, withdrawn.pk) is not None) is sees_all
    listed = {one.title for one in visible_documents(offer.listing, viewer)}
    assert listed == visibilities | ({"wartet", "weg"} if sees_all else set())


@pytest.mark.parametrize("name", SEES)
def test_documents_of_withdrawn_listings_are_gone_for_the_public(name: str) -> None:
    offer = Offer()
    version = offer.proof()
    Listing.objects.update(state=Listing.State.WITHDRAWN)
    assert (version_for(_who(name, offer), version.pk) is not None) is SEES[name][1]


def test_others_see_only_accepted_versions_of_a_document() -> None:
    offer = Offer()
    first = offer.proof()
    second = services.add_version(first.document, by=offer.editor, file=sent(files.pdf_with_script()))
    inspect_waiting()
    shown = visible_documents(offer.listing, None)
    assert [one.pk for one in shown[0].shown] == [first.pk]  # type: ignore[attr-defined]
    assert version_for(None, second.pk) is None
    assert version_for(offer.editor, second.pk) is not None


def test_rights_end_with_the_membership() -> None:
    offer, town = Offer(), clerk()
    version = offer.proof(visibility=ADMINISTRATIONS)
    assert version_for(town, version.pk)
    town.memberships.all().delete()
    assert version_for(town, version.pk) is None


def test_what_does_not_exist_is_nothing() -> None:
    assert version_for(reviewer(), uuid.uuid4()) is None


def test_only_accepted_files_can_be_had() -> None:
    offer = Offer()
    accepted, waiting = offer.proof(), offer.upload()
    assert file_of(accepted) is not None
    assert file_of(waiting) is None
    link = DocumentVersion(url="https://a.example/", state="accepted", uploaded_at=timezone.now())
    assert file_of(link) is None


def test_what_a_former_organisation_kept_back_stays_closed_to_the_next_one() -> None:
    offer = Offer()
    kept = offer.proof(visibility=REVIEWERS, title="Penetrationstest")
    shown = offer.proof(visibility=PUBLIC, title="Erklärung")
    other = Offer("andere")
    offer.listing.provider.organisation = other.organisation
    offer.listing.provider.save()
    offer.listing.refresh_from_db()
    assert version_for(other.editor, kept.pk) is None
    assert version_for(offer.editor, kept.pk) is None
    assert version_for(other.editor, shown.pk) == shown
    kept.document.refresh_from_db()
    with pytest.raises(EvidenceRefused, match="früher"):
        services.change_visibility(kept.document, PUBLIC, by=other.editor)
    with pytest.raises(EvidenceRefused, match="früher"):
        services.add_version(kept.document, by=other.editor, file=sent(files.pdf(2)))
    assert services.withdraw(kept.document, by=other.editor).is_withdrawn


def test_a_right_that_ends_while_a_file_arrives_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = Offer()
    receive = services._receive

    def slow(file: Any) -> Any:
        received = receive(file)
        Membership.objects.filter(user=offer.editor).delete()
        return received

    monkeypatch.setattr(services, "_receive", slow)
    with pytest.raises(NotAllowed):
        offer.upload()
    assert not Document.objects.exists()


def test_an_organisation_keeps_no_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = Offer()
    first = offer.proof()
    services.withdraw(first.document, by=offer.editor)
    monkeypatch.setattr("marketplace.evidence.rows.ORGANISATION_MEGABYTES", first.size / 1_000_000)
    with pytest.raises(EvidenceRefused, match="nach Absprache"):
        offer.upload()
    assert Offer("andere").upload().is_waiting
