from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "marketplace.selection"
    label = "selection"
