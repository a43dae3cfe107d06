from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "marketplace.audit"
    label = "audit"
    verbose_name = _("Protokoll")

    def ready(self) -> None:
        from django.contrib.admin.models import LogEntry

        from marketplace.audit.operating import record_entry

        post_save.connect(record_entry, sender=LogEntry, dispatch_uid="audit.operating")
