"""Authenticator apps and passkeys: what allauth asks us about them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duties import needs_second_factor
from marketplace.accounts.models import User
from marketplace.accounts.queries import FACTORS
from marketplace.accounts.sealing import seal, unseal


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Operators and reviewers keep at least one second factor; secrets are stored sealed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Mit einem zweiten Faktor können Sie keine weitere Adresse eintragen."),
        "cannot_delete_authenticator": _(
            "Ihr Konto darf den Marktplatz betreiben oder Nachweise prüfen. Richten Sie erst einen neuen "
            "zweiten Faktor ein."
        ),
        "cannot_generate_recovery_codes": _("Notfallcodes gibt es erst mit einem zweiten Faktor."),
        "incorrect_code": _("Dieser Code stimmt nicht. Bitte nehmen Sie den, der gerade angezeigt wird."),
        "rate_limited": _("Das waren viele Versuche. Bitte warten Sie einige Minuten."),
        "unverified_email": _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of operators and reviewers stays."""
        if authenticator.type not in FACTORS or not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """A first name for a new passkey, which people can change."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Marktplatz"}
