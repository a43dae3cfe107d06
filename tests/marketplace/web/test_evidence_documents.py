"""Pages of evidence: what they show to whom, and what they send along."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from marketplace.evidence import services
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.suitability.services import refresh_profiles
from tests.fakes import evidence_files as files
from tests.marketplace.evidence.building import Offer, clerk, inspect_waiting, reviewer, says_tested, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """Documents of a test lie in a folder of their own."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def offer() -> Offer:
    """A provider with a listing."""
    return Offer()


def _page(version: DocumentVersion) -> str:
    return reverse("web:evidence-version", args=[version.pk])


def _file(version: DocumentVersion) -> str:
    return reverse("web:evidence-file", args=[version.pk])


def _space(offer: Offer) -> str:
    return reverse("web:provider-evidence", args=[offer.listing.slug])


def _form(offer: Offer, **values: object) -> dict[str, object]:
    usual = {
        "action": "file", "file": sent(files.pdf()), "title": "Prüfbericht", "kind": "accessibility-report",
        "visibility": "public", "issued_on": "2026-03-01", "valid_until": "",
    }  # fmt: skip
    return usual | values


def test_the_page_says_what_it_is_and_what_rests_on_it(client: Client, offer: Offer) -> None:
    version = offer.proof(files.pdf(12, archival="2B"))
    says_tested(offer, version)
    page = client.get(_page(version)).content.decode()
    for words in (
        "Prüfbericht", "maengelmelder GmbH", "PDF/A-2b", "12 Seiten", version.sha256, "Seite 4",
        "Geprüft, vereinbar", "01.03.2029", "Fassung 1",
    ):  # fmt: skip
        assert words in page
    assert offer.editor.get_full_name() not in page.replace("maengelmelder", "")


def test_the_file_comes_whole_and_harmless(client: Client, offer: Offer) -> None:
    content = files.pdf(3)
    version = offer.proof(content, title='Böser "Name"\\ <script>')
    response = client.get(_file(version))
    assert b"".join(response.streaming_content) == content  # type: ignore[attr-defined]
    assert hashlib.sha256(content).hexdigest() == version.sha256
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="Boeser-Name-script-1.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_what_waits_says_so_and_updates_itself(client: Client, offer: Offer) -> None:
    client.force_login(offer.editor)
    version = offer.upload(files.pdf_with_button("/Launch", page=2))
    page = client.get(_page(version)).content.decode()
    assert "In Quarantäne" in page
    assert 'hx-trigger="load delay:2s"' in page
    assert client.get(_file(version)).status_code == 404
    inspect_waiting()
    part = client.get(_page(version), headers={"HX-Request": "true"}).content.decode()
    assert "Startaktion" in part
    assert "auf Seite 2" in part
    assert "hx-get" not in part
    assert "<html" not in part
    assert client.get(_file(version)).status_code == 404


