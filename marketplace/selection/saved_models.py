"""Searches people want to hear from again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 120


class SavedSearch(models.Model):
    """Gespeicherte Suche: words and filters somebody wants to hear of when a new entry answers them.

    `known` holds the numbers of all entries that ever answered: what leaves and comes back is not new.
    `fresh` are those of them the person has not looked at yet.
    """

    class How(models.TextChoices):
        IMMEDIATE = "immediate", _("sofort")
        DAILY = "daily", _("täglich")
        WEEKLY = "weekly", _("wöchentlich")
        NEVER = "never", _("gar nicht")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=2000)
    language = models.CharField(max_length=5)
    how = models.CharField(max_length=10, choices=How, default=How.DAILY)
    created_at = models.DateTimeField(default=timezone.now)
    known: models.JSONField[Any, Any] = models.JSONField(default=list)
    fresh: models.JSONField[Any, Any] = models.JSONField(default=list)
    # The catalogue as it was when the search was last looked up, and when that was.
    revision = models.UUIDField(null=True, blank=True)
    looked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("Gespeicherte Suche")
        verbose_name_plural = _("Gespeicherte Suchen")
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="search_saved_once")]
        indexes = [models.Index(fields=["how", "looked_at"], name="saved_search_due")]

    def __str__(self) -> str:
        return self.name
