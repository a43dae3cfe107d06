"""The operator's desk for legal texts."""

from django.contrib import admin

from marketplace.pages.models import Page


@admin.register(Page)
class PageAdmin(admin.ModelAdmin[Page]):
    list_display = ("key", "confirmed_on", "changed_at")
