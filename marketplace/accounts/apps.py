from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "marketplace.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from marketplace.accounts.first_factor import end_other_sessions

        authenticator_added.connect(end_other_sessions, dispatch_uid="end-other-sessions")
