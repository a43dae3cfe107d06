"""The operator's desk for the catalogue."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from marketplace.catalogue.models import Fact, FieldOfAction, Listing, Reference, Source
from marketplace.catalogue.search_index import keep_texts_of
from marketplace.catalogue.services import bump_revision
from marketplace.organisations.models import Provider

# An address typed without its beginning is taken for https.
_HTTPS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}


class SourceInline(admin.StackedInline[Source, Listing]):
    model = Source
    formfield_overrides = _HTTPS
    extra = 0


class FactInline(admin.StackedInline[Fact, Listing]):
    model = Fact
    extra = 0


class ReferenceInline(admin.TabularInline[Reference, Listing]):
    model = Reference
    extra = 0


class BumpsRevision(admin.ModelAdmin[Any]):
    """Whatever the operator changes is visible in lists at once."""

    formfield_overrides = _HTTPS

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        bump_revision()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        bump_revision()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        bump_revision()


@admin.register(Listing)
class ListingAdmin(BumpsRevision):
    list_display = ("name", "kind", "provider", "state", "as_of")
    list_filter = ("kind", "state", "fields_of_action")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (SourceInline, FactInline, ReferenceInline)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        keep_texts_of(form.instance.pk)


@admin.register(Provider)
class ProviderAdmin(BumpsRevision):
    """Stands here and not a floor below, because lists show the provider's name."""

    list_display = ("name", "kind", "seat")
    search_fields = ("name",)


@admin.register(FieldOfAction)
class FieldOfActionAdmin(BumpsRevision):
    list_display = ("name_de", "name_en", "group", "position")
