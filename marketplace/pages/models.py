"""Legal texts that only the operator can write."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.lib.bilingual import in_current_language


class Page(models.Model):
    """Textseite: a legal text in Markdown that the operator edits (Impressum, Datenschutz, ...)."""

    class Key(models.TextChoices):
        IMPRINT = "impressum", _("Impressum")
        PRIVACY = "datenschutz", _("Datenschutz")
        ACCESSIBILITY = "barrierefreiheit", _("Erklärung zur Barrierefreiheit")

    key = models.CharField(max_length=20, choices=Key, unique=True)
    title_de = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    body_de = models.TextField()
    body_en = models.TextField()
    confirmed_on = models.DateField(
        null=True, blank=True, help_text=_("Tag, an dem der Betreiber den Text bestätigt hat; leer: Entwurf")
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("Textseite")
        verbose_name_plural = _("Textseiten")

    def __str__(self) -> str:
        return self.get_key_display()

    @property
    def title(self) -> str:
        return in_current_language({"de": self.title_de, "en": self.title_en})

    @property
    def body(self) -> str:
        return in_current_language({"de": self.body_de, "en": self.body_en})
