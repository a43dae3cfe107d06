"""One installation with somebody in every role and an object in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from grader.run import grade_folder
from marketplace.accounts.models import User
from marketplace.analysis.models import AnalysisRun, CodeSource, Grade
from marketplace.catalogue.models import Listing
from marketplace.catalogue.search_request import SearchRequest
from marketplace.evidence.kinds import kinds
from marketplace.evidence.links import Link
from marketplace.evidence.models import Document
from marketplace.evidence.services import add_link
from marketplace.exports.services import request_reader
from marketplace.notices.models import Notice
from marketplace.notices.services import notify
from marketplace.notices.unsubscribing import token_of
from marketplace.organisations.claims import open_claim
from marketplace.organisations.membership_services import invite
from marketplace.organisations.models import Membership, Organisation
from marketplace.pages.services import add_draft
from marketplace.review.reporting import Category, report
from marketplace.selection import saved_services, services
from marketplace.selection.decision_services import decide
from marketplace.selection.models import Project
from tests import factories
from tests.marketplace.selection import folders
from tests.permissions.offers import offers
from tools.places import ROOT

AT = datetime(2026, 11, 14, 10, 0, tzinfo=UTC)
LINK = Link("https://klar.example/bericht", "https://archiv.example/bericht", date(2026, 11, 1))
NOBODY = str(UUID(int=0))


@dataclass(frozen=True)
class World:
    """Who asks, and what may be asked for.

    Attributes:
        people: role → person; nobody for "anonymous".
        objects: name → the text that stands for it in an address or a form.
    """

    people: dict[str, User]
    objects: dict[str, str]


def build() -> World:
    """Make everything through the services that make it in the product."""
    entries = folders.catalogue()
    people = _people()
    objects = {"missing_uuid": NOBODY, "missing_number": "999999", "missing_slug": "gibt-es-nicht"}
    objects |= {"listing": entries[0].slug, "listing_two": entries[1].slug}
    objects |= _towns(people) | _providers(people, entries[0]) | _projects(people)
    objects |= (
        _own_things(people)
        | _account_things(people)
        | _evidence(people, entries[0])
        | offers(people, entries[0])
        | _assessed(entries[0])
        | _legal()
    )
    return World(people, objects)


def _people() -> dict[str, User]:
    """Everybody has a password: allauth asks for it where it is needed."""
    roles = (
        "newcomer", "town_reader", "town_editor", "town_admin", "project_reader", "project_editor",
        "project_owner", "foreign_admin", "provider_editor", "foreign_provider", "reviewer", "bare_reviewer",
        "lead",
    )  # fmt: skip
    people = {role: factories.person(role, password="ein langes Kennwort") for role in roles}
    for role in ("reviewer", "lead"):
        Authenticator.objects.create(user=people[role], type=Authenticator.Type.TOTP, data={})
    people["operator"] = factories.operator("operator")
    people["bare_operator"] = factories.person("bare_operator", is_staff=True, is_superuser=True)
    return people


def _member(organisation: Organisation, person: User, role: str) -> None:
    Membership.objects.create(organisation=organisation, user=person, role=role)


def _towns(people: dict[str, User]) -> dict[str, str]:
    town = factories.municipality("Stadt Musterhausen")
    for role in ("reader", "editor", "admin"):
        _member(town, people[f"town_{role}"], role)
        _member(town, people[f"project_{'owner' if role == 'admin' else role}"], "editor")
    foreign = factories.municipality("Stadt Anderswo", members={people["foreign_admin"]: "admin"})
    _invitation, token = invite(town, by=people["town_admin"], email=people["newcomer"].email, role="editor")
    waiting, _token = invite(town, by=people["town_admin"], email="neu@stadt.example", role="reader")
    return {
        "town": str(town.pk), "foreign_town": str(foreign.pk), "invitation": token,
        "open_invitation": str(waiting.pk), "colleague": str(people["town_reader"].pk),
    }  # fmt: skip


def _providers(people: dict[str, User], listing: Any) -> dict[str, str]:
    kind = Organisation.Kind
    make = partial(Organisation.objects.create, verified_at=timezone.now())
    own = make(kind=kind.PROVIDER, name="Klar GmbH", verification="domain_proof")
    foreign = make(kind=kind.PROVIDER, name="Andere GmbH", verification="domain_proof")
    team = make(kind=kind.TEAM, name="Marktplatz-Team", verification="reviewer")
    _member(own, people["provider_editor"], "editor")
    _member(foreign, people["foreign_provider"], "admin")
    _member(team, people["reviewer"], "editor")
    _member(team, people["bare_reviewer"], "editor")
    _member(team, people["lead"], "admin")
    listing.provider.organisation = own
    listing.provider.save(update_fields=["organisation"])
    free = factories.listing(
        "frei", provider=factories.provider("freier-anbieter", url="https://frei.example/")
    )
    claim = open_claim(free.provider, foreign, by=people["foreign_provider"], method="domain")
    case = report(listing, category=next(iter(Category)), text="Das stimmt nicht.", by=None)
    return {
        "free_provider": free.provider.slug,
        "claim": str(claim.pk),
        "provider": str(own.pk),
        "foreign_organisation": str(foreign.pk),
        "case": str(case.pk),
    }


def _projects(people: dict[str, User]) -> dict[str, str]:
    of = folders.Town(people["project_owner"].memberships.get().organisation, people["project_owner"])
    draft, frozen, decided = folders.draft(of), folders.frozen(of), folders.frozen(of)
    decide(decided, of.clerk, outcome="cancelled", reason="Kein Geld.", remind_on=None)
    for project in (draft, frozen, decided):
        _join(project, people)
    chosen = folders.candidate(frozen, "klar").pk
    return {
        "draft": str(draft.pk), "frozen": str(frozen.pk), "decided": str(decided.pk),
        "candidate": str(chosen), "chosen_candidate": f"awarded:{folders.candidate(frozen, 'klar').pk}",
        "project_reader": str(people["project_reader"].pk),
    }  # fmt: skip


def _join(project: Project, people: dict[str, User]) -> None:
    for role in ("reader", "editor"):
        services.invite(project, people["project_owner"], people[f"project_{role}"], role)


def _own_things(people: dict[str, User]) -> dict[str, str]:
    """A notice and a saved search of the town's editor, and a mail address to be confirmed."""
    editor = people["town_editor"]
    notify(editor, kind="search.new_matches", key="k", text_de="Neu.", text_en="New.", url="/loesungen/")
    search = saved_services.remember(editor, SearchRequest(text="Schäden"))
    return {
        "notice": str(Notice.objects.get(user=editor).pk),
        "search": str(search.pk),
        "unsubscribing": token_of(editor.pk, ""),
    }


