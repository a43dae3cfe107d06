"""Where source code comes from, the queue of assessments, and their stored results."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Listing
from marketplace.lib.bilingual import in_current_language


class CodeSource(models.Model):
    """Quelltextquelle: where the source code of a listing, or of a self-check without one, can be had."""

    class Kind(models.TextChoices):
        GIT = "git", _("Git-Adresse")
        ARCHIVE = "archive", _("Archiv-Adresse")
        UPLOAD = "upload", _("hochgeladenes Archiv")
        PYPI = "pypi", _("Paket auf PyPI")
        NPM = "npm", _("Paket auf npm")
        FOLDER = "folder", _("Ordner auf diesem Rechner")

    listing = models.ForeignKey(
        Listing, on_delete=models.CASCADE, related_name="code_sources", null=True, blank=True
    )
    kind = models.CharField(max_length=10, choices=Kind)
    location = models.CharField(
        max_length=500, help_text=_("Adresse, Paketname oder Ordner; beim Hochladen der Dateiname")
    )
    version = models.CharField(
        max_length=120, blank=True, help_text=_("Zweig, Version oder leer für die neueste")
    )
    upload = models.FileField(upload_to="sources/%Y/%m/", null=True, blank=True)
    part_de = models.CharField(max_length=120, blank=True)
    part_en = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("Quelltextquelle")
        verbose_name_plural = _("Quelltextquellen")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.location}"

    @property
    def part(self) -> str:
        return in_current_language({"de": self.part_de, "en": self.part_en})

    @property
    def public_location(self) -> str:
        """The location as the public may see it: how the operator's disk is laid out is nobody's business."""
        if self.kind != self.Kind.FOLDER:
            return self.location
        return str(_("Kopie beim Betreiber") if self.location != "." else _("dieses Programm selbst"))


class AnalysisRun(models.Model):
    """Prüflauf: one request to assess a source; the table is the queue (docs/adr/0004).

    A worker holds a run by a lease. Who has lost the lease can no longer write to the run, so a job
    that is taken up again after a crash has its effect exactly once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        RUNNING = "running", _("läuft")
        FINISHED = "finished", _("abgeschlossen")
        FAILED = "failed", _("nicht möglich")

    class Step(models.TextChoices):
        QUEUED = "queued", _("In der Warteschlange")
        FETCH = "fetch", _("Quelltext holen")
        LIST = "list", _("Dateien sichten")
        READ = "read", _("Quelltext lesen")
        DUPLICATES = "duplicates", _("Wiederholungen suchen")
        HISTORY = "history", _("Änderungsverlauf lesen")
        LICENCES = "licences", _("Lizenzen lesen")
        JUDGE = "judge", _("Befunde bewerten")
        STORE = "store", _("Ergebnis speichern")
        DONE = "done", _("Fertig")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(CodeSource, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    priority = models.SmallIntegerField(default=0, help_text=_("höher kommt früher dran"))
    step = models.CharField(max_length=12, choices=Step, default=Step.QUEUED)
    step_done = models.PositiveIntegerField(default=0)
    step_total = models.PositiveIntegerField(default=0)
    requested_at = models.DateTimeField()
    requested_from = models.CharField(max_length=64, blank=True, help_text=_("Prüfsumme der Absenderadresse"))
    not_before = models.DateTimeField(help_text=_("frühester (nächster) Versuch"))
    attempts = models.PositiveSmallIntegerField(default=0)
    postponed = models.PositiveSmallIntegerField(
        default=0, help_text=_("wie oft die Quelle nicht erreichbar war")
    )
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=40, blank=True, help_text=_("Kennwort des letzten Fehlers"))
    problem_de = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    isolation: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-requested_at"]
        verbose_name = _("Prüflauf")
        verbose_name_plural = _("Prüfläufe")
        indexes = [models.Index(fields=["state", "not_before", "-priority"], name="run_queue")]
        constraints = [
            # A second click while a run is under way joins it instead of starting another.
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_open_run_per_source",
            ),
            models.CheckConstraint(
                name="running_run_has_lease",
                condition=~Q(state="running") | Q(lease__isnull=False, lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_run_has_end",
                condition=~Q(state__in=["finished", "failed"]) | Q(finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_state_display()})"

    @property
    def problem_text(self) -> str:
        return in_current_language({"de": self.problem_de, "en": self.problem_en})

    @property
    def is_open(self) -> bool:
        """True while the run waits or is worked on."""
        return self.state in {self.State.WAITING, self.State.RUNNING}


class Grade(models.Model):
    """Einschätzung: the stored result of a run, bound to the commit or archive it was computed from."""

    class IdentityKind(models.TextChoices):
        COMMIT = "commit", _("Commit")
        ARCHIVE = "archive", _("Prüfsumme des Archivs")
        TREE = "tree", _("Prüfsumme des Ordners")

    run = models.OneToOneField(AnalysisRun, on_delete=models.CASCADE, related_name="grade")
    source = models.ForeignKey(CodeSource, on_delete=models.CASCADE, related_name="grades")
    identity_kind = models.CharField(max_length=10, choices=IdentityKind)
    identity = models.CharField(max_length=80, help_text=_("Commit oder SHA-256"))
    version = models.CharField(max_length=120, blank=True)
    letter = models.CharField(max_length=1, blank=True, help_text=_("A bis E; leer: nicht einschätzbar"))
    rules = models.CharField(max_length=20)
    result: models.JSONField[Any, Any] = models.JSONField()
    left_out: models.JSONField[Any, Any] = models.JSONField(
        default=list, blank=True, help_text=_("Verweise, Untermodule und Ähnliches, das nicht geholt wird")
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("Einschätzung")
        verbose_name_plural = _("Einschätzungen")
        constraints = [
            models.CheckConstraint(
                name="letter_is_a_to_e", condition=Q(letter__in=["", "A", "B", "C", "D", "E"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.letter or '–'}"


class Worker(models.Model):
    """Arbeiter: a worker process that has reported, with the isolation its machine allows."""

    name = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    isolation: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        ordering = ["-seen_at"]
        verbose_name = _("Arbeiter")
        verbose_name_plural = _("Arbeiter")

    def __str__(self) -> str:
        return self.name
