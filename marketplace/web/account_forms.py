"""Forms around the account: allauth's, with labels and hints in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("Mindestens 12 Zeichen. Ein kurzer Satz ist gut zu merken und schwer zu erraten.")
ADDRESS = _("E-Mail-Adresse")


class Worded(forms.Form):
    """Sets labels and hints by field name and leaves out placeholders, which vanish while typing."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "" if name in self.labels else field.help_text)
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Worded, account.LoginForm):  # type: ignore[misc]
    labels = {
        "login": ADDRESS,
        "password": _("Kennwort"),
        "remember": _("Auf diesem Gerät zwei Wochen angemeldet bleiben"),
    }


class SignUpForm(Worded, account.SignupForm):  # type: ignore[misc]
    labels = {"email": _("Dienstliche E-Mail-Adresse"), "password1": _("Kennwort"), "name": _("Ihr Name")}
    hints = {
        "email": _("An diese Adresse geht gleich eine Mail mit einem Link zum Bestätigen."),
        "password1": PASSWORD_HINT,
        "name": _("So sehen Sie Kolleginnen und Kollegen in gemeinsamen Projekten."),
    }
    field_order = ["name", "email", "password1"]


class FederatedSignUpForm(Worded, SocialSignupForm):  # type: ignore[misc]
    labels = {"email": _("Dienstliche E-Mail-Adresse"), "name": _("Ihr Name")}
    hints = {"email": _("An diese Adresse geht gleich eine Mail mit einem Link zum Bestätigen.")}
    field_order = ["name", "email"]


class NewAddressForm(Worded, account.AddEmailForm):  # type: ignore[misc]
    labels = {"email": _("Neue E-Mail-Adresse")}
    hints = {
        "email": _("Die neue Adresse gilt erst, wenn Sie sie über den Link in der Mail bestätigt haben.")
    }


class NewPasswordForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": _("Jetziges Kennwort"),
        "password1": _("Neues Kennwort"),
        "password2": _("Neues Kennwort noch einmal"),
    }
    hints = {"password1": PASSWORD_HINT}


class FirstPasswordForm(Worded, account.SetPasswordForm):  # type: ignore[misc]
    labels = {"password1": _("Neues Kennwort"), "password2": _("Neues Kennwort noch einmal")}
    hints = {"password1": PASSWORD_HINT}


class ForgottenPasswordForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": ADDRESS}


class ResetPasswordForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = {"password1": _("Neues Kennwort"), "password2": _("Neues Kennwort noch einmal")}
    hints = {"password1": PASSWORD_HINT}


class PasswordAgainForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": _("Kennwort")}


CODE = _("Code aus der App oder Notfallcode")


class CodeForm(Worded, mfa.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": CODE}


class CodeAgainForm(Worded, mfa.ReauthenticateForm):  # type: ignore[misc]
    labels = {"code": CODE}


class FirstCodeForm(Worded, ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("Sechsstelliger Code aus der App")}


class NewPasskeyForm(Worded, AddWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name des Passkeys"), "passwordless": _("Auch ohne Kennwort damit anmelden")}
    hints = {
        "name": _("Damit Sie ihn wiedererkennen, zum Beispiel „Diensthandy“."),
        "passwordless": _("Dann verlangt das Gerät eine PIN, einen Fingerabdruck oder Ihr Gesicht."),
    }


class RenamePasskeyForm(Worded, EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name des Passkeys")}
