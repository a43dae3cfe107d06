"""Solutions side by side: the address, the rule of the order, and the whole page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from marketplace.catalogue.models import Listing
from marketplace.catalogue.vocabulary import State
from marketplace.criteria.editions import current_edition
from marketplace.suitability.services import refresh_profiles
from marketplace.web.comparison.table import (
    Cell,
    Row,
    Section,
    differing_first,
    only_differences,
    without_unanswered,
)
from tests import factories


@pytest.fixture
def two(db: None) -> None:
    """Two solutions that differ in licence; only one says how it is operated."""
    one = factories.listing(
        "klarschiff", name="Klarschiff", facts={"license": "GPL-3.0-only", "operation": ["self_hosted"]}
    )
    other = factories.listing("mark-a-spot", name="Mark-a-Spot", facts={"license": "MIT"})
    refresh_profiles([one.pk, other.pk])


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def row_of(html: str, key: str) -> str:
    """The table row of a criterion or fact."""
    return html.split(f'id="zeile-{key}"')[1].split("</tr>")[0]


def row(key: str, *states: State) -> Row:
    return Row(key, key, tuple(Cell(state, state=state) for state in states))


def test_solutions_stand_side_by_side_in_the_order_of_the_address(client: Client, two: None) -> None:
    html = page(client, "/vergleich/?l=mark-a-spot&l=klarschiff")
    assert "Zwei Lösungen nebeneinander" in html
    assert html.index('column-name">Mark-a-Spot') < html.index('column-name">Klarschiff')


def test_a_cell_says_state_answer_and_on_demand_its_evidence(client: Client, two: None) -> None:
    cell = row_of(page(client, "/vergleich/?l=klarschiff&l=mark-a-spot"), "license").split("<td")[1]
    assert "Nachweis vorhanden" in cell
    assert "GPL-3.0-only" in cell
    assert "<details" in cell
    assert "https://forge.example/klarschiff" in cell
    assert "31.08.2026" in cell


def test_an_unknown_cell_offers_to_ask_the_provider(client: Client, two: None) -> None:
    html = page(client, "/vergleich/?l=klarschiff&l=mark-a-spot&wichtig=support")
    assert "/nachfragen/mark-a-spot/?kriterium=support" in row_of(html, "support")


def test_questions_nobody_answers_leave_the_table_and_stand_named_below_it(client: Client, two: None) -> None:
    html = page(client, "/vergleich/?l=klarschiff&l=mark-a-spot")
    assert 'id="zeile-support"' not in html
    below = html.split('id="ohne-antwort"')[1].split("</details>")[0]
    assert "/kriterien/support/" in below
    assert "zu denen niemand etwas sagt" in below
    # What somebody answers for one of them stays a row, and is not named twice.
    assert "/kriterien/open-licence/" not in below


def test_a_question_that_arises_for_nobody_is_folded_and_says_for_whom() -> None:
    told = row("told", State.EVIDENCED, State.UNKNOWN)
    silent = row("silent", State.NOT_APPLICABLE, State.UNKNOWN)
    kept, taken = without_unanswered([Section("t", "Thema", (told, silent))], ["Eins", "Zwei"])
    assert kept[0].rows == (told,)
    assert taken[0].questions == (("silent", "", ("Eins",)),)


def test_two_sources_that_disagree_are_both_shown_in_a_tinted_cell(client: Client, two: None) -> None:
    listing = Listing.objects.get(slug="klarschiff")
    factories.fact(listing, "license", "EUPL-1.2", basis="provider")
    cell = row_of(page(client, "/vergleich/?l=klarschiff&l=mark-a-spot"), "license").split("<td")[1]
    assert 'class="contradicted"' in cell
    assert "GPL-3.0-only" in cell
    assert "EUPL-1.2" in cell


def test_rows_that_differ_come_first_and_what_nobody_knows_last() -> None:
    unknown = row("unknown", State.UNKNOWN, State.UNKNOWN)
    same = row("same", State.DECLARED, State.DECLARED)
    differs = row("differs", State.UNKNOWN, State.EVIDENCED)
    assert [one.key for one in differing_first([unknown, same, differs])] == ["differs", "same", "unknown"]


def test_only_differences_leaves_equal_rows_out_and_counts_them() -> None:
    same, differs = row("same", State.DECLARED, State.DECLARED), row("d", State.UNKNOWN, State.EVIDENCED)
    kept = only_differences([Section("a", "A", (same, differs))])[0]
    assert ([one.key for one in kept.rows], kept.same) == (["d"], 1)


def test_the_address_holds_what_is_hidden_and_marked(client: Client, two: None) -> None:
    key = current_edition().criteria[0].key
    html = page(client, f"/vergleich/?l=klarschiff&l=mark-a-spot&unterschiede=1&wichtig={key}")
    assert 'name="unterschiede" value="1" checked' in html
    assert "gleiche Zeilen sind ausgeblendet" in html
    assert 'id="zeile-art"' not in html
    full = page(client, f"/vergleich/?l=klarschiff&l=mark-a-spot&wichtig={key}")
    assert "wichtig für Sie" in row_of(full, key)


def test_what_is_unknown_or_withdrawn_is_named_alike_and_the_others_are_shown(
    client: Client, two: None
) -> None:
    factories.listing("zurueckgezogen", state=Listing.State.WITHDRAWN)
    html = page(client, "/vergleich/?l=klarschiff&l=zurueckgezogen&l=gibts-nicht&l=mark-a-spot")
    assert "Die Einträge „zurueckgezogen“, „gibts-nicht“ gibt es hier nicht oder nicht mehr." in html
    assert "Zwei Lösungen nebeneinander" in html


def test_a_sixth_solution_is_named_and_left_out(client: Client, db: None) -> None:
    slugs = [factories.listing(f"loesung-{number}").slug for number in range(6)]
    html = page(client, "/vergleich/?" + "&".join(f"l={slug}" for slug in slugs))
    assert "Nicht gezeigt werden „loesung-5“" in html
    assert html.count('role="columnheader"') == 5


@pytest.mark.parametrize(
    ("address", "says"), [("", "Noch nichts ausgewählt"), ("?l=klarschiff", "steht bisher allein")]
)
def test_with_fewer_than_two_the_page_helps_to_choose(
    client: Client, two: None, address: str, says: str
) -> None:
    html = page(client, f"/vergleich/{address}")
    assert says in html
    assert "<table" not in html


@pytest.mark.parametrize(
    "query",
    [
        "l=%00&l=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "l=" + "x" * 3000,
        "paar=a&paar=b&paar=c&unterschiede=2",
    ],
)
def test_odd_addresses_give_a_page_and_nothing_of_them_runs(client: Client, two: None, query: str) -> None:
    assert "<script>alert" not in page(client, f"/vergleich/?l=klarschiff&l=mark-a-spot&{query}")


def test_narrow_pages_show_two_and_say_which(client: Client, two: None) -> None:
    factories.listing("fixmystreet", name="FixMyStreet")
    html = page(
        client, "/vergleich/?l=klarschiff&l=mark-a-spot&l=fixmystreet&paar=fixmystreet&paar=klarschiff"
    )
    assert 'scope="col" class="aside"><span class="column-name">Mark-a-Spot' in html
    assert 'aria-current="true">FixMyStreet' in html


def test_without_source_code_it_is_said_that_no_grade_is_possible(client: Client, two: None) -> None:
    html = page(client, "/vergleich/?l=klarschiff&l=mark-a-spot")
    assert row_of(html, "stufe").count("Wir kennen keinen öffentlichen Quelltext.") == 2
    assert 'id="zeile-lage"' not in html


def test_a_graded_solution_shows_scale_place_and_certainty(
    client: Client, graded: Listing, two: None, result: dict[str, Any]
) -> None:
    html = page(client, "/vergleich/?l=maengelmelder&l=klarschiff")
    letter = result["verdict"]["grade"]
    assert f"Stufe {letter} auf der Skala von A bis E" in row_of(html, "stufe")
    assert "liegen davor" in row_of(html, "lage")
    assert 'class="confidence' in row_of(html, "sicherheit")
    assert "keine Einschätzung" in row_of(html, "tests")


def test_five_solutions_need_no_more_queries_than_the_limit(
    client: Client, db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    slugs = [factories.listing(f"loesung-{number}").slug for number in range(5)]
    with django_assert_max_num_queries(45):
        page(client, "/vergleich/?" + "&".join(f"l={slug}" for slug in slugs))


def test_the_question_to_a_provider_is_ready_to_be_sent(client: Client, two: None) -> None:
    criterion = current_edition().criteria[0]
    html = page(client, f"/nachfragen/klarschiff/?kriterium={criterion.key}&kriterium=erfunden")
    assert criterion.ask_provider.de.split()[0] in html
    assert "mailto:?subject=Fragen%20zu%20Klarschiff" in html
    assert "Das Kriterium „erfunden“ gibt es" in html


def test_nobody_can_be_asked_about_a_withdrawn_entry(client: Client, db: None) -> None:
    factories.listing("weg", state=Listing.State.WITHDRAWN)
    assert client.get("/nachfragen/weg/").status_code == 404
