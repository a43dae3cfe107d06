"""Who offers solutions and consulting."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Provider(models.Model):
    """Anbieter: a body that offers a listing, public or private, as far as a named source says so."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Öffentliche Stelle")
        PRIVATE = "private", _("Unternehmen")
        NONPROFIT = "nonprofit", _("Verein oder Stiftung")
        RESEARCH = "research", _("Forschung")
        COMMUNITY = "community", _("Freies Projekt")

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    seat = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=400, blank=True)
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=400, blank=True)
    seen_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("Anbieter")
        verbose_name_plural = _("Anbieter")

    def __str__(self) -> str:
        return self.name
