from django.apps import AppConfig


class SuitabilityConfig(AppConfig):
    name = "marketplace.suitability"
    label = "suitability"

    def ready(self) -> None:
        from marketplace.catalogue.edit_hooks import follow
        from marketplace.suitability.answers import put_answers

        follow(put_answers)
