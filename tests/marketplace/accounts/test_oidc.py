"""Sign-in through a directory: against a real server that signs its tokens, and lies on request."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from pytest_django import Settings

from marketplace.accounts.models import User
from tests import factories
from tests.fakes.identity_provider import CLIENT, IdentityProvider, running_provider
from tests.marketplace.accounts.conftest import PASSWORD, mails_to

pytestmark = pytest.mark.django_db
LENA = {"sub": "4711", "name": "Lena Brandt", "email": "lena@stadt.example", "email_verified": True}
Claims = dict[str, Any]


@pytest.fixture
def provider(settings: Settings) -> Iterator[IdentityProvider]:
    """A provider that knows Lena, set up as an operator would."""
    with running_provider() as running:
        running.person = dict(LENA)
        settings.OIDC_ISSUER = running.address
        app = {"provider_id": "oidc", "name": "Stadt", "client_id": CLIENT, "secret": "geheim"}
        app["settings"] = {"server_url": running.address}  # type: ignore[assignment]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield running


def go(client: Client, provider: IdentityProvider, **form: str) -> Any:
    """To the provider and back, as a browser would."""
    there = client.post("/oidc/oidc/", form)
    assert there.status_code == 302
    asked = dict(parse_qsl(urlsplit(there["Location"]).query))
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    back = urlsplit(provider.authorise(asked))
    return client.get(f"{back.path}?{back.query}")


def is_in(client: Client) -> bool:
    return bool(client.get("/konto/").status_code == 200)


def test_a_confirmed_address_of_the_directory_needs_no_mail(
    client: Client, provider: IdentityProvider
) -> None:
    go(client, provider)
    assert is_in(client)
    user = User.objects.get()
    assert (user.name, user.email, user.has_usable_password()) == ("Lena Brandt", "lena@stadt.example", False)
    assert EmailAddress.objects.get(user=user).verified
    again = Client()
    go(again, provider)
    assert is_in(again)
    assert User.objects.count() == 1


@pytest.mark.parametrize(("said", "kept"), [("en", "en"), ("de", "de"), ("xx", "de"), ("", "de")])
def test_the_language_of_the_page_somebody_left_from_is_kept(
    client: Client, provider: IdentityProvider, said: str, kept: str
) -> None:
    go(client, provider, language=said)
    assert User.objects.get().language == kept


def test_the_page_says_its_language_on_the_way_to_the_directory(
    client: Client, provider: IdentityProvider
) -> None:
    assert 'name="language" value="en"' in client.get("/en/account/sign-in/").content.decode()
    assert 'name="language" value="de"' in client.get("/konto/anlegen/").content.decode()


@pytest.mark.parametrize("verified", [False, "true", "false", None, 1])
def test_an_unconfirmed_address_is_confirmed_by_mail_first(
    client: Client, provider: IdentityProvider, verified: object
) -> None:
    provider.person["email_verified"] = verified
    go(client, provider)
    assert not is_in(client)
    assert len(mails_to("lena@stadt.example")) == 1


@pytest.mark.parametrize("verified", [False, True])
def test_an_address_never_opens_an_account_that_is_already_there(
    client: Client, provider: IdentityProvider, verified: bool
) -> None:
    there = factories.person("lena", password=PASSWORD)
    provider.person["email_verified"] = verified
    go(client, provider)
    assert not is_in(client)
    assert not SocialAccount.objects.filter(user=there).exists()


def test_whoever_is_signed_in_can_connect_the_directory(client: Client, provider: IdentityProvider) -> None:
    user = factories.person("lena", password=PASSWORD)
    client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD})
    client.post("/konto/bestaetigen/?next=/konto/verbunden/", {"password": PASSWORD})
    go(client, provider, process="connect")
    assert SocialAccount.objects.get().user == user
    other = Client()
    go(other, provider)
    assert is_in(other)


def unsigned(claims: Claims, _provider: IdentityProvider) -> str:
    return jwt.encode(claims, key="", algorithm="none", headers={"kid": "one"})


def foreign_key(claims: Claims, _provider: IdentityProvider) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"})


def secret_as_key(claims: Claims, _provider: IdentityProvider) -> str:
    return jwt.encode(claims, "geheim" * 8, algorithm="HS256", headers={"kid": "one"})


def unknown_key(claims: Claims, provider: IdentityProvider) -> str:
    return jwt.encode(claims, provider.key, algorithm="RS256", headers={"kid": "two"})


def no_token(_claims: Claims, _provider: IdentityProvider) -> str:
    return ""


@pytest.mark.parametrize("forge", [unsigned, foreign_key, secret_as_key, unknown_key, no_token])
def test_forged_tokens_open_nothing(
    client: Client, provider: IdentityProvider, forge: Callable[[Claims, IdentityProvider], str]
) -> None:
    provider.sign = lambda claims: forge(claims, provider)
    answer = go(client, provider)
    assert answer.status_code in {200, 401}
    assert "nicht geklappt" in answer.content.decode()
    assert not is_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://anderswo.example"},
        {"aud": "jemand-anders"},
        {"aud": [CLIENT, "jemand-anders"], "azp": "jemand-anders"},
        {"nonce": "aus-einer-anderen-anfrage"},
        {"nonce": None},
        {"exp": int(time.time()) - 600},
        {"iat": int(time.time()) + 3600},
        {"sub": None},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_tokens_for_somebody_else_open_nothing(
    client: Client, provider: IdentityProvider, wrong: Claims
) -> None:
    provider.bend = lambda claims: claims | wrong
    assert "nicht geklappt" in go(client, provider).content.decode()
    assert not User.objects.exists()


def test_a_provider_that_calls_itself_differently_is_refused(
    client: Client, provider: IdentityProvider
) -> None:
    provider.says_issuer = "https://anderswo.example"
    assert "nicht geklappt" in go(client, provider).content.decode()


def test_an_answer_cannot_be_used_twice_or_by_another_browser(
    client: Client, provider: IdentityProvider
) -> None:
    there = client.post("/oidc/oidc/")
    asked = dict(parse_qsl(urlsplit(there["Location"]).query))
    back = urlsplit(provider.authorise(asked))
    assert "nicht geklappt" in Client().get(f"{back.path}?{back.query}").content.decode()
    client.get(f"{back.path}?{back.query}")
    client.post("/konto/abmelden/")
    assert "nicht geklappt" in client.get(f"{back.path}?{back.query}").content.decode()


def test_a_link_alone_starts_no_sign_in(client: Client, provider: IdentityProvider) -> None:
    assert client.get("/oidc/oidc/").status_code == 405
    assert client.post("/oidc/anderer/").status_code == 404


def test_a_provider_that_does_not_answer_leaves_a_sentence(
    client: Client, provider: IdentityProvider, settings: Settings
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    assert "nicht geklappt" in client.post("/oidc/oidc/").content.decode()


def test_without_a_directory_nothing_is_offered(client: Client) -> None:
    assert "/oidc/" not in client.get("/konto/anmelden/").content.decode()
    assert client.post("/oidc/oidc/").status_code == 404
