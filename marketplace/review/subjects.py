"""What a case is about: its subject as a row. A subject that no longer stands is None."""

from __future__ import annotations

import uuid
from typing import TypeVar

from marketplace.catalogue.models import Listing, ListingEdit
from marketplace.criteria.editions import current_edition, edition
from marketplace.criteria.model import Criterion
from marketplace.evidence.models import DocumentVersion
from marketplace.organisations.models import Organisation, ProviderClaim
from marketplace.review.models import Case
from marketplace.suitability.models import Statement

Row = TypeVar("Row", ListingEdit, ProviderClaim, Organisation)
SAID_BY_PROVIDERS = [Statement.Basis.PROVIDER, Statement.Basis.DOCUMENT]


def verification_subject(listing: Listing, criterion: str) -> str:
    """The subject of a case that checks one criterion of a listing."""
    return f"criterion:{listing.pk}:{criterion}"


def current_statement(listing: Listing, criterion: str) -> Statement | None:
    """What the provider says now about a criterion with an accepted proof that stands."""
    rows = Statement.objects.filter(
        listing=listing,
        criterion=criterion,
        basis__in=SAID_BY_PROVIDERS,
        ended_at__isnull=True,
        document_version__state=DocumentVersion.State.ACCEPTED,
        document_version__document__withdrawn_at__isnull=True,
    )
    return rows.select_related("document_version__document").order_by("-said_at", "-pk").first()


def statement_of(case: Case) -> Statement | None:
    """The statement a verification case is about at this moment."""
    if case.kind != Case.Kind.VERIFICATION or case.listing is None:
        return None
    return current_statement(case.listing, case.criterion)


def newer_version(version: DocumentVersion) -> DocumentVersion | None:
    """A later version of the same document that was not refused, if there is one."""
    later = DocumentVersion.objects.filter(document=version.document_id, number__gt=version.number)
    return later.exclude(state=DocumentVersion.State.REFUSED).order_by("-number").first()


def criterion_of(case: Case) -> Criterion | None:
    """The criterion in the edition the case was opened with; of the current one where that is gone."""
    known = edition(case.edition) or current_edition()
    return known.criterion(case.criterion) or current_edition().criterion(case.criterion)


def edit_of(case: Case) -> ListingEdit | None:
    """The change an edit case is about."""
    return _row(ListingEdit, case, Case.Kind.EDIT)


def claim_of(case: Case) -> ProviderClaim | None:
    """The claim a claim case is about."""
    return _row(ProviderClaim, case, Case.Kind.CLAIM)


def municipality_of(case: Case) -> Organisation | None:
    """The municipality that wants to be confirmed."""
    return _row(Organisation, case, Case.Kind.MUNICIPALITY)


def _row(model: type[Row], case: Case, kind: str) -> Row | None:
    if case.kind != kind:
        return None
    try:
        key = uuid.UUID(case.subject.partition(":")[2])
    except ValueError:
        return None
    return model._default_manager.filter(pk=key).first()
