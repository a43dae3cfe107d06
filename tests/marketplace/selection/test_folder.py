"""What a folder keeps, and what nobody can change any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from marketplace.catalogue.models import Fact, Listing
from marketplace.catalogue.search_request import SearchRequest
from marketplace.catalogue.services import bump_revision
from marketplace.organisations.membership_services import remove_member
from marketplace.organisations.models import Membership
from marketplace.selection import freeze_services
from marketplace.selection.assembly import assembled
from marketplace.selection.decision_services import add_note, decide, move, take_up_again
from marketplace.selection.errors import FolderConflict, FolderIsAppendOnly, NotAllowed, WrongInput
from marketplace.selection.freeze_services import freeze
from marketplace.selection.models import Candidate, FolderEntry, Project
from marketplace.selection.queries import folder, project_for, projects_of, rights
from marketplace.selection.services import WantedWish, delete_draft, invite, open_project, remove, set_wishes
from tests import factories
from tests.marketplace.selection.folders import WISHES, candidate, catalogue, draft, frozen, member, town

pytestmark = pytest.mark.django_db


def test_a_frozen_folder_stays_as_it_was_when_entries_change_or_go() -> None:
    here, entries = town(), catalogue()
    project = frozen(here)
    before = folder(project)
    Fact.objects.filter(listing=entries[0]).update(value={"de": "Etwas anderes", "en": "Else"})
    Listing.objects.filter(pk=entries[0].pk).update(name="Umbenannt")
    Fact.objects.filter(listing=entries[1]).delete()
    entries[1].delete()
    bump_revision()
    after = folder(project)
    assert {one.name for one in after.candidates} == {"Klar", "Offen", "Zu"}
    assert after.candidates == before.candidates
    assert after.ranking == before.ranking
    assert after.intact


def test_freezing_keeps_search_need_wishes_and_every_hit_in_order() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    kept = project.frozen_search
    assert (kept.hits, kept.order, kept.request["need"]) == (3, "neu", "Bürger melden Schäden.")
    assert [one["criterion"] for one in kept.request["wishes"]] == [one.criterion for one in WISHES]
    assert [one.position for one in kept.candidates.all()] == [1, 2, 3]
    snapshot = candidate(project, "klar").snapshot
    assert snapshot["suitability"]["cells"][0]["criterion"] == "open-licence"
    assert snapshot["facts"][0]["said"][0]["source"]["seen_on"] == "2026-08-31"
    with pytest.raises(FolderConflict):
        freeze(project, here.clerk, SearchRequest())


def test_the_filters_of_a_search_are_kept_in_words_of_both_languages() -> None:
    here = town()
    catalogue()
    project = draft(here)
    kept = freeze(project, here.clerk, SearchRequest(chosen={"art": frozenset({"solution"})}))
    assert (
        kept.filters == [{"de": "Art: Lösung", "en": "Type: Solution"}]
        or kept.filters[0]["de"] == "Art: Lösung"
    )
    assert kept.filters[0]["en"] != kept.filters[0]["de"]


def test_a_search_with_too_many_hits_is_refused_with_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    here = town()
    catalogue()
    monkeypatch.setattr(freeze_services, "MOST_HITS", 2)
    project = draft(here)
    with pytest.raises(WrongInput, match="3 Treffer"):
        freeze(project, here.clerk, SearchRequest())
    project.refresh_from_db()
    assert project.state == Project.State.DRAFT


def test_a_search_of_several_pages_is_kept_whole() -> None:
    here = town()
    for number in range(43):
        factories.listing(f"eintrag-{number}")
    kept = freeze(draft(here), here.clerk, SearchRequest(page=2))
    assert kept.hits == kept.candidates.count() == 43


def test_a_must_that_is_not_met_is_suggested_and_what_is_unknown_is_not() -> None:
    here = town()
    catalogue()
    found = {one.slug: one for one in folder(frozen(here)).candidates}
    assert found["klar"].suggestion is None
    assert found["offen"].suggestion is None
    suggestion = found["zu"].suggestion
    assert suggestion is not None
    assert "Quelltext-Archiv" in suggestion.de
    assert found["zu"].standing == "open"
    assert [one.met for one in found["offen"].judged] == ["open", "open", "open"]
    assert (found["offen"].lowest, found["offen"].highest) == (0, 7)


def test_points_and_places_follow_the_published_rule() -> None:
    here = town()
    catalogue()
    read = folder(frozen(here))
    by_id = {one.id: one.slug for one in read.candidates}
    places = [(by_id[one.candidate], one.best, one.worst, one.excluded) for one in read.ranking.places]
    assert places == [("klar", 1, 2, False), ("offen", 1, 3, False), ("zu", 2, 3, True)]


def test_every_step_is_an_event_with_author_and_reason() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    move(project, here.clerk, candidate(project, "klar"), "shortlisted")
    move(project, here.clerk, candidate(project, "zu"), "set_aside", "Lizenz fehlt.")
    add_note(project, here.clerk, "Telefonat geführt.", candidate(project, "offen"))
    set_wishes(project, here.clerk, [*WISHES[:1], WantedWish("data-export", "should", 4), WISHES[2]])
    decide(project, here.clerk, outcome="awarded", candidate=candidate(project, "klar"), reason="Passt.")
    read = folder(Project.objects.get(pk=project.pk))
    assert [one.kind for one in read.log] == [
        *("frozen", "shortlisted", "set_aside", "note", "weight_changed", "decided"),
    ]
    assert read.log[4].what.de == f"Gewicht von „{read.wishes[1].title.de}“ geändert: 4 statt bisher 5"
    assert {one.author for one in read.log} == {here.clerk.get_full_name()}
    assert read.decision is not None
    assert (read.decision.name, read.decision.reason) == ("Klar", "Passt.")
    assert read.wishes[1].when_frozen == ("should", 5)
    assert read.intact
    moved = read.candidate(candidate(project, "zu").pk)
    assert moved is not None
    assert moved.standing_reason is not None
    assert moved.standing_reason.reason == "Lizenz fehlt."


def test_a_second_decision_hears_of_the_first_and_nothing_is_lost() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    other = member(here.organisation, "berta")
    invite(project, here.clerk, other, "editor")
    decide(project, here.clerk, outcome="none_suitable", reason="Nichts passt.")
    with pytest.raises(FolderConflict, match="anna"):
        decide(project, other, outcome="awarded", candidate=candidate(project, "klar"), reason="Doch.")
    read = folder(Project.objects.get(pk=project.pk))
    assert [one.outcome for one in read.decisions] == ["none_suitable"]


def test_a_decision_taken_back_stays_in_the_folder() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    decide(project, here.clerk, outcome="none_suitable", reason="Nichts passt.")
    take_up_again(project, here.clerk, "Neuer Anbieter.")
    decide(project, here.clerk, outcome="awarded", candidate=candidate(project, "klar"), reason="Passt.")
    read = folder(Project.objects.get(pk=project.pk))
    assert [(one.outcome, one.standing) for one in read.decisions] == [
        ("none_suitable", False),
        ("awarded", True),
    ]


@pytest.mark.parametrize("slug", ["zu", "klar"])
def test_what_is_set_aside_cannot_be_chosen(slug: str) -> None:
    here = town()
    catalogue()
    project = frozen(here)
    move(project, here.clerk, candidate(project, slug), "set_aside", "Aus Gründen.")
    with pytest.raises(WrongInput, match="zurückgestellt"):
        decide(project, here.clerk, outcome="awarded", candidate=candidate(project, slug), reason="x")


def test_setting_aside_needs_a_reason_and_the_same_move_twice_is_a_conflict() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    with pytest.raises(WrongInput, match="begründen"):
        move(project, here.clerk, candidate(project, "zu"), "set_aside", "  ")
    move(project, here.clerk, candidate(project, "zu"), "set_aside", "Lizenz.")
    with pytest.raises(FolderConflict, match="schon von anna"):
        move(project, here.clerk, candidate(project, "zu"), "set_aside", "Lizenz.")


def test_a_reminder_lies_in_the_future() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    today = timezone.localdate()
    with pytest.raises(WrongInput, match="Zukunft"):
        decide(project, here.clerk, outcome="cancelled", reason="x", remind_on=today)
    decide(project, here.clerk, outcome="cancelled", reason="x", remind_on=today + timedelta(days=90))


def test_events_are_never_changed_or_deleted() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    entry = FolderEntry.objects.get(project=project)
    entry.reason = "anders"
    with pytest.raises(FolderIsAppendOnly):
        entry.save()
    with pytest.raises(FolderIsAppendOnly):
        entry.delete()
    with pytest.raises(FolderIsAppendOnly):
        candidate(project, "klar").delete()


def test_many_rows_at_a_time_are_never_changed_or_deleted_either() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    entries = list(project.entries.all())
    for changing in (
        lambda: project.entries.update(reason="anders"),
        lambda: FolderEntry.objects.bulk_update(entries, ["reason"]),
        lambda: Candidate.objects.filter(slug="klar").delete(),
        lambda: FolderEntry(pk=entries[0].pk, project=project, number=9, author=1, at=timezone.now()).save(),
    ):
        with pytest.raises((FolderIsAppendOnly, DatabaseError)), transaction.atomic():
            changing()
    assert folder(project).intact


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE selection_folderentry SET reason = 'anders'",
        "UPDATE selection_candidate SET name = 'anders'",
        "UPDATE selection_frozensearch SET words = 'anders'",
    ],
)
def test_the_database_refuses_changes_past_the_models(statement: str) -> None:
    here = town()
    catalogue()
    frozen(here)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_name_of_an_author_may_be_taken_out_without_breaking_the_chain() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    FolderEntry.objects.filter(project=project).update(author_name="gelöschtes Konto")
    assert folder(project).intact


def test_a_missing_or_forged_event_shows() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    assert folder(project).intact
    Project.objects.filter(pk=project.pk).update(last_number=2)
    assert not folder(Project.objects.get(pk=project.pk)).intact


@pytest.mark.parametrize("change", ["missing", "put in", "need", "order", "filters"])
def test_what_was_frozen_is_held_against_the_chain(change: str) -> None:
    here = town()
    catalogue()
    project = frozen(here)
    kept = project.frozen_search
    candidates, entries = list(kept.candidates.all()), list(project.entries.all())
    rows: dict[str, Any] = {"wishes": [], "entries": entries, "people": [], "names": {}}
    assert assembled(project, search=kept, candidates=candidates, **rows).intact
    if change == "missing":
        del candidates[1]
    elif change == "put in":
        candidates[1] = Candidate(
            pk=0, position=2, listing=0, slug="x", name="X",
            snapshot=candidates[0].snapshot, digest=candidates[0].digest,
        )  # fmt: skip
    elif change == "order":
        kept.order = "alt"
    elif change == "filters":
        kept.filters = [{"de": "Art: Beratung", "en": "Type: Advice"}]
    else:
        kept.request["need"] = "Etwas anderes."
    assert not assembled(project, search=kept, candidates=candidates, **rows).intact


def test_strangers_and_colleagues_who_take_no_part_see_nothing() -> None:
    here, there = town(), town("Stadt Anderswo", "carl")
    project = draft(here)
    colleague = member(here.organisation, "berta")
    assert project_for(there.clerk, project.pk) is None
    assert project_for(colleague, project.pk) is None
    assert projects_of(colleague, here.organisation) == []
    assert project_for(here.clerk, "kein-ausweis") is None


def test_who_comes_back_to_the_municipality_is_invited_anew() -> None:
    here = town()
    project = draft(here)
    chief, berta = member(here.organisation, "chef", "admin"), member(here.organisation, "berta")
    invite(project, here.clerk, berta, "owner")
    remove_member(here.organisation, berta.pk, by=chief)
    Membership.objects.create(organisation=here.organisation, user=berta, role="editor")
    assert rights(berta, project) == ""
    invite(project, here.clerk, berta, "reader")
    assert rights(berta, project) == "reader"


def test_readers_read_and_those_who_leave_lose_everything_at_once() -> None:
    here = town()
    catalogue()
    project = draft(here)
    reader = member(here.organisation, "berta")
    invite(project, here.clerk, reader, "reader")
    found = project_for(reader, project.pk)
    assert found is not None
    assert found[1] == "reader"
    with pytest.raises(NotAllowed):
        freeze(project, reader, SearchRequest())
    Membership.objects.filter(user=reader).delete()
    assert project_for(reader, project.pk) is None


def test_who_administers_the_municipality_leads_and_who_only_reads_there_reads_here() -> None:
    here = town()
    project = draft(here)
    admin = member(here.organisation, "dora", Membership.Role.ADMIN)
    reader = member(here.organisation, "emil", Membership.Role.READER)
    invite(project, here.clerk, reader, "owner")
    assert [rights(one, project) for one in (admin, reader)] == ["owner", "reader"]
    with pytest.raises(NotAllowed):
        open_project(reader, here.organisation, title="x")


def test_who_was_removed_is_still_named_in_the_log() -> None:
    here = town()
    catalogue()
    project = frozen(here)
    ben = member(here.organisation, "ben")
    invite(project, here.clerk, ben, "reader")
    remove(project, here.clerk, ben)
    assert folder(project).log[-1].what.de == f"{ben.get_full_name()} aus dem Projekt entfernt"


def test_signs_no_database_stores_do_no_harm() -> None:
    here = town()
    project = set_wishes(draft(here), here.clerk, [WantedWish("data-export", "should", 3, note="a\0b")])
    assert project.wishes.get().note == "a\ufffdb"


def test_somebody_always_leads_and_only_colleagues_are_invited() -> None:
    here, there = town(), town("Stadt Anderswo", "carl")
    project = draft(here)
    with pytest.raises(WrongInput, match="leiten"):
        remove(project, here.clerk, here.clerk)
    with pytest.raises(WrongInput, match="Kolleginnen"):
        invite(project, here.clerk, there.clerk, "editor")


def test_a_draft_can_be_deleted_a_record_cannot() -> None:
    here = town()
    catalogue()
    delete_draft(draft(here), here.clerk)
    assert not Project.objects.exists()
    project = frozen(here)
    with pytest.raises(FolderConflict):
        delete_draft(project, here.clerk)
    assert Candidate.objects.count() == 3


@pytest.mark.parametrize(
    "wish",
    [
        WantedWish("gibt-es-nicht", "must", 3),
        WantedWish("open-licence", "vielleicht", 3),
        WantedWish("open-licence", "should", 9),
        WantedWish("open-licence", "should", 3, ("erfunden",)),
    ],
)
def test_odd_wishes_are_refused(wish: WantedWish) -> None:
    here = town()
    with pytest.raises(WrongInput):
        set_wishes(draft(here), here.clerk, [wish])


def test_an_open_project_copies_the_profile_of_its_municipality() -> None:
    here = town()
    project = draft(here)
    here.organisation.profile.inhabitants = 1
    here.organisation.profile.save()
    lines = {one.key: one.value.de for one in folder(project).profile}
    assert lines["inhabitants"] == "14.200"
    assert (lines["land"], lines["operation"]) == ("Nordrhein-Westfalen", "über ein Rechenzentrum")


def test_reading_a_folder_takes_the_same_number_of_queries_however_many_candidates(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    here = town()
    catalogue()
    project = frozen(here)
    with django_assert_max_num_queries(8):
        folder(project)
