"""The team's pages, the other side's pages, and what everybody may do."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.review import services
from marketplace.review.models import Case, CaseEntry
from marketplace.review.reporting import report
from marketplace.suitability.models import Verification
from tests import factories
from tests.marketplace.review.scenes import Scene, criterion

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object) -> str:
    """The text of a page somebody may see."""
    response = client.get(reverse(f"web:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def as_(client: Client, user: User) -> Client:
    """The client, signed in."""
    client.force_login(user)
    return client


def filled(scene: Scene, case: Case, **values: str) -> dict[str, str]:
    """The form of a check with every point ticked."""
    seen = scene.seen(case)
    sent = {"schritt": "prüfen", "aussage": str(seen.statement), "sha256": seen.sha256}
    sent["vorschlag"] = str(seen.proposal or "")
    sent |= {f"punkt-{number}": "yes" for number, _point in enumerate(criterion().review, 1)}
    return sent | values


def test_two_reviewers_verify_through_their_pages(client: Client) -> None:
    scene = Scene(issued_on=timezone.localdate() - timedelta(days=10))
    case = scene.request()
    address = reverse("web:review-case", args=[case.pk])
    assert scene.version.sha256 in page(as_(client, scene.first), "review-case", case.pk)
    assert client.post(address, filled(scene, case)).status_code == 302
    assert "zweite Person" in page(client, "review-case", case.pk)
    assert as_(client, scene.second).post(address, filled(scene, case)).status_code == 302
    client.logout()
    shown = page(client, "solution", scene.listing.slug)
    assert "nachgewiesen, geprüft" in shown
    assert f"geprüft von Marktplatz-Team am {timezone.localdate():%d.%m.%Y}" in shown
    assert "rita" not in shown


def test_a_newer_version_answers_409_and_keeps_what_was_typed(client: Client) -> None:
    scene = Scene()
    case = scene.request()
    sent = filled(scene, case, grund="Der Bericht ist vollständig.")
    scene.add_version()
    as_(client, scene.first)
    response = client.post(reverse("web:review-case", args=[case.pk]), sent)
    assert response.status_code == 409
    assert "Fassung 2" in response.content.decode()
    assert not Verification.objects.exists()


def test_an_incomplete_checklist_answers_422_and_keeps_what_was_typed(client: Client) -> None:
    scene = Scene()
    case = scene.request()
    sent = filled(scene, case, grund="Fast fertig.") | {"punkt-1": ""}
    response = as_(client, scene.first).post(reverse("web:review-case", args=[case.pk]), sent)
    assert response.status_code == 422
    assert "Prüfliste, Punkt 1" in response.content.decode()
    assert "Fast fertig." in response.content.decode()


def test_whoever_is_concerned_reads_but_does_not_decide(client: Client) -> None:
    scene = Scene()
    case = scene.request()
    sent = filled(scene, case)
    scene.version.uploaded_by = scene.first
    scene.version.save()
    shown = page(as_(client, scene.first), "review-case", case.pk)
    assert 'value="prüfen"' not in shown
    assert client.post(reverse("web:review-case", args=[case.pk]), sent).status_code == 403


def test_strangers_find_nothing_and_reviewers_need_a_second_factor(client: Client) -> None:
    scene = Scene()
    case = scene.request()
    addresses = [reverse("web:review"), reverse("web:review-case", args=[case.pk])]
    for address in addresses:
        assert client.get(address).status_code == 302
        for stranger in [scene.editor, factories.person(f"fremd-{uuid.uuid4().hex[:6]}")]:
            assert as_(client, stranger).get(address).status_code == 404
        client.logout()
    bare = factories.reviewer("ohne", factor=False)
    assert as_(client, bare).get(addresses[0])["Location"] == reverse("mfa_index")


def test_the_queue_orders_by_deadline_and_filters_by_address(client: Client) -> None:
    scene = Scene()
    scene.request()
    report(scene.listing, category="abuse", text="Betrug.")
    as_(client, scene.first)
    shown = page(client, "review")
    assert shown.index("Meldung ·") < shown.index("Nachweis prüfen ·")
    only = client.get(reverse("web:review") + "?art=report&risiko=3").content.decode()
    assert "Meldung ·" in only
    assert "Nachweis prüfen ·" not in only
    odd = client.get(reverse("web:review") + "?art=quatsch&risiko=9&ordnung=x&seite=abc")
    assert odd.status_code == 200
    assert "Hier ist nichts zu tun" in client.get(reverse("web:review") + "?meine=1").content.decode()


def test_the_provider_answers_and_appeals_on_the_own_page(client: Client) -> None:
    scene = Scene()
    case = services.ask(scene.request().pk, by=scene.first, text="Welche Version?")
    services.note(case.pk, by=scene.first, text="Streng vertraulich.")
    as_(client, scene.editor)
    assert "wartet auf Ihre Antwort" in page(client, "provider-cases")
    shown = page(client, "provider-case", case.pk)
    assert "Welche Version?" in shown
    assert "Streng vertraulich." not in shown
    assert "rita" not in shown
    address = reverse("web:provider-case", args=[case.pk])
    assert client.post(address, {"schritt": "antworten", "text": ""}).status_code == 422
    sent = {"schritt": "antworten", "text": "Version 4.2.", "nachweis": str(scene.version.pk)}
    assert client.post(address, sent).status_code == 302
    services.refuse(case.pk, by=scene.first, reason="Der Bericht ist zu alt.")
    assert "Der Bericht ist zu alt." in page(client, "provider-case", case.pk)
    response = client.post(address, {"schritt": "widersprechen", "text": "Er ist von März."})
    made = Case.objects.get(kind="appeal")
    assert response["Location"] == reverse("web:provider-case", args=[made.pk])
    assert as_(client, factories.person("fremd")).get(address).status_code == 404


def test_the_provider_asks_for_verification(client: Client) -> None:
    scene = Scene()
    as_(client, scene.editor)
    assert "Prüfung beantragen" in page(client, "provider-cases")
    sent = {"eintrag": scene.listing.slug, "kriterium": "accessibility-test"}
    assert client.post(reverse("web:request-check"), sent).status_code == 302
    assert Case.objects.get().opened_by == scene.editor
    assert as_(client, factories.person("fremd")).post(reverse("web:request-check"), sent).status_code == 404


def test_anybody_reports_a_listing_but_not_without_end(client: Client) -> None:
    scene = Scene()
    cache.clear()
    address = reverse("web:report", args=[scene.listing.slug])
    assert "Eintrag melden" in page(client, "solution", scene.listing.slug)
    assert client.post(address, {"grund": "wrong", "text": ""}).status_code == 422
    sent = {"grund": "wrong", "text": "Die Lizenz stimmt nicht."}
    codes = [client.post(address, sent).status_code for _time in range(5)]
    assert codes == [302, 302, 302, 302, 429]
    entry = CaseEntry.objects.filter(kind="report").first()
    assert entry is not None
    assert entry.author is None
    assert client.get(reverse("web:report", args=["gibt-es-nicht"])).status_code == 404


def test_a_hidden_listing_is_gone_for_the_public_and_explained_to_its_owner(client: Client) -> None:
    scene = Scene()
    sent = {"schritt": "sperren", "eintrag": scene.listing.slug, "grund": "Leitet auf fremde Seiten."}
    address = reverse("web:review-quarantines")
    assert as_(client, scene.first).post(address, sent).status_code == 302
    client.logout()
    assert client.get(reverse("web:solution", args=[scene.listing.slug])).status_code == 404
    assert "Leitet auf fremde Seiten." in page(as_(client, scene.editor), "provider-cases")
    assert Case.objects.get().outcome == "quarantined"
    back = sent | {"schritt": "freigeben", "grund": "Behoben."}
    assert as_(client, scene.second).post(address, back).status_code == 302
    assert "Behoben." in page(client, "review-quarantines")
    assert client.get(reverse("web:solution", args=[scene.listing.slug])).status_code == 200
    wrong = client.post(address, sent | {"eintrag": "gibt-es-nicht"})
    assert wrong.status_code == 422


def test_the_rules_are_published_with_numbers_of_today(client: Client) -> None:
    scene = Scene()
    scene.request()
    shown = page(client, "review-rules")
    for words in ["Vier Augen", "Risikoregeln", "30 Tage", "90 Tage", "Kriterium mit rechtlichem Gewicht"]:
        assert words in shown
    assert "Four eyes" in client.get("/en/review-rules/").content.decode()


def test_texts_of_strangers_are_escaped(client: Client) -> None:
    scene = Scene()
    case = report(scene.listing, category="wrong", text="<script>alert(1)</script>")
    shown = page(as_(client, scene.first), "review-case", case.pk)
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown
