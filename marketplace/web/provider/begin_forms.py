"""Forms with which providers begin: an organisation, a proof, a listing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.field_values import is_web_address
from marketplace.catalogue.models import Listing
from marketplace.organisations.claims import LONGEST_WORDS
from marketplace.organisations.models import Organisation, Provider, ProviderClaim
from marketplace.organisations.provider_services import Offering

Method = ProviderClaim.Method


class OfferingForm(forms.Form):
    """Name and website of an organisation that offers something."""

    name = forms.CharField(
        label=_("Name der Organisation"), max_length=200,
        help_text=_("So, wie er im Impressum steht, zum Beispiel „Muster Software GmbH“."),
    )  # fmt: skip
    url = forms.CharField(
        label=_("Website"), max_length=400, required=False,
        help_text=_("Mit https://. Sie dient auch als Nachweis, dass Sie es sind."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_url(self) -> str:
        """An https address, or none."""
        url: str = self.cleaned_data["url"].strip()
        if url and not is_web_address(url):
            raise forms.ValidationError(_("Bitte geben Sie eine Adresse mit https:// an."))
        return url


class RegisterForm(OfferingForm):
    """An organisation that offers something, when it begins."""

    kind = forms.ChoiceField(
        label=_("Was bieten Sie an?"), widget=forms.RadioSelect, initial=Organisation.Kind.PROVIDER,
        choices=[
            (Organisation.Kind.PROVIDER.value, _("Lösungen (Software oder Verfahren)")),
            (Organisation.Kind.CONSULTING.value, _("Beratung")),
        ],
    )  # fmt: skip
    field_order = ("kind", "name", "url")

    def offering(self) -> Offering:
        """The checked values as what the service takes."""
        return Offering(**self.cleaned_data)


class _ForOrganisation(forms.Form):
    """A form for one of the person's organisations; with only one there is nothing to choose."""

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        field = forms.ChoiceField(
            label=_("Für welche Organisation?"),
            choices=[(key, one.name) for key, one in self.organisations.items()],
            initial=next(iter(self.organisations), ""),
        )
        if len(self.organisations) == 1:
            field.widget = forms.HiddenInput()
        self.fields = {"organisation_id": field} | self.fields

    def organisation(self) -> Organisation:
        """The chosen one."""
        return self.organisations[self.cleaned_data["organisation_id"]]


class ClaimForm(_ForOrganisation):
    """How to prove that an organisation is a provider; only ways that exist for this one are offered."""

    method = forms.ChoiceField(label=_("Wie weisen Sie es nach?"), widget=forms.RadioSelect)
    place = forms.ChoiceField(
        label=_("In welchem Quelltext?"), required=False,
        help_text=_("Nur für den Weg über den Quelltext."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Was sollte das Team wissen?"), required=False, max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "data-most": LONGEST_WORDS}),
        help_text=_("Zum Beispiel, wie Sie zum Anbieter gehören. Höchstens 1.000 Zeichen."),
    )  # fmt: skip

    def __init__(self, *args: Any, host: str, places: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = []
        if host:
            ways.append((Method.DOMAIN.value, gettext("mit einer Datei auf %s") % host))
        if places:
            ways.append((Method.REPOSITORY.value, gettext("mit einer Datei im öffentlichen Quelltext")))
            self.fields["place"].choices = [(one, one) for one in places]  # type: ignore[attr-defined]
        else:
            del self.fields["place"]
        ways.append((Method.REVIEWER.value, gettext("gegenüber dem Marktplatz-Team")))
        self.fields["method"].choices = ways  # type: ignore[attr-defined]
        self.fields["method"].initial = ways[0][0]

    def proof(self) -> dict[str, str]:
        """Method, place and words, as `claims.open_claim` takes them."""
        values = self.cleaned_data
        return {"method": values["method"], "place": values.get("place", ""), "words": values["words"]}


class NewListingForm(_ForOrganisation):
    """The first two things about a listing, and what is needed where the organisation is no provider yet."""

    name = forms.CharField(label=_("Name des Angebots"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Art"), choices=Listing.Kind.choices, widget=forms.RadioSelect, initial=Listing.Kind.SOLUTION
    )
    provider_kind = forms.ChoiceField(
        label=_("Ihre Organisation ist"), choices=Provider.Kind.choices, initial=Provider.Kind.PRIVATE,
        help_text=_("Nur beim ersten Eintrag gebraucht."),
    )  # fmt: skip
    seat = forms.CharField(
        label=_("Sitz"), max_length=120, required=False, help_text=_("Zum Beispiel Kassel.")
    )
