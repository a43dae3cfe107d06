"""Pages of a municipality: for its members, with their rights, and for nobody else."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from marketplace.organisations.membership_services import invite
from marketplace.organisations.models import Invitation, Membership, Organisation
from marketplace.organisations.queries import municipality_of, role_in
from marketplace.organisations.services import Profile
from marketplace.outbox.models import OutgoingMail
from marketplace.web.organisation_forms import MunicipalityForm
from tests import factories

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Stadt Musterhausen",
    "type": "town",
    "land": "NW",
    "inhabitants": "18000",
    "systems": "DMS Beispiel\n",
}


def test_strangers_are_led_to_signing_in_and_back(client: Client) -> None:
    answer = client.get("/kommune/anlegen/")
    assert answer["Location"] == "/konto/anmelden/?next=/kommune/anlegen/"


def test_somebody_without_a_municipality_makes_one(client: Client) -> None:
    lena = factories.person("lena")
    client.force_login(lena)
    answer = client.post("/kommune/anlegen/", FORM, follow=True)
    page = answer.content.decode()
    assert "wartet auf Bestätigung" in page
    town = municipality_of(lena)
    assert town is not None
    assert town.profile.systems == ["DMS Beispiel"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 201), ("land", ""), ("land", "XX"), ("inhabitants", "viele"),
     ("inhabitants", "-5"), ("inhabitants", "9" * 30), ("operation", "erfunden"),
     ("systems", "\n".join(str(n) for n in range(31))), ("type", "kaiserreich"), ("name", "a\x00b")],
)  # fmt: skip
def test_odd_values_are_refused_in_words_and_kept(client: Client, field: str, value: str) -> None:
    client.force_login(factories.person("lena"))
    answer = client.post("/kommune/anlegen/", FORM | {field: value})
    assert answer.context["form"].errors[field]
    assert not Organisation.objects.exists()


def test_more_fields_than_asked_for_change_nothing(client: Client) -> None:
    client.force_login(factories.person("lena"))
    client.post(
        "/kommune/anlegen/", FORM | {"verification": "reviewer", "verified_at": "2026-01-01", "kind": "team"}
    )
    made = Organisation.objects.get()
    assert (made.kind, made.is_verified) == ("municipality", False)


def test_foreign_and_missing_organisations_answer_alike(client: Client) -> None:
    factories.signed_in(client, "lena")
    foreign = factories.municipality("Stadt Fremd")
    for address in ("", "bearbeiten/", "einladen/", "mitglieder/"):
        answers = []
        for pk in (foreign.pk, uuid.uuid4()):
            url = f"/organisation/{pk}/{address}"
            answer = (
                client.get(url) if address in {"", "bearbeiten/"} else client.post(url, {"action": "leave"})
            )
            page = answer.content.replace(str(pk).encode(), b"")
            answers.append((answer.status_code, re.sub(rb'value="\w{64}"', b"", page)))
        assert answers[0] == answers[1]
        assert answers[0][0] == 404


def test_an_invitation_arrives_by_mail_and_leads_to_joining(client: Client) -> None:
    lena = factories.signed_in(client, "lena", name="Lena Brandt")
    town = municipality_of(lena)
    assert town is not None
    client.post(f"/organisation/{town.pk}/einladen/", {"email": "bob@stadt.example", "role": "editor"})
    mail = OutgoingMail.objects.get(to="bob@stadt.example")
    assert "Lena Brandt lädt Sie ein" in mail.text
    link = next(line for line in mail.text.splitlines() if "/einladung/" in line)
    path = "/" + link.split("/", 3)[3]
    assert link in mail.html
    bob = factories.person("bob")
    other = Client()
    assert other.get(path)["Location"].startswith("/konto/anmelden/?next=/einladung/")
    other.force_login(bob)
    assert "Stadt Lena" in other.get(path).content.decode()
    other.post(path)
    assert role_in(bob, town) == "editor"
    assert other.post(path).status_code == 404


def test_an_invitation_for_somebody_else_looks_like_none(client: Client) -> None:
    lena = factories.person("lena")
    town = factories.municipality("Stadt Geheim", members={lena: "admin"})
    _invitation, token = invite(town, by=lena, email="bob@stadt.example", role="editor")
    client.force_login(factories.person("carl"))
    answer = client.get(f"/einladung/{token}/")
    assert answer.status_code == 404
    assert "Geheim" not in answer.content.decode()


@pytest.mark.parametrize("role", ["editor", "reader"])
@pytest.mark.parametrize("action", ["role", "transfer", "remove", "withdraw"])
def test_members_without_administration_change_nobody(client: Client, role: str, action: str) -> None:
    boss = factories.person("boss")
    town = factories.municipality(members={boss: "admin"})
    invitation, _token = invite(town, by=boss, email="neu@stadt.example", role="reader")
    factories.signed_in(client, "lena", role, organisation=town)
    number = invitation.pk if action == "withdraw" else boss.pk
    url = f"/organisation/{town.pk}/mitglieder/"
    assert client.post(url, {"action": action, "id": number, "role": "reader"}).status_code == 404
    assert role_in(boss, town) == "admin"
    assert Invitation.objects.count() == 1
    assert "neu@stadt.example" not in client.get(f"/organisation/{town.pk}/").content.decode()


def test_a_removed_member_is_out_with_the_next_click(client: Client) -> None:
    boss, other = factories.person("boss"), Client()
    town = factories.municipality(members={boss: "admin"})
    lena = factories.signed_in(client, "lena", "editor", organisation=town)
    assert client.get(f"/organisation/{town.pk}/").status_code == 200
    other.force_login(boss)
    other.post(f"/organisation/{town.pk}/mitglieder/", {"action": "remove", "id": lena.pk})
    assert client.get(f"/organisation/{town.pk}/").status_code == 404


def test_the_last_admin_reads_why_leaving_is_not_possible(client: Client) -> None:
    lena = factories.signed_in(client, "lena")
    town = municipality_of(lena)
    assert town is not None
    answer = client.post(f"/organisation/{town.pk}/mitglieder/", {"action": "leave"}, follow=True)
    assert "letzte Person mit Verwaltungsrechten" in answer.content.decode()
    assert Membership.objects.filter(user=lena).exists()


@pytest.mark.parametrize("next_page", ["https://boese.example/", "//boese.example/", "/\\boese.example"])
def test_after_creation_nobody_is_led_elsewhere(client: Client, next_page: str) -> None:
    client.force_login(factories.person("lena"))
    answer = client.post("/kommune/anlegen/", FORM | {"next": next_page})
    assert answer["Location"].startswith("/organisation/")


def test_the_team_confirms_at_its_desk(client: Client) -> None:
    town = factories.municipality()
    Organisation.objects.update(verified_at=None, verification="")
    client.force_login(factories.operator())
    values = {"action": "confirm", "_selected_action": [str(town.pk)]}
    client.post("/betrieb/organisations/organisation/", values)
    town.refresh_from_db()
    assert town.verification == "reviewer"


def test_names_are_text(client: Client) -> None:
    client.force_login(factories.person("lena", name="<b>Lena</b>"))
    page = client.post("/kommune/anlegen/", FORM | {"name": "<script>alert(1)</script>"}, follow=True)
    assert "<script>alert" not in page.content.decode()
    assert "<b>Lena" not in page.content.decode()


def test_an_account_is_erased_after_a_last_question(client: Client) -> None:
    lena = factories.person("lena", password="ein langes gutes Kennwort", name="Lena")
    client.force_login(lena)
    client.post("/konto/bestaetigen/?next=/konto/loeschen/", {"password": "ein langes gutes Kennwort"})
    assert client.post("/konto/loeschen/").status_code == 200
    lena.refresh_from_db()
    assert lena.is_active
    assert client.post("/konto/loeschen/", {"sure": "on"})["Location"] == "/"
    lena.refresh_from_db()
    assert str(lena) == "gelöschtes Konto"
    assert client.get("/konto/").status_code == 302


def test_data_to_take_along_comes_as_a_private_file(client: Client) -> None:
    client.force_login(factories.person("lena", password="ein langes gutes Kennwort"))
    client.post("/konto/bestaetigen/?next=/konto/meine-daten.json", {"password": "ein langes gutes Kennwort"})
    answer = client.get("/konto/meine-daten.json")
    assert answer.json()["accounts.User"][0]["email"] == "lena@stadt.example"
    assert answer["Cache-Control"] == "private, no-store"
    assert "attachment" in answer["Content-Disposition"]


def test_a_role_that_ends_while_the_form_is_sent_changes_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = factories.signed_in(client)
    town = Membership.objects.get(user=user).organisation
    profile = MunicipalityForm.profile

    def late(form: MunicipalityForm) -> Profile:
        Membership.objects.filter(user=user).update(role="reader")
        return profile(form)

    monkeypatch.setattr(MunicipalityForm, "profile", late)
    assert client.post(f"/organisation/{town.pk}/bearbeiten/", FORM).status_code == 404
