"""Messages to people: shown in the app, and mailed where they wish so."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from marketplace.lib.bilingual import in_current_language
from marketplace.lib.own_addresses import in_language


class How(models.TextChoices):
    """How somebody wants to hear of notices of one group, beside the list in the app."""

    IMMEDIATE = "immediate", _("sofort per E-Mail")
    DAILY = "daily", _("einmal am Tag gesammelt per E-Mail")
    NEVER = "never", _("nur hier, keine E-Mail")


class Group(models.TextChoices):
    """What notices are about; the first part of their kind ("search.new_matches")."""

    SEARCH = "search", _("Gespeicherte Suchen")
    SELECTION = "selection", _("Projekte")
    LISTING = "listing", _("Einträge und Nachweise")
    REVIEW = "review", _("Prüfungen")
    ORGANISATION = "organisation", _("Organisation und Mitglieder")
    ACCOUNT = "account", _("Konto und Sicherheit")


class Notice(models.Model):
    """Nachricht: one message to one person; the key makes sure that it is given only once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    text_de = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500)
    url = models.CharField(max_length=500)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=How)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_by_user"),
            models.Index(
                fields=["how", "created_at"],
                name="notice_to_mail",
                condition=models.Q(mailed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.user_id}"

    @property
    def text(self) -> str:
        return in_current_language({"de": self.text_de, "en": self.text_en})

    @property
    def group(self) -> str:
        return self.kind.partition(".")[0]

    @property
    def group_label(self) -> str:
        return str(Group(self.group).label)

    @property
    def address(self) -> str:
        """The path it leads to, in the language of the reader."""
        return in_language(self.url, translation.get_language() or settings.LANGUAGE_CODE)


class NoticeWish(models.Model):
    """Zustellwunsch: how one person wants to hear of one group of notices; without it the default counts."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_wishes")
    group = models.CharField(max_length=20, choices=Group)
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        verbose_name = _("Zustellwunsch")
        verbose_name_plural = _("Zustellwünsche")
        constraints = [models.UniqueConstraint(fields=["user", "group"], name="wish_once_per_group")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.group} {self.how}"
