from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "marketplace.selection"
    label = "selection"

    def ready(self) -> None:
        from marketplace.organisations.leaving import follow
        from marketplace.selection.services import end_parts

        follow(end_parts)
