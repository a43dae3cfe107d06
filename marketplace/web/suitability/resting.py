"""Statements that rest on a document, for the document's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from marketplace.criteria.editions import current_edition, edition
from marketplace.criteria.model import Criterion
from marketplace.evidence.kinds import kind_for
from marketplace.evidence.models import Document
from marketplace.suitability.claims import Claim, keys_of, lapsed
from marketplace.suitability.evidenced import names_its_proof, proves, runs_out
from marketplace.suitability.models import Statement
from marketplace.suitability.wording import answer_words


@dataclass(frozen=True)
class Resting:
    """One answer, the place in the document, and until when it is proved; "" while nobody has checked."""

    criterion: Criterion
    words: str
    locator: str
    valid_until: date | None
    checked_by: str


def resting(row: Statement) -> Resting | None:
    """A statement as a document's page shows it; None where the criteria no longer know the question."""
    criterion = current_edition().criterion(row.criterion)
    if criterion is None and (older := edition(row.edition)):
        criterion = older.criterion(row.criterion)
    if criterion is None or row.document_version is None or not proves(row.document_version, criterion):
        return None
    claim = Claim(row.basis, keys_of(row.value), words_de=row.words_de, words_en=row.words_en)
    today = timezone.localdate()
    agreed = (
        one
        for one in row.verifications.all()
        if one.second_at
        and not one.ended_at
        and names_its_proof(one, row)
        and not lapsed(one.valid_until, today)
    )
    return Resting(
        criterion=criterion,
        words=str(answer_words(criterion, claim.value, [claim])),
        locator=row.locator,
        valid_until=runs_out(row, criterion),
        checked_by=next((one.by_name for one in agreed), ""),
    )


def provable(document: Document, rows: Iterable[Resting]) -> list[Criterion]:
    """Questions about the listing that a document of this kind could prove and that do not rest on it yet."""
    done = {one.criterion.key for one in rows}
    return [
        one
        for one in current_edition().criteria
        if one.key not in done
        and document.listing.kind in one.applies.kinds
        and kind_for(one, document.kind) is not None
    ]
