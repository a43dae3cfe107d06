"""The mail that asks somebody to join an organisation."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext, override

from marketplace.accounts.models import User
from marketplace.accounts.queries import known_language, language_of_address
from marketplace.lib.own_addresses import absolute
from marketplace.organisations.models import Invitation
from marketplace.outbox.letter import letter
from marketplace.outbox.services import post


def send_invitation(invitation: Invitation, token: str, by: User, *, to_project: bool = False) -> None:
    """Write the mail, in the language of the address's account, else in that of the page.

    Args:
        token: opens the invitation; it is stored nowhere else.
        by: who invites.
        to_project: whether a part in a project comes with it. The project is not named: the address may be
            mistyped, and what a town is looking for is its own business.

    Raises:
        Refusal: as in `outbox.services.post`.
    """
    with override(known_language(language_of_address(invitation.email) or get_language())):
        url = absolute(reverse("web:invitation", args=[token]))
        context = {
            "invitation": invitation,
            "by": by.get_full_name(),
            "accept_url": url,
            "to_project": to_project,
        }
        subject = gettext("Einladung: %s beim Marktplatz") % invitation.organisation.name[:120]
        body = render_to_string("web/organisations/invitation.txt", context)
        mail = letter(subject, body, actions={url: gettext("Einladung ansehen")})
    key = f"invitation:{invitation.pk}:{invitation.token_digest[:16]}"
    post(to=invitation.email, subject=subject, text=mail.text, html=mail.html, key=key)
