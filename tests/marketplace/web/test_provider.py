"""The provider's space through its pages: from an organisation to a published, answered listing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.dispatch import Signal
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue import editing
from marketplace.catalogue.models import Listing
from marketplace.catalogue.search import Hit
from marketplace.catalogue.services import bump_revision
from marketplace.catalogue.similar import similar_listings
from marketplace.catalogue.standing import standing
from marketplace.organisations.models import Organisation, ProviderClaim
from marketplace.suitability.models import Statement
from marketplace.suitability.services import refresh_profiles
from marketplace.web.views import solutions
from tests import factories

pytestmark = pytest.mark.django_db


def at(name: str, *args: object) -> str:
    return reverse(f"web:{name}", args=args)


@pytest.fixture
def anna(client: Client) -> User:
    made = factories.person("anna")
    client.force_login(made)
    return made


@pytest.fixture
def firm(anna: User) -> Organisation:
    return factories.offering(members={anna: "admin"})


@pytest.fixture
def entry(firm: Organisation) -> Listing:
    made = factories.owned_listing(firm, declared={"version": "1.0"}, facts={"license": "MIT"})
    refresh_profiles([made.pk])
    return made


def test_from_an_organisation_to_a_published_listing(client: Client, anna: User) -> None:
    factories.field("verwaltung")
    client.post(at("provider-register"), {"kind": "provider", "name": "Neue GmbH", "url": ""})
    firm = Organisation.objects.get(name="Neue GmbH")
    body = {"organisation_id": firm.pk, "name": "Neue Lösung", "kind": "solution", "provider_kind": "private"}
    assert client.post(at("provider-new"), body).status_code == 302
    made = Listing.objects.get(name="Neue Lösung")
    client.post(at("provider-submit", made.slug))
    assert not made.edits.exists()
    step = {"name": "Neue Lösung", "kind": "solution", "fields_of_action": ["verwaltung"],
            "summary_de": "Ein Satz.", "summary_en": "A sentence."}  # fmt: skip
    assert client.post(at("provider-step", made.slug, "basics"), step).status_code == 302
    client.post(at("provider-step", made.slug, "purpose"), {"fact_purpose_de": "Damit geht es."})
    client.post(at("provider-submit", made.slug))
    assert client.get(at("solution", made.slug)).status_code == 404
    editing.accept(editing.pending_edits().get().pk, by=anna)
    assert client.get(at("solution", made.slug)).status_code == 200


def test_what_does_not_fit_is_shown_again_and_what_fits_is_kept(client: Client, entry: Listing) -> None:
    typed = {"fact_license": "Keine Ahnung", "fact_version": "2.0"}
    response = client.post(at("provider-step", entry.slug, "technology"), typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Keine Ahnung" in page
    assert "ist kein SPDX-Ausdruck" in page
    assert entry.edits.get().after == {"fact.version": "2.0"}


def test_fields_beyond_the_form_are_never_assigned(client: Client, entry: Listing) -> None:
    typed = {
        "fact_version": "2.0",
        "slug": "x",
        "state": "withdrawn",
        "provider": "1",
        "claimed_at": "2020-01-01",
    }
    client.post(at("provider-step", entry.slug, "technology"), typed)
    client.post(at("provider-submit", entry.slug))
    changed = Listing.objects.get(pk=entry.pk)
    assert (changed.slug, changed.state, changed.claimed_at) == (entry.slug, "published", None)
    assert standing(changed)["fact.version"] == "2.0"


def test_the_preview_shows_what_is_prepared_and_changes_nothing(client: Client, entry: Listing) -> None:
    client.post(at("provider-step", entry.slug, "purpose"), {"fact_purpose_de": "Ganz neuer Zweck."})
    page = client.get(at("provider-preview", entry.slug)).content.decode()
    assert "Ganz neuer Zweck." in page
    assert "Vorschau." in page
    assert "Ganz neuer Zweck." not in client.get(at("solution", entry.slug)).content.decode()
    assert standing(entry)["fact.purpose"] is None


def test_readers_look_and_strangers_find_nothing(client: Client, entry: Listing, firm: Organisation) -> None:
    reader, stranger = factories.person("rudi"), factories.person("stefan")
    firm.memberships.create(user=reader, role="reader")
    pages = ["provider-listing", "provider-criteria", "provider-checks", "provider-preview"]
    client.force_login(reader)
    assert {client.get(at(name, entry.slug)).status_code for name in pages} == {200}
    assert client.post(at("provider-step", entry.slug, "technology"), {}).status_code == 404
    client.force_login(stranger)
    foreign = [client.get(at(name, entry.slug)) for name in pages]
    missing = [client.get(at(name, "gibt-es-nicht")) for name in pages]
    assert {one.status_code for one in [*foreign, *missing]} == {404}
    assert client.get(at("provider-step", entry.slug, "nonsense")).status_code == 404


def test_every_question_has_a_page_and_takes_an_answer(client: Client, entry: Listing) -> None:
    from marketplace.criteria.editions import current_edition

    for one in current_edition().criteria:
        assert client.get(at("provider-answer", entry.slug, one.key)).status_code == 200
    key = next(one.key for one in current_edition().criteria if one.answer == "yes_no")
    assert client.post(at("provider-answer", entry.slug, key), {"value": "yes"}).status_code == 302
    assert Statement.objects.get().criterion == key
    assert client.post(at("provider-answer", entry.slug, key), {"value": "odd"}).status_code == 422
    client.post(at("provider-answer", entry.slug, key), {"action": "withdraw"})
    assert Statement.objects.get().ended_at is not None


def test_a_reply_stands_on_the_public_page_and_is_text_only(client: Client, entry: Listing) -> None:
    url = at("provider-reply", entry.slug, "open-licence")
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": "Stimmt <script>alert(1)</script> nicht."}).status_code == 302
    page = client.get(at("solution", entry.slug)).content.decode()
    assert "Stimmt &lt;script&gt;alert(1)&lt;/script&gt; nicht." in page
    assert "Gegendarstellung von Muster Software GmbH" in page
    refused = client.post(url, {"text": "x" * 1001})
    assert refused.status_code == 422
    assert "x" * 1001 in refused.content.decode()


def test_publiccode_is_taken_over_row_by_row(client: Client, entry: Listing) -> None:
    url = at("provider-import", entry.slug)
    text = "name: Anderer Name\nsoftwareVersion: 3.1\nlegal:\n  license: EUPL-1.2\n"
    response = client.post(url, {"action": "text", "text": text})
    assert "Anderer Name" in response.content.decode()
    assert not entry.edits.exists()
    taken = {"action": "take", "offered": response.context["signed"], "take": ["fact.version"]}
    assert client.post(url, taken).status_code == 302
    assert entry.edits.get().after == {"fact.version": "3.1"}
    forged = client.post(url, taken | {"offered": '{"state": "withdrawn"}:x:y', "take": ["state"]})
    assert forged.status_code == 422
    wrong = client.post(url, {"action": "text", "text": "name: [offen"})
    assert "Zeile 1" in wrong.content.decode()
    assert "name: [offen" in wrong.content.decode()


def test_a_claim_is_begun_looked_at_and_withdrawn(client: Client, firm: Organisation) -> None:
    other = factories.listing(
        "anderes", provider=factories.provider("anderer", url="https://anderer.example")
    )
    assert "anderer" in client.get(at("provider-find"), {"q": "Anderer"}).content.decode()
    body = {"organisation_id": firm.pk, "method": "domain", "words": ""}
    begun = client.post(at("provider-claim-begin", other.provider.slug), body)
    claim = ProviderClaim.objects.get()
    assert begun.headers["Location"] == at("provider-claim", claim.pk)
    assert claim.token in client.get(at("provider-claim", claim.pk)).content.decode()
    client.post(at("provider-claim", claim.pk), {"action": "check"})
    claim.refresh_from_db()
    assert claim.check_at is not None
    client.force_login(factories.person("stefan"))
    assert client.get(at("provider-claim", claim.pk)).status_code == 404


def test_a_hidden_listing_answers_changes_with_a_sentence(client: Client, entry: Listing) -> None:
    client.post(at("provider-answer", entry.slug, "deletion"), {"value": "yes"})
    Listing.objects.filter(pk=entry.pk).update(state=Listing.State.QUARANTINED)
    answer, link = at("provider-answer", entry.slug, "deletion"), {
        "action": "link", "title": "Prüfbericht", "kind": "accessibility-report", "visibility": "public",
        "url": "https://stadt.example/a", "archived_url": "https://archiv.example/a",
        "archived_on": "2026-05-04",
    }  # fmt: skip
    for url, sent, status in (
        (answer, {"value": "no"}, 422),
        (answer, {"action": "withdraw"}, 302),
        (at("provider-reply", entry.slug, "open-licence"), {"text": "So nicht."}, 422),
        (at("provider-evidence", entry.slug), link, 422),
    ):
        response = client.post(url, sent)
        assert response.status_code == status, url
        page = client.get(response["Location"]) if status == 302 else response
        assert "Dieser Eintrag ist gesperrt" in page.content.decode(), url


@pytest.mark.django_db(transaction=True)
def test_others_can_write_while_a_preview_searches_and_renders(
    client: Client, entry: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(at("provider-step", entry.slug, "purpose"), {"fact_purpose_de": "Ganz neuer Zweck."})
    moments: list[str] = []

    def searching(listing: Listing) -> tuple[Hit, ...]:
        moments.append("searching")
        written_by_somebody_else(entry)
        return similar_listings(listing)

    def rendering(**_told: object) -> None:
        moments.append("rendering")
        written_by_somebody_else(entry)

    monkeypatch.setattr(solutions, "similar_listings", searching)
    with connected(template_rendered, rendering):
        page = client.get(at("provider-preview", entry.slug)).content.decode()
    assert {"searching", "rendering"} <= set(moments)
    assert "Ganz neuer Zweck." in page
    assert standing(Listing.objects.get(pk=entry.pk))["fact.purpose"] is None


@contextmanager
def connected(signal: Signal, receiver: Callable[..., None]) -> Iterator[None]:
    signal.connect(receiver, weak=False)
    try:
        yield
    finally:
        signal.disconnect(receiver)


def written_by_somebody_else(entry: Listing) -> None:
    """A write over another connection, as of another process; it must not have to wait for ours."""
    problems: list[Exception] = []

    def write() -> None:
        try:
            Listing.objects.filter(pk=entry.pk).update(changed_at=timezone.now())
            bump_revision()
        except OperationalError as error:
            problems.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=write, daemon=True)
    other.start()
    other.join(timeout=10)
    assert not other.is_alive()
    assert problems == []
