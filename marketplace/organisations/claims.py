"""An organisation says that it is a provider of the catalogue, and proves it.

A file proves something where only the provider can put it: on the host of its website as the catalogue
knows it, or in its public repository. Where two organisations say the same, or another one has proven it
before, no file decides, but the marketplace's team; what stands stays as it is until then (ASVS 4.0.3, 2.5:
no takeover by a second claim). What follows from a proof is done by catalogue.takeover.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.audit.services import record
from marketplace.organisations.errors import ClaimRefused, NotAllowed
from marketplace.organisations.models import Membership, Organisation, Provider, ProviderClaim
from marketplace.organisations.queries import may

Method, State = ProviderClaim.Method, ProviderClaim.State
MOST_OPEN = 10
LONGEST_WORDS = 1000
# A program looks again every hour for a week, and at once when somebody asks, but not more often than this.
AGAIN_AFTER = timedelta(hours=1)
LOOKED_FOR = timedelta(days=7)
PAUSE = timedelta(seconds=30)


def host_of(provider: Provider) -> str:
    """The host of the provider's website (with its port, if it is an odd one), or ""."""
    try:
        parts = urlsplit(provider.url)
        return parts.netloc.rpartition("@")[2].lower() if parts.hostname else ""
    except ValueError:
        return ""


@transaction.atomic
def open_claim(
    provider: Provider, organisation: Organisation, *, by: User, method: str, place: str = "", words: str = ""
) -> ProviderClaim:
    """Say that an organisation is this provider.

    Args:
        provider: the provider.
        organisation: any organisation but the team.
        by: one of its admins.
        method: how it will be proven; `domain` needs a website of the provider.
        place: for `repository`, the address of one of the provider's repositories.
        words: what the organisation adds for the team.

    Raises:
        NotAllowed: `by` is no admin of the organisation.
        ClaimRefused: it is this provider already, has said so already, or there is nothing to look at.
    """
    provider = Provider.objects.select_for_update(of=("self",), no_key=True).get(pk=provider.pk)
    _check(provider, organisation, by)
    place = host_of(provider) if method == Method.DOMAIN else place
    if method != Method.REVIEWER and not place:
        raise ClaimRefused(
            "no-place",
            "Für diesen Weg kennen wir keine Adresse dieses Anbieters. Bitte wählen Sie einen anderen.",
            "We know no address of this provider for this way. Please choose another one.",
        )
    now = timezone.now()
    others = ProviderClaim.objects.filter(provider=provider, state=State.OPEN)
    contested = provider.organisation_id is not None or others.exists()
    others.update(contested=True)
    claim = ProviderClaim.objects.create(
        provider=provider, organisation=organisation, method=Method(method), contested=contested,
        place="" if method == Method.REVIEWER else place, token=secrets.token_hex(24),
        words=" ".join(words.split())[:LONGEST_WORDS], made_by=by, made_at=now,
    )  # fmt: skip
    said = {"provider": provider.pk, "method": str(method), "contested": contested}
    _record("claim.opened", claim, by, said)
    return claim


def _check(provider: Provider, organisation: Organisation, by: User) -> None:
    if organisation.kind == Organisation.Kind.TEAM or not may(by, organisation, Membership.Role.ADMIN):
        raise NotAllowed
    if provider.organisation_id == organisation.pk:
        raise ClaimRefused(
            "yours", f"{provider.name} gehört schon zu Ihnen.", f"{provider.name} is yours already."
        )
    mine = ProviderClaim.objects.filter(organisation=organisation, state=State.OPEN)
    if mine.filter(provider=provider).exists():
        raise ClaimRefused(
            "open",
            f"Für {provider.name} läuft Ihr Nachweis schon.",
            f"Your proof for {provider.name} is under way already.",
        )
    if mine.count() >= MOST_OPEN:
        raise ClaimRefused(
            "too-many",
            f"Es sind schon {MOST_OPEN} Nachweise offen. Bitte schließen Sie zuerst einige ab.",
            f"There are {MOST_OPEN} open proofs already. Please finish some first.",
        )


