"""A provider's answers: validated, replaced, never slipped under a finding; and its right of reply."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.analysis.errors import TooManyRequests
from marketplace.analysis.models import AnalysisRun, CodeSource
from marketplace.catalogue import editing
from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.models import Listing
from marketplace.catalogue.vocabulary import State
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.organisations.errors import NotAllowed
from marketplace.organisations.models import Organisation
from marketplace.suitability import answers, gathering, services
from marketplace.suitability.answers import Words
from marketplace.suitability.errors import AnswerRefused
from marketplace.suitability.models import Reply, Statement, StoredProfile, Verification
from marketplace.suitability.queries import profiles
from marketplace.suitability.services import refresh_profiles
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return factories.person("anna")


@pytest.fixture
def firm(anna: User) -> Organisation:
    return factories.offering(members={anna: "editor"})


@pytest.fixture
def entry(firm: Organisation) -> Listing:
    return factories.owned_listing(firm)


@pytest.fixture
def key() -> str:
    from marketplace.criteria.editions import current_edition
    from marketplace.criteria.model import AnswerKind

    found = (
        one
        for one in current_edition().criteria
        if one.answer is AnswerKind.YES_NO and not one.applies.conditions
    )
    return next(one.key for one in found)


def test_an_answer_is_declared_and_a_second_one_ends_the_first(
    entry: Listing, anna: User, firm: Organisation, key: str
) -> None:
    first = answers.answer(entry, key, "no", by=anna, organisation=firm)
    second = answers.answer(entry, key, "yes", by=anna, organisation=firm, words=Words(de="Seit 2025."))
    assert isinstance(first, Statement)
    assert [one.pk for one in answers.own_answers(entry, key)] == [second.pk]
    assert len(answers.history(entry, key)) == 2
    refresh_profiles([entry.pk])
    cell = profiles([entry.pk])[entry.pk].cell(key)
    assert cell is not None
    assert (cell.state, cell.answer) == (State.DECLARED, "yes")


def test_what_the_criterion_does_not_know_is_refused(
    entry: Listing, anna: User, firm: Organisation, key: str
) -> None:
    for bad_key, value in ((key, "vielleicht"), ("no-such-question", "yes")):
        with pytest.raises(AnswerRefused):
            answers.answer(entry, bad_key, value, by=anna, organisation=firm)
    with pytest.raises(AnswerRefused):
        answers.answer(entry, key, "yes", by=anna, organisation=firm, words=Words(url="javascript:alert(1)"))
    assert not Statement.objects.exists()


def test_a_verified_answer_stays_until_the_team_has_seen_the_new_one(
    entry: Listing, anna: User, firm: Organisation, key: str
) -> None:
    first = answers.answer(entry, key, "yes", by=anna, organisation=firm)
    assert isinstance(first, Statement)
    now = timezone.now()
    rita, rolf = factories.person("rita"), factories.person("rolf")
    first.verifications.create(by=rita, by_name="Team", at=now, second=rolf, second_at=now)
    waiting = answers.answer(entry, key, "no", by=anna, organisation=firm)
    assert isinstance(waiting, ListingEdit)
    assert [one.value for one in answers.own_answers(entry, key)] == ["yes"]
    editing.accept(waiting.pk, by=rita)
    assert [one.value for one in answers.own_answers(entry, key)] == ["no"]


def test_an_answer_whose_verification_has_run_out_is_replaced_at_once(
    entry: Listing, anna: User, firm: Organisation, key: str
) -> None:
    first = answers.answer(entry, key, "yes", by=anna, organisation=firm)
    assert isinstance(first, Statement)
    now, today = timezone.now(), timezone.localdate()
    rita, rolf = factories.person("rita"), factories.person("rolf")
    verified = first.verifications.create(
        by=rita, by_name="Team", at=now, second=rolf, second_at=now, valid_until=today
    )
    assert answers.is_verified(first)
    first.verifications.filter(pk=verified.pk).update(valid_until=today - timedelta(days=1))
    assert isinstance(answers.answer(entry, key, "no", by=anna, organisation=firm), Statement)


def test_a_hidden_listing_takes_no_answer_withdrawal_or_reply(
    entry: Listing, anna: User, firm: Organisation, key: str
) -> None:
    answers.answer(entry, key, "yes", by=anna, organisation=firm)
    Listing.objects.filter(pk=entry.pk).update(state=Listing.State.QUARANTINED)
    for change in (
        lambda: answers.answer(entry, key, "no", by=anna, organisation=firm),
        lambda: answers.withdraw_answer(entry, key, by=anna, organisation=firm),
        lambda: answers.reply(entry, key, "So nicht.", by=anna, organisation=firm),
    ):
        with pytest.raises(EditRefused, match="gesperrt"):
            change()
    assert [one.value for one in answers.own_answers(entry, key)] == ["yes"]
    assert answers.replies_to(entry) == {}


def test_a_reply_has_a_limit_and_replaces_the_former_one(
    entry: Listing, anna: User, firm: Organisation, key: str
) -> None:
    answers.reply(entry, key, "Das war die alte Fassung.", by=anna, organisation=firm)
    answers.reply(entry, key, "Seit Mai behoben.", by=anna, organisation=firm)
    assert answers.replies_to(entry)[key].text == "Seit Mai behoben."
    with pytest.raises(AnswerRefused, match="1001"):
        answers.reply(entry, key, "x" * 1001, by=anna, organisation=firm)
    answers.reply(entry, key, "", by=anna, organisation=firm)
    assert answers.replies_to(entry) == {}
    assert Reply.objects.count() == 2


def test_nobody_else_answers_or_replies(entry: Listing, firm: Organisation, key: str) -> None:
    reader, stranger = factories.person("rudi"), factories.person("stefan")
    firm.memberships.create(user=reader, role="reader")
    for person in (reader, stranger):
        with pytest.raises(NotAllowed):
            answers.answer(entry, key, "yes", by=person, organisation=firm)
        with pytest.raises(NotAllowed):
            answers.reply(entry, key, "Nein.", by=person, organisation=firm)
        with pytest.raises(NotAllowed):
            answers.ask_recheck(entry, by=person, organisation=firm)


def test_checking_again_is_limited_per_source(
    entry: Listing, anna: User, firm: Organisation, settings: object
) -> None:
    settings.ASSESSMENTS_PER_HOUR = 2  # type: ignore[attr-defined]
    CodeSource.objects.create(listing=entry, kind="git", location="https://forge.example/a/b")
    for _ in range(2):
        (run,) = answers.ask_recheck(entry, by=anna, organisation=firm)
        AnalysisRun.objects.filter(pk=run.pk).update(state="finished", finished_at=timezone.now())
    with pytest.raises(TooManyRequests):
        answers.ask_recheck(entry, by=anna, organisation=firm)


def test_an_answer_whose_proof_was_withdrawn_is_verified_no_more(
    entry: Listing, anna: User, firm: Organisation, key: str
) -> None:
    document = Document.objects.create(
        listing=entry, organisation=firm, title="Bericht", kind="x", created_at=timezone.now(),
        changed_at=timezone.now(),
    )  # fmt: skip
    version = DocumentVersion.objects.create(
        document=document, number=1, state="accepted", received_sha256="a" * 64, sha256="a" * 64,
        uploaded_at=timezone.now(),
    )  # fmt: skip
    row = Statement.objects.create(
        listing=entry, criterion=key, edition="2026-1", value="yes", basis="provider", said_at=timezone.now(),
        document_version=version,
    )  # fmt: skip
    Verification.objects.create(
        statement=row, by=factories.person("rita"), by_name="Team", at=timezone.now(),
        second=factories.person("rolf"), second_at=timezone.now(), evidence_hash="a" * 64,
    )  # fmt: skip
    assert answers.is_verified(row)
    Document.objects.update(withdrawn_at=timezone.now())
    assert isinstance(answers.answer(entry, key, "no", by=anna, organisation=firm), Statement)


def test_a_profile_computed_while_a_change_was_on_its_way_is_mended(
    entry: Listing, anna: User, firm: Organisation, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One who computes reads before another commits, but notes a later time."""
    refresh_profiles([entry.pk])
    StoredProfile.objects.update(edition="alt")
    began = timezone.now()

    def late(*args: Any) -> Any:
        found = gathering.gather(*args)
        monkeypatch.setattr(services, "gather", gathering.gather)
        answers.answer(entry, key, "yes", by=anna, organisation=firm)
        Listing.objects.filter(pk=entry.pk).update(changed_at=began)
        refresh_profiles([entry.pk])
        return found

    monkeypatch.setattr(services, "gather", late)
    refresh_profiles([entry.pk], at=began + timedelta(milliseconds=1))
    services.refresh_stale_profiles(at=began + timedelta(seconds=60))
    cell = profiles([entry.pk])[entry.pk].cell(key)
    assert cell is not None
    assert cell.state == State.DECLARED


def test_two_first_profiles_at_once_are_one(entry: Listing, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = StoredProfile.objects.filter
    entry_pk = entry.pk

    def none_yet(**values: Any) -> Any:
        monkeypatch.setattr(StoredProfile.objects, "filter", stored)
        rows = list(stored(**values))
        refresh_profiles([entry_pk])
        return rows

    monkeypatch.setattr(StoredProfile.objects, "filter", none_yet)
    refresh_profiles([entry_pk])
    assert entry_pk in profiles([entry_pk])


def test_a_reply_is_public_at_once_and_gone_at_once(
    entry: Listing, anna: User, firm: Organisation, key: str
) -> None:
    refresh_profiles([entry.pk])
    page = f"/loesungen/{entry.slug}/"
    words = "Das haben wir im Mai behoben."
    assert words not in Client().get(page).content.decode()
    answers.answer(entry, key, "yes", by=anna, organisation=firm)
    refresh_profiles([entry.pk])
    Client().get(page)
    answers.reply(entry, key, words, by=anna, organisation=firm)
    assert words in Client().get(page).content.decode()
    answers.reply(entry, key, "", by=anna, organisation=firm)
    assert words not in Client().get(page).content.decode()
