"""What is known of a person who signs in."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from marketplace.accounts.models import User

# Recovery codes alone are no second factor: they only help out when one is lost.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def confirmed_addresses(user: User) -> list[str]:
    """The mail addresses this person has confirmed, in small letters."""
    found = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return [address.lower() for address in found]


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app or a passkey stands beside the password."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())
