"""A provider with a listing, and documents taken in or looked at, in one line each."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.evidence import services
from marketplace.evidence.checking import Dates
from marketplace.evidence.errors import EvidenceRefused
from marketplace.evidence.inspection.inspect import inspect
from marketplace.evidence.models import DocumentVersion
from marketplace.evidence.quarantine import accept, refuse, take
from marketplace.evidence.storage import place_of
from marketplace.organisations.models import Membership, Organisation
from marketplace.suitability.models import Statement
from tests import factories
from tests.fakes import evidence_files as files

ISSUED = date(2026, 3, 1)


class Offer:
    """A listing with its provider's organisation, an editor and a reader of it."""

    def __init__(self, slug: str = "maengelmelder") -> None:
        self.organisation = organisation(Organisation.Kind.PROVIDER, f"{slug} GmbH")
        provider = factories.provider(f"anbieter-{slug}", organisation=self.organisation)
        self.listing: Listing = factories.listing(slug, provider=provider)
        self.editor = member(self.organisation, f"editor-{slug}", Membership.Role.EDITOR)
        self.reader = member(self.organisation, f"reader-{slug}", Membership.Role.READER)

    def upload(self, content: bytes | None = None, **values: Any) -> DocumentVersion:
        """A version that waits in quarantine."""
        common: dict[str, Any] = {
            "by": self.editor, "organisation": self.organisation, "file": sent(content or files.pdf(3)),
            "title": "Prüfbericht", "kind": "accessibility-report", "visibility": "public",
            "dates": Dates(issued_on=ISSUED),
        }  # fmt: skip
        return services.upload(self.listing, **(common | values))

    def proof(self, content: bytes | None = None, **values: Any) -> DocumentVersion:
        """An accepted version."""
        version = self.upload(content, **values)
        inspect_waiting()
        version.refresh_from_db()
        assert version.is_accepted, version.problem_de
        return version


def organisation(kind: str, name: str, *, verified: bool = True) -> Organisation:
    """An organisation without members."""
    at = timezone.now() if verified else None
    return Organisation.objects.create(kind=kind, name=name, verified_at=at)


def member(of: Organisation, handle: str, role: str) -> User:
    """A new person who belongs to the organisation."""
    person = factories.person(handle)
    Membership.objects.create(organisation=of, user=person, role=role)
    return person


def reviewer(handle: str = "rita") -> User:
    """Somebody of the team, with a second factor."""
    person = member(organisation(Organisation.Kind.TEAM, "Team"), handle, Membership.Role.EDITOR)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    return person


def clerk(handle: str = "klara", *, verified: bool = True) -> User:
    """Somebody who works for a municipality."""
    town = organisation(Organisation.Kind.MUNICIPALITY, f"Stadt {handle}", verified=verified)
    return member(town, handle, Membership.Role.READER)


def sent(content: bytes, name: str = "bericht.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def inspect_waiting() -> None:
    """Decide what waits, in this process: the child process has tests of its own."""
    while version := take(timezone.now()):
        with tempfile.TemporaryDirectory() as name:
            scratch = Path(name)
            try:
                found = inspect(place_of(version.file), scratch)
            except EvidenceRefused as refusal:
                refuse(version, refusal)
            else:
                accept(version, found, redrawn=scratch / found.redrawn if found.redrawn else None)


def says_tested(offer: Offer, version: DocumentVersion | None, **values: Any) -> Statement:
    """The provider says that accessibility was tested, on page 4 of the version."""
    usual: dict[str, Any] = {
        "criterion": "accessibility-test", "edition": "2026-1", "value": "conformant", "basis": "provider",
        "said_at": timezone.now(), "said_by": offer.editor, "locator": "Seite 4",
    }  # fmt: skip
    return Statement.objects.create(listing=offer.listing, document_version=version, **(usual | values))
