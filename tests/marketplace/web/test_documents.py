"""Files to take away: complete, safely sent, and only for those they belong to."""

from __future__ import annotations

import csv
import io
import json
import uuid
from typing import Any

import jsonschema
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from marketplace.exports.models import ExportJob
from marketplace.exports.services import make_documents
from marketplace.selection.queries import folder
from marketplace.web.file_response import safe_name
from tests import factories
from tests.marketplace.selection.folders import Town, catalogue, draft, frozen, town

pytestmark = pytest.mark.django_db
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


def _is_safe(response: Any, ending: str) -> None:
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["Content-Disposition"].endswith(f'.{ending}"')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_fact_sheet_is_a_pdf_to_save_and_withdrawn_entries_have_none(client: Client) -> None:
    factories.listing("alpha")
    factories.listing("weg", state="withdrawn")
    response = client.get("/loesungen/alpha/datenblatt.pdf")
    _is_safe(response, "pdf")
    assert response.content.startswith(b"%PDF-")
    assert client.get("/loesungen/weg/datenblatt.pdf").status_code == 404
    assert client.get("/loesungen/gibt-es-nicht/datenblatt.pdf").status_code == 404
    assert client.get("/en/solutions/alpha/fact-sheet.pdf").status_code == 200


def test_the_list_as_csv_holds_all_hits_of_its_address(client: Client) -> None:
    for number in range(25):
        factories.listing(f"loesung-{number}", facts={"license": "EUPL-1.2"})
    factories.listing("beratung", kind="consulting", name='=HYPERLINK("x")')
    response = client.get("/loesungen/liste.csv?art=solution&seite=2")
    _is_safe(response, "csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 25
    assert {row["Lizenz"] for row in rows} == {"EUPL-1.2"}
    assert all("2026-08-31" in row["Lizenz: Quelle und Tag"] for row in rows)
    every = client.get("/loesungen/liste.csv").content.decode("utf-8-sig")
    assert "\"'=HYPERLINK(" in every


def test_the_list_as_json_follows_its_published_schema(client: Client) -> None:
    listing = factories.listing(
        "alpha", facts={"license": "EUPL-1.2"}, declared={"operation": ["self_hosted"]}
    )
    response = client.get("/loesungen/liste.json?suche=alpha")
    _is_safe(response, "json")
    found = json.loads(response.content)
    schema = json.loads(client.get("/schemas/list-1.json").content)
    jsonschema.Draft202012Validator(schema).validate(found)
    assert found["count"] == 1
    facts = {fact["key"]: fact for fact in found["listings"][0]["facts"]}
    assert facts["license"]["state"] == "evidenced"
    assert facts["license"]["statements"][0]["source"]["url"] == f"https://forge.example/{listing.slug}"
    assert facts["cost"]["state"] == "unknown"


def test_a_reader_goes_from_the_list_to_the_download(client: Client) -> None:
    factories.listing("alpha")
    factories.listing("beratung", kind="consulting")
    asked = client.post("/reader/anfordern/", {"liste": "?art=solution"}, headers=FROM_HERE)
    assert asked.status_code == 302
    waiting = client.get(asked["Location"])
    assert 'http-equiv="refresh"' in waiting.content.decode()
    assert client.get(asked["Location"] + "reader.pdf").status_code == 404
    make_documents()
    job = ExportJob.objects.get()
    assert (job.title, job.parameters["slugs"]) == ("Lösung", ["alpha"])
    assert "Reader herunterladen" in client.get(asked["Location"], HTTP_HX_REQUEST="true").content.decode()
    response = client.get(asked["Location"] + "reader.pdf")
    _is_safe(response, "pdf")
    job.file.delete(save=False)


def test_another_site_cannot_order_readers_and_nobody_finds_a_foreign_one(client: Client) -> None:
    factories.listing("alpha")
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post("/reader/anfordern/", {"l": "alpha"}, headers=headers).status_code == 403
    assert not ExportJob.objects.exists()
    assert client.get(f"/reader/{uuid.uuid4()}/").status_code == 404


def test_an_empty_or_too_large_reader_gets_a_sentence(client: Client) -> None:
    for given_form in (
        {"liste": "?suche=gibtesnicht"},
        {"l": [f"n{n}" for n in range(201)]},
        {"liste": "?\0=%ff"},
        {"l": "al\0pha"},
    ):
        response = client.post("/reader/anfordern/", given_form, headers=FROM_HERE)
        assert response.status_code == 422
        assert "Reader" in response.content.decode()


def test_a_comparison_needs_two(client: Client) -> None:
    factories.listing("alpha")
    factories.listing("beta")
    _is_safe(client.get("/vergleich/vergleich.pdf?l=alpha&l=beta"), "pdf")
    assert client.get("/vergleich/vergleich.pdf?l=alpha&l=gibt-es-nicht").status_code == 404
    assert client.get("/vergleich/vergleich.pdf?l=alpha&l=%00").status_code == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("land=BW&einmalig=20.000&monatlich=1000&monate=36", "56.000"),
        ("land=SN&einmalig=1", "keine gültige Wertgrenze erhoben"),
        ("land=HE&einmalig=1", "Änderung angekündigt, ob sie schon gilt, nicht erhoben"),
        ("land=HB&einmalig=60000", "Eine beschränkte Ausschreibung ist nach der Regel des Landes möglich."),
        ("land=MV&einmalig=1", "amtlich, Stand 02.03.2026"),
        ("einmalig=1", "Bitte wählen Sie Ihr Land aus."),
        ("land=BW&einmalig=viel", "als ganze Euro"),
        ("land=BW&monate=²", "in Monaten"),
        ("land=BW&monate=241", "in Monaten"),
        ("land=XX&monate=%00", "Bitte wählen"),
    ],
)
def test_the_calculator_answers_or_says_what_is_missing(client: Client, query: str, shown: str) -> None:
    response = client.get(f"/wertgrenzen/?{query}")
    assert response.status_code == 200
    assert shown in response.content.decode()


