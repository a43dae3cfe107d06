"""What is forgotten of notices."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.notices.models import Notice
from marketplace.notices.retention import forget_old_notices
from marketplace.notices.services import notify
from tests import factories

pytestmark = pytest.mark.django_db


def test_notices_go_after_a_year_read_or_not_and_younger_ones_stay() -> None:
    anna = factories.person("anna")
    for days in (364, 366, 367):
        notify(
            anna, kind="account.x", key=str(days), text_de="Neu.", text_en="New.", url="/konto/"
        )  # fmt: skip
        then = timezone.now() - timedelta(days=days)
        Notice.objects.filter(key=str(days)).update(created_at=then, read_at=then if days == 366 else None)
    assert forget_old_notices() == 2
    assert Notice.objects.get().key == "364"
