from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "marketplace.criteria"
    label = "criteria"
