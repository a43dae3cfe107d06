"""What a provider has in the matrix's world: listings in every state, real files, a statement to verify."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.editing import propose_edit
from marketplace.catalogue.models import Listing
from marketplace.catalogue.own_listings import begin_listing
from marketplace.evidence import services
from marketplace.evidence.checking import Dates
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.review.quarantining import quarantine
from marketplace.suitability.models import Statement
from tests import factories
from tests.fakes import evidence_files as files
from tests.marketplace.evidence.building import ISSUED, inspect_waiting, sent


def offers(people: dict[str, User], listing: Listing) -> dict[str, str]:
    """Everything below, by name."""
    editor = people["provider_editor"]
    return _listings(people, listing) | _files(editor, listing) | _live_edit(editor, listing)


def _listings(people: dict[str, User], listing: Listing) -> dict[str, str]:
    """A draft and a hidden listing of the provider, and a provider nobody has claimed yet."""
    draft = begin_listing(listing.provider, by=people["provider_editor"], name="Entwurf", kind="solution")
    hidden = factories.listing("verborgen", provider=listing.provider)
    quarantine(hidden, reason="Werbung statt Lösung.", by=people["reviewer"])
    unclaimed = factories.provider("noch-ein-anbieter", url="https://noch.example/")
    factories.listing("noch-frei", provider=unclaimed)
    return {
        "draft_listing": draft.slug, "hidden_listing": hidden.slug, "unclaimed_provider": unclaimed.slug,
    }  # fmt: skip


def _files(editor: User, listing: Listing) -> dict[str, str]:
    """An accepted file for each circle of people, one that still waits, and a statement that rests on one."""
    versions = {circle: _upload(editor, listing, circle) for circle in Document.Visibility.values}
    inspect_waiting()
    waiting = _upload(editor, listing, "public")
    Statement.objects.create(
        listing=listing, criterion="accessibility-test", edition="2026-1", value="conformant",
        basis="provider", said_at=timezone.now(), said_by=editor, locator="Seite 2",
        document_version=versions["public"],
    )  # fmt: skip
    found = {f"{circle}_file": str(version.pk) for circle, version in versions.items()}
    return found | {"waiting_file": str(waiting.pk)}


def _upload(editor: User, listing: Listing, circle: str) -> DocumentVersion:
    values: dict[str, Any] = {
        "title": f"Prüfbericht {circle}", "kind": "accessibility-report", "visibility": circle,
        "dates": Dates(issued_on=ISSUED), "file": sent(files.pdf(2)),
    }  # fmt: skip
    organisation = listing.provider.organisation
    assert organisation
    return services.upload(listing, by=editor, organisation=organisation, **values)


def _live_edit(editor: User, listing: Listing) -> dict[str, str]:
    """A harmless change that is live and waits to be looked through."""
    organisation = listing.provider.organisation
    assert organisation
    [edit] = propose_edit(listing, by=editor, organisation=organisation, after={"fact.version": "9.1"})
    return {"live_edit": str(edit.pk)}
