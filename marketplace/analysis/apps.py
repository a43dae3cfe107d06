from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "marketplace.analysis"
    label = "analysis"
