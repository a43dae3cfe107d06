"""Pages of the project folder, as their people use them."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from marketplace.selection.decision_services import decide
from marketplace.selection.models import Candidate, FolderEntry, Project
from marketplace.selection.queries import folder
from marketplace.selection.services import invite
from marketplace.web.projects.ranked import MOST_OPEN
from tests.factories import listing
from tests.marketplace.selection.folders import (
    Town,
    candidate,
    catalogue,
    cell,
    draft,
    frozen,
    member,
    suits,
    town,
)

pytestmark = pytest.mark.django_db
SHOWN = ("project", "project-wishes", "project-people", "project-freeze")
FROZEN = (*SHOWN, "project-candidates", "project-ranking", "project-decision", "project-log")


@pytest.fixture
def here() -> Town:
    catalogue()
    return town()


@pytest.fixture
def anna(client: Client, here: Town) -> Client:
    client.force_login(here.clerk)
    return client


def path(name: str, project: Project, *rest: int) -> str:
    return reverse(f"web:{name}", args=[project.pk, *rest])


def test_strangers_read_what_a_project_is_and_are_asked_to_sign_in(client: Client, here: Town) -> None:
    page = client.get("/projekte/").content.decode()
    assert "Eine Auswahl, die sich begründen lässt" in page
    assert reverse("account_login") in page
    kept = client.get("/projekte/festhalten/?suche=Laterne").content.decode()
    assert "?next=/projekte/festhalten/%3Fsuche%3DLaterne" in kept
    answer = client.get(path("project", draft(here)))
    assert answer.status_code == 302


def test_a_project_from_need_to_decision(anna: Client) -> None:
    answer = anna.post("/projekte/neu/", {"title": "Schäden melden", "need": "Bürger melden Schäden."})
    project = Project.objects.get()
    assert answer["Location"] == path("project-wishes", project)
    wishes = {
        "stufe-open-licence": "must",
        "stufe-data-export": "should",
        "gewicht-data-export": "5",
        "stufe-erfunden": "must",
    }
    answer = anna.post(path("project-wishes", project), wishes)
    assert answer["Location"] == path("project-freeze", project)
    found = anna.get(path("project-freeze", project) + "?suche=Schäden").content.decode()
    assert "Klar" in found
    answer = anna.post(path("project-freeze", project) + "?suche=Schäden")
    assert answer["Location"] == path("project-candidates", project)
    page = anna.get(answer["Location"]).content.decode()
    assert "Zum Zurückstellen vorgeschlagen" in page
    closed = candidate(project, "zu").pk
    anna.post(path("project-step", project, closed), {"schritt": "set_aside", "grund": "Keine Lizenz."})
    assert "Keine Lizenz." in anna.get(path("project-candidate", project, closed)).content.decode()
    chosen = candidate(project, "klar").pk
    later = timezone.localdate() + timedelta(days=90)
    decision = {"choice": f"awarded:{chosen}", "reason": "Offen.", "remind_on": later.isoformat()}
    answer = anna.post(path("project-decision", project), decision)
    assert answer["Location"] == path("project-decision", project)
    assert "Entschieden für Klar" in anna.get(answer["Location"]).content.decode()
    assert "Entscheidung: Klar" in anna.get(path("project-log", project)).content.decode()


@pytest.mark.parametrize("name", FROZEN)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_shows_in_both_languages(anna: Client, here: Town, name: str, language: str) -> None:
    project = frozen(here)
    with override(language):
        answer = anna.get(path(name, project))
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_foreign_and_missing_projects_look_alike(client: Client, here: Town) -> None:
    project = frozen(here)
    client.force_login(town("Stadt Anderswo", "carl").clerk)
    for name in (*FROZEN, "project-need"):
        assert client.get(path(name, project)).status_code == 404
        assert client.post(path(name, project)).status_code in {404, 405}
    foreign = client.get(path("project", project))
    nobody = uuid.uuid4()
    missing = client.get(reverse("web:project", args=[nobody]))
    assert foreign.status_code == missing.status_code == 404
    assert told(foreign, project.pk) == told(missing, nobody)
    step = client.post(path("project-step", project, candidate(project, "klar").pk), {"schritt": "note"})
    assert step.status_code == 404


def told(answer: Any, pk: uuid.UUID) -> str:
    """The page without its own address and the token against forged requests, new each time."""
    text = answer.content.decode().replace(str(pk), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_candidates_of_other_projects_do_not_exist_here(anna: Client, here: Town) -> None:
    project, other = frozen(here), frozen(here)
    foreign = candidate(other, "klar").pk
    assert anna.get(path("project-candidate", project, foreign)).status_code == 404
    answer = anna.post(path("project-step", project, foreign), {"schritt": "shortlisted"})
    assert answer.status_code == 404


def test_readers_see_everything_and_change_nothing(client: Client, here: Town) -> None:
    project = frozen(here)
    reader = member(here.organisation, "berta")
    invite(project, here.clerk, reader, "reader")
    client.force_login(reader)
    before = FolderEntry.objects.count()
    for name in FROZEN:
        page = client.get(path(name, project))
        assert page.status_code == 200
    number = candidate(project, "klar").pk
    assert client.post(path("project-step", project, number), {"schritt": "shortlisted"}).status_code == 403
    decision = {"choice": "none_suitable", "reason": "x"}
    assert client.post(path("project-decision", project), decision).status_code == 403
    assert client.post(path("project-log", project), {"grund": "x"}).status_code == 403
    assert client.post(path("project-wishes", project), {}).status_code == 403
    assert client.post(path("project-people", project), {"person": here.clerk.pk}).status_code == 403
    assert client.post(path("project-reopen", project), {"grund": "x"}).status_code == 403
    assert FolderEntry.objects.count() == before


def test_a_second_decision_is_a_conflict_that_says_who_was_first(anna: Client, here: Town) -> None:
    project = frozen(here)
    decide(project, here.clerk, outcome="none_suitable", reason="Nichts passt.")
    answer = anna.post(path("project-decision", project), {"choice": "cancelled", "reason": "Doch nicht."})
    assert answer.status_code == 409
    assert "Inzwischen ist entschieden: anna" in answer.content.decode()
    assert len(folder(Project.objects.get(pk=project.pk)).decisions) == 1


def test_what_was_typed_stays_where_something_is_missing(anna: Client, here: Town) -> None:
    project = frozen(here)
    number = candidate(project, "klar").pk
    answer = anna.post(path("project-decision", project), {"choice": f"awarded:{number}", "reason": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Bitte schreiben Sie, was ausschlaggebend war." in page
    assert f'value="awarded:{number}" selected' in page
    wrong = anna.post(
        path("project-decision", project),
        {"choice": "cancelled", "reason": "Nur Ärger", "remind_on": "2001-01-01"},
    )
    assert wrong.status_code == 422
    assert "Nur Ärger" in wrong.content.decode()
    assert "Zukunft" in wrong.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"schritt": "decided"},
        {"schritt": "unsinn"},
        {},
        {"schritt": "set_aside", "grund": "x" * 2001},
        {"schritt": "set_aside", "grund": "\0"},
        {"schritt": "note", "grund": ""},
    ],
)
def test_odd_steps_change_nothing(anna: Client, here: Town, sent: dict[str, str]) -> None:
    project = frozen(here)
    answer = anna.post(path("project-step", project, candidate(project, "klar").pk), sent)
    assert answer.status_code in {404, 422}
    assert FolderEntry.objects.filter(project=project).count() == 1


def test_text_of_people_is_shown_as_text(anna: Client, here: Town) -> None:
    project = frozen(here)
    anna.post(path("project-log", project), {"grund": "<script>alert(1)</script>"})
    page = anna.get(path("project-log", project)).content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;" in page


def test_people_are_invited_promoted_and_removed(anna: Client, here: Town) -> None:
    project = draft(here)
    berta = member(here.organisation, "berta")
    address = path("project-people", project)
    anna.post(address, {"person": berta.pk, "rolle": "reader"})
    anna.post(address, {"person": berta.pk, "rolle": "owner"})
    assert set(project.people.values_list("user__username", "role")) == {
        ("anna", "owner"),
        ("berta", "owner"),
    }
    anna.post(address, {"person": berta.pk, "schritt": "removed"})
    assert project.people.count() == 1
    assert anna.post(address, {"person": "99999"}).status_code == 422
    assert anna.post(address, {"person": here.clerk.pk, "schritt": "removed"}).status_code == 422


def test_a_search_from_the_list_goes_into_a_new_or_a_waiting_project(anna: Client, here: Town) -> None:
    project = draft(here)
    page = anna.get("/projekte/festhalten/?suche=Schäden").content.decode()
    assert path("project-freeze", project) + "?suche=Sch%C3%A4den" in page
    answer = anna.post("/projekte/neu/?suche=Schäden", {"title": "Neu"})
    made = Project.objects.get(title="Neu")
    assert answer["Location"] == path("project-freeze", made) + "?suche=Sch%C3%A4den"


def test_the_list_of_solutions_leads_to_a_project(anna: Client) -> None:
    page = anna.get("/loesungen/?suche=Schäden").content.decode()
    assert "/projekte/festhalten/?suche=Sch%C3%A4den" in page


def test_a_comparison_leads_into_a_project_that_freezes_what_is_compared(anna: Client) -> None:
    compared = anna.get("/vergleich/?l=klar&l=zu").content.decode()
    assert 'href="/projekte/festhalten/?l=klar&amp;l=zu"' in compared
    asked = anna.get("/projekte/festhalten/?l=klar&l=zu").content.decode()
    assert "Ihre Auswahl aus dem Vergleich: Klar, Zu." in asked
    made = anna.post("/projekte/neu/?l=klar&l=zu", {"title": "Schäden melden", "need": ""})
    assert made["Location"].endswith("/festhalten/?l=klar&l=zu")
    before = anna.get(made["Location"]).content.decode()
    assert "Diese 2 Einträge festhalten" in before
    kept = anna.post(made["Location"], follow=True).content.decode()
    assert "Festgehaltene Auswahl" in kept
    assert 'href="/vergleich/?l=klar&amp;l=zu"' in kept
    assert "Auswahl festgehalten" in kept


def test_who_decides_hears_which_candidates_have_no_reason_yet(anna: Client, here: Town) -> None:
    project = frozen(here)
    page = anna.get(path("project-decision", project)).content.decode()
    assert "3 Kandidaten haben noch keine Begründung:" in page
    decide(
        project, here.clerk, outcome="awarded", candidate=candidate(project, "klar"), reason="Erfüllt alles."
    )
    decided = anna.get(path("project-decision", project)).content.decode()
    assert path("project-memo", project) in decided
    assert "entschieden für Klar" in decided


def test_criteria_point_to_what_the_profile_says_until_they_are_chosen(anna: Client, here: Town) -> None:
    project = draft(here)
    page = anna.get(path("project-wishes", project)).content.decode()
    assert "Aus Ihrem Profil:" in page
    assert "Gewünschter Betrieb „über ein Rechenzentrum“" in page
    assert 'href="#k-operation-offer"' in page
    anna.post(path("project-wishes", project), {"stufe-operation-offer": "must"})
    assert "Aus Ihrem Profil:" not in anna.get(path("project-wishes", project)).content.decode()


def test_choosing_criteria_on_the_way_does_not_lose_the_search(anna: Client, here: Town) -> None:
    project = draft(here)
    answer = anna.post(path("project-wishes", project) + "?suche=Laterne", {"stufe-open-licence": "must"})
    assert answer["Location"] == path("project-freeze", project) + "?suche=Laterne"


def test_the_ranking_opens_the_points_of_some_candidates_at_once_and_is_a_line_for_each_other(
    anna: Client, here: Town
) -> None:
    project = frozen(here)
    address, numbers = (
        path("project-ranking", project),
        [candidate(project, one).pk for one in ("klar", "zu")],
    )
    closed = anna.get(address).content.decode()
    assert "judged-list" not in closed
    assert f'href="?offen={numbers[0]}#kandidat-{numbers[0]}"' in closed
    opened = anna.get(f"{address}?offen={numbers[0]}&offen={numbers[1]}&offen=²&offen=99999999999999999999")
    page = opened.content.decode()
    assert page.count("judged-list") == 2
    assert "LICENSE, Zeile 1" in page
    assert f'href="?offen={numbers[1]}#kandidat-{numbers[0]}"' in page


def test_the_ranking_grows_by_at_most_two_kilobytes_for_each_candidate(anna: Client, here: Town) -> None:
    """However many criteria there are: 200 candidates with 40 criteria made a page of 6.3 megabytes."""
    few = len(anna.get(path("project-ranking", frozen(here))).content)
    for number in range(MOST_OPEN + 2):
        suits(listing(f"mehr-{number}"), cell("open-licence"), cell("data-export"), cell("documentation"))
    project = frozen(here)
    many = len(anna.get(path("project-ranking", project)).content)
    assert many - few < (MOST_OPEN + 2) * 2_000
    all_of_them = "&".join(f"offen={one.pk}" for one in Candidate.objects.filter(search__project=project))
    page = anna.get(f"{path('project-ranking', project)}?{all_of_them}").content.decode()
    assert page.count("judged-list") == MOST_OPEN
