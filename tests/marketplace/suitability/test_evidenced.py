"""A provider's word with a document is more than its word: until it expires, changes or is withdrawn."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db.models import ProtectedError
from django.utils import timezone
from pytest_django import Settings

from marketplace.catalogue.vocabulary import State
from marketplace.evidence import services
from marketplace.evidence.checking import Dates
from marketplace.exports.contents.sources import SourceList
from marketplace.exports.contents.suitability import said_of
from marketplace.suitability.json import cell_as_json, cell_from_json
from marketplace.suitability.model import Cell
from marketplace.suitability.models import Statement, StoredProfile, Verification
from marketplace.suitability.queries import profiles, statements_resting_on
from marketplace.suitability.services import refresh_profiles, refresh_stale_profiles
from tests.fakes import evidence_files as files
from tests.marketplace.evidence.building import Offer, inspect_waiting, says_tested, sent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LAST_DAY = date(2029, 3, 1)  # issued on 2026-03-01, and such reports count for 36 months


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """Documents of a test lie in a folder of their own."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


def _cell(offer: Offer, at: datetime = NOW) -> Cell:
    refresh_profiles([offer.listing.pk], at=at)
    found = profiles([offer.listing.pk])[offer.listing.pk].cell("accessibility-test")
    assert found is not None
    return found


def _verify(statement: Statement, sha256: str) -> None:
    Verification.objects.create(
        statement=statement, by_name="Prüfstelle", at=NOW, second_at=NOW, evidence_hash=sha256
    )


def test_an_accepted_document_makes_a_statement_evidenced() -> None:
    offer = Offer()
    version = offer.proof()
    says_tested(offer, version)
    cell = _cell(offer)
    said = cell.said[0]
    assert cell.state is State.EVIDENCED
    assert (said.basis, said.source_de, said.locator) == ("document", "Prüfbericht", "Seite 4")
    assert (said.document, said.sha256, said.visibility) == (str(version.pk), version.sha256, "public")
    assert (said.on, said.valid_until) == ("2026-03-01", "2029-03-01")


def test_without_an_accepted_document_of_a_fitting_kind_it_stays_a_word() -> None:
    offer = Offer()
    statement = says_tested(offer, offer.upload())
    assert _cell(offer).state is State.DECLARED
    Statement.objects.filter(pk=statement.pk).update(document_version=offer.proof(kind="price-list"))
    assert _cell(offer).state is State.DECLARED
    Statement.objects.filter(pk=statement.pk).update(document_version=offer.proof())
    assert _cell(offer).state is State.EVIDENCED


def test_a_refused_document_adds_nothing() -> None:
    offer = Offer()
    says_tested(offer, offer.upload(files.pdf_with_script()))
    inspect_waiting()
    assert _cell(offer).state is State.DECLARED


def test_withdrawing_turns_the_state_back() -> None:
    offer = Offer()
    version = offer.proof(dates=Dates(timezone.localdate()))
    statement = says_tested(offer, version)
    _verify(statement, version.sha256)
    assert _cell(offer, timezone.now()).state is State.VERIFIED
    services.withdraw(version.document, by=offer.editor)
    assert refresh_stale_profiles() == 1
    cell = _cell(offer, timezone.now())
    assert cell.state is State.DECLARED
    assert cell.said[0].checked_by == ""


def test_a_verification_counts_only_for_the_very_document() -> None:
    offer = Offer()
    version = offer.proof()
    statement = says_tested(offer, version)
    _verify(statement, "f" * 64)
    assert _cell(offer).state is State.EVIDENCED
    _verify(statement, version.sha256.upper())
    assert _cell(offer).state is State.VERIFIED
    services.add_version(version.document, by=offer.editor, file=sent(files.pdf(9)))
    inspect_waiting()
    newer = version.document.versions.get(number=2)
    assert _cell(offer).state is State.VERIFIED
    Statement.objects.filter(pk=statement.pk).update(document_version=newer)
    assert _cell(offer).state is State.EVIDENCED


def test_proof_expires_with_the_day() -> None:
    offer = Offer()
    says_tested(offer, offer.proof())
    assert _cell(offer, datetime(2029, 3, 1, 22, 30, tzinfo=UTC)).state is State.EVIDENCED
    cell = _cell(offer, datetime(2029, 3, 1, 23, 30, tzinfo=UTC))
    assert cell.state is State.EXPIRED
    assert cell.reason_de == "Der Nachweis galt bis 01.03.2029."


def test_the_state_turns_by_itself_when_the_day_changes() -> None:
    offer = Offer()
    says_tested(offer, offer.proof(dates=Dates(date(2026, 3, 1), date(2026, 12, 31))))
    refresh_profiles([offer.listing.pk], at=NOW)
    assert StoredProfile.objects.get().valid_until == date(2026, 12, 31)
    assert refresh_stale_profiles(at=datetime(2026, 12, 31, 12, tzinfo=UTC)) == 0
    assert refresh_stale_profiles(at=datetime(2027, 1, 1, 12, tzinfo=UTC)) == 1
    found = profiles([offer.listing.pk])[offer.listing.pk].cell("accessibility-test")
    assert found is not None
    assert found.state is State.EXPIRED


@pytest.mark.parametrize(
    ("visibility", "words"),
    [
        ("administrations", "Nachweis liegt vor, nur für Verwaltungen einsehbar"),
        ("reviewers", "Nachweis liegt vor, nur für die Prüfenden des Marktplatzes einsehbar"),
    ],
)
def test_hidden_documents_are_not_named(visibility: str, words: str) -> None:
    offer = Offer()
    version = offer.proof(title="Vertraulicher Bericht", visibility=visibility)
    says_tested(offer, version)
    cell = _cell(offer)
    said = cell.said[0]
    assert cell.state is State.EVIDENCED
    assert (said.source_de, said.locator, said.url) == (words, "", "")
    assert said.sha256 == version.sha256


def test_changed_visibility_reaches_the_profile_by_the_errand() -> None:
    offer = Offer()
    version = offer.proof(dates=Dates(timezone.localdate()))
    says_tested(offer, version)
    assert _cell(offer, timezone.now()).said[0].source_de == "Prüfbericht"
    services.change_visibility(version.document, "reviewers", by=offer.editor)
    assert refresh_stale_profiles() == 1
    stored = profiles([offer.listing.pk])[offer.listing.pk].cell("accessibility-test")
    assert stored is not None
    assert "Prüfbericht" not in str(stored)


def test_a_document_in_use_cannot_be_deleted() -> None:
    offer = Offer()
    version = offer.proof()
    statement = says_tested(offer, version)
    assert statements_resting_on(version) == [statement]
    with pytest.raises(ProtectedError):
        version.delete()


def test_documents_to_take_away_name_the_hash() -> None:
    offer = Offer()
    version = offer.proof()
    says_tested(offer, version)
    said = _cell(offer).said[0]
    assert said_of(said, SourceList())["place"] == f"Seite 4, SHA-256 {version.sha256[:16]}…"
    services.change_visibility(version.document, "administrations", by=offer.editor)
    hidden = _cell(offer).said[0]
    assert said_of(hidden, SourceList())["title"] == "Nachweis liegt vor, nur für Verwaltungen einsehbar"


def test_profiles_frozen_before_documents_were_known_are_still_read() -> None:
    offer = Offer()
    says_tested(offer, None)
    stored = cell_as_json(_cell(offer))
    for said in stored["said"]:
        for key in ("document", "sha256", "visibility"):
            del said[key]
    assert cell_from_json(stored).said[0].short_hash == ""
