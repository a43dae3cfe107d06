"""Addresses of one's own account. Only these pages of allauth can be reached; the others have no address."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _

forgotten = [
    path("", account.password_reset, name="account_reset_password"),
    path(_("unterwegs/"), account.password_reset_done, name="account_reset_password_done"),
    path(_("fertig/"), account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
second_factor = [
    path("", mfa.index, name="mfa_index"),
    path(_("eingeben/"), mfa.authenticate, name="mfa_authenticate"),
    path(_("bestaetigen/"), mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path(_("app/entfernen/"), totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(_("notfallcodes/"), codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(_("notfallcodes/neu/"), codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(_("notfallcodes/datei/"), codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path(_("passkeys/neu/"), passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(_("passkeys/anmelden/"), passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(_("passkeys/bestaetigen/"), passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path(_("passkeys/<int:pk>/entfernen/"), passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path(_("passkeys/<int:pk>/umbenennen/"), passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
own = [
    path(_("anmelden/"), account.login, name="account_login"),
    path(_("abmelden/"), account.logout, name="account_logout"),
    path(_("anlegen/"), account.signup, name="account_signup"),
    path(_("gesperrt/"), account.account_inactive, name="account_inactive"),
    path(_("bestaetigen/"), account.reauthenticate, name="account_reauthenticate"),
    path(_("e-mail/"), account.email, name="account_email"),
    path(_("mail-unterwegs/"), account.email_verification_sent, name="account_email_verification_sent"),
    re_path(_(r"^mail-bestaetigen/(?P<key>[-:\w]+)/$"), account.confirm_email, name="account_confirm_email"),
    path(_("kennwort/"), account.password_change, name="account_change_password"),
    path(_("kennwort/festlegen/"), account.password_set, name="account_set_password"),
    path(_("kennwort-vergessen/"), include(forgotten)),
    path(_("zweiter-faktor/"), include(second_factor)),
    path(_("sitzungen/"), sessions.list_usersessions, name="usersessions_list"),
    path(_("verbunden/"), social.connections, name="socialaccount_connections"),
    path(_("verbunden/anlegen/"), social.signup, name="socialaccount_signup"),
    path(_("verbunden/abgebrochen/"), social.login_cancelled, name="socialaccount_login_cancelled"),
    path(_("verbunden/fehler/"), social.login_error, name="socialaccount_login_error"),
]
urlpatterns = [path(_("konto/"), include(own))]
