from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "marketplace.web"
    label = "web"

    def ready(self) -> None:
        """Ask in a friendlier voice than Django does ("Dieses Feld ist zwingend erforderlich.")."""
        Field.default_error_messages["required"] = _("Bitte füllen Sie dieses Feld aus.")
