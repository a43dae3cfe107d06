"""Reading suitability profiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from marketplace.evidence.models import DocumentVersion
from marketplace.suitability.json import from_json
from marketplace.suitability.model import Suitability
from marketplace.suitability.models import Statement, StoredProfile, Verification

# Rows read at once: enough to be quick, small enough to keep little in memory.
CHUNK = 2000


def profiles(listing_ids: Sequence[int]) -> dict[int, Suitability]:
    """The stored profiles of these listings, in one query.

    Args:
        listing_ids: primary keys; those without a profile are missing in the answer.
    """
    rows = StoredProfile.objects.filter(listing__in=listing_ids)
    return {
        row.listing_id: from_json(
            {"listing": row.listing_id, "edition": row.edition.partition("+")[0], "cells": row.cells}
        )
        for row in rows
    }


def anything_checked() -> bool:
    """Whether a reviewer has ever compared a statement with its proof."""
    return Verification.objects.exists()


def statements_resting_on(version: DocumentVersion) -> list[Statement]:
    """The open statements that rest on this version of a document, with their verifications."""
    rows = Statement.objects.filter(document_version=version, ended_at__isnull=True)
    return list(rows.select_related("document_version__document").prefetch_related("verifications"))


def states_for_facets() -> Mapping[str, Mapping[int, str]]:
    """Criterion → listing → state, of criteria that are facets; unknown is left out.

    Reads all profiles once; whoever filters keeps the answer for one catalogue revision.
    """
    found: dict[str, dict[int, str]] = {}
    for listing, states in _stored_states():
        for criterion, state in states.items():
            found.setdefault(criterion, {})[listing] = state
    return found


def _stored_states() -> Iterator[tuple[int, Mapping[str, str]]]:
    rows = StoredProfile.objects.order_by().values_list("listing_id", "states")
    yield from rows.iterator(chunk_size=CHUNK)
