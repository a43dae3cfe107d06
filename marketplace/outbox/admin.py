"""What went out and what could not; never the texts, which may hold links that open doors."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.outbox import services
from marketplace.outbox.models import OutgoingMail


class StateFilter(admin.SimpleListFilter):
    title = _("Zustand")
    parameter_name = "zustand"

    def lookups(self, _request: HttpRequest, _admin: object) -> list[tuple[str, object]]:  # type: ignore[override]
        return [("wartet", _("wartet")), ("verschickt", _("verschickt")), ("unzustellbar", _("unzustellbar"))]

    def queryset(self, _request: HttpRequest, mails: QuerySet[OutgoingMail]) -> QuerySet[OutgoingMail]:
        chosen = {
            "wartet": mails.filter(sent_at=None, gave_up_at=None),
            "verschickt": mails.exclude(sent_at=None),
            "unzustellbar": mails.exclude(gave_up_at=None),
        }
        return chosen.get(self.value() or "", mails)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin[OutgoingMail]):
    list_display = ("to", "subject", "created_at", "sent_at", "attempts", "gave_up_at", "problem")
    list_filter = (StateFilter,)
    search_fields = ("to", "subject")
    fields = readonly_fields = (
        "to", "subject", "key", "created_at", "not_before", "attempts", "sent_at", "gave_up_at", "problem",
    )  # fmt: skip
    actions = ("try_again",)

    @admin.action(description=_("Noch einmal zustellen"), permissions=["view"])
    def try_again(self, _request: HttpRequest, mails: QuerySet[OutgoingMail]) -> None:
        for mail in mails:
            services.retry(mail)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _object: object = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _object: object = None) -> bool:
        return False
