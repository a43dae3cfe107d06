"""Mail that waits for its way out."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """Ausgehende Mail: one message to one address; its key makes sure that it is written only once.

    `not_before` moves on with every try, so a try that died half-way is taken up again by itself. Text and
    address are blanked some time after the end (`services.tidy`); the key stays and keeps its promise.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("Schlüssel"), max_length=200, unique=True)
    to = models.CharField(_("An"), max_length=254, blank=True)
    subject = models.CharField(_("Betreff"), max_length=200, blank=True)
    text = models.TextField(_("Text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    unsubscribe_url = models.URLField(_("Abbestellen"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("Angelegt"), default=timezone.now)
    not_before = models.DateTimeField(_("Frühestens"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    sent_at = models.DateTimeField(_("Verschickt"), null=True, blank=True)
    gave_up_at = models.DateTimeField(_("Unzustellbar seit"), null=True, blank=True)
    problem = models.CharField(_("Hindernis"), max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("Ausgehende Mail")
        verbose_name_plural = _("Ausgehende Mails")
        indexes = [
            models.Index(
                fields=["not_before"],
                name="mail_due",
                condition=models.Q(sent_at__isnull=True, gave_up_at__isnull=True),
            ),
            models.Index(fields=["to", "created_at"], name="mail_by_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
