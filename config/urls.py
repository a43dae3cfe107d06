"""Addresses: German paths at the root, English ones below /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

urlpatterns = [
    path("betrieb/", admin.site.urls),
    *i18n_patterns(path("", include("marketplace.web.urls")), prefix_default_language=False),
]

admin.site.site_header = admin.site.site_title = _("Marktplatz: Betrieb")
admin.site.index_title = _("Einträge, Texte und Prüfläufe")