@pytest.mark.parametrize("address", [_page, _file])
def test_foreign_is_like_missing(
    client: Client, offer: Offer, address: Callable[[DocumentVersion], str]
) -> None:
    hidden = offer.proof(visibility="administrations")
    missing = address(DocumentVersion())
    answers = []
    for url in (address(hidden), missing):
        response = client.get(url)
        answers.append((response.status_code, len(response.content) - 2 * len(url)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    client.force_login(clerk())
    response = client.get(address(hidden))
    response.close()
    assert response.status_code == 200


def test_the_public_finds_no_withdrawn_evidence_and_the_provider_does(client: Client, offer: Offer) -> None:
    version = offer.proof()
    services.withdraw(version.document, by=offer.editor)
    assert client.get(_page(version)).status_code == 404
    client.force_login(offer.editor)
    assert "Zurückgezogen" in client.get(_page(version)).content.decode()


@pytest.mark.parametrize("who", ["public", "administration", "reviewer"])
def test_the_listing_names_hidden_evidence_only_to_those_who_may_see_it(
    client: Client, offer: Offer, who: str
) -> None:
    version = offer.proof(title="Vertraulicher Bericht", visibility="administrations")
    says_tested(offer, version)
    refresh_profiles([offer.listing.pk])
    if who != "public":
        client.force_login(clerk() if who == "administration" else reviewer())
    page = client.get(reverse("web:solution", args=[offer.listing.slug])).content.decode()
    assert version.sha256[:12] in page
    if who == "public":
        assert "Nachweis liegt vor, nur für Verwaltungen einsehbar" in page
        assert "Vertraulicher Bericht" not in page
        assert _page(version) not in page
    else:
        assert f'<a href="{_page(version)}">Vertraulicher Bericht</a>' in page


def test_a_provider_uploads_and_lands_on_the_page(client: Client, offer: Offer) -> None:
    client.force_login(offer.editor)
    response = client.post(_space(offer), _form(offer))
    version = DocumentVersion.objects.get()
    assert response.headers["Location"] == _page(version)
    assert (version.document.organisation, version.uploaded_by) == (offer.organisation, offer.editor)
    assert "in Quarantäne" in client.get(_space(offer)).content.decode()


def test_a_link_is_taken_with_its_archived_copy(client: Client, offer: Offer) -> None:
    client.force_login(offer.editor)
    link = {
        "action": "link", "url": "https://stadt.example/a", "archived_url": "https://archiv.example/b",
        "archived_on": "04.05.2026", "kind": "public-page",
    }  # fmt: skip
    response = client.post(_space(offer), _form(offer, **link), follow=True)
    page = response.content.decode()
    assert 'href="https://archiv.example/b"' in page
    assert "04.05.2026" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 Byte"),
        (b"MZ\x90\0", "keines der möglichen Formate"),
        (files.pdf() + b" " * 25_000_000, "25 MB"),
    ],
    ids=["empty", "program", "too large"],
)
def test_a_refused_file_keeps_what_was_typed(
    client: Client, offer: Offer, content: bytes, words: str
) -> None:
    client.force_login(offer.editor)
    response = client.post(_space(offer), _form(offer, file=sent(content), title="Mein Titel"))
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'value="Mein Titel"' in page
    assert 'value="accessibility-report" selected' in page
    assert 'value="2026-03-01"' in page
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"file": ""}, {"title": ""}, {"title": "a\0b"}, {"kind": "x"}, {"visibility": "x"},
        {"issued_on": "x"}, {"issued_on": "2099-01-01"}, {"valid_until": "2025-01-01"}, {"title": "x" * 201},
        {"action": "link"}, {"action": "link", "url": "javascript:alert(1)"},
    ],
)  # fmt: skip
def test_odd_forms_get_a_sentence(client: Client, offer: Offer, values: dict[str, str]) -> None:
    client.force_login(offer.editor)
    response = client.post(_space(offer), _form(offer, **values))
    assert response.status_code == 422
    assert "Das hat noch nicht geklappt." in response.content.decode()
    assert not Document.objects.exists()


def test_new_versions_visibility_and_withdrawal(client: Client, offer: Offer) -> None:
    client.force_login(offer.editor)
    document = offer.proof().document
    address = reverse("web:provider-document", args=[offer.listing.slug, document.pk])
    assert client.post(address, {"action": "file", "file": sent(files.pdf(5))}).status_code == 302
    assert client.post(address, {"action": "visibility", "visibility": "reviewers"}).status_code == 302
    assert (
        "eine der Möglichkeiten"
        in client.post(address, {"action": "visibility", "visibility": "x"}, follow=True).content.decode()
    )
    assert client.post(address, {"action": "withdraw"}).status_code == 302
    document.refresh_from_db()
    assert (document.visibility, document.is_withdrawn, document.versions.count()) == ("reviewers", True, 2)
    assert "Neue Fassung vorlegen" not in client.get(address).content.decode()
    again = client.post(address, {"action": "file", "file": sent(files.pdf(5))})
    assert again.status_code == 422
    assert client.post(address, {"action": "unknown"}).status_code == 404


def test_only_the_provider_gets_into_its_space(client: Client, offer: Offer) -> None:
    document = offer.proof().document
    foreign = Offer("andere")
    addresses = [
        _space(offer),
        reverse("web:provider-document", args=[offer.listing.slug, document.pk]),
    ]
    for address in addresses:
        assert client.get(address).status_code == 302
    for person in (offer.reader, foreign.editor, clerk()):
        client.force_login(person)
        for address in addresses:
            assert client.get(address).status_code == 404
            assert client.post(address, _form(offer)).status_code == 404
    client.force_login(foreign.editor)
    crossed = reverse("web:provider-document", args=[foreign.listing.slug, document.pk])
    assert client.post(crossed, {"action": "withdraw"}).status_code == 404
    document.refresh_from_db()
    assert not document.is_withdrawn


def test_an_unclaimed_listing_has_no_space(client: Client, offer: Offer) -> None:
    offer.listing.provider.organisation = None
    offer.listing.provider.save()
    client.force_login(offer.editor)
    assert client.get(_space(offer)).status_code == 404
    assert client.get(reverse("web:provider-evidence", args=["gibt-es-nicht"])).status_code == 404