@transaction.atomic
def withdraw_claim(claim: ProviderClaim, *, by: User) -> None:
    """Take a claim back. Raises NotAllowed: `by` is no admin, or the claim is decided."""
    found = _own_open(claim, by)
    found.state, found.decided_at, found.decided_by = State.WITHDRAWN, timezone.now(), by
    found.save(update_fields=["state", "decided_at", "decided_by"])
    _record("claim.withdrawn", found, by, {})


@transaction.atomic
def ask_check(claim: ProviderClaim, *, by: User) -> None:
    """Have a program look for the proof now.

    Raises:
        NotAllowed: as in `withdraw_claim`.
        ClaimRefused: it has just looked, or no program decides this claim.
    """
    found = _own_open(claim, by)
    now = timezone.now()
    if found.method == Method.REVIEWER:
        raise ClaimRefused(
            "team", "Diesen Nachweis prüft das Team von Hand.", "The team checks this proof by hand."
        )
    if found.checked_at and now - found.checked_at < PAUSE:
        raise ClaimRefused(
            "just-looked",
            "Wir haben gerade erst nachgesehen. Bitte warten Sie eine halbe Minute.",
            "We have looked just now. Please wait half a minute.",
        )
    found.check_at = now
    found.save(update_fields=["check_at"])


def _own_open(claim: ProviderClaim, by: User) -> ProviderClaim:
    found = ProviderClaim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim.pk)
    if found.state != State.OPEN or not may(by, found.organisation, Membership.Role.ADMIN):
        raise NotAllowed
    return found


def due_claims(at: datetime) -> QuerySet[ProviderClaim]:
    """Claims whose website a program has to look at now."""
    found = ProviderClaim.objects.filter(state=State.OPEN, method=Method.DOMAIN, check_at__lte=at)
    return found.select_related("provider", "organisation").order_by("check_at")


def claims_for_repository(provider: Provider, location: str) -> list[ProviderClaim]:
    """Open claims whose proof would stand in this repository of the provider."""
    found = ProviderClaim.objects.filter(
        state=State.OPEN, method=Method.REPOSITORY, provider=provider, place=location
    )
    return list(found.select_related("provider", "organisation"))


def claims_for_team() -> QuerySet[ProviderClaim]:
    """Claims a person has to decide: contested ones, and those that cannot be proven by a file."""
    by_hand = Q(contested=True) | Q(method=Method.REVIEWER)
    found = ProviderClaim.objects.filter(by_hand, state=State.OPEN)
    return found.select_related("provider__organisation", "organisation", "made_by").order_by("made_at")


def speaks_alone(provider: Provider) -> bool:
    """Whether the provider's host is that of no other provider; a shared one proves nothing about either."""
    host = host_of(provider)
    others = Provider.objects.exclude(pk=provider.pk).filter(url__icontains=f"//{host}")
    return bool(host) and not any(host_of(one) == host for one in others)


def note_result(claim: ProviderClaim, *, de: str, en: str, at: datetime) -> None:
    """Keep why a proof was not found, and look again later within the first week."""
    again = at + AGAIN_AFTER if at - claim.made_at < LOOKED_FOR else None
    ProviderClaim.objects.filter(pk=claim.pk, state=State.OPEN).update(
        checked_at=at, check_at=again if claim.method == Method.DOMAIN else None,
        problem_de=de, problem_en=en,
    )  # fmt: skip


def hand_to_team(claim: ProviderClaim, *, de: str, en: str, at: datetime) -> None:
    """The proof was found but does not decide alone: the team does."""
    ProviderClaim.objects.filter(pk=claim.pk, state=State.OPEN).update(
        contested=True, checked_at=at, check_at=None, problem_de=de, problem_en=en
    )


def _record(kind: str, claim: ProviderClaim, by: User | None, said: dict[str, object]) -> None:
    record(kind, actor=by.pk if by else None, subject=f"claim:{claim.pk}", said=said)
