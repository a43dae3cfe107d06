"""Who is reminded of a decision, and how often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.notices.models import Notice
from marketplace.organisations.models import Membership
from marketplace.selection.decision_services import decide
from marketplace.selection.models import Project
from marketplace.selection.reminders import remind
from marketplace.selection.services import invite
from tests.marketplace.selection.folders import catalogue, frozen, member, town

pytestmark = pytest.mark.django_db


def test_everybody_who_still_takes_part_is_reminded_once_on_the_day() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    for handle in ("berta", "carl"):
        invite(project, here.clerk, member(here.organisation, handle), "reader")
    tomorrow = timezone.localdate() + timedelta(days=1)
    decide(project, here.clerk, outcome="cancelled", reason="Haushaltssperre.", remind_on=tomorrow)
    assert remind() == 0
    Project.objects.filter(pk=project.pk).update(remind_on=timezone.localdate())
    Membership.objects.filter(user__username="carl").delete()
    assert remind() == 1
    assert remind() == 0
    assert set(Notice.objects.values_list("user__username", flat=True)) == {"anna", "berta"}
    assert all(one.url.startswith("/projekte/") for one in Notice.objects.all())
