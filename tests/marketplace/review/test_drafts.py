"""Drafts nobody hands in: told first, deleted later, never what was handed in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from marketplace.catalogue.models import Listing, ListingEdit
from marketplace.evidence.models import DocumentVersion
from marketplace.notices.models import Notice
from marketplace.review.drafts import forget_old_drafts
from marketplace.review.models import Case
from tests.marketplace.review.scenes import Scene

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def days_later(count: int) -> datetime:
    return timezone.now() + count * DAY


def draft(scene: Scene) -> Listing:
    Listing.objects.filter(pk=scene.listing.pk).update(state=Listing.State.DRAFT, changed_at=timezone.now())
    return Listing.objects.get(pk=scene.listing.pk)


def test_a_draft_goes_a_year_after_its_last_change_and_a_month_after_the_notice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = Scene()
    draft(scene)
    assert forget_old_drafts(at=days_later(334)) == 0
    now = days_later(336)
    with monkeypatch.context() as there:
        there.setattr("django.utils.timezone.now", lambda: now)
        assert forget_old_drafts() == 1
        assert forget_old_drafts() == 0
    assert "löschen wir ihn" in Notice.objects.get(user=scene.editor).text_de
    assert forget_old_drafts(at=days_later(364)) == 0
    assert forget_old_drafts(at=days_later(367)) == 1
    assert not Listing.objects.exists()
    assert not DocumentVersion.objects.exists()


def test_a_late_errand_still_gives_a_month(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene()
    draft(scene)
    now = days_later(500)
    with monkeypatch.context() as there:
        there.setattr("django.utils.timezone.now", lambda: now)
        assert forget_old_drafts() == 1
    assert forget_old_drafts(at=days_later(529)) == 0
    assert forget_old_drafts(at=days_later(531)) == 1


def test_what_was_handed_in_or_published_stays() -> None:
    scene = Scene()
    assert forget_old_drafts(at=days_later(900)) == 0
    scene.request()
    draft(scene)
    assert Case.objects.exists()
    assert forget_old_drafts(at=days_later(900)) == 0


def test_a_prepared_change_goes_and_its_listing_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene()
    ListingEdit.objects.create(
        listing=scene.listing, organisation=scene.organisation, author=scene.editor, substantive=False,
        state=ListingEdit.State.DRAFT, after={"name": "Neu"}, made_at=timezone.now(),
    )  # fmt: skip
    now = days_later(340)
    with monkeypatch.context() as there:
        there.setattr("django.utils.timezone.now", lambda: now)
        assert forget_old_drafts() == 1
    assert forget_old_drafts(at=days_later(371)) == 1
    assert not ListingEdit.objects.exists()
    assert Listing.objects.filter(pk=scene.listing.pk, state=Listing.State.PUBLISHED).exists()
