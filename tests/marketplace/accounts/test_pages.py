"""Every page around the account answers in our words and design, and no other page of the library does."""

from __future__ import annotations

import pytest
from allauth import urls as library_urls
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests import factories
from tests.marketplace.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PAGES = [
    "anmelden/", "anlegen/", "mail-unterwegs/", "kennwort-vergessen/", "kennwort-vergessen/unterwegs/",
    "kennwort-vergessen/fertig/", "gesperrt/", "verbunden/fehler/", "verbunden/abgebrochen/",
    "mail-bestaetigen/falsch/", "kennwort-vergessen/1-falsch/",
]  # fmt: skip
OWN_PAGES = [
    "", "e-mail/", "kennwort/", "abmelden/", "bestaetigen/", "zweiter-faktor/", "zweiter-faktor/passkeys/",
    "sitzungen/", "verbunden/",
]  # fmt: skip
SENSITIVE = [
    "zweiter-faktor/app/", "zweiter-faktor/passkeys/neu/", "loeschen/", "meine-daten.json",
]  # fmt: skip
NOT_WANTED = [
    "account_request_login_code", "account_confirm_login_code", "account_signup_by_passkey", "mfa_trust",
    "mfa_signup_webauthn", "account_verify_phone", "account_change_phone",
]  # fmt: skip
ENGLISH_OF_THE_LIBRARY = ["Sign In", "Sign Up", "Please", "Password", "E-mail", "Menu:"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_for_everybody_are_ours(client: Client, page: str) -> None:
    answer = client.get(f"/konto/{page}")
    assert answer.status_code in {200, 401}
    assert_ours(answer.content.decode())


@pytest.mark.parametrize("page", OWN_PAGES)
def test_pages_of_ones_own_account_are_ours_and_private(client: Client, page: str) -> None:
    address = f"/konto/{page}"
    assert client.get(address).status_code in {200, 302}
    client.force_login(factories.person("lena", password=PASSWORD))
    answer = client.get(address)
    assert answer.status_code == 200
    assert_ours(answer.content.decode())


@pytest.mark.parametrize("page", SENSITIVE)
def test_sensitive_pages_ask_again_who_one_is(client: Client, page: str) -> None:
    client.force_login(factories.person("lena", password=PASSWORD))
    assert client.get(f"/konto/{page}")["Location"].startswith("/konto/bestaetigen/")
    client.post(f"/konto/bestaetigen/?next=/konto/{page}", {"password": PASSWORD})
    answer = client.get(f"/konto/{page}")
    assert answer.status_code == 200
    if page.endswith("/"):
        assert_ours(answer.content.decode())


@pytest.mark.parametrize("page", ["anmelden/", "anlegen/"])
def test_sign_in_exists_in_english(client: Client, page: str) -> None:
    english = {"anmelden/": "sign-in/", "anlegen/": "sign-up/"}[page]
    assert client.get(f"/en/account/{english}").status_code == 200


def assert_ours(page: str) -> None:
    assert 'class="masthead"' in page
    assert 'name="robots" content="noindex"' in page
    assert [word for word in ENGLISH_OF_THE_LIBRARY if f">{word}" in page] == []


def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """All names in a tree of addresses."""
    found: set[str] = set()
    for one in patterns:
        found |= names(one.url_patterns) if isinstance(one, URLResolver) else {one.name or ""}
    return found


def test_what_we_leave_out_of_the_library_has_no_address() -> None:
    ours = names(get_resolver().url_patterns)
    assert ours & set(NOT_WANTED) == set()
    assert {"account_login", "mfa_add_webauthn", "usersessions_list"} <= ours & names(
        library_urls.urlpatterns
    )
