from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "marketplace.analysis"
    label = "analysis"

    def ready(self) -> None:
        from marketplace.analysis.following import add_named_source
        from marketplace.catalogue.edit_hooks import follow

        follow(add_named_source)
