"""A provider with a proved statement and three reviewers, and the steps of a case in one line each."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Criterion
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.organisations.models import Membership, Organisation
from marketplace.review import services
from marketplace.review.checklist import YES, Tick
from marketplace.review.models import Case
from marketplace.review.subjects import current_statement
from marketplace.review.verifying import Seen, standing_proposal
from marketplace.suitability.models import Statement, StoredProfile
from marketplace.suitability.services import refresh_profiles
from tests import factories

KEY = "accessibility-test"
KIND = "accessibility-report"


class Scene:
    """One listing, its provider's editor, and the people of the team."""

    def __init__(self, *, issued_on: date | None = None) -> None:
        self.organisation = Organisation.objects.create(
            kind=Organisation.Kind.PROVIDER, name="Klar GmbH", verified_at=timezone.now()
        )
        provider = factories.provider("klar", organisation=self.organisation)
        self.listing = factories.listing(provider=provider, facts={"software_type": "web_application"})
        self.editor = self.member("emil")
        self.first, self.second = factories.reviewer("rita"), factories.reviewer("rolf")
        self.lead = factories.reviewer("lea", lead=True)
        self.document = Document.objects.create(
            listing=self.listing, organisation=self.organisation, title="Prüfbericht", kind=KIND,
            uploaded_by=self.editor, created_at=timezone.now(), changed_at=timezone.now(),
        )  # fmt: skip
        self.version = self.add_version(issued_on=issued_on)
        self.statement = self.say(self.version)

    def member(self, handle: str, role: str = "editor") -> User:
        """A new person of the provider's organisation."""
        made = factories.person(handle)
        Membership.objects.create(organisation=self.organisation, user=made, role=role)
        return made

    def add_version(self, **values: Any) -> DocumentVersion:
        """An accepted version of the document."""
        number = self.document.versions.count() + 1
        digest = hashlib.sha256(f"Fassung {number}".encode()).hexdigest()
        common: dict[str, Any] = {
            "state": "accepted", "received_sha256": digest, "sha256": digest, "uploaded_by": self.editor,
            "uploaded_at": timezone.now(), "filename": "bericht.pdf", "media_type": "application/pdf",
        }  # fmt: skip
        return DocumentVersion.objects.create(document=self.document, number=number, **(common | values))

    def say(self, version: DocumentVersion, value: str = "conformant") -> Statement:
        """What the provider says, resting on a version."""
        made = Statement.objects.create(
            listing=self.listing, criterion=KEY, edition=current_edition().key, value=value,
            basis=Statement.Basis.PROVIDER, document_version=version, said_by=self.editor,
            said_at=timezone.now(),
        )  # fmt: skip
        refresh_profiles([self.listing.pk])
        return made

    def request(self) -> Case:
        """The provider asks for verification."""
        return services.request_verification(self.listing, KEY, by=self.editor)

    def seen(self, case: Case) -> Seen:
        """What a reviewer sees now."""
        statement = current_statement(self.listing, KEY)
        assert statement is not None
        assert statement.document_version is not None
        proposal = standing_proposal(Case.objects.get(pk=case.pk), statement)
        return Seen(statement.pk, statement.document_version.sha256, proposal["entry"] if proposal else None)

    def approve(self, case: Case, by: User, **values: Any) -> Case:
        """Approve what is there now, every point ticked."""
        common: dict[str, Any] = {"seen": self.seen(case), "ticks": ticks()}
        return services.approve(case.pk, by=by, **(common | values))

    def verify(self) -> Case:
        """Both reviewers approve."""
        case = self.request()
        self.approve(case, self.first)
        return self.approve(case, self.second)

    def state(self) -> str:
        """The criterion's state as pages show it."""
        cells = StoredProfile.objects.get(listing=self.listing).cells
        return str(next(cell["state"] for cell in cells if cell["criterion"] == KEY))


def criterion() -> Criterion:
    """The criterion the scene is about."""
    found = current_edition().criterion(KEY)
    assert found is not None
    return found


def ticks() -> list[Tick]:
    """Every point holds."""
    return [Tick(YES) for _point in criterion().review]