def _account_things(people: dict[str, User]) -> dict[str, str]:
    """What is sent by mail to somebody else, and a passkey of the town's reader."""
    waiting = factories.person("waiting", password="ein langes Kennwort")
    address = EmailAddress.objects.create(user=waiting, email="zweite@stadt.example", verified=False)
    passkey = Authenticator.objects.create(
        user=people["town_reader"], type=Authenticator.Type.WEBAUTHN, data=_passkey()
    )
    return {
        "mail_key": EmailConfirmationHMAC(address).key,
        "reset_person": user_pk_to_url_str(waiting),
        "reset_key": default_token_generator.make_token(waiting),
        "passkey": str(passkey.pk),
    }


def _passkey() -> dict[str, Any]:
    """A passkey as allauth stores one: made like an authenticator makes it, with the key of a curve."""
    key = ES256.from_cryptography_key(  # type: ignore[no-untyped-call]
        ec.generate_private_key(ec.SECP256R1()).public_key()
    )
    made = AttestedCredentialData.create(Aaguid.NONE, b"0" * 16, key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    seen = AuthenticatorData.create(b"0" * 32, flags, 0, made)
    said = CollectedClientData.create("webauthn.create", b"0" * 32, "http://testserver")
    credential = {
        "id": websafe_encode(b"0" * 16),
        "rawId": websafe_encode(b"0" * 16),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(said),
            "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    return {"name": "Schlüssel", "credential": credential}


def _evidence(people: dict[str, User], listing: Listing) -> dict[str, str]:
    """Links of the provider, one for each circle of people."""
    organisation = people["provider_editor"].memberships.get().organisation
    found: dict[str, str] = {}
    for circle in Document.Visibility.values:
        version = add_link(
            listing, by=people["provider_editor"], organisation=organisation, link=LINK,
            title=f"Bericht {circle}", kind=min(kinds()), visibility=circle,
        )  # fmt: skip
        found |= {f"{circle}_version": str(version.pk), "document": str(version.document_id)}
    return found


def _assessed(listing: Any) -> dict[str, str]:
    source = CodeSource.objects.create(
        listing=listing, kind=CodeSource.Kind.GIT, location="https://github.com/stadt/klar"
    )
    result = grade_folder(ROOT / "grader" / "formats", as_of=AT.date())
    run = AnalysisRun.objects.create(
        source=source, state=AnalysisRun.State.FINISHED, step=AnalysisRun.Step.DONE,
        requested_at=AT, not_before=AT, finished_at=AT,
    )  # fmt: skip
    Grade.objects.create(
        run=run, source=source, identity_kind=Grade.IdentityKind.COMMIT, identity="3f9c1e2a" * 5,
        letter=result["verdict"]["grade"] or "", rules=result["tool"]["rules"], result=result, created_at=AT,
    )  # fmt: skip
    reader = request_reader([listing.slug], title="Auswahl", described="", language="de", at=timezone.now())
    return {"run": str(run.pk), "source": str(source.pk), "reader": str(reader.pk)}


def _legal() -> dict[str, str]:
    for key in ("impressum", "datenschutz", "barrierefreiheit"):
        add_draft(key, title={"de": key, "en": key}, body={"de": "Text", "en": "Text"})
    return {}
