"""What is asked when an account is made, beside address and password."""

# ruff: noqa: ARG002 - the hooks of the library have these arguments
from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.accounts.queries import known_language


class NameForm(forms.Form):
    """The name others see. Base of both ways to sign up; must not import allauth's forms."""

    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=150,
        strip=True,
        help_text=_("So sehen Sie Kolleginnen und Kollegen in gemeinsamen Projekten."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name and the language of the page; called by allauth when the account has been made."""
        user.name = self.cleaned_data["name"]
        user.language = known_language(get_language())
        user.save(update_fields=["name", "language"])
