from django.apps import AppConfig
from django.core.checks import register

from marketplace.catalogue.checks import encoder_is_installed


class CatalogueConfig(AppConfig):
    name = "marketplace.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        register(encoder_is_installed)
