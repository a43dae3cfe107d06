from django.apps import AppConfig


class SuitabilityConfig(AppConfig):
    name = "marketplace.suitability"
    label = "suitability"
