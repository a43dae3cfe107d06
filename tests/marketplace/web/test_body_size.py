"""What is too large is refused unread, whoever sends it and wherever."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from tests import factories
from tests.marketplace.evidence.building import Offer

pytestmark = pytest.mark.django_db
LARGE = 3_000_000


class Noting(TemporaryFileUploadHandler):
    """Notes what is written to the disk."""

    written: ClassVar[list[int]] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.written.append(len(raw_data))
        super().receive_data_chunk(raw_data, start)


@pytest.mark.parametrize("path", ["/konto/anmelden/", "/melden/melder/"])
def test_nobody_fills_the_disk_through_a_form_without_files(path: str, tmp_path: Path, settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    factories.listing("melder")
    written: list[int] = []
    settings.FILE_UPLOAD_HANDLERS = ["tests.marketplace.web.test_body_size.Noting"]
    Noting.written = written
    client = Client(enforce_csrf_checks=True)
    # With a token of one's own choice in the cookie the body is searched for its twin.
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(path, {"datei": SimpleUploadedFile("x.bin", b"x" * LARGE)})
    assert written == []
    assert answer.status_code == 413


def test_a_document_somewhat_too_large_gets_a_sentence_and_a_far_larger_one_is_not_read(
    client: Client,
) -> None:
    offer = Offer()
    client.force_login(offer.editor)
    address = f"/anbieten/{offer.listing.slug}/nachweise/"
    assert client.post(address, {"action": "file"}).status_code == 422
    answer = client.post(address, {"action": "file"}, CONTENT_LENGTH=str(51_000_000))
    assert answer.status_code == 413
    assert "50" in answer.content.decode()
