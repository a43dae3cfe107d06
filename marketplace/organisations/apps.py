from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "marketplace.organisations"
    label = "organisations"

    def ready(self) -> None:
        from marketplace.accounts.duties import require_second_factor
        from marketplace.organisations.queries import is_in_team

        require_second_factor(is_in_team)
