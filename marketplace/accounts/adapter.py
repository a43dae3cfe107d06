"""What allauth asks us when people sign up and in: names, links in mails, how mail leaves the house."""

# ruff: noqa: ARG002 - the hooks of the library have these arguments
from __future__ import annotations

import logging
import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.accounts.queries import known_language, language_of_address
from marketplace.lib.own_addresses import at_home, in_language
from marketplace.lib.refusals import Refusal
from marketplace.outbox import services as outbox
from marketplace.outbox.letter import letter

LONGEST_ADDRESS = 254
LINK_LABELS = {
    "activate_url": _("Adresse bestätigen"),
    "password_reset_url": _("Neues Kennwort festlegen"),
    "signup_url": _("Konto anlegen"),
}
"""The links a mail may hold, by the name allauth gives them, and what stands on their buttons."""
log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are known by their mail address; mail goes through the outbox."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Dieses Konto ist gesperrt."),
        "cannot_remove_primary_email": _(
            "Die Adresse, mit der Sie sich anmelden, kann nicht entfernt werden."
        ),
        "duplicate_email": _("Diese Adresse gehört schon zu Ihrem Konto."),
        "email_password_mismatch": _("E-Mail-Adresse und Kennwort passen nicht zusammen."),
        "enter_current_password": _("Bitte geben Sie Ihr jetziges Kennwort ein."),
        "incorrect_password": _("Das Kennwort stimmt nicht."),
        "invalid_or_expired_key": _("Dieser Link ist abgelaufen oder nicht mehr gültig."),
        "invalid_password_reset": _("Dieser Link ist abgelaufen oder wurde schon benutzt."),
        "max_email_addresses": _("Mehr als %d Adressen sind nicht möglich."),
        "rate_limited": _("Das waren viele Versuche. Bitte warten Sie einige Minuten."),
        "same_as_current": _("Das ist die Adresse, die Sie schon haben."),
        "too_many_login_attempts": _("Das waren viele Versuche. Bitte warten Sie einige Minuten."),
        "unverified_primary_email": _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    }

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """A random name that nobody sees and that says nothing."""
        user.username = user.username or uuid.uuid4().hex

    def clean_email(self, email: str) -> str:
        """No longer than mail allows (RFC 5321, 4.5.3.1) and the table holds."""
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(_("Das ist länger als eine E-Mail-Adresse sein kann."), code="too_long")
        return email

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a web server its last note counts; what stands before it anybody may have written."""
        noted = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
        return noted.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR") or "127.0.0.1")

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Refused: mail leaves through `send_mail` only."""
        raise NotImplementedError

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a mail into the outbox: the same answer and time for known and unknown addresses.

        It speaks the language of the account it is about or goes to, else that of the page.

        Args:
            template_prefix: as in "account/email/password_reset_key".
            email: the stored address, never one that was typed.
            context: for the templates; every `…_url` gets the marketplace's own address, whatever Host said.
        """
        language = getattr(context.get("user"), "language", None) or language_of_address(email)
        with override(known_language(language or get_language())):
            self._write(template_prefix, email, context)

    def _write(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        language = known_language(get_language())
        links = {
            key: at_home(in_language(value, language))
            for key, value in context.items()
            if key in LINK_LABELS and isinstance(value, str)
        }
        known = {key: value for key, value in context.items() if not key.endswith("_url")} | links
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", known).split())
        body = render_to_string(f"{template_prefix}_message.txt", known)
        mail = letter(subject, body, actions={link: str(LINK_LABELS[key]) for key, link in links.items()})
        name = template_prefix.rpartition("/")[2]
        key = f"account.{name}:{uuid.uuid4()}"
        try:
            outbox.post(to=email, subject=subject, text=mail.text, html=mail.html, key=key)
        except Refusal as refusal:
            # The page must not tell whether an address got mail.
            log.warning("Mail %s was not written: %s", name, refusal.word)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell people of changes to their account; without the network address allauth adds."""
        if address := email or user.email:
            self.send_mail(template_prefix, address, {"user": user} | (context or {}))
