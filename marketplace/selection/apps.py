from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "marketplace.selection"
    label = "selection"

    def ready(self) -> None:
        from marketplace.organisations import joining, leaving
        from marketplace.selection.invitations import end_invitations, take_effect
        from marketplace.selection.services import end_parts

        leaving.follow(end_parts)
        leaving.follow(end_invitations)
        joining.follow(take_effect)
