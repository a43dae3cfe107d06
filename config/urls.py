"""Addresses: German paths at the root, English ones below /en/."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from marketplace.web.views import federated

# One door for all: password, second factor and rate limits as everywhere else.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Things are deleted one by one: each has its line in the trail.
admin.site.disable_action("delete_selected")

urlpatterns = [
    path("betrieb/", admin.site.urls),
    # The provider is told one address, so it has no language.
    path("oidc/<slug:provider_id>/", federated.sign_in, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/zurueck/", federated.come_back, name="openid_connect_callback"),
    *i18n_patterns(
        path("", include("marketplace.web.account_urls")),
        path("", include("marketplace.web.urls")),
        prefix_default_language=False,
    ),
]

admin.site.site_header = admin.site.site_title = _("Marktplatz: Betrieb")
admin.site.index_title = _("Einträge, Texte und Prüfläufe")
