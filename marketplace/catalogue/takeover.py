"""A proven claim: the provider belongs to the organisation, and its listings are confirmed."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.audit.services import record
from marketplace.catalogue.edit_notices import tell_editors
from marketplace.catalogue.editing import end_edits
from marketplace.catalogue.models import Listing
from marketplace.catalogue.services import bump_revision
from marketplace.organisations.errors import ClaimRefused
from marketplace.organisations.models import Organisation, Provider, ProviderClaim

Method, State = ProviderClaim.Method, ProviderClaim.State
_THROUGH = {
    Method.DOMAIN: Organisation.Verification.DOMAIN_PROOF,
    Method.REPOSITORY: Organisation.Verification.REPOSITORY,
    Method.REVIEWER: Organisation.Verification.REVIEWER,
}


@transaction.atomic
def prove(claim_id: uuid.UUID) -> bool:
    """A program found the proof. False where the claim is contested or decided: then nothing changes."""
    claim = _locked(claim_id)
    others = ProviderClaim.objects.filter(provider=claim.provider_id, state=State.OPEN).exclude(pk=claim.pk)
    taken = claim.provider.organisation_id is not None
    if claim.state != State.OPEN or claim.contested or taken or others.exists():
        return False
    _take_over(claim, by=None)
    return True


@transaction.atomic
def accept_claim(claim_id: uuid.UUID, *, by: User, reason: str = "") -> ProviderClaim:
    """The team decides for an organisation; other open claims on the provider are refused with it.

    Raises:
        ClaimRefused: it was decided meanwhile.
    """
    claim = _open(claim_id)
    rows = ProviderClaim.objects.select_for_update(of=("self",), no_key=True)
    others = rows.filter(provider=claim.provider_id, state=State.OPEN).exclude(pk=claim.pk).order_by("pk")
    refused = list(others.select_related("organisation", "provider"))
    _take_over(claim, by=by, reason=reason)
    for other in refused:
        _refuse(
            other, by,
            "Das Team hat diesen Anbieter einer anderen Organisation zugeordnet.",
            "The team has assigned this provider to another organisation.",
        )  # fmt: skip
    return claim


@transaction.atomic
def refuse_claim(claim_id: uuid.UUID, *, by: User, reason: str) -> ProviderClaim:
    """The team decides against an organisation. Raises as in `accept_claim`."""
    claim = _open(claim_id)
    _refuse(claim, by, reason, reason)
    return claim


def _take_over(claim: ProviderClaim, *, by: User | None, reason: str = "") -> None:
    now, provider, organisation = timezone.now(), claim.provider, claim.organisation
    former = provider.organisation
    end_edits(provider, by=by)
    provider.organisation = organisation
    provider.save(update_fields=["organisation"])
    found = Listing.objects.filter(provider=provider)
    found.update(claimed_at=now, changed_at=now)
    if not organisation.is_verified:
        organisation.verification = _THROUGH[Method.REVIEWER if by else Method(claim.method)]
        organisation.verified_through = "" if by else claim.place[:253]
        organisation.verified_at = now
        organisation.save(update_fields=["verification", "verified_through", "verified_at"])
    _decide(claim, State.PROVEN, by, reason, reason)
    bump_revision()
    said = {"provider": provider.pk, "method": claim.method, "former": str(former.pk) if former else ""}
    record("claim.proven", actor=by.pk if by else None, subject=f"claim:{claim.pk}", said=said)
    name = provider.name[:120]
    _tell(
        organisation, claim, "proven",
        f"Bestätigt: {name} gehört zu {organisation.name[:120]}. Sie können die Einträge jetzt bearbeiten.",
        f"Confirmed: {name} belongs to {organisation.name[:120]}. You can edit the listings now.",
    )  # fmt: skip
    if former and former.pk != organisation.pk:
        _tell(
            former, claim, "lost",
            f"Das Team hat {name} einer anderen Organisation zugeordnet.",
            f"The team has assigned {name} to another organisation.",
        )  # fmt: skip


def _refuse(claim: ProviderClaim, by: User, de: str, en: str) -> None:
    _decide(claim, State.REFUSED, by, de, en)
    record("claim.refused", actor=by.pk, subject=f"claim:{claim.pk}", said={"provider": claim.provider_id})
    name = claim.provider.name[:120]
    _tell(
        claim.organisation, claim, "refused",
        f"Nicht bestätigt: dass {name} zu Ihnen gehört. Begründung: {de}",
        f"Not confirmed: that {name} belongs to you. Reason: {en}",
    )  # fmt: skip


def _decide(claim: ProviderClaim, state: str, by: User | None, de: str, en: str) -> None:
    claim.state, claim.decided_at, claim.decided_by = state, timezone.now(), by
    claim.check_at, claim.problem_de, claim.problem_en = None, de, en
    if by is None:
        claim.checked_at = claim.decided_at
    claim.save()


def _tell(organisation: Organisation, claim: ProviderClaim, what: str, de: str, en: str) -> None:
    tell_editors(
        organisation, kind=f"organisation.claim_{what}", key=f"claim:{claim.pk}:{what}",
        text_de=de, text_en=en, url=reverse("web:provider-home"),
    )  # fmt: skip


def _open(claim_id: uuid.UUID) -> ProviderClaim:
    claim = _locked(claim_id)
    if claim.state != State.OPEN:
        raise ClaimRefused(
            "decided",
            "Dieser Nachweis ist inzwischen entschieden. Bitte laden Sie die Seite neu.",
            "This proof was decided meanwhile. Please load the page again.",
        )
    return claim


def _locked(claim_id: uuid.UUID) -> ProviderClaim:
    """The claim and its provider under their locks, the provider's first: it orders everything about it."""
    provider = ProviderClaim.objects.values_list("provider", flat=True).get(pk=claim_id)
    held = Provider.objects.select_for_update(of=("self",), no_key=True).get(pk=provider)
    claim = ProviderClaim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim_id)
    claim.provider = held
    return claim
