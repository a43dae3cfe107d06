"""The operator's desk: who waits for confirmation, and which mail domains are official."""

# ruff: noqa: ARG002 - the hooks of the library have these arguments
from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.accounts.models import User
from marketplace.organisations.models import MailDomain, Membership, MunicipalityProfile, Organisation
from marketplace.organisations.services import confirm_organisation


class ProfileInline(admin.StackedInline[MunicipalityProfile, Organisation]):
    """What the municipality says of itself."""

    model = MunicipalityProfile
    extra = 0


class MembershipInline(admin.TabularInline[Membership, Organisation]):
    """Who belongs to it; changed by the members themselves."""

    model = Membership
    extra = 0
    readonly_fields = ("user", "role", "since", "used_at")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Joining needs an invitation and a confirmed address."""
        return False


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    """Organisations; the confirmation is an action that leaves a trace."""

    list_display = ("name", "kind", "verification", "verified_through", "created_at")
    list_filter = ("kind", "verification")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    search_fields = ("name",)
    readonly_fields = ("verification", "verified_through", "verified_at", "created_at")
    inlines = (ProfileInline, MembershipInline)
    actions = ("confirm",)

    @admin.action(description=_("Als echt bestätigen"), permissions=["change"])
    def confirm(self, request: HttpRequest, chosen: QuerySet[Organisation]) -> None:
        """Confirm the chosen ones that wait."""
        count = sum(confirm_organisation(one, by=cast(User, request.user)) for one in chosen)
        text = ngettext("%d Organisation bestätigt.", "%d Organisationen bestätigt.", count) % count
        self.message_user(request, text, messages.SUCCESS)


@admin.register(MailDomain)
class MailDomainAdmin(admin.ModelAdmin[MailDomain]):
    """Official mail domains of municipalities."""

    list_display = ("domain", "name", "source", "added_at")
    search_fields = ("domain", "name")
