from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "marketplace.worker"
    label = "worker"
