"""Authenticator app, recovery codes and who must have a second factor."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from marketplace.accounts.queries import has_second_factor
from tests import factories
from tests.marketplace.accounts.conftest import PASSWORD, mails_to

pytestmark = pytest.mark.django_db
HOME = "/konto/zweiter-faktor/"


def sign_in(client: Client, handle: str = "lena") -> str:
    answer = client.post("/konto/anmelden/", {"login": f"{handle}@stadt.example", "password": PASSWORD})
    return str(answer["Location"])


def confirm(client: Client, path: str = HOME + "app/") -> None:
    """Show once more who one is, as sensitive pages ask for."""
    client.post(f"/konto/bestaetigen/?next={path}", {"password": PASSWORD})


def current_code(secret: str) -> str:
    """What the app shows now."""
    return str(
        totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    )


def set_up_app(client: Client) -> str:
    """Set the app up and return its secret."""
    confirm(client)
    secret = str(client.get(HOME + "app/").context["form"].secret)
    assert client.post(HOME + "app/", {"code": current_code(secret)}).status_code == 302
    return secret


def test_with_an_app_the_password_alone_no_longer_opens_the_account(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    user = factories.person("lena", password=PASSWORD)
    sign_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_app(client)
    assert has_second_factor(user)
    assert "Zweiter Faktor eingerichtet" in mails_to(user.email)[-1].subject
    other = Client()
    assert sign_in(other) == HOME + "eingeben/"
    assert other.get("/konto/").status_code == 302
    other.post(HOME + "eingeben/", {"code": "000000"})
    assert other.get("/konto/").status_code == 302
    cache.clear()  # the code of this half-minute was used when the app was set up
    other.post(HOME + "eingeben/", {"code": current_code(secret)})
    assert other.get("/konto/").status_code == 200


def test_a_recovery_code_opens_the_account_once(client: Client) -> None:
    user = factories.person("lena", password=PASSWORD)
    sign_in(client)
    set_up_app(client)
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    for expected in (200, 302):
        other = Client()
        sign_in(other)
        other.post(HOME + "eingeben/", {"code": codes[0]})
        assert other.get("/konto/").status_code == expected


def test_setting_up_asks_for_the_password_again(client: Client) -> None:
    factories.person("lena", password=PASSWORD)
    sign_in(client)
    assert client.get(HOME + "app/")["Location"].startswith("/konto/bestaetigen/")
    assert client.get(HOME + "passkeys/neu/")["Location"].startswith("/konto/bestaetigen/")


@pytest.mark.parametrize("path", ["/betrieb/", "/loesungen/", "/kommune/"])
def test_an_operator_without_second_factor_gets_no_further_than_setting_one_up(
    client: Client, path: str
) -> None:
    client.force_login(factories.person("otto", is_staff=True, is_superuser=True))
    assert client.get(path)["Location"] == HOME
    assert client.get(HOME).status_code == 200


def test_an_operator_with_second_factor_reaches_the_desk(client: Client) -> None:
    client.force_login(factories.operator())
    assert client.get("/betrieb/").status_code == 200


def test_the_operators_desk_has_no_door_of_its_own(client: Client) -> None:
    factories.person("otto", is_staff=True, is_superuser=True, password=PASSWORD)
    assert client.get("/betrieb/login/")["Location"].startswith("/konto/anmelden/")
    client.post("/betrieb/login/", {"username": "otto", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_an_operator_keeps_the_last_factor(client: Client) -> None:
    user = factories.person("otto", is_staff=True, password=PASSWORD)
    sign_in(client, "otto")
    set_up_app(client)
    answer = client.post(HOME + "app/entfernen/")
    assert "zweiten Faktor ein" in answer.content.decode()
    assert has_second_factor(user)


def test_a_reviewer_keeps_the_last_factor_and_may_go_when_no_longer_one(client: Client) -> None:
    user = factories.person("rita", password=PASSWORD)
    membership = factories.team().memberships.create(user=user, role="editor")
    sign_in(client, "rita")
    set_up_app(client)
    answer = client.post(HOME + "app/entfernen/")
    assert "zweiten Faktor ein" in answer.content.decode()
    assert has_second_factor(user)
    membership.delete()
    client.post(HOME + "app/entfernen/")
    assert not has_second_factor(user)


def test_everywhere_signed_out_means_everywhere(client: Client) -> None:
    factories.person("lena", password=PASSWORD)
    other = Client()
    sign_in(client)
    sign_in(other)
    assert client.post("/konto/ueberall-abmelden/")["Location"] == "/konto/anmelden/"
    assert other.get("/konto/").status_code == 302
    assert client.get("/konto/").status_code == 302


def test_a_new_password_ends_the_sessions_elsewhere(client: Client) -> None:
    factories.person("lena", password=PASSWORD)
    other = Client()
    sign_in(client)
    sign_in(other)
    new = "ein anderes gutes Kennwort"
    client.post("/konto/kennwort/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert other.get("/konto/").status_code == 302
    assert client.get("/konto/").status_code == 200


def test_a_session_opened_by_the_password_alone_gets_no_rights_of_both(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    factories.person("lena", password=PASSWORD)
    before = Client()
    sign_in(before)
    sign_in(client)
    assert before.get("/konto/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    assert before.get("/konto/").status_code == 302
    assert client.get("/konto/").status_code == 200
