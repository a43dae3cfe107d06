"""Every mail in both languages: whole, of one language, and leading nowhere but here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from marketplace.accounts.models import User
from marketplace.accounts.services import personal_data
from marketplace.notices.mailing import mail_due
from marketplace.notices.services import notify
from marketplace.organisations.membership_services import invite
from marketplace.outbox.models import OutgoingMail
from marketplace.web.invitation_mail import send_invitation
from tests import factories
from tests.marketplace.accounts.conftest import PASSWORD, link_in, mails_to

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[3] / "marketplace" / "web" / "templates"
ACCOUNT_MAILS = sorted(
    str(one.relative_to(TEMPLATES)).removesuffix("_subject.txt")
    for one in TEMPLATES.glob("*/email/*_subject.txt")
)
OUR_HOST = "https://markt.example"
GERMAN = re.compile(r"[äöüßÄÖÜ„]|\b(?:Sie|Ihr|und|nicht|Konto|Kennwort|Guten|ist|wurde)\b")
ENGLISH = re.compile(r"\b(?:you|your|and|not|account|password|Hello|is|was|the)\b")


@pytest.fixture(autouse=True)
def our_host(settings: LazySettings) -> None:
    settings.SITE_URL = OUR_HOST


def written(prefix: str, language: str) -> OutgoingMail:
    """A mail about an account, asked for on a page in the other language and through another host."""
    reader = factories.person("lena", language=language)
    page = "en" if language == "de" else "de"
    with override(page):
        paths = {
            "activate_url": reverse("account_confirm_email", args=["abc"]),
            "password_reset_url": reverse("account_reset_password"),
            "signup_url": reverse("account_signup"),
        }
        context = {key: f"http://evil.example{path}" for key, path in paths.items()}
        get_adapter().send_mail(prefix, reader.email, context | {"user": reader})
    return mails_to(reader.email)[-1]


def check(mail: OutgoingMail, language: str) -> None:
    """What holds for every mail."""
    assert mail.subject.strip()
    hosts = re.findall(r"https?://[^\s\"<>]+", mail.text + mail.html)
    assert hosts
    assert all(one.startswith(OUR_HOST) for one in hosts)
    assert all(("/en/" in one) == (language == "en") for one in hosts), hosts
    prose = re.sub(r"https?://\S+", "", f"{mail.subject}\n{mail.text}")
    assert f'<html lang="{language}">' in mail.html
    assert (GERMAN if language == "en" else ENGLISH).search(prose) is None, prose
    assert not re.search(r"\{[{%]|%\(|\b[a-z]+_[a-z]+\b", prose)
    for paragraph in filter(None, mail.text.strip().splitlines()):
        for part in paragraph.rstrip(":").split(": http"):
            assert part == "--" or part in _as_text(mail.html), part


def _as_text(html: str) -> str:
    return html.replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", '"')


def test_there_are_mails_for_all_that_happens_to_an_account() -> None:
    assert len(ACCOUNT_MAILS) >= 17


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("prefix", ACCOUNT_MAILS)
def test_mails_about_an_account_speak_its_language(prefix: str, language: str) -> None:
    check(written(prefix, language), language)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("number", [1, 2])
def test_mails_with_notices_speak_the_reader_s_language(language: str, number: int) -> None:
    reader = factories.person("lena", language=language)
    for one in range(number):
        # Written by somebody who read the page in English: the reader's language counts all the same.
        notify(
            reader, kind="organisation.joined", key=str(one), text_de="Konto bestätigt", text_en="Confirmed",
            url="/en/account/",
        )  # fmt: skip
    assert mail_due() == 1
    check(mails_to(reader.email)[0], language)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("language", ["de", "en"])
def test_an_invitation_speaks_the_reader_s_language_or_that_of_the_page(language: str, known: bool) -> None:
    anna = factories.person("anna")
    town = factories.municipality("Musterhausen", members={anna: "admin"})
    if known:
        factories.person("neu", language=language)
    page = language if not known else "de" if language == "en" else "en"
    with override(page):
        made, token = invite(town, by=anna, email="neu@stadt.example", role="reader")
        send_invitation(made, token, anna, to_project=True)
    check(mails_to("neu@stadt.example")[0], language)


def test_the_language_of_the_page_where_somebody_signs_up_is_kept(client: Client) -> None:
    form = {"name": "Lena", "email": "lena@stadt.example", "password1": PASSWORD}
    client.post("/en/account/sign-up/", form)
    assert User.objects.get(email="lena@stadt.example").language == "en"
    [mail] = mails_to("lena@stadt.example")
    assert mail.subject == "Please confirm your address"
    assert link_in(mail).startswith("/en/")


def test_the_language_is_chosen_on_the_account_page_and_taken_along(client: Client) -> None:
    lena = factories.signed_in(client, "lena")
    answer = client.post("/konto/sprache/", {"language": "en"})
    assert answer["Location"] == "/en/account/"
    lena.refresh_from_db()
    assert lena.language == "en"
    assert personal_data(lena)["accounts.User"][0]["language"] == "en"
    assert client.post("/konto/sprache/", {"language": "fr"}, follow=True).status_code == 200
    lena.refresh_from_db()
    assert lena.language == "en"