@pytest.fixture
def here() -> Town:
    catalogue()
    return town()


PROJECT_FILES = [("project-memo", "pdf"), ("project-csv", "csv"), ("project-json", "json")]


@pytest.mark.parametrize(("name", "ending"), PROJECT_FILES)
def test_a_project_can_be_taken_away_by_its_people_only(
    client: Client, here: Town, name: str, ending: str
) -> None:
    project = frozen(here)
    client.force_login(here.clerk)
    address = reverse(f"web:{name}", args=[project.pk])
    response = client.get(address)
    _is_safe(response, ending)
    assert response["Cache-Control"] == "private, no-store"
    client.force_login(town("Stadt Fremd", "fritz").clerk)
    assert client.get(address).status_code == 404
    assert client.get(reverse(f"web:{name}", args=[uuid.uuid4()])).status_code == 404


def test_the_folder_as_json_holds_the_frozen_entries_and_no_mail_address(client: Client, here: Town) -> None:
    project = frozen(here)
    client.force_login(here.clerk)
    content = client.get(reverse("web:project-json", args=[project.pk])).content.decode()
    found = json.loads(content)
    assert [one["digest"] for one in found["folder"]["candidates"]] == [
        one.digest for one in folder(project).candidates
    ]
    assert here.clerk.email
    assert here.clerk.email not in content


@pytest.mark.parametrize("kind", ["odt", "docx"])
def test_a_requirement_text_is_made_or_the_names_are_listed(client: Client, here: Town, kind: str) -> None:
    project = draft(here)
    client.force_login(here.clerk)
    address = reverse("web:project-specification", args=[project.pk])
    _is_safe(client.post(address, {"format": kind}), kind)
    factories.listing("wundermelder", name="Wundermelder")
    type(project).objects.filter(pk=project.pk).update(need="Wie der Wundermelder.")
    refused = client.post(address, {"format": kind})
    assert refused.status_code == 422
    assert "Der Text nennt „Wundermelder“" in refused.content.decode()
    _is_safe(client.post(address, {"format": kind, "erlaubt": "Wundermelder"}), kind)


@given(st.text(max_size=200))
def test_a_file_name_is_harmless_whatever_the_title(title: str) -> None:
    name = safe_name(f"{title}.pdf")
    assert name.isascii()
    assert not set(name) & set('/\\"\r\n;')
    assert name.endswith(".pdf")
    assert len(name) <= 120
