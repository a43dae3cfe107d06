"""How municipalities come into being and are confirmed."""

from __future__ import annotations

import pytest

from marketplace.accounts.services import erase_account, personal_data
from marketplace.organisations.errors import MembershipRefused, NotAllowed
from marketplace.organisations.models import MailDomain, Organisation
from marketplace.organisations.queries import role_in
from marketplace.organisations.services import (
    Profile,
    change_profile,
    confirm_organisation,
    create_municipality,
)
from tests import factories

pytestmark = pytest.mark.django_db
PROFILE = Profile(land="NW", inhabitants=18_000, operation=["self_hosted"], systems=["DMS Beispiel"])


def listed() -> MailDomain:
    return MailDomain.objects.create(domain="@Stadt.Example ", name="Stadt Musterhausen")


def test_a_listed_mail_domain_confirms_its_own_municipality_at_once() -> None:
    listed()
    made = create_municipality(factories.person("lena"), name=" Stadt  Musterhausen ", profile=PROFILE)
    assert (made.verification, made.verified_through) == ("mail_domain", "stadt.example")
    assert made.profile.systems == ["DMS Beispiel"]


@pytest.mark.parametrize("name", ["Stadt Berlin", "Musterhausen"])
def test_a_listed_domain_confirms_no_other_name(name: str) -> None:
    listed()
    assert not create_municipality(factories.person("lena"), name=name, profile=PROFILE).is_verified


@pytest.mark.parametrize(
    "email", ["lena@anderswo.example", "lena@sub.stadt.example", "lena@stadt.example.boese.example"]
)
def test_other_domains_wait_for_the_team(email: str) -> None:
    listed()
    made = create_municipality(
        factories.person("lena", email=email), name="Stadt Musterhausen", profile=PROFILE
    )
    assert not made.is_verified
    assert confirm_organisation(made, by=factories.operator())
    made.refresh_from_db()
    assert made.verification == "reviewer"
    assert not confirm_organisation(made, by=factories.operator("olga"))


def test_an_unconfirmed_address_confirms_nothing() -> None:
    listed()
    lena = factories.person("lena")
    lena.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    assert not create_municipality(lena, name="Stadt Musterhausen", profile=PROFILE).is_verified


def test_a_confirmed_municipality_is_not_made_twice() -> None:
    listed()
    create_municipality(factories.person("lena"), name="Stadt Musterhausen", profile=PROFILE)
    with pytest.raises(MembershipRefused, match="schon angelegt"):
        create_municipality(factories.person("bob"), name="Stadt Musterhausen", profile=PROFILE)
    assert Organisation.objects.count() == 1


def test_nobody_confirms_their_own_municipality() -> None:
    lena = factories.person("lena")
    made = create_municipality(lena, name="Stadt Musterhausen", profile=PROFILE)
    with pytest.raises(NotAllowed):
        confirm_organisation(made, by=lena)


def test_another_name_needs_a_new_confirmation() -> None:
    lena, bob = factories.person("lena"), factories.person("bob")
    town = factories.municipality(members={lena: "admin", bob: "editor"})
    change_profile(town, by=lena, profile=PROFILE, name=town.name)
    assert Organisation.objects.exclude(verified_at=None).exists()
    change_profile(town, by=lena, profile=PROFILE, name="Stadt Berlin")
    assert not Organisation.objects.exclude(verified_at=None).exists()
    with pytest.raises(NotAllowed):
        change_profile(town, by=bob, profile=PROFILE, name="Stadt Bob")


def test_what_is_kept_of_a_person_can_be_taken_along() -> None:
    lena = factories.person("lena", name="Lena Brandt")
    factories.municipality(members={lena: "admin"})
    data = personal_data(lena)
    assert data["accounts.User"][0]["name"] == "Lena Brandt"
    assert data["organisations.Membership"][0]["organisation"] == "Stadt Musterhausen"
    assert "password" not in str(data)


def test_an_erased_account_keeps_no_name_and_no_rights() -> None:
    lena, bob = factories.person("lena", name="Lena Brandt"), factories.person("bob")
    town = factories.municipality(members={lena: "editor", bob: "admin"})
    erase_account(lena)
    lena.refresh_from_db()
    assert (lena.name, lena.email, lena.is_active) == ("", "", False)
    assert str(lena) == "gelöschtes Konto"
    assert role_in(lena, town) == ""
    assert not lena.emailaddress_set.exists()  # type: ignore[attr-defined]


def test_the_last_admin_hands_over_before_the_account_goes() -> None:
    lena, bob = factories.person("lena"), factories.person("bob")
    town = factories.municipality(members={lena: "admin", bob: "reader"})
    with pytest.raises(MembershipRefused):
        erase_account(lena)
    lena.refresh_from_db()
    assert lena.is_active
    assert role_in(lena, town) == "admin"


def test_a_listed_domain_confirms_anew_where_everybody_has_left() -> None:
    listed()
    lena = factories.person("lena")
    create_municipality(lena, name="Stadt Musterhausen", profile=PROFILE)
    with pytest.raises(MembershipRefused):
        create_municipality(factories.person("max"), name="Stadt Musterhausen", profile=PROFILE)
    erase_account(lena)
    moritz = factories.person("moritz")
    assert create_municipality(moritz, name="Stadt Musterhausen", profile=PROFILE).is_verified
