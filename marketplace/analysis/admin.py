"""Operators look at runs and results; nothing is edited by hand."""

from django.contrib import admin
from django.http import HttpRequest

from marketplace.analysis.models import AnalysisRun, CodeSource, Grade, Worker
from marketplace.catalogue.admin import BumpsRevision


class _ReadOnly:
    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _object: object = None) -> bool:
        return False


@admin.register(CodeSource)
class CodeSourceAdmin(BumpsRevision):
    list_display = ("location", "kind", "listing", "position")
    list_filter = ("kind",)
    search_fields = ("location", "listing__name")
    raw_id_fields = ("listing",)


@admin.register(AnalysisRun)
class AnalysisRunAdmin(_ReadOnly, BumpsRevision):
    list_display = ("source", "state", "step", "requested_at", "not_before", "attempts", "problem")
    list_filter = ("state", "problem")
    search_fields = ("source__location",)


@admin.register(Grade)
class GradeAdmin(_ReadOnly, BumpsRevision):
    list_display = ("source", "letter", "version", "identity", "rules", "created_at")
    list_filter = ("letter", "rules")
    search_fields = ("source__location", "identity")


@admin.register(Worker)
class WorkerAdmin(_ReadOnly, admin.ModelAdmin[Worker]):
    list_display = ("name", "started_at", "seen_at")
