"""Entries chosen by hand are frozen like the hits of a search, and say that they are no search."""

from __future__ import annotations

import pytest

from marketplace.catalogue.models import Listing
from marketplace.selection.errors import FolderConflict, WrongInput
from marketplace.selection.freeze_services import freeze_chosen
from marketplace.selection.queries import folder
from tests.marketplace.selection.folders import catalogue, draft, town

pytestmark = pytest.mark.django_db


def test_chosen_entries_are_kept_in_the_order_they_were_named() -> None:
    catalogue()
    here = town()
    project = draft(here)
    freeze_chosen(project, here.clerk, ["zu", "klar", "zu", "gibt-es-nicht"])
    project.refresh_from_db()
    found = folder(project)
    assert [one.slug for one in found.candidates] == ["zu", "klar"]
    assert found.search is not None
    assert (found.search.is_chosen, found.search.words, found.search.hits) == (True, "", 2)
    assert found.search.query == "?l=zu&l=klar"
    assert str(found.search.order.de) == "wie von Hand ausgewählt"
    assert found.log[0].what.de == "Auswahl von Hand festgehalten, Zahl der Einträge: 2"
    assert found.intact


def test_chosen_entries_stay_as_they_were() -> None:
    fits, *_rest = catalogue()
    here = town()
    project = draft(here)
    freeze_chosen(project, here.clerk, ["klar"])
    Listing.objects.filter(pk=fits.pk).update(name="Umbenannt", state=Listing.State.WITHDRAWN)
    project.refresh_from_db()
    assert [one.name for one in folder(project).candidates] == ["Klar"]


def test_a_withdrawn_entry_or_none_at_all_is_refused_with_a_sentence() -> None:
    fits, *_rest = catalogue()
    here = town()
    project = draft(here)
    Listing.objects.filter(pk=fits.pk).update(state=Listing.State.WITHDRAWN)
    for slugs in (["klar"], []):
        with pytest.raises(WrongInput) as caught:
            freeze_chosen(project, here.clerk, slugs)
        assert "mindestens einen" in caught.value.de


def test_a_project_keeps_one_choice() -> None:
    catalogue()
    here = town()
    project = draft(here)
    freeze_chosen(project, here.clerk, ["klar"])
    with pytest.raises(FolderConflict):
        freeze_chosen(project, here.clerk, ["zu"])
