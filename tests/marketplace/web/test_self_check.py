"""The self-check: every wrong entry ends in a sentence beside its field, with the entry kept."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from marketplace.analysis.models import AnalysisRun, CodeSource

PAGE = "/pruefen/"


def _archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("main.py", "print('Hallo')\n")
    return buffer.getvalue()


def test_a_package_is_queued(client: Client, db: None) -> None:
    answer = client.post(PAGE, {"kind": "pypi", "location": "ckan"})
    run = AnalysisRun.objects.get()
    assert answer["Location"] == f"/prueflaeufe/{run.pk}/"
    assert run.source.listing is None
    assert len(run.requested_from) == 64


def test_an_archive_is_queued(client: Client, db: None, settings: Settings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path
    answer = client.post(PAGE, {"kind": "upload", "upload": SimpleUploadedFile("a.zip", _archive())})
    assert answer.status_code == 302
    assert CodeSource.objects.get().location == "a.zip"


@pytest.mark.parametrize(
    ("entry", "sentence", "field"),
    [
        ({"kind": "git"}, "Bitte geben Sie die Git-Adresse an", "location"),
        ({"kind": "git", "location": "http://x.de/a"}, "", "location"),
        ({"kind": "git", "location": "kein/pfad"}, "", "location"),
        ({"kind": "git", "location": "https://127.0.0.1/a/b"}, "", "location"),
        ({"kind": "pypi", "location": "a b"}, "kein gültiger Paketname", "location"),
        ({"kind": "npm", "location": "@x"}, "kein gültiger Paketname", "location"),
        ({"kind": "pypi", "location": "a", "version": "--x"}, "kein gültiger Name", "version"),
        ({"kind": "upload"}, "Bitte wählen Sie eine Archivdatei aus.", "upload"),
        ({"kind": "archive", "location": "x" * 501}, "länger als 500 Zeichen", "location"),
        ({"kind": "folder", "location": "/etc"}, "Diese Art von Quelle gibt es nicht.", "kind"),
        ({"kind": "", "location": "x"}, "Bitte wählen Sie, woher der Quelltext kommt.", "kind"),
        ({"kind": "git", "location": "https://x.de/\0"}, "", "location"),
    ],
)
def test_a_wrong_entry_is_explained_beside_its_field(
    client: Client, db: None, entry: dict[str, str], sentence: str, field: str
) -> None:
    answer = client.post(PAGE, entry)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert f'id="{field}-error"' in html
    assert not AnalysisRun.objects.exists()
    assert not CodeSource.objects.exists()


def test_the_entry_is_kept(client: Client, db: None) -> None:
    html = client.post(PAGE, {"kind": "npm", "location": 'schon "da"', "version": "1"}).content.decode()
    assert 'value="schon &quot;da&quot;"' in html
    assert 'value="npm" checked' in html


@pytest.mark.parametrize(("content", "sentence"), [(b"", "ist leer"), (b"kein Archiv", "ist kein Archiv")])
def test_a_file_that_is_no_archive_is_refused(
    client: Client, db: None, content: bytes, sentence: str
) -> None:
    answer = client.post(PAGE, {"kind": "upload", "upload": SimpleUploadedFile("a.zip", content)})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_body_that_is_too_large_is_refused_unread(client: Client, db: None, settings: Settings) -> None:
    settings.FETCH_LIMITS = settings.FETCH_LIMITS | {"upload_megabytes": 1}
    upload = SimpleUploadedFile("a.zip", b"0" * 1_200_000)
    answer = client.post(PAGE, {"kind": "upload", "upload": upload})
    assert answer.status_code == 413
    assert "höchstens 1 MB" in answer.content.decode()


def test_too_many_checks_keep_the_entry(client: Client, db: None, settings: Settings) -> None:
    settings.ASSESSMENTS_PER_HOUR = 1
    client.post(PAGE, {"kind": "pypi", "location": "eins"})
    answer = client.post(PAGE, {"kind": "pypi", "location": "zwei"})
    assert answer.status_code == 429
    assert 'value="zwei"' in answer.content.decode()


def test_the_form_needs_its_token(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PAGE, {"kind": "pypi", "location": "ckan"}).status_code == 403
    assert not AnalysisRun.objects.exists()


def test_a_closed_self_check_says_so(client: Client, db: None, settings: Settings) -> None:
    settings.OPEN_ASSESSMENT = False
    answer = client.get(PAGE)
    assert answer.status_code == 403
    assert "nur der Betreiber" in answer.content.decode()
