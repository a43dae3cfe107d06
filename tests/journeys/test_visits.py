"""What a visitor does: with the keyboard only, without scripts, in English, in the dark."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from marketplace.analysis.models import AnalysisRun, CodeSource, Grade
from tests.journeys.conftest import OpenPage
from tests.marketplace.web.conftest import COMMIT

pytestmark = pytest.mark.browser


def _press_until(page: Page, text: str, key: str = "Tab", most: int = 60) -> None:
    """Move on until the element with this text has the focus."""
    for _number in range(most):
        page.keyboard.press(key)
        focused = page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id")
        if focused.startswith(text):
            return
    raise AssertionError(f"{text!r} cannot be reached with {key}")


def test_from_the_question_to_the_findings_with_the_keyboard_only(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Ihr Anliegen")).to_be_focused()
    page.keyboard.type("schäden melden")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/loesungen/"))
    page.wait_for_load_state()
    _press_until(page, "Mängelmelder")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mängelmelder")
    _press_until(page, "Einschätzung der Programmierung")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Programmierung von Mängelmelder")
    _press_until(page, "Für Fachleute")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Alle Befunde")).to_be_visible()


def test_the_focus_is_always_visible(open_page: OpenPage) -> None:
    page = open_page("/loesungen/")
    for _number in range(15):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2, page.evaluate("document.activeElement.outerHTML")


def test_everything_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_label("Ihr Anliegen").fill("schäden")
    page.get_by_role("button", name="Suchen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eine passende Lösung für „schäden“")
    page.goto("/loesungen/")
    page.get_by_label(re.compile("^Beratungsleistung")).check()
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page).to_have_url(re.compile("art=consulting"))
    expect(page.locator(".hit")).to_have_count(1)
    page.get_by_role("link", name=re.compile("Filter entfernen: Art")).click()
    expect(page.locator(".hit")).to_have_count(3)
    page.get_by_role("link", name="Mängelmelder").click()
    page.get_by_role("link", name="Einschätzung der Programmierung").click()
    page.get_by_role("link", name="Für den Anbieter").click()
    expect(page.get_by_role("heading", name="Was Sie als Nächstes tun können")).to_be_visible()
    page.get_by_role("button", name="Erneut prüfen").click()
    expect(page.get_by_role("link", name="Seite neu laden")).to_be_visible()


def test_the_list_follows_while_typing(open_page: OpenPage) -> None:
    page = open_page("/loesungen/")
    page.evaluate("window.stayed = true")
    field = page.get_by_label("Ihr Anliegen")
    field.press_sequentially("schäd", delay=30)
    expect(page.get_by_role("heading", level=1)).to_have_text("Eine passende Lösung für „schäd“")
    expect(page).to_have_url(re.compile("suche=sch"))
    expect(page).to_have_title(re.compile("Eine passende Lösung"))
    expect(page.locator("#ansage")).to_have_text("Eine passende Lösung für „schäd“")
    expect(field).to_be_focused()
    field.fill("xqzvw")
    expect(page.get_by_text("Dazu haben wir nichts gefunden.")).to_be_visible()
    assert page.evaluate("window.stayed")


def test_a_filter_applies_at_once_and_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page("/loesungen/")
    page.evaluate("window.stayed = true")
    box = page.get_by_label(re.compile("^Beratungsleistung"))
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(".hit")).to_have_count(1)
    expect(page.locator("#f-art-consulting")).to_be_focused()
    expect(page.locator("#f-art-consulting")).to_be_checked()
    assert page.evaluate("window.stayed")


def test_filters_fold_away_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/loesungen/?art=consulting", width=390)
    box = page.get_by_label(re.compile("^Beratungsleistung"))
    expect(box).to_be_hidden()
    page.get_by_text("Filter (1)").click()
    expect(box).to_be_visible()
    box.uncheck()
    expect(page.locator(".hit")).to_have_count(3)
    expect(box).to_be_visible()


def test_the_menu_opens_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/", width=390)
    link = page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="So prüfen wir")
    expect(link).to_be_hidden()
    page.get_by_text("Menü", exact=True).click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("So prüfen wir")


def test_the_language_changes_on_the_same_page(open_page: OpenPage) -> None:
    page = open_page("/loesungen/maengelmelder/programmierung/?sicht=fachleute")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/solutions/maengelmelder/programming/\?sicht=fachleute"))
    expect(page.get_by_role("heading", name="All findings")).to_be_visible()
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Alle Befunde")).to_be_visible()


def _ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_appearance_follows_the_device_or_the_choice(open_page: OpenPage) -> None:
    page = open_page("/", color_scheme="dark")
    assert _ground(page) == "rgb(13, 15, 26)"
    button = page.get_by_role("button", name=re.compile("Darstellung"))
    button.click()
    expect(button).to_have_text("Darstellung: hell")
    assert _ground(page) == "rgb(255, 255, 255)"
    page.goto("/loesungen/")
    assert _ground(page) == "rgb(255, 255, 255)"


def test_without_scripts_the_appearance_follows_the_device(open_page: OpenPage) -> None:
    page = open_page("/", color_scheme="dark", java_script_enabled=False)
    expect(page.get_by_role("button", name=re.compile("Darstellung"))).to_be_hidden()


def test_a_run_shows_its_progress_and_its_result_without_reload(
    open_page: OpenPage, source: CodeSource, result: dict[str, Any]
) -> None:
    now = timezone.now()
    run = AnalysisRun.objects.create(source=source, requested_at=now, not_before=now)
    page = open_page(f"/prueflaeufe/{run.pk}/")
    page.evaluate("window.stayed = true")
    expect(page.get_by_text("Die Prüfung wartet")).to_be_visible()
    held = {"lease": uuid.uuid4(), "lease_until": now + timedelta(minutes=5)}
    AnalysisRun.objects.filter(pk=run.pk).update(
        state="running", step="read", step_done=3, step_total=9, **held
    )
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "3")
    AnalysisRun.objects.filter(pk=run.pk).update(state="finished", step="done", finished_at=now)
    Grade.objects.create(
        run=run,
        source=source,
        identity_kind="commit",
        identity=COMMIT,
        letter=result["verdict"]["grade"],
        rules="x",
        result=result,
        created_at=now,
    )
    expect(page.get_by_text(result["verdict"]["headline"]["de"])).to_be_visible()
    assert page.evaluate("window.stayed")


def test_a_page_prints_in_light_without_navigation(open_page: OpenPage) -> None:
    page = open_page("/loesungen/maengelmelder/", color_scheme="dark")
    page.emulate_media(media="print")
    assert _ground(page) == "rgb(255, 255, 255)"
    expect(page.get_by_role("navigation", name="Hauptnavigation")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_files_follow_their_filter(open_page: OpenPage) -> None:
    page = open_page("/loesungen/maengelmelder/programmierung/?sicht=fachleute")
    page.get_by_role("link", name=re.compile("^Alle .* beurteilten Dateien")).click()
    page.evaluate("window.stayed = true")
    page.get_by_label("Ordner oder Datei").press_sequentially("grading", delay=20)
    expect(page).to_have_url(re.compile("ordner=grading"))
    expect(page.locator("#dateien tbody tr").first).to_contain_text("grading/")
    expect(page.locator("#dateien tbody tr", has_not_text="grading")).to_have_count(0)
    page.get_by_label("Erwartetes Urteil").select_option("easy")
    expect(page).to_have_url(re.compile("klasse=easy"))
    assert page.evaluate("window.stayed")


def test_the_files_can_be_filtered_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/loesungen/maengelmelder/programmierung/?sicht=dateien", java_script_enabled=False)
    page.get_by_label("Ordner oder Datei").fill("grading")
    page.get_by_role("button", name="Filtern").click()
    expect(page).to_have_url(re.compile("ordner=grading"))
    expect(page.locator("#dateien tbody tr", has_not_text="grading")).to_have_count(0)
    page.get_by_role("link", name="Alle zeigen").click()
    expect(page.get_by_role("link", name="Weiter")).to_be_visible()


def test_the_questions_to_the_provider_can_be_copied(open_page: OpenPage) -> None:
    rights = ["clipboard-read", "clipboard-write"]
    page = open_page("/loesungen/maengelmelder/programmierung/", permissions=rights)
    page.get_by_role("button", name="Fragen kopieren").click()
    expect(page.get_by_role("button", name="Kopiert")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Fragen zu Mängelmelder")
    assert "\n1. " in copied
