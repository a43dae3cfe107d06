"""Small catalogues for tests: one line makes a listing with its facts and sources."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.models import Fact, FieldOfAction, Listing, Reference, Source
from marketplace.catalogue.services import bump_revision
from marketplace.organisations.models import Membership, MunicipalityProfile, Organisation, Provider

AS_OF = date(2026, 8, 31)


def person(handle: str = "anna", /, **values: Any) -> User:
    """Somebody with an account and a confirmed mail address; without a password unless one is given.

    Args:
        handle: user name, and the address before the @ unless `email` is given.
    """
    address = values.pop("email", f"{handle}@stadt.example")
    made = User.objects.create_user(handle, address, **values)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def operator(name: str = "otto", *, may_everything: bool = True) -> User:
    """Somebody who runs the installation, with the second factor that takes."""
    made = person(name, is_staff=True, is_superuser=may_everything)
    Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={})
    return made


def field(slug: str = "verwaltung", **values: Any) -> FieldOfAction:
    """A field of action; the same slug gives the same field."""
    defaults = {
        "name_de": slug.capitalize(),
        "name_en": slug.capitalize(),
        "hint_de": "",
        "hint_en": "",
        "group": FieldOfAction.Group.LIFE,
        "position": FieldOfAction.objects.count(),
    }
    return FieldOfAction.objects.get_or_create(slug=slug, defaults=defaults | values)[0]


def provider(slug: str = "stadt-musterhausen", **values: Any) -> Provider:
    """A provider; the same slug gives the same provider."""
    defaults = {"name": slug.replace("-", " ").title(), "kind": Provider.Kind.PUBLIC}
    return Provider.objects.get_or_create(slug=slug, defaults=defaults | values)[0]


def listing(slug: str = "maengelmelder", **values: Any) -> Listing:
    """A published, unclaimed solution in the field "verwaltung".

    Args:
        slug: also the name, capitalised, unless `name` is given.
        values: columns of Listing; besides `fields` (slugs), `facts` ({key: value}, read in the
            repository), `declared` ({key: value}, said by the provider) and `references` (names).
    """
    fields = values.pop("fields", ["verwaltung"])
    facts = values.pop("facts", {})
    declared = values.pop("declared", {})
    references = values.pop("references", [])
    defaults: dict[str, Any] = {
        "kind": Listing.Kind.SOLUTION,
        "name": slug.replace("-", " ").capitalize(),
        "summary_de": f"Kurzbeschreibung von {slug}.",
        "summary_en": f"Short description of {slug}.",
        "as_of": AS_OF,
    }
    if "provider" not in values:
        values["provider"] = provider()
    made = Listing.objects.create(slug=slug, **(defaults | values))
    made.fields_of_action.set([field(one) for one in fields])
    for key, value in facts.items():
        fact(made, key, value)
    for key, value in declared.items():
        fact(made, key, value, basis=Source.Basis.PROVIDER)
    for name in references:
        Reference.objects.create(listing=made, name=name, source=source(made))
    bump_revision()
    return made


def source(of: Listing, basis: str = Source.Basis.REPOSITORY) -> Source:
    """The listing's source of the given basis."""
    defaults = {
        "title_de": "Quelltext-Archiv",
        "title_en": "Source repository",
        "url": f"https://forge.example/{of.slug}",
        "basis": basis,
        "seen_on": AS_OF,
    }
    return Source.objects.get_or_create(listing=of, key=basis.replace("_", "-"), defaults=defaults)[0]


def fact(of: Listing, key: str, value: Any, *, basis: str = Source.Basis.REPOSITORY) -> Fact:
    """One statement about a listing."""
    return Fact.objects.create(
        listing=of, key=key, value=value, source=source(of, basis), position=of.facts.count()
    )


def municipality(name: str = "Stadt Musterhausen", members: dict[User, str] | None = None) -> Organisation:
    """A confirmed municipality with its members, given as {person: role}."""
    made = Organisation.objects.create(
        kind=Organisation.Kind.MUNICIPALITY,
        name=name,
        verification=Organisation.Verification.REVIEWER,
        verified_at=timezone.now(),
    )
    MunicipalityProfile.objects.create(organisation=made, land="NW", inhabitants=18_000)
    for member, role in (members or {}).items():
        Membership.objects.create(organisation=made, user=member, role=role)
    return made


def team(name: str = "Marktplatz-Team") -> Organisation:
    """The marketplace's team; the same name gives the same one."""
    return Organisation.objects.get_or_create(kind=Organisation.Kind.TEAM, name=name)[0]


def reviewer(handle: str = "rita", *, lead: bool = False, factor: bool = True) -> User:
    """Somebody of the team with a second factor, who reviews or leads."""
    made = person(handle)
    Membership.objects.create(organisation=team(), user=made, role="admin" if lead else "editor")
    if factor:
        Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={})
    return made


def signed_in(client: Client, handle: str = "anna", role: str = "admin", **values: Any) -> User:
    """Sign a new member of a new municipality in; `organisation` joins an existing one instead."""
    organisation = values.pop("organisation", None)
    made = person(handle, **values)
    if organisation is None:
        organisation = municipality(f"Stadt {handle.capitalize()}")
    Membership.objects.create(organisation=organisation, user=made, role=role)
    client.force_login(made)
    return made


def offering(name: str = "Muster Software GmbH", members: dict[User, str] | None = None) -> Organisation:
    """An unconfirmed organisation that offers something, with its members given as {person: role}."""
    made = Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name=name)
    for member, role in (members or {}).items():
        Membership.objects.create(organisation=made, user=member, role=role)
    return made


def owned_listing(organisation: Organisation, slug: str = "maengelmelder", **values: Any) -> Listing:
    """A listing whose provider belongs to the organisation."""
    made = listing(slug, **values)
    made.provider.organisation = organisation
    made.provider.save()
    return made
