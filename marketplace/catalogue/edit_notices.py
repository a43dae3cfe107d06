"""Tells a provider's people what became of their changes."""

from __future__ import annotations

from django.urls import reverse

from marketplace.catalogue.edit_model import ListingEdit
from marketplace.notices.services import notify
from marketplace.organisations.models import Membership, Organisation

_WORDS = {
    ListingEdit.State.ACCEPTED: ("Ihre Änderung an {} ist angenommen.", "Your change to {} was accepted."),
    ListingEdit.State.REFUSED: ("Ihre Änderung an {} ist abgelehnt.", "Your change to {} was refused."),
    ListingEdit.State.REVERTED: (
        "Ihre Änderung an {} ist zurückgenommen.",
        "Your change to {} was taken back.",
    ),
}
_PUBLISHED = ("{} ist jetzt veröffentlicht.", "{} is published now.")


def tell_provider(edit: ListingEdit) -> None:
    """Give everybody who may edit for the organisation a notice, with the reason if there is one."""
    words = _WORDS[ListingEdit.State(edit.state)]
    if edit.publishes and edit.state == ListingEdit.State.ACCEPTED:
        words = _PUBLISHED
    reason = (f" Begründung: {edit.reason}", f" Reason: {edit.reason}") if edit.reason else ("", "")
    text_de, text_en = (
        text.format(edit.listing.name[:120]) + why for text, why in zip(words, reason, strict=True)
    )
    tell_editors(
        edit.organisation, kind=f"listing.edit_{edit.state}", key=f"edit:{edit.pk}:{edit.state}",
        text_de=text_de, text_en=text_en, url=reverse("web:provider-listing", args=[edit.listing.slug]),
    )  # fmt: skip


def tell_editors(
    organisation: Organisation, *, kind: str, key: str, text_de: str, text_en: str, url: str
) -> None:
    """Give a notice to everybody who may edit for an organisation."""
    roles = [Membership.Role.ADMIN, Membership.Role.EDITOR]
    for one in organisation.memberships.filter(role__in=roles).select_related("user"):
        notify(one.user, kind=kind, key=key, text_de=text_de, text_en=text_en, url=url)
