"""Municipalities with people, and projects at each step, through the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.catalogue.search_request import SearchRequest
from marketplace.organisations.models import Membership, MunicipalityProfile, Organisation
from marketplace.selection.freeze_services import freeze
from marketplace.selection.models import Candidate, Project
from marketplace.selection.services import WantedWish, open_project, set_wishes
from marketplace.suitability.models import StoredProfile
from tests import factories

WISHES = (
    WantedWish("open-licence", "must", 3),
    WantedWish("data-export", "should", 5),
    WantedWish("documentation", "should", 2, note="Für die Schulung"),
)


@dataclass(frozen=True)
class Town:
    """A municipality with somebody who edits."""

    organisation: Organisation
    clerk: User


def town(name: str = "Stadt Musterhausen", clerk: str = "anna") -> Town:
    """A municipality of 14 200 people and a clerk who edits for it."""
    made = Organisation.objects.create(kind=Organisation.Kind.MUNICIPALITY, name=name)
    MunicipalityProfile.objects.create(
        organisation=made, land="NW", inhabitants=14200, operation=["data_centre"], systems=["d.3"]
    )
    return Town(made, member(made, clerk))


def member(of: Organisation, handle: str, role: str = Membership.Role.EDITOR) -> User:
    """Somebody who belongs to the municipality in this role."""
    user = factories.person(handle)
    Membership.objects.create(organisation=of, user=user, role=role)
    return user


def cell(criterion: str, *, state: str = "evidenced", meets: bool | None = True) -> dict[str, Any]:
    """A stored cell with one source."""
    said = {
        "basis": "repository", "value": "yes" if meets else "no", "words_de": "Ja" if meets else "Nein",
        "words_en": "Yes" if meets else "No", "source_de": "Quelltext-Archiv", "source_en": "Repository",
        "url": "https://forge.example/x", "locator": "LICENSE, Zeile 1", "on": "2026-08-31",
        "checked_by": "", "valid_until": "",
    }  # fmt: skip
    known = state not in {"unknown", "not_applicable"}
    return {
        "criterion": criterion, "state": state, "answer": said["value"] if known else "",
        "words_de": said["words_de"] if known else "", "words_en": said["words_en"] if known else "",
        "meets": meets if known else None, "reason_de": "", "reason_en": "", "said": [said] if known else [],
    }  # fmt: skip


def suits(listing: Listing, *cells: dict[str, Any]) -> None:
    """Give an entry this profile."""
    StoredProfile.objects.update_or_create(
        listing=listing,
        defaults={
            "edition": "2026-1",
            "cells": list(cells),
            "computed_at": timezone.now(),
            "states": {one["criterion"]: one["state"] for one in cells},
        },
    )


def catalogue() -> list[Listing]:
    """Three entries for reporting damage: one fits, one is open, one breaks the must."""
    fits, unclear, closed = (
        factories.listing(slug, name=name, facts={"purpose": {"de": "Schäden melden", "en": "Report damage"}})
        for slug, name in (("klar", "Klar"), ("offen", "Offen"), ("zu", "Zu"))
    )
    suits(fits, cell("open-licence"), cell("data-export"), cell("documentation", meets=False))
    suits(unclear, cell("open-licence", state="unknown"), cell("data-export", state="unknown"))
    suits(closed, cell("open-licence", meets=False), cell("data-export"))
    return [fits, unclear, closed]


def draft(of: Town) -> Project:
    """A project with wishes, nothing frozen."""
    made = open_project(of.clerk, of.organisation, title="Schäden melden", need="Bürger melden Schäden.")
    return set_wishes(made, of.clerk, WISHES)


def frozen(of: Town) -> Project:
    """A project that has frozen the whole catalogue."""
    made = draft(of)
    freeze(made, of.clerk, SearchRequest())
    made.refresh_from_db()
    return made


def candidate(project: Project, slug: str) -> Candidate:
    """A candidate of the project by its slug."""
    return Candidate.objects.get(search__project=project, slug=slug)
