from django.contrib import admin

from marketplace.organisations.models import Provider


@admin.register(Provider)
class ProviderAdmin(admin.ModelAdmin[Provider]):
    list_display = ("name", "kind", "seat")
    search_fields = ("name",)
