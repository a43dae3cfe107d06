"""What became of an address a source names as its accessibility statement."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Listing
from marketplace.lib.addresses import MAX_LENGTH


class StatedPage(models.Model):
    """Verwiesene Erklärung: an address a source names as its accessibility statement, and what we found.

    A visit that fails once changes nothing but `failed_on`: websites have bad days. Only when it fails again
    on another day, without any success between, `failed_again_on` is set and the check says so.
    """

    class Outcome(models.TextChoices):
        WAITING = "", _("noch nicht abgerufen")
        REACHED = "reached", _("erreichbar")
        ODD = "odd", _("keine lesbare Erklärung")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="stated_pages")
    url = models.CharField(max_length=MAX_LENGTH)
    check_at = models.DateTimeField(db_index=True, help_text=_("frühestens dann wieder abrufen"))
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.WAITING)
    looked_on = models.DateField(null=True, blank=True, help_text=_("Tag des letzten Abrufs mit Antwort"))
    day = models.DateField(null=True, blank=True, help_text=_("Datum, das die Erklärung trägt"))
    problem_de = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    failed_on = models.DateField(null=True, blank=True)
    failed_again_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["listing", "url"]
        verbose_name = _("Verwiesene Erklärung")
        verbose_name_plural = _("Verwiesene Erklärungen")
        constraints = [
            models.UniqueConstraint(fields=["listing", "url"], name="stated_page_once"),
            models.CheckConstraint(
                name="fails_again_on_another_day",
                condition=Q(failed_again_on__isnull=True) | Q(failed_again_on__gt=F("failed_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.url
