"""What people say about a listing per criterion, who checked it, and the profile it adds up to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Listing
from marketplace.evidence.models import DocumentVersion
from marketplace.suitability.page_model import StatedPage as StatedPage
from marketplace.suitability.reply_model import Reply as Reply


class Statement(models.Model):
    """Aussage: what somebody says about one criterion of a listing, and where it stands.

    A statement is never changed: who thinks otherwise later ends it and makes a new one, so that a frozen
    folder and the trail of changes can always name what was said. What the catalogue's facts and the
    automatic checks say is computed from them and not stored here a second time.
    """

    class Basis(models.TextChoices):
        PROVIDER = "provider", _("Angabe des Anbieters")
        THIRD_PARTY = "third_party", _("Angabe Dritter")
        REPOSITORY = "repository", _("im Quelltext gelesen")
        CHECK = "check", _("automatische Prüfung")
        DOCUMENT = "document", _("Nachweis")
        REVIEW = "review", _("Prüfung durch Menschen")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="statements")
    criterion = models.CharField(max_length=80)
    edition = models.CharField(max_length=20, help_text=_("Ausgabe der Kriterien, zu der geantwortet wurde"))
    value: models.JSONField[Any, Any] = models.JSONField(help_text=_("Kennwort der Antwort, Zahl oder Text"))
    basis = models.CharField(max_length=20, choices=Basis)
    words_de = models.TextField(blank=True, max_length=2000)
    words_en = models.TextField(blank=True, max_length=2000)
    source_title_de = models.CharField(max_length=200, blank=True)
    source_title_en = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=400, blank=True)
    locator = models.CharField(max_length=200, blank=True, help_text=_("Datei und Zeile, Dokument und Seite"))
    # The proof in the very version it was compared with; a newer version proves nothing by itself.
    document_version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    on = models.DateField(null=True, blank=True, help_text=_("Tag, auf den sich die Aussage bezieht"))
    valid_until = models.DateField(null=True, blank=True, help_text=_("letzter Tag, an dem sie gilt"))
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["criterion", "said_at", "pk"]
        verbose_name = _("Aussage")
        verbose_name_plural = _("Aussagen")
        indexes = [
            models.Index(fields=["listing"], name="open_statements", condition=Q(ended_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(
                name="statement_ends_after_it_was_made",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("said_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class Verification(models.Model):
    """Prüfvermerk: a reviewer has compared a statement with its proof; it counts once a second one agrees.

    Bound to the proof by its hash, so that exchanging a document does not inherit the verification.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="verifications")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=120, help_text=_("wie die prüfende Stelle genannt wird"))
    at = models.DateTimeField()
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    second_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True, help_text=_("letzter Tag, an dem er gilt"))
    reason = models.TextField(blank=True, max_length=2000)
    evidence_hash = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 des Nachweises"))
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("Prüfvermerk")
        verbose_name_plural = _("Prüfvermerke")
        constraints = [
            models.CheckConstraint(
                name="second_reviewer_is_another", condition=Q(second__isnull=True) | ~Q(second=F("by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement} ({self.by_name})"


class ValidityReminder(models.Model):
    """Gültigkeitserinnerung: the provider was reminded that a proof expires; each stage comes once.

    `days` is the stage: so many days before the last day on which the proof counts.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="reminders")
    valid_until = models.DateField()
    days = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]
        verbose_name = _("Gültigkeitserinnerung")
        verbose_name_plural = _("Gültigkeitserinnerungen")
        constraints = [
            models.UniqueConstraint(fields=["statement", "valid_until", "days"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.days}"


class StoredProfile(models.Model):
    """Eignungsprofil: the computed cells of a listing, so that lists and comparisons need not compute them.

    `states` holds what facets count: criterion → state, without the unknown ones. `valid_until` is the
    last day it holds: something expires on the next.
    """

    listing = models.OneToOneField(Listing, on_delete=models.CASCADE, related_name="suitability")
    edition = models.CharField(max_length=80)
    states: models.JSONField[Any, Any] = models.JSONField(default=dict)
    cells: models.JSONField[Any, Any] = models.JSONField(default=list)
    computed_at = models.DateTimeField()
    valid_until = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("Eignungsprofil")
        verbose_name_plural = _("Eignungsprofile")

    def __str__(self) -> str:
        return f"{self.listing} ({self.edition})"
