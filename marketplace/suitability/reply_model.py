"""The right of reply: what a provider says about a result that nobody but the marketplace computed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.organisations.models import Organisation

LONGEST_REPLY = 1000  # characters


class Reply(models.Model):
    """Gegendarstellung: what a provider says about one criterion's result, shown publicly beside it.

    Never changed: another reply ends the one before.
    """

    listing = models.ForeignKey("catalogue.Listing", on_delete=models.CASCADE, related_name="replies")
    criterion = models.CharField(max_length=80)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # As it was called when it replied.
    organisation_name = models.CharField(max_length=200)
    text = models.CharField(max_length=LONGEST_REPLY)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["criterion", "-said_at"]
        verbose_name = _("Gegendarstellung")
        verbose_name_plural = _("Gegendarstellungen")
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "criterion"],
                condition=Q(ended_at__isnull=True),
                name="one_reply_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name}: {self.criterion}"
