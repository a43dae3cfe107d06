"""Changes of a listing by its provider: each with before and after, and who decided about it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.organisations.models import Organisation


class ListingEdit(models.Model):
    """Änderung: what a provider changes about its listing.

    `before` and `after` hold the same keys (see catalogue.fields). A harmless change is live at once and
    waits only to be acknowledged; a substantive one waits. What has been handed in never changes: who wants
    something else hands in anew, and the former one is replaced.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        LIVE = "live", _("veröffentlicht, noch nicht durchgesehen")
        WAITING = "waiting", _("wartet auf Prüfung")
        ACCEPTED = "accepted", _("angenommen")
        ACKNOWLEDGED = "acknowledged", _("durchgesehen")
        REVERTED = "reverted", _("zurückgenommen")
        REFUSED = "refused", _("abgelehnt")
        REPLACED = "replaced", _("ersetzt oder zurückgezogen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey("catalogue.Listing", on_delete=models.CASCADE, related_name="edits")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=20, choices=State)
    substantive = models.BooleanField()
    # A new listing, or one that was withdrawn, becomes visible with it.
    publishes = models.BooleanField(default=False)
    before: models.JSONField[Any, Any] = models.JSONField(default=dict)
    after: models.JSONField[Any, Any] = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("Änderung")
        verbose_name_plural = _("Änderungen")
        indexes = [
            models.Index(
                fields=["made_at"], name="edits_to_look_at", condition=Q(state__in=["live", "waiting"])
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["listing"], condition=Q(state="draft"), name="one_draft"),
            models.UniqueConstraint(
                fields=["listing"], condition=Q(state="waiting"), name="one_waiting_edit"
            ),
            models.CheckConstraint(
                name="substantive_edits_wait", condition=~Q(state="live") | Q(substantive=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing}: {self.get_state_display()}"
