from django.apps import AppConfig
from django.core.checks import register

from marketplace.criteria.checks import own_criteria_can_be_used


class CriteriaConfig(AppConfig):
    name = "marketplace.criteria"
    label = "criteria"

    def ready(self) -> None:
        register(own_criteria_can_be_used)
