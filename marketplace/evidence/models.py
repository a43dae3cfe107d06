"""Documents that prove something. A version, once accepted, never changes; a correction is a new version."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Listing
from marketplace.lib.bilingual import in_current_language
from marketplace.organisations.models import Organisation


class Document(models.Model):
    """Nachweisdokument: one proof of a listing by its title; what it says stands in its versions.

    `kind` is the key of a kind of evidence from the criteria. A document is never deleted, only withdrawn:
    a frozen folder or a decision may name it.
    """

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("alle")
        ADMINISTRATIONS = "administrations", _("nur Verwaltungen")
        REVIEWERS = "reviewers", _("nur die Prüfenden des Marktplatzes")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="documents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Profiles computed before this moment no longer hold.
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["title", "created_at"]
        verbose_name = _("Nachweisdokument")
        verbose_name_plural = _("Nachweisdokumente")

    def __str__(self) -> str:
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class DocumentVersion(models.Model):
    """Nachweisfassung: one state of a document, bound to its content by SHA-256.

    It waits in quarantine until it has been inspected, and is accepted or refused for good. `sha256` is that
    of the stored file; `received_sha256` that of the file as it was sent, which differs for images: they are
    drawn anew. A link has no file: its hash is that of its addresses and the day it was archived.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("in Quarantäne")
        ACCEPTED = "accepted", _("angenommen")
        REFUSED = "refused", _("abgelehnt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    filename = models.CharField(max_length=200, blank=True, help_text=_("wie die Datei beim Hochladen hieß"))
    file = models.CharField(max_length=120, blank=True, editable=False)
    received_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text=_("in Byte"))
    pages = models.PositiveIntegerField(null=True, blank=True)
    format_note = models.CharField(max_length=120, blank=True, help_text=_("zum Beispiel PDF/A-2b"))
    issued_on = models.DateField(null=True, blank=True, help_text=_("Datum des Dokuments"))
    valid_until = models.DateField(null=True, blank=True, help_text=_("Ablaufdatum, das im Dokument steht"))
    url = models.URLField(max_length=500, blank=True)
    archived_url = models.URLField(max_length=500, blank=True)
    archived_on = models.DateField(null=True, blank=True)
    problem_de = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    inspected_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document", "-number"]
        verbose_name = _("Nachweisfassung")
        verbose_name_plural = _("Nachweisfassungen")
        indexes = [
            models.Index(fields=["uploaded_at"], name="evidence_waiting", condition=Q(state="waiting"))
        ]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.CheckConstraint(
                name="accepted_version_has_hash", condition=~Q(state="accepted") | ~Q(sha256="")
            ),
            models.CheckConstraint(
                name="refused_version_says_why", condition=~Q(state="refused") | ~Q(problem_de="")
            ),
            models.CheckConstraint(
                name="version_is_file_or_link",
                condition=Q(url="") & ~Q(received_sha256="") | ~Q(url="") & Q(file=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"

    @property
    def is_link(self) -> bool:
        return bool(self.url)

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def problem(self) -> str:
        return in_current_language({"de": self.problem_de, "en": self.problem_en})
