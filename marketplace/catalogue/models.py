"""Listings and what is known about them, each fact with its source and date."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.edit_model import ListingEdit as ListingEdit
from marketplace.lib.bilingual import in_current_language
from marketplace.organisations.models import Land, Provider


class FieldOfAction(models.Model):
    """Handlungsfeld: an area of municipal life; six of the programme of 2022, the others cross-cutting."""

    class Group(models.TextChoices):
        LIFE = "life", _("Leben vor Ort")
        CROSS = "cross", _("Querschnitt")

    slug = models.SlugField(unique=True)
    name_de = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    hint_de = models.CharField(max_length=160)
    hint_en = models.CharField(max_length=160)
    group = models.CharField(max_length=10, choices=Group)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_current_language({"de": self.name_de, "en": self.name_en})

    @property
    def hint(self) -> str:
        return in_current_language({"de": self.hint_de, "en": self.hint_en})


class Listing(models.Model):
    """Eintrag: a solution or a consulting service in the catalogue.

    What is known about it stands in its facts; the columns here are what a list needs at once.
    """

    class Kind(models.TextChoices):
        SOLUTION = "solution", _("Lösung")
        CONSULTING = "consulting", _("Beratungsleistung")

    class State(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        PUBLISHED = "published", _("veröffentlicht")
        QUARANTINED = "quarantined", _("gesperrt")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    slug = models.SlugField(unique=True, max_length=80)
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.PUBLISHED)
    name = models.CharField(max_length=200)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="listings")
    fields_of_action = models.ManyToManyField(FieldOfAction, related_name="listings")
    summary_de = models.CharField(max_length=240, blank=True)
    summary_en = models.CharField(max_length=240, blank=True)
    search_words_de = models.JSONField(default=list, blank=True)
    search_words_en = models.JSONField(default=list, blank=True)
    as_of = models.DateField(help_text=_("Stand der Angaben"))
    claimed_at = models.DateTimeField(null=True, blank=True, help_text=_("vom Anbieter bestätigt am"))
    starter_digest = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("Eintrag")
        verbose_name_plural = _("Einträge")
        constraints = [
            models.CheckConstraint(
                name="listing_has_both_summaries",
                condition=Q(state="draft") | ~Q(summary_de="") & ~Q(summary_en=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def summary(self) -> str:
        return in_current_language({"de": self.summary_de, "en": self.summary_en})

    @property
    def is_claimed(self) -> bool:
        """True once the provider has confirmed the listing."""
        return self.claimed_at is not None


class Source(models.Model):
    """Quelle: where facts of a listing were read, and when."""

    class Basis(models.TextChoices):
        REPOSITORY = "repository", _("im Quelltext gelesen")
        PROVIDER = "provider", _("Angabe des Anbieters")
        THIRD_PARTY = "third_party", _("Angabe Dritter")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="sources")
    key = models.SlugField(max_length=60)
    title_de = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    url = models.URLField(max_length=400, blank=True)
    basis = models.CharField(max_length=20, choices=Basis)
    seen_on = models.DateField()

    class Meta:
        ordering = ["key"]
        verbose_name = _("Quelle")
        verbose_name_plural = _("Quellen")
        constraints = [models.UniqueConstraint(fields=["listing", "key"], name="source_key_once_per_listing")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_current_language({"de": self.title_de, "en": self.title_en})


class Fact(models.Model):
    """Angabe: one statement about a listing with its source. Two facts may contradict each other."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="facts")
    key = models.CharField(max_length=40)
    value: models.JSONField[Any, Any] = models.JSONField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True, help_text=_("Tag, auf den sich die Angabe bezieht"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("Angabe")
        verbose_name_plural = _("Angaben")

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class Reference(models.Model):
    """Referenz: somebody who uses a solution, as far as a named source says so.

    Land and size are the marketplace's own classing of the named body, not the source's; empty where the name
    leaves a doubt, and abroad. Sizes follow the town types of the BBSR (Stadt- und Gemeindetypen): small
    below 20,000 inhabitants, medium below 100,000, large from there on.
    """

    class Size(models.TextChoices):
        SMALL = "small", _("Kleinstadt oder Landgemeinde (unter 20.000)")
        MEDIUM = "medium", _("Mittelstadt (20.000 bis 100.000)")
        LARGE = "large", _("Großstadt (ab 100.000)")
        COUNTY = "county", _("Landkreis")
        STATE = "state", _("Land oder Bund")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="references")
    name = models.CharField(max_length=200)
    land = models.CharField(
        max_length=2, choices=Land, blank=True, help_text=_("Einordnung des Marktplatzes")
    )
    size = models.CharField(
        max_length=10, choices=Size, blank=True, help_text=_("Einordnung des Marktplatzes")
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("Referenz")
        verbose_name_plural = _("Referenzen")

    def __str__(self) -> str:
        return self.name


class CatalogueRevision(models.Model):
    """Katalogstand: one row whose token changes with every change of what lists show.

    Caches and the search index are valid for one token. A random token instead of a counter: after a
    rolled-back transaction a counter would give two different states the same number.
    """

    token = models.UUIDField(default=uuid.uuid4)
    starter_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("Katalogstand")
        verbose_name_plural = _("Katalogstände")

    def __str__(self) -> str:
        return str(self.token)


class TextVector(models.Model):
    """Textvektor: the meaning of one text as numbers, by the digest of the text."""

    digest = models.CharField(max_length=64, primary_key=True)
    vector = models.BinaryField()

    class Meta:
        verbose_name = _("Textvektor")
        verbose_name_plural = _("Textvektoren")

    def __str__(self) -> str:
        return self.digest[:12]
