"""Documents that take a while: who asked for what, how far it is, and where the file lies."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.lib.bilingual import in_current_language


class ExportJob(models.Model):
    """Dokumentauftrag: one document to be made in the background; its address cannot be guessed.

    `parameters` holds only what the document is made of (slugs, a title), never markup. The errand process
    holds a running job until `lease_until`; a job whose maker died is taken up again after that.
    """

    class Kind(models.TextChoices):
        READER = "reader", _("Reader")

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        RUNNING = "running", _("wird erstellt")
        FINISHED = "finished", _("fertig")
        FAILED = "failed", _("nicht möglich")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    language = models.CharField(max_length=2, default="de")
    parameters: models.JSONField[Any, Any] = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(upload_to="documents/", blank=True)
    requested_at = models.DateTimeField()
    requested_from = models.CharField(max_length=64, blank=True, help_text=_("Prüfsumme der Absenderadresse"))
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(help_text=_("danach wird der Auftrag samt Datei gelöscht"))
    problem_de = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)

    class Meta:
        ordering = ["-requested_at"]
        verbose_name = _("Dokumentauftrag")
        verbose_name_plural = _("Dokumentaufträge")
        indexes = [models.Index(fields=["state", "requested_at"], name="export_queue")]
        constraints = [
            models.CheckConstraint(
                name="running_export_has_lease", condition=~Q(state="running") | Q(lease_until__isnull=False)
            ),
            models.CheckConstraint(
                name="finished_export_has_file", condition=~Q(state="finished") | ~Q(file="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_state_display()})"

    @property
    def is_open(self) -> bool:
        """True while the job waits or is worked on."""
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def title(self) -> str:
        return str(self.parameters.get("title", "")) if isinstance(self.parameters, dict) else ""

    @property
    def problem(self) -> str:
        return in_current_language({"de": self.problem_de, "en": self.problem_en})
