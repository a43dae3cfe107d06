"""The operator reads the trail and takes it away; nobody edits it."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.audit.export import lines
from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin[AuditEvent]):
    list_display = ("id", "at", "kind", "actor", "subject", "said")
    list_filter = ("kind",)
    search_fields = ("subject", "=actor")
    ordering = ("-id",)
    change_list_template = "audit/event_list.html"
    fields = readonly_fields = ("at", "kind", "actor", "subject", "said", "previous", "hash")

    def get_urls(self) -> list[URLPattern]:
        return [
            path("export/", self.admin_site.admin_view(self.export), name="audit_auditevent_export"),
            path("pruefen/", self.admin_site.admin_view(self.verify), name="audit_auditevent_verify"),
            *super().get_urls(),
        ]

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """Everything as JSON lines."""
        self._check(request)
        name = f"protokoll-{timezone.localdate():%Y-%m-%d}.jsonl"
        return StreamingHttpResponse(
            _encoded(),
            content_type="application/x-ndjson; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def verify(self, request: HttpRequest) -> HttpResponse:
        """Whether the chain is whole, as one sentence."""
        self._check(request)
        broken = verify_chain()
        sentence = (
            _("Die Kette ist vollständig: Jedes Ereignis passt zu dem davor.")
            if broken is None
            else _("Die Kette ist gebrochen, zuerst bei Ereignis %(number)s.") % {"number": broken}
        )
        return HttpResponse(sentence, content_type="text/plain; charset=utf-8")

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _object: object = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _object: object = None) -> bool:
        return False


def _encoded() -> Iterator[bytes]:
    for line in lines():
        yield line.encode() + b"\n"
