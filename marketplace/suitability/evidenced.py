"""What a document adds to a statement: it counts as evidenced, until the proof expires or is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone

from marketplace.criteria.model import Criterion, Text
from marketplace.evidence.kinds import kind_for, last_day
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.suitability.claims import Claim
from marketplace.suitability.models import Statement, Verification

# What everybody reads of a document that not everybody may see.
HIDDEN = {
    Document.Visibility.ADMINISTRATIONS: Text(
        "Nachweis liegt vor, nur für Verwaltungen einsehbar",
        "Evidence is on file, open to administrations only",
    ),
    Document.Visibility.REVIEWERS: Text(
        "Nachweis liegt vor, nur für die Prüfenden des Marktplatzes einsehbar",
        "Evidence is on file, open to the marketplace's reviewers only",
    ),
}


def proved(claim: Claim, row: Statement, criterion: Criterion | None) -> Claim:
    """The claim with its proof; a provider's word with a proof of a fitting kind is more than its word.

    A document that waits, was refused or withdrawn, or is of a kind the criterion does not know, adds
    nothing.

    Args:
        claim: of this statement alone.
        row: the statement with its version and document.
        criterion: says which kinds of evidence count, and for how long; None if the edition does not know it.
    """
    version = row.document_version
    if version is None or criterion is None or not proves(version, criterion):
        return claim
    document = version.document
    hidden = HIDDEN.get(Document.Visibility(document.visibility))
    return replace(
        claim,
        basis=Statement.Basis.DOCUMENT if claim.basis == Statement.Basis.PROVIDER else claim.basis,
        source_de=hidden.de if hidden else document.title,
        source_en=hidden.en if hidden else document.title,
        url="",
        locator="" if hidden else row.locator,
        on=day_of(version),
        until=runs_out(row, criterion),
        document=str(version.pk),
        sha256=version.sha256,
        visibility=document.visibility,
    )


def proves(version: DocumentVersion, criterion: Criterion) -> bool:
    """Whether a version can prove an answer to this criterion."""
    document = version.document
    return (
        version.is_accepted and not document.is_withdrawn and kind_for(criterion, document.kind) is not None
    )


def runs_out(row: Statement, criterion: Criterion) -> date | None:
    """The last day on which the statement counts as proved; None: until something changes.

    The earliest of what the statement says, what the document says, and how long the criterion lets its kind
    of evidence count from the date of the document.
    """
    version = row.document_version
    if version is None or not (kind := kind_for(criterion, version.document.kind)):
        return row.valid_until
    by_proof = last_day(kind, issued_on=day_of(version), printed=version.valid_until)
    return min((day for day in (by_proof, row.valid_until) if day), default=None)


def day_of(version: DocumentVersion) -> date:
    """The date of the document; where nobody said, the day it was archived or uploaded."""
    return version.issued_on or version.archived_on or timezone.localdate(version.uploaded_at)


def names_its_proof(row: Verification, statement: Statement) -> bool:
    """Whether a verification still speaks of the document the statement rests on.

    Bound by SHA-256: another version, or a document that was withdrawn, is not what was looked at.
    """
    version = statement.document_version
    if version is None:
        return True
    return (
        version.is_accepted
        and not version.document.is_withdrawn
        and row.evidence_hash.lower() == version.sha256
    )
