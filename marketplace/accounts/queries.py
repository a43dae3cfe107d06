"""What is known of a person who signs in."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from marketplace.accounts.models import User

# Recovery codes alone are no second factor: they only help out when one is lost.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def known_language(code: str | None) -> str:
    """One of the languages mails are written in: this one, or German where it is unknown."""
    return code if code in User.Language.values else User.Language.GERMAN


def language_of_address(address: str) -> str | None:
    """The language of the account this mail address is confirmed for; None if there is none."""
    rows = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    row = rows.select_related("user").first()
    return str(row.user.language) if row else None


def confirmed_addresses(user: User) -> list[str]:
    """The mail addresses this person has confirmed, in small letters."""
    found = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return [address.lower() for address in found]


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app or a passkey stands beside the password."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())
