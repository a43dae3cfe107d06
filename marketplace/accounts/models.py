"""Who may sign in."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Konto: a person who can sign in, with a mail address; the user name is a random one nobody sees."""

    class Language(models.TextChoices):
        GERMAN = "de", _("Deutsch")
        ENGLISH = "en", _("Englisch")

    # One name, as people write it: not every name has two parts in this order.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("Name"), max_length=150, blank=True)
    # Of mails; pages have theirs in the address.
    language = models.CharField(
        _("Sprache der E-Mails"), max_length=5, choices=Language, default=Language.GERMAN
    )
    # Set when the account was erased; the row stays so that records keep pointing somewhere.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """What others see: the name, without one the part of the address before the @."""
        if self.erased_at:
            return str(_("gelöschtes Konto"))
        return self.name or self.email.partition("@")[0] or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()
