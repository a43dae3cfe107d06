"""Documents in versions: taken whole, never changed, withdrawn but not lost."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.audit.queries import events_of, verify_chain
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.models import Listing
from marketplace.evidence import rows, services
from marketplace.evidence.checking import Dates
from marketplace.evidence.errors import EvidenceRefused, NotAllowed
from marketplace.evidence.kinds import kinds, last_day
from marketplace.evidence.links import Link
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.evidence.quarantine import give_up_or_retry, postpone, remove_unknown_files, take
from marketplace.evidence.storage import place_of
from marketplace.notices.models import Notice
from tests.fakes import evidence_files as files
from tests.marketplace.evidence.building import Offer, inspect_waiting, sent

pytestmark = pytest.mark.django_db
LINK = Link("https://stadt.example/a", "https://archiv.example/a", date(2026, 5, 4))


def test_an_upload_waits_until_it_has_been_inspected(media: Path) -> None:
    content = files.pdf(3, archival="2B")
    version = Offer().upload(content)
    assert (version.state, version.sha256, version.number) == ("waiting", "", 1)
    assert version.received_sha256 == hashlib.sha256(content).hexdigest()
    inspect_waiting()
    version.refresh_from_db()
    sha256 = version.received_sha256
    assert (version.state, version.sha256, version.pages) == ("accepted", sha256, 3)
    assert (version.media_type, version.format_note) == ("application/pdf", "PDF/A-2b")
    assert version.file == f"evidence/{sha256[:2]}/{sha256}"
    assert place_of(version.file).read_bytes() == content
    assert place_of(version.file).stat().st_mode & 0o777 == 0o440


@pytest.mark.django_db(transaction=True)
def test_quarantine_is_empty_after_the_decision(media: Path) -> None:
    offer = Offer()
    offer.upload()
    offer.upload(files.pdf_with_script())
    inspect_waiting()
    assert list((media / "evidence" / "waiting").iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_a_hidden_listing_keeps_the_documents_it_has(media: Path) -> None:
    offer = Offer()
    document = offer.proof().document
    stored = sorted(media.rglob("*"))
    Listing.objects.filter(pk=offer.listing.pk).update(state=Listing.State.QUARANTINED)
    words: dict[str, Any] = {"title": "Link", "kind": "accessibility-report", "visibility": "public"}
    for change in (
        lambda: offer.upload(files.pdf(4)),
        lambda: services.add_version(document, by=offer.editor, file=sent(files.pdf(5))),
        lambda: services.add_link(
            offer.listing, by=offer.editor, organisation=offer.organisation, link=LINK, **words
        ),
        lambda: services.add_link_version(document, by=offer.editor, link=LINK),
        lambda: services.withdraw(document, by=offer.editor),
        lambda: services.change_visibility(document, "reviewers", by=offer.editor),
    ):
        with pytest.raises(EditRefused, match="gesperrt"):
            change()
    assert sorted(media.rglob("*")) == stored
    fresh = Document.objects.get()
    assert (fresh.withdrawn_at, fresh.visibility, fresh.versions.count()) == (None, "public", 1)


def test_a_refused_file_goes_and_its_reason_stays() -> None:
    offer = Offer()
    version = offer.upload(files.pdf_with_button("/Launch"))
    inspect_waiting()
    version.refresh_from_db()
    assert (version.state, version.file, version.sha256) == ("refused", "", "")
    assert "Startaktion" in version.problem_de
    assert Notice.objects.get(user=offer.editor).text_de.startswith("Nachweis abgelehnt: „Prüfbericht“")


def test_an_image_is_kept_as_it_was_drawn_anew() -> None:
    content = files.photo_with_place()
    version = Offer().proof(content)
    kept = place_of(version.file).read_bytes()
    assert version.sha256 == hashlib.sha256(kept).hexdigest() != version.received_sha256
    assert version.size == len(kept)
    assert b"Kamera" not in kept


def test_the_same_content_is_stored_once() -> None:
    offer, content = Offer(), files.pdf()
    assert offer.proof(content).file == offer.proof(content, title="Noch einmal").file


def test_a_new_version_leaves_the_old_one_as_it_was() -> None:
    offer = Offer()
    first = offer.proof()
    services.add_version(first.document, by=offer.editor, file=sent(files.pdf(7)))
    inspect_waiting()
    before = first.sha256
    first.refresh_from_db()
    newest = first.document.versions.first()
    assert newest is not None
    assert (first.sha256, first.pages) == (before, 3)
    assert (newest.number, newest.pages) == (2, 7)
    assert place_of(first.file).exists()


def test_numbers_and_hashes_are_kept_by_the_database() -> None:
    first = Offer().proof()
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.filter(pk=first.pk).update(sha256="")
    first.pk, first.id = None, None
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.create(
            document=first.document, number=1, received_sha256="x", uploaded_at=timezone.now()
        )


def test_documents_are_not_deleted_with_their_listing() -> None:
    from django.db.models import ProtectedError

    version = Offer().proof()
    with pytest.raises(ProtectedError):
        version.document.listing.delete()


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"file": sent(b"")}, "empty-file"),
        ({"file": sent(b"MZ\x90")}, "unknown-format"),
        ({"title": "  "}, "odd-title"),
        ({"title": "x" * 201}, "odd-title"),
        ({"title": "a\u202eb"}, "odd-title"),
        ({"kind": "gibt-es-nicht"}, "odd-choice"),
        ({"visibility": "friends"}, "odd-choice"),
        ({"dates": Dates(issued_on=date(1989, 12, 31))}, "odd-date"),
        ({"dates": Dates(date(2026, 3, 1), date(2026, 2, 28))}, "odd-date"),
        ({"dates": Dates(valid_until=date(2126, 1, 1))}, "odd-date"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_stored(
    media: Path, values: dict[str, Any], word: str
) -> None:
    with pytest.raises(EvidenceRefused) as caught:
        Offer().upload(**values)
    assert caught.value.word == word
    assert not Document.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("days", "is_taken"), [(-1, True), (0, True), (1, False)])
def test_a_document_is_not_dated_in_the_future(days: int, is_taken: bool) -> None:
    dates = Dates(issued_on=timezone.localdate() + timedelta(days=days))
    if is_taken:
        assert Offer().upload(dates=dates).issued_on == dates.issued_on
    else:
        with pytest.raises(EvidenceRefused):
            Offer().upload(dates=dates)


def test_only_editors_of_the_provider_may_do_anything() -> None:
    offer, other = Offer(), Offer("andere")
    version = offer.proof()
    document = version.document
    for person in (offer.reader, other.editor):
        with pytest.raises(NotAllowed):
            offer.upload(by=person)
        with pytest.raises(NotAllowed):
            services.add_version(document, by=person, file=sent(files.pdf()))
        with pytest.raises(NotAllowed):
            services.add_link_version(document, by=person, link=LINK)
        with pytest.raises(NotAllowed):
            services.withdraw(document, by=person)
        with pytest.raises(NotAllowed):
            services.change_visibility(document, "reviewers", by=person)
    with pytest.raises(NotAllowed):
        offer.upload(by=other.editor, organisation=other.organisation)
    offer.editor.memberships.all().delete()
    with pytest.raises(NotAllowed):
        services.withdraw(document, by=offer.editor)


@pytest.mark.parametrize(("waiting", "is_taken"), [(1, True), (2, True), (3, False)])
def test_the_queue_of_one_listing_is_limited(
    monkeypatch: pytest.MonkeyPatch, media: Path, waiting: int, is_taken: bool
) -> None:
    monkeypatch.setattr(rows, "MOST_WAITING", 3)
    offer = Offer()
    for _one in range(waiting):
        offer.upload()
    if is_taken:
        offer.upload()
    else:
        with pytest.raises(EvidenceRefused) as caught:
            offer.upload()
        assert caught.value.word == "too-many-waiting"
        assert len(list((media / "evidence" / "waiting").iterdir())) == waiting


def test_withdrawing_keeps_file_and_hash_and_takes_no_more_versions() -> None:
    offer = Offer()
    version = offer.proof()
    document = services.withdraw(version.document, by=offer.editor)
    again = services.withdraw(document, by=offer.editor)
    assert document.withdrawn_at == again.withdrawn_at
    assert place_of(version.file).exists()
    with pytest.raises(EvidenceRefused) as caught:
        services.add_version(document, by=offer.editor, file=sent(files.pdf()))
    assert caught.value.word == "withdrawn"


def test_every_change_is_in_the_trail() -> None:
    offer = Offer()
    version = offer.proof()
    services.change_visibility(version.document, "reviewers", by=offer.editor)
    services.change_visibility(version.document, "reviewers", by=offer.editor)
    services.withdraw(version.document, by=offer.editor)
    events = events_of(f"document:{version.document_id}")
    assert [event.kind for event in events] == [
        "evidence.added", "evidence.accepted", "evidence.visibility_changed", "evidence.withdrawn",
    ]  # fmt: skip
    assert events[0].said["sha256"] == version.sha256
    assert verify_chain() is None


def test_links_are_accepted_with_a_hash_of_what_they_say() -> None:
    offer = Offer()
    common: dict[str, Any] = {"title": "Seite", "kind": "public-page", "visibility": "public"}
    first = services.add_link(
        offer.listing, by=offer.editor, organisation=offer.organisation, link=LINK, **common
    )
    later = Link(LINK.url, "http://archiv.example/b", date(2026, 6, 4))
    second = services.add_link_version(first.document, by=offer.editor, link=later)
    assert first.is_accepted
    assert len(first.sha256) == 64
    assert second.sha256 != first.sha256
    assert second.archived_url == "http://archiv.example/b"


@pytest.mark.parametrize(
    "address",
    [
        "ftp://stadt.example/", "javascript:alert(1)", "https://127.0.0.1/", "http://localhost/",
        "https://[::1]/", "https://10.0.0.1/x", "https://a.example:8080/", "https://ich:geheim@a.example/",
        "http://[", "", "x" * 600, "https://a.example/" + "x" * 500,
    ],
)  # fmt: skip
def test_odd_and_private_addresses_are_refused(address: str) -> None:
    offer = Offer()
    for link in (Link(address, LINK.url, LINK.archived_on), Link(LINK.url, address, LINK.archived_on)):
        with pytest.raises(EvidenceRefused):
            services.add_link(
                offer.listing, by=offer.editor, organisation=offer.organisation, link=link,
                title="Seite", kind="public-page", visibility="public",
            )  # fmt: skip
    assert not Document.objects.exists()


def test_a_version_is_held_by_one_inspection_at_a_time() -> None:
    version = Offer().upload()
    now = timezone.now()
    taken = take(now)
    assert taken is not None
    assert taken.pk == version.pk
    assert take(now) is None
    later = take(now + timedelta(minutes=3))
    assert later is not None
    assert later.attempts == 2


def test_a_file_over_which_the_inspection_breaks_down_twice_is_refused() -> None:
    version = Offer().upload()
    first = take(timezone.now())
    assert first is not None
    assert not give_up_or_retry(first)
    second = take(timezone.now())
    assert second is not None
    assert give_up_or_retry(second)
    version.refresh_from_db()
    assert version.state == "refused"
    assert not give_up_or_retry(second)


def test_a_machine_without_shields_does_not_count_against_the_file() -> None:
    version = Offer().upload()
    for _turn in range(4):
        taken = take(timezone.now())
        assert taken is not None
        postpone(taken, timezone.now())
    version.refresh_from_db()
    assert (version.state, version.attempts) == ("waiting", 0)


def test_files_nobody_knows_are_removed_after_a_day(media: Path) -> None:
    version = Offer().proof()
    stray = media / "evidence" / "waiting" / "stray"
    stray.write_bytes(b"x")
    assert remove_unknown_files() == 0
    old = time.time() - 25 * 3600
    os.utime(stray, (old, old))
    os.utime(place_of(version.file), (old, old))
    assert remove_unknown_files() == 1
    assert not stray.exists()
    assert place_of(version.file).exists()


@pytest.mark.parametrize(
    ("issued", "printed", "last"),
    [
        (date(2026, 1, 31), None, date(2027, 1, 31)),
        (date(2024, 2, 29), None, date(2025, 2, 28)),
        (date(2026, 1, 31), date(2026, 6, 1), date(2026, 6, 1)),
        (date(2026, 1, 31), date(2029, 6, 1), date(2027, 1, 31)),
    ],
)
def test_proof_counts_as_long_as_its_kind_says(issued: date, printed: date | None, last: date) -> None:
    kind = kinds()["own-statement"]
    assert kind.valid_months == 12
    assert last_day(kind, issued_on=issued, printed=printed) == last


def test_proof_without_a_term_counts_until_something_changes() -> None:
    assert last_day(kinds()["repository-file"], issued_on=date(2020, 1, 1)) is None


def test_a_file_that_changed_on_the_disk_is_not_accepted() -> None:
    version = Offer().upload()
    place_of(version.file).write_bytes(files.pdf(9))
    inspect_waiting()
    version.refresh_from_db()
    assert version.state == "refused"
