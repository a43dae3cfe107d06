"""NUL in what people send: PostgreSQL cannot even be asked about it; no page breaks over that."""

from __future__ import annotations

import pytest
from django.test import Client

from marketplace.accounts.models import User
from marketplace.review.models import Case
from tests.marketplace.review.scenes import KEY, Scene

pytestmark = pytest.mark.django_db
ODD = "a\0b"


def answers(user: User, path: str, sent: dict[str, str], *, method: str = "post") -> str:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return f"{getattr(client, method)(path, sent).status_code} {method} {path} {sorted(sent)}"


def test_providers_send_odd_signs() -> None:
    scene = Scene()
    case = scene.request()
    here = f"/anbieten/{scene.listing.slug}/"
    said = {
        answers(scene.editor, "/anbieten/uebernehmen/", {"q": ODD}, method="get"),
        answers(scene.editor, "/anbieten/faelle/pruefung-beantragen/", {"eintrag": ODD, "kriterium": ODD}),
        answers(scene.editor, f"/anbieten/faelle/{case.pk}/", {"schritt": "antworten", "text": ODD}),
        answers(scene.editor, f"{here}pruefungen/{KEY}/", {"text": ODD}),
        answers(scene.editor, f"{here}zuruecknehmen/", {"edit": ODD}),
        answers(scene.editor, f"{here}uebernahme/", {"action": "upload", "text": ODD}),
        answers(scene.editor, f"{here}uebernahme/", {"action": "take", "offered": ODD, "take": ODD}),
        answers(scene.editor, f"{here}kriterien/{KEY}/", {"value": ODD, "words_de": ODD}),
        answers(scene.editor, f"/organisation/{scene.organisation.pk}/mitglieder/", {"action": ODD}),
    }
    assert [one for one in said if one.startswith("5")] == []


def test_the_team_sends_odd_signs() -> None:
    scene = Scene()
    case = scene.request()
    seen = scene.seen(case)
    checked = {"aussage": str(seen.statement), "sha256": seen.sha256, "schritt": "prüfen", "grund": ODD}
    said = {
        answers(scene.first, "/pruefung/", {"art": ODD, "seite": ODD}, method="get"),
        answers(scene.first, "/pruefung/eroeffnen/", {"eintrag": ODD}, method="get"),
        answers(scene.first, "/pruefung/eroeffnen/", {"eintrag": scene.listing.slug, "kriterium": ODD}),
        answers(scene.first, "/pruefung/eroeffnen/", {"eintrag": ODD}),
        answers(scene.first, "/pruefung/sperren/", {"eintrag": ODD, "schritt": "sperren", "grund": ODD}),
        answers(scene.first, "/pruefung/aenderungen/", {"aenderung": ODD, "schritt": ODD}),
        answers(scene.first, f"/pruefung/{case.pk}/", {"schritt": "notiz", "text": ODD}),
        answers(scene.first, f"/pruefung/{case.pk}/", checked | {"punkt-1": "na", "anmerkung-1": ODD}),
        answers(scene.second, f"/pruefung/{case.pk}/", {"schritt": "ablehnen", "grund": ODD}),
        answers(scene.editor, f"/melden/{scene.listing.slug}/", {"grund": ODD, "text": ODD}),
        answers(scene.editor, f"/melden/{scene.listing.slug}/", {"grund": "wrong", "text": ODD}),
    }
    assert [one for one in said if one.startswith("5")] == []
    assert Case.objects.exists()
