"""Who is asked into a project before they belong to the municipality."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectInvitation(models.Model):
    """Projekteinladung: an address that takes part in a project as soon as its owner joins the municipality.

    It opens no door by itself: that is what the municipality's invitation does.
    """

    class Role(models.TextChoices):
        EDITOR = "editor", _("Bearbeitung")
        READER = "reader", _("Lesen")

    project = models.ForeignKey("Project", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role, default=Role.EDITOR)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("Projekteinladung")
        verbose_name_plural = _("Projekteinladungen")
        constraints = [models.UniqueConstraint(fields=["project", "email"], name="address_once_per_project")]

    def __str__(self) -> str:
        return f"{self.email} → {self.project_id} ({self.role})"
