"""What happened, in a chain nobody can change unnoticed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.audit.errors import AppendOnly
from marketplace.lib.append_only import WrittenOnce


class AuditEvent(WrittenOnce):
    """Ereignis im Protokoll: who changed what and when; each row carries the hash of the one before it.

    `actor` is a number without a foreign key: erasing a person leaves the chain as it was and the number a
    pseudonym. For the same reason `said` holds numbers, keys and states, never names or addresses.
    Triggers made by the first migration refuse updates (and deletions on PostgreSQL) in the database itself.
    """

    refusal = AppendOnly

    at = models.DateTimeField(_("Zeitpunkt"))
    kind = models.CharField(_("Art"), max_length=60)
    actor = models.BigIntegerField(_("Konto-Nummer"), null=True, blank=True)
    subject = models.CharField(_("Gegenstand"), max_length=120)
    said = models.JSONField(_("Inhalt"), default=dict)
    previous = models.CharField(_("Prüfsumme davor"), max_length=64, blank=True)
    hash = models.CharField(_("Prüfsumme"), max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("Ereignis im Protokoll")
        verbose_name_plural = _("Ereignisse im Protokoll")
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_by_subject"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.kind} {self.subject}"


class AuditHead(models.Model):
    """Ende des Protokolls: one row; writers queue up at its lock, so the chain cannot fork."""

    last = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    count = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("Ende des Protokolls")
        verbose_name_plural = _("Ende des Protokolls")

    def __str__(self) -> str:
        return f"{self.count}: {self.hash}"
