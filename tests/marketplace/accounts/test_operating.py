"""What operators set: where mail goes, and their own account."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from config import env
from marketplace.accounts.models import User
from marketplace.accounts.queries import confirmed_addresses
from tests import factories
from tests.marketplace.accounts.conftest import PASSWORD


def test_without_a_mail_server_mails_become_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARKTPLATZ_MAIL", raising=False)
    assert env.mail("MARKTPLATZ_MAIL", folder=Path("ordner"))["EMAIL_FILE_PATH"] == "ordner"


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [("smtp://a%40b:p%3Aw@mail.example", 587, True, False),
     ("smtps://a%40b:p%3Aw@mail.example:4650", 4650, False, True),
     ("smtp+plain://a%40b:p%3Aw@mail.example", 25, False, False)],
)  # fmt: skip
def test_a_mail_server_is_one_address(
    monkeypatch: pytest.MonkeyPatch, address: str, port: int, tls: bool, ssl: bool
) -> None:
    monkeypatch.setenv("MARKTPLATZ_MAIL", address)
    found = env.mail("MARKTPLATZ_MAIL", folder=Path("ordner"))
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", port)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("a@b", "p:w")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


@pytest.mark.parametrize(
    "address", ["mail.example", "https://mail.example", "smtp://", "smtp://u:geheim@h:99999"]
)
def test_an_odd_mail_address_stops_the_start_without_the_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("MARKTPLATZ_MAIL", address)
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.mail("MARKTPLATZ_MAIL", folder=Path("ordner"))
    assert "geheim" not in str(refusal.value)


@pytest.mark.django_db
def test_an_operator_is_made_at_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _question: "Otto Betreiber")
    monkeypatch.setattr("getpass.getpass", lambda _question: PASSWORD)
    call_command("create_operator", "Otto@Stadt.example")
    made = User.objects.get()
    assert (made.email, made.name, made.is_staff) == ("otto@stadt.example", "Otto Betreiber", True)
    assert confirmed_addresses(made) == ["otto@stadt.example"]
    assert made.check_password(PASSWORD)


@pytest.mark.django_db
def test_an_existing_account_gets_operators_rights_and_keeps_its_password() -> None:
    factories.person("lena", password=PASSWORD)
    call_command("create_operator", "lena@stadt.example")
    made = User.objects.get()
    assert made.is_superuser
    assert made.check_password(PASSWORD)


@pytest.mark.django_db
def test_a_weak_password_makes_no_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _question: "Otto")
    monkeypatch.setattr("getpass.getpass", lambda _question: "kurz")
    with pytest.raises(CommandError):
        call_command("create_operator", "otto@stadt.example")
    assert not User.objects.exists()
