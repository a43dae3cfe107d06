"""Organisations that offer something, and the providers they are in the catalogue."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from marketplace.accounts.models import User
from marketplace.audit.services import record
from marketplace.organisations.errors import ClaimRefused, MembershipRefused, NotAllowed
from marketplace.organisations.models import Membership, Organisation, Provider
from marketplace.organisations.queries import may
from marketplace.organisations.services import MOST_PER_PERSON

OFFERING = (Organisation.Kind.PROVIDER, Organisation.Kind.CONSULTING)
# fmt: off
_LEGAL_FORMS = frozenset({
    "gmbh", "ag", "mbh", "kg", "ohg", "ev", "e", "v", "ug", "se", "inc", "ltd", "gbr", "eg", "co",
})
# fmt: on
# Small Cyrillic and Greek letters that look like Latin ones (UTS #39, as far as names of firms need it).
_LOOKS_LIKE = str.maketrans("авгеѕіјкмнорстухԁһӏɡαβεικνορτυχ", "abresijkmhopctyxdhlgabeikvoptux")


@dataclass(frozen=True)
class Offering:
    """What an organisation says of itself when it begins; the field list nothing else gets through."""

    kind: str
    name: str
    url: str = ""


@transaction.atomic
def register(user: User, offering: Offering) -> Organisation:
    """Make an organisation that offers something, with its first admin. It is unconfirmed until a proof.

    Raises:
        MembershipRefused: the person belongs to very many organisations.
        ValueError: a kind that offers nothing.
    """
    if offering.kind not in OFFERING:
        raise ValueError(offering.kind)
    if Membership.objects.filter(user=user).count() >= MOST_PER_PERSON:
        raise MembershipRefused(
            "too-many",
            "Sie gehören schon zu sehr vielen Organisationen. Verlassen Sie bitte zuerst eine.",
            "You already belong to very many organisations. Please leave one first.",
        )
    made = Organisation.objects.create(
        kind=offering.kind, name=" ".join(offering.name.split()), url=offering.url
    )
    Membership.objects.create(organisation=made, user=user, role=Membership.Role.ADMIN)
    record("organisation.created", actor=user.pk, subject=f"organisation:{made.pk}", said={"kind": made.kind})
    return made


@transaction.atomic
def change_offering(organisation: Organisation, *, by: User, name: str, url: str) -> None:
    """Change name and website. Another name needs a new confirmation. Raises NotAllowed."""
    found = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not may(by, found, Membership.Role.ADMIN):
        raise NotAllowed
    name = " ".join(name.split())
    renamed = name != found.name
    if renamed:
        found.verification, found.verified_through, found.verified_at = "", "", None
    found.name, found.url = name, url
    found.save()
    said = {"renamed": renamed}
    record("organisation.changed", actor=by.pk, subject=f"organisation:{found.pk}", said=said)


@transaction.atomic
def become_provider(organisation: Organisation, *, by: User, kind: str, seat: str = "") -> Provider:
    """Stand in the catalogue under the organisation's name.

    Raises:
        NotAllowed: `by` is no editor of it.
        ClaimRefused: a provider of this or a look-alike name is there already and has to be claimed.
    """
    if not may(by, organisation, Membership.Role.EDITOR):
        raise NotAllowed
    if own := organisation.providers.order_by("pk").first():
        return own
    if like := looks_like(organisation.name):
        raise ClaimRefused(
            "look-alike",
            f"„{like.name}“ steht schon im Katalog. Wenn Sie das sind, übernehmen Sie diesen Anbieter bitte.",
            f"“{like.name}” is in the catalogue already. If that is you, please take this provider over.",
        )
    made = Provider.objects.create(
        slug=_free_slug(organisation.name), name=organisation.name, kind=Provider.Kind(kind),
        seat=" ".join(seat.split())[:120], url=organisation.url, organisation=organisation,
    )  # fmt: skip
    record("provider.made", actor=by.pk, subject=f"provider:{made.pk}", said={"kind": kind})
    return made


def looks_like(name: str) -> Provider | None:
    """A provider whose name reads the same, apart from case, accents, punctuation and legal form."""
    wanted = _skeleton(name)
    return next((one for one in Provider.objects.order_by("pk") if _skeleton(one.name) == wanted), None)


def _skeleton(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    # Figures that are read as letters; UTS #39 calls such signs confusable.
    plain = plain.translate(_LOOKS_LIKE)
    plain = plain.translate(str.maketrans("015", "ols")) if re.search(r"[a-z]", plain) else plain
    return "".join(word for word in re.findall(r"\w+", plain) if word not in _LEGAL_FORMS)


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "anbieter"
    taken = set(Provider.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(one for one in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if one not in taken)
