"""What project folders keep of people."""

from __future__ import annotations

import pytest
from django.utils import timezone

from marketplace.accounts.services import erase_account, personal_data
from marketplace.selection.models import FolderEntry, Project
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_erased_author_leaves_the_record_without_the_name() -> None:
    lena, bob = factories.person("lena", name="Lena Brandt"), factories.person("bob")
    town = factories.municipality(members={lena: "editor", bob: "admin"})
    project = Project.objects.create(
        organisation=town, title="Mängelmelder", edition="2026-1", created_by=lena
    )
    entry = FolderEntry.objects.create(
        project=project, number=1, kind="note", reason="Zu teuer", author=lena.pk,
        author_name="Lena Brandt", at=timezone.now(), hash="0" * 64,
    )  # fmt: skip
    assert personal_data(lena)["selection.FolderEntry"][0]["reason"] == "Zu teuer"
    erase_account(lena)
    entry.refresh_from_db()
    assert (entry.author_name, entry.reason, entry.hash) == ("gelöschtes Konto", "Zu teuer", "0" * 64)
    assert Project.objects.filter(pk=project.pk).exists()
