"""Seals the secrets of second factors, so that whoever gets at the database alone can make no codes.

The key comes from Django's secret key (HKDF, RFC 5869), the sealing is Fernet (AES-128-CBC with HMAC-SHA256).
A sealed text begins with the mark of its key; former keys in SECRET_KEY_FALLBACKS open what they sealed.
"""

from __future__ import annotations

import base64
import logging
import secrets
from functools import lru_cache

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

PREFIX = "sealed"
SECRET_KEYS = ("secret", "seed")
"""Where allauth keeps the secret of an authenticator app, and of recovery codes."""
log = logging.getLogger(__name__)


def seal(text: str) -> str:
    """The text sealed with the present key."""
    mark, box = _box(settings.SECRET_KEY)
    return f"{PREFIX}:{mark}:{box.encrypt(text.encode()).decode()}"


def unseal(sealed: str) -> str:
    """What was sealed; a text that never was comes back as it is.

    Where no key fits, a random secret comes back: no code fits that one, whereas an empty secret would let
    everybody in who can reckon.
    """
    found = _opened(sealed)
    if found is None:
        log.error("A second factor was sealed with a key that is neither SECRET_KEY nor a fallback.")
        return base64.b32encode(secrets.token_bytes(20)).decode()
    return found


def seal_all() -> int:
    """Errand: seal what is open, and with the present key what a former one sealed. Returns how many."""
    return sum(_seal_row(row.pk) for row in Authenticator.objects.order_by("pk") if _outdated(row))


@transaction.atomic
def _seal_row(number: int) -> bool:
    row = Authenticator.objects.select_for_update().filter(pk=number).first()
    changed = {name: _opened(row.data[name]) for name in _outdated(row)} if row else {}
    readable = {name: seal(text) for name, text in changed.items() if text is not None}
    if row and readable:
        row.data |= readable
        row.save(update_fields=["data"])
    return bool(readable)


def _outdated(row: Authenticator) -> list[str]:
    start = f"{PREFIX}:{_box(settings.SECRET_KEY)[0]}:"
    return [name for name in SECRET_KEYS if name in row.data and not row.data[name].startswith(start)]


def _opened(sealed: str) -> str | None:
    """The text; None where no key fits."""
    if not sealed.startswith(f"{PREFIX}:"):
        return sealed
    mark, token = sealed.removeprefix(f"{PREFIX}:").split(":", 1)
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        own, box = _box(key)
        if own == mark:
            try:
                return box.decrypt(token.encode()).decode()
            except InvalidToken:
                return None
    return None


@lru_cache(maxsize=8)
def _box(key: str) -> tuple[str, Fernet]:
    """The mark of a key and the box it locks; both are derived, neither tells the key."""
    made = HKDF(SHA256(), length=36, salt=None, info=b"marketplace.accounts.sealing").derive(key.encode())
    return made[32:].hex(), Fernet(base64.urlsafe_b64encode(made[:32]))
