"""Reminds those who take part of a decision they wanted to look at again, once per day that was set."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from marketplace.notices.services import notify
from marketplace.selection.models import Project
from marketplace.selection.queries import due_reminders, rights


def remind() -> int:
    """Give the notices that are due today. Returns how many projects were reminded of."""
    today = timezone.localdate()
    return sum(_remind(project) for project in due_reminders(today))


@transaction.atomic
def _remind(project: Project) -> bool:
    fresh = Project.objects.select_for_update().select_related(None).get(pk=project.pk)
    if fresh.remind_on is None or fresh.reminded_on == fresh.remind_on:
        return False
    for person in fresh.people.select_related("user"):
        if rights(person.user, fresh):
            notify(
                person.user,
                kind="selection.reminder",
                key=f"selection.reminder:{fresh.pk}:{fresh.remind_on.isoformat()}",
                text_de=f"Wiedervorlage: „{fresh.title}“",
                text_en=f"Reminder: “{fresh.title}”",
                url=_address(fresh),
            )
    fresh.reminded_on = fresh.remind_on
    fresh.save(update_fields=["reminded_on"])
    return True


def _address(project: Project) -> str:
    with override("de"):
        return reverse("web:project-decision", args=[project.pk])
