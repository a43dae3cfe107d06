"""What engineers see of the trained model, and what we say about its agreement with experts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from grader.maintainability.agreement import shipped_agreement
from marketplace.analysis.models import CodeSource
from marketplace.catalogue.models import Listing
from marketplace.web.assessment.difficulty import SHARE_WIDTH, difficulty
from tests.marketplace.web.conftest import COMMIT, stored_grade

PAGE = "/loesungen/maengelmelder/programmierung/?sicht=fachleute"
ENGLISH = "/en/solutions/maengelmelder/programming/?sicht=fachleute"
TITLE = "Welche Dateien sind schwer zu pflegen?"


def test_engineers_see_the_hardest_files_with_interval_reason_and_link(
    client: Client, graded: Listing, result: dict[str, Any]
) -> None:
    html = client.get(PAGE).content.decode()
    hardest = next(file for file in result["files"] if file["role"] == "production")

    assert TITLE in html
    assert f"/blob/{COMMIT}/{hardest['path']}" in html
    low, high = (f"{hardest['maintainability'][name]:.1f}".replace(".", ",") for name in ("low", "high"))
    assert f"Spanne {low} bis {high}" in html
    assert hardest["reasons"][0]["text"]["de"] in html


def test_the_measured_agreement_is_said_with_its_limits(client: Client, graded: Listing) -> None:
    html = client.get(PAGE).content.decode()

    assert "In 97 von 100 Vergleichen hielt das Modell dieselbe für schwerer wie die Fachleute." in html
    assert (
        "gewählt wurden, sind es 96; wer nur Zeilen zählt, kommt auf 95. Gemessen ist das nur an Java."
        in html
    )
    assert "Diese Werte zählen für die Stufe im Thema Verständlichkeit." in html
    assert 'href="/so-pruefen-wir/#fachleute"' in html


def test_the_section_speaks_english(client: Client, graded: Listing) -> None:
    html = client.get(ENGLISH).content.decode()

    assert "Which files are hard to maintain?" in html
    assert "This was measured on Java only." in html
    assert "These values count for the grade in the topic of understandable code." in html


def test_a_result_from_before_the_model_has_no_such_section(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    stored_grade(
        source, {key: value for key, value in result.items() if key not in ("maintainability", "files")}
    )
    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert TITLE not in answer.content.decode()


def test_a_result_that_lists_files_within_the_summary_is_still_read(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    old_rows = [
        {key: value for key, value in row.items() if key not in ("maintainability", "role")}
        | row["maintainability"]
        for row in result["files"]
    ]
    old = result | {"maintainability": result["maintainability"] | {"files": old_rows}}
    del old["files"]
    stored_grade(source, old)
    html = client.get(PAGE).content.decode()

    assert TITLE in html
    assert f"/blob/{COMMIT}/{old_rows[0]['path']}" in html


def test_test_code_is_not_among_the_hard_files(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    first, *others = result["files"]
    stored_grade(source, result | {"files": [first | {"role": "test", "path": "t/hardest.py"}, *others]})

    assert "t/hardest.py" not in client.get(PAGE).content.decode()


def test_code_that_nobody_could_judge_has_no_such_section(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    nothing = result["maintainability"] | {"judged_files": 0}
    stored_grade(source, result | {"maintainability": nothing, "files": []})

    assert TITLE not in client.get(PAGE).content.decode()


def test_doubts_about_a_single_value_are_said(
    client: Client, source: CodeSource, result: dict[str, Any]
) -> None:
    first, *others = result["files"]
    doubtful = first | {"disagreement": True, "twin": 2.84, "mapped": False}
    stored_grade(source, result | {"files": [doubtful, *others]})
    html = client.get(PAGE).content.decode()

    assert html.count("Ein einfacheres Vergleichsmodell sagt 2,8.") == 1
    assert html.count("die Datei wurde wie Java gelesen") == 1


def test_names_of_files_are_shown_as_text(client: Client, source: CodeSource, result: dict[str, Any]) -> None:
    first, *others = result["files"]
    stored_grade(source, result | {"files": [first | {"path": "<img src=x>.py"}, *others]})

    assert "<img src=x>" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("shares", [(100, 0, 0, 0, 0), (33.33, 33.33, 33.34, 0, 0), (0, 0, 0.01, 99.9, 0.09)])
def test_the_bar_is_filled_without_gaps(shares: tuple[float, ...]) -> None:
    names = ("easy", "rather_easy", "rather_hard", "hard", "not_judged")
    classes = [
        {"class": name, "title": {}, "share": share} for name, share in zip(names, shares, strict=True)
    ]
    made = difficulty({"maintainability": {"judged_files": 1, "share_of_code": classes}}, dict)

    assert made is not None
    assert len(made.shares) == sum(share > 0 for share in shares)
    assert [one.x for one in made.shares[1:]] == pytest.approx(
        [one.x + one.width for one in made.shares[:-1]], abs=1
    )
    assert made.shares[-1].x + made.shares[-1].width == pytest.approx(SHARE_WIDTH, abs=1)


def test_the_method_page_shows_the_figures_that_come_with_the_weights(client: Client) -> None:
    html = re.sub(r"<[^>]+>", " ", client.get("/so-pruefen-wir/").content.decode())
    measured = shipped_agreement()

    assert "Wie gut stimmt das Modell mit Fachleuten überein?" in html
    for figures in (measured.model, measured.careful, measured.lines_of_code):
        for key in ("auc_hard", "pairs_hard", "pairs_label", "spearman", "mae", "kappa"):
            assert f"{figures[key].value:.2f}".replace(".", ",") in html
    assert "43 der 51 schwer zu pflegenden Klassen" in html


def test_the_method_page_keeps_saying_what_nobody_has_measured(client: Client) -> None:
    html = client.get("/so-pruefen-wir/").content.decode()

    assert "wie gut die Stufe A bis E mit dem Urteil von Fachleuten übereinstimmt" in html
    assert "Das ist weiterhin nicht gemessen." in html
    assert "Wie gut das Modell in anderen Sprachen als Java ist." in html
