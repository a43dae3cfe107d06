"""Secrets of second factors lie sealed in the database, through a change of the key, too."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import LazySettings
from django.core.cache import cache

from marketplace.accounts.models import User
from marketplace.accounts.sealing import seal, seal_all, unseal
from tests import factories
from tests.marketplace.accounts.test_second_factor import current_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena(db: None) -> User:
    return factories.person("lena")


def stored(user: User, name: str) -> str:
    """What lies in the table of the one row that has it."""
    [found] = [row.data[name] for row in Authenticator.objects.filter(user=user) if name in row.data]
    return str(found)


def opens(user: User, secret: str) -> bool:
    """Whether a code made from the secret passes; as if no code had been used yet."""
    cache.clear()
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return bool(TOTP(row).validate_code(current_code(secret)))


def test_neither_the_app_s_secret_nor_the_seed_of_the_codes_lies_open(lena: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(lena, secret)
    codes = RecoveryCodes.activate(lena).get_unused_codes()
    assert secret not in stored(lena, "secret")
    assert stored(lena, "seed").startswith("sealed:")
    assert opens(lena, secret)
    row = Authenticator.objects.get(user=lena, type=Authenticator.Type.RECOVERY_CODES)
    assert RecoveryCodes(row).get_unused_codes() == codes


def test_what_lay_open_before_still_counts_and_is_sealed_by_the_errand(lena: User) -> None:
    secret = generate_totp_secret()
    Authenticator.objects.create(user=lena, type=Authenticator.Type.TOTP, data={"secret": secret})
    factories.operator()  # a row without any secret
    assert opens(lena, secret)
    assert (seal_all(), seal_all()) == (1, 0)
    assert secret not in stored(lena, "secret")
    assert opens(lena, secret)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert seal("geheim") != seal("geheim")
    assert unseal(seal("geheim")) == "geheim"


def test_a_former_key_opens_until_the_errand_has_sealed_anew(lena: User, settings: LazySettings) -> None:
    secret = generate_totp_secret()
    TOTP.activate(lena, secret)
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "ein neuer Schlüssel", [former]
    assert opens(lena, secret)
    assert seal_all() == 1
    settings.SECRET_KEY_FALLBACKS = []
    assert opens(lena, secret)


def test_without_its_key_a_seal_lets_nobody_in_and_stays(lena: User, settings: LazySettings) -> None:
    secret = generate_totp_secret()
    TOTP.activate(lena, secret)
    before = stored(lena, "secret")
    settings.SECRET_KEY = "ein fremder Schlüssel"
    assert not opens(lena, secret)
    assert not opens(lena, "")
    assert seal_all() == 0
    assert stored(lena, "secret") == before


def test_a_seal_that_was_changed_does_not_open() -> None:
    sealed = seal("geheim")
    assert unseal(sealed[:-8] + ("AAAAAA==" if not sealed.endswith("AAAAAA==") else "BBBBBB==")) != "geheim"
