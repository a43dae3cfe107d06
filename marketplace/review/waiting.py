"""Cases for what waits on the floors below, which do not know of cases: changes, claims, municipalities."""

from __future__ import annotations

from django.db import transaction

from marketplace.catalogue.editing import pending_edits
from marketplace.catalogue.models import Listing, ListingEdit
from marketplace.organisations.claims import claims_for_team
from marketplace.organisations.models import Organisation, ProviderClaim
from marketplace.review.models import Case, CaseEntry
from marketplace.review.opening import open_case
from marketplace.review.subjects import claim_of, edit_of, municipality_of
from marketplace.review.writing import close, locked, write

# What people read first of a listing; a change of it can mislead them.
FIRST_READ = frozenset(
    {"name", "summary", "summary_de", "summary_en", "url", "website", "repository", "provider"}
)


def open_waiting_cases() -> int:
    """An errand: open a case for everything that waits, close those whose subject no longer does.

    Returns:
        How many cases were opened or closed.
    """
    return _open_edits() + _open_claims() + _open_municipalities() + _close_settled()


def _open_edits() -> int:
    opened = 0
    for edit in pending_edits().filter(state=ListingEdit.State.WAITING):
        rules = ["visible-change"] if edit.publishes or FIRST_READ & set(edit.after) else []
        if edit.publishes and _is_first(edit.listing):
            rules.append("first-listing")
        _case, new = open_case(
            Case.Kind.EDIT, f"edit:{edit.pk}", rules=rules, by=edit.author, side=CaseEntry.Side.PARTY,
            listing=edit.listing, organisation=edit.organisation,
        )  # fmt: skip
        opened += new
    return opened


def _is_first(listing: Listing) -> bool:
    seen = Listing.objects.filter(provider=listing.provider_id, state=Listing.State.PUBLISHED)
    return not seen.exclude(pk=listing.pk).exists()


def _open_claims() -> int:
    opened = 0
    for claim in claims_for_team():
        _case, new = open_case(
            Case.Kind.CLAIM, f"claim:{claim.pk}",
            rules=["speaks-for-others", *(["contested"] if claim.contested else [])],
            by=claim.made_by, side=CaseEntry.Side.PARTY, organisation=claim.organisation, text=claim.words,
        )  # fmt: skip
        opened += new
    return opened


def _open_municipalities() -> int:
    """Unconfirmed ones with members; once refused they come again only when they change their name."""
    found = Organisation.objects.filter(
        kind=Organisation.Kind.MUNICIPALITY, verified_at=None, memberships__isnull=False
    ).distinct()
    opened = 0
    for one in found:
        subject = f"organisation:{one.pk}"
        refused = Case.objects.filter(kind=Case.Kind.MUNICIPALITY, subject=subject, outcome="refused")
        named = refused.order_by("-decided_at").values_list("entries__data__name", flat=True)
        if one.name in list(named):
            continue
        _case, new = open_case(
            Case.Kind.MUNICIPALITY, subject, rules=["speaks-for-others"], organisation=one,
            data={"name": one.name},
        )  # fmt: skip
        opened += new
    return opened


def _close_settled() -> int:
    kinds = [Case.Kind.EDIT, Case.Kind.CLAIM, Case.Kind.MUNICIPALITY]
    open_cases = Case.objects.filter(kind__in=kinds).exclude(state=Case.State.DECIDED)
    return sum(_close(case) for case in open_cases if not still_waits(case))


def still_waits(case: Case) -> bool:
    """Whether what the case is about still has to be decided."""
    if case.kind == Case.Kind.EDIT:
        edit = edit_of(case)
        return edit is not None and edit.state == ListingEdit.State.WAITING
    if case.kind == Case.Kind.CLAIM:
        claim = claim_of(case)
        return claim is not None and claim.state == ProviderClaim.State.OPEN
    municipality = municipality_of(case)
    return municipality is not None and not municipality.is_verified


@transaction.atomic
def _close(stale: Case) -> bool:
    case = locked(stale.pk)
    if case.is_decided or still_waits(case):
        return False
    close(case, Case.Outcome.CLOSED, None)
    write(case, CaseEntry.Kind.DECISION, CaseEntry.Side.MARKETPLACE, None, data={"outcome": "closed"})
    return True
