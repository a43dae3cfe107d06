"""Signing up, confirming, signing in and coming back after a forgotten password."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.accounts.services import forget_unconfirmed
from tests import factories
from tests.marketplace.accounts.conftest import PASSWORD, link_in, mails_to

pytestmark = pytest.mark.django_db
LENA = {"name": "Lena Brandt", "email": "Lena.Brandt@Musterhausen.example", "password1": PASSWORD}
ADDRESS = "lena.brandt@musterhausen.example"


def sign_up(client: Client, **changes: str) -> str:
    """Send the form and return where it leads."""
    answer = client.post("/konto/anlegen/", LENA | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def test_who_signs_up_confirms_the_address_and_is_in(client: Client) -> None:
    assert sign_up(client) == "/konto/mail-unterwegs/"
    [mail] = mails_to(ADDRESS)
    assert "Bitte bestätigen" in mail.subject
    page = client.get(link_in(mail))
    assert ADDRESS in page.content.decode()
    assert client.post(link_in(mail)).status_code == 302
    assert "Lena Brandt" in client.get("/konto/").content.decode()


def test_before_confirming_nothing_else_is_open(client: Client) -> None:
    sign_up(client)
    assert client.get("/konto/")["Location"].startswith("/konto/anmelden/")
    answer = client.post("/konto/anmelden/", {"login": ADDRESS, "password": PASSWORD})
    assert answer["Location"] == "/konto/mail-unterwegs/"
    assert client.get("/konto/").status_code == 302


def test_the_user_name_says_nothing_about_the_person(client: Client) -> None:
    sign_up(client)
    user = User.objects.get(email=ADDRESS)
    assert len(user.username) == 32
    assert "lena" not in user.username


def test_a_known_address_gets_the_same_answer_and_a_mail_that_tells_the_owner(client: Client) -> None:
    factories.person("lena", name="Lena")
    taken = sign_up(client, email="lena@stadt.example")
    assert taken == sign_up(Client(), email="neu@stadt.example")
    assert User.objects.filter(email="lena@stadt.example").count() == 1
    assert "schon ein Konto" in mails_to("lena@stadt.example")[0].subject


def test_unknown_and_known_addresses_cannot_be_told_apart_when_signing_in(client: Client) -> None:
    factories.person("lena", password=PASSWORD)
    pages = []
    for login in ("lena@stadt.example", "nobody@stadt.example"):
        answer = client.post("/konto/anmelden/", {"login": login, "password": "etwas ganz anderes"})
        pages.append((answer.status_code, answer.context["form"].non_field_errors()))
    assert pages[0] == pages[1]
    assert "passen nicht zusammen" in pages[0][1][0]


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client: Client) -> None:
    user = factories.person("lena", password=PASSWORD)
    client.post("/konto/kennwort-vergessen/", {"email": user.email})
    link = link_in(mails_to(user.email)[0])
    form = client.get(link)
    new = {"password1": "ein anderes gutes Kennwort", "password2": "ein anderes gutes Kennwort"}
    assert client.post(form["Location"], new).status_code == 302
    user.refresh_from_db()
    assert user.check_password("ein anderes gutes Kennwort")
    assert "schon benutzt" in Client().get(link, follow=True).content.decode()


def test_a_forgotten_password_tells_nobody_whether_there_is_an_account(client: Client) -> None:
    factories.person("lena")
    known = client.post("/konto/kennwort-vergessen/", {"email": "lena@stadt.example"})
    unknown = client.post("/konto/kennwort-vergessen/", {"email": "nobody@stadt.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert "gibt es kein Konto" in mails_to("nobody@stadt.example")[0].subject


def test_the_reset_mail_goes_to_the_stored_address_only(client: Client) -> None:
    """CVE-2019-19844: a Unicode twin that folds to the same letters."""
    factories.person("mike", name="Mike")
    client.post("/konto/kennwort-vergessen/", {"email": "mıke@stadt.example"})
    assert mails_to("mike@stadt.example") == []


def test_links_in_mails_lead_to_the_marketplace_whatever_host_was_asked(client: Client) -> None:
    client.post("/konto/anlegen/", LENA, headers={"host": "localhost:9999"})
    assert "localhost:9999" not in mails_to(ADDRESS)[0].text


@pytest.mark.parametrize("password", ["kurz", "q1w2e3r4t5y6", "1qaz2wsx3edc"])
def test_weak_passwords_are_refused_with_what_was_typed_kept(client: Client, password: str) -> None:
    answer = client.post("/konto/anlegen/", LENA | {"password1": password})
    assert answer.status_code == 200
    assert answer.context["form"].errors["password1"]
    assert "Lena Brandt" in answer.content.decode()
    assert not User.objects.exists()


def test_guessing_passwords_ends_after_ten_tries(client: Client) -> None:
    factories.person("lena", password=PASSWORD)
    for _try in range(10):
        client.post("/konto/anmelden/", {"login": "lena@stadt.example", "password": "geraten geraten"})
    answer = client.post("/konto/anmelden/", {"login": "lena@stadt.example", "password": PASSWORD})
    assert "viele Versuche" in answer.content.decode()
    assert client.get("/konto/").status_code == 302


def test_an_address_is_changed_only_when_the_new_one_is_confirmed(client: Client) -> None:
    user = factories.person("lena", password=PASSWORD)
    client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD})
    answer = client.post("/konto/e-mail/", {"email": "neu@stadt.example", "action_add": ""})
    assert answer["Location"].startswith("/konto/bestaetigen/")
    client.post(answer["Location"], {"password": PASSWORD})
    user.refresh_from_db()
    assert user.email == "lena@stadt.example"
    client.post(link_in(mails_to("neu@stadt.example")[0]))
    user.refresh_from_db()
    assert user.email == "neu@stadt.example"
    assert list(EmailAddress.objects.filter(user=user).values_list("email", flat=True)) == [user.email]
    assert "Adresse wurde geändert" in mails_to("lena@stadt.example")[-1].subject


def test_accounts_nobody_confirmed_are_forgotten_after_a_week() -> None:
    for days, name in ((8, "alt"), (6, "neu")):
        sign_up(Client(), email=f"{name}@stadt.example")
        joined = timezone.now() - timedelta(days=days)
        User.objects.filter(email=f"{name}@stadt.example").update(date_joined=joined)
    factories.person("anna", date_joined=timezone.now() - timedelta(days=8))
    assert forget_unconfirmed() == 1
    assert set(User.objects.values_list("email", flat=True)) == {"neu@stadt.example", "anna@stadt.example"}
    assert not EmailAddress.objects.filter(email="alt@stadt.example").exists()


@pytest.mark.parametrize(
    "email", ["a@b", "keine adresse", "x" * 250 + "@stadt.example", "a\x00b@stadt.example"]
)
def test_odd_addresses_are_refused_in_words(client: Client, email: str) -> None:
    answer = client.post("/konto/anlegen/", LENA | {"email": email})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]


def test_one_leads_back_to_where_one_came_from_and_never_elsewhere(client: Client) -> None:
    factories.person("lena", password=PASSWORD)
    values = {"login": "lena@stadt.example", "password": PASSWORD}
    assert client.post("/konto/anmelden/", values | {"next": "/kommune/"})["Location"] == "/kommune/"
    answer = Client().post("/konto/anmelden/", values | {"next": "https://boese.example/"})
    assert answer["Location"] == "/konto/"


def test_a_flood_of_resets_is_answered_in_words(client: Client) -> None:
    factories.person("lena")
    answers = [client.post("/konto/kennwort-vergessen/", {"email": "lena@stadt.example"}) for _ in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [429]
    assert "viele Versuche" in answers[-1].content.decode()
    assert len(mails_to("lena@stadt.example")) == 5
