"""What a provider answers to the criteria, what it replies to results, and asking for a new check.

An answer is never changed, only ended by another one. An answer the team has verified stays until the team
has looked at the new one: otherwise a provider could slip something else under a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.analysis.models import AnalysisRun, CodeSource
from marketplace.analysis.services import request_assessment
from marketplace.audit.services import record
from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.editing import check_not_frozen, hold, locked
from marketplace.catalogue.field_values import is_web_address
from marketplace.catalogue.models import Listing
from marketplace.criteria.editions import current_edition
from marketplace.criteria.schema import answer_problem
from marketplace.evidence.models import DocumentVersion
from marketplace.lib.storable_json import storable
from marketplace.organisations.models import Organisation
from marketplace.suitability.errors import AnswerRefused
from marketplace.suitability.evidenced import names_its_proof
from marketplace.suitability.models import Reply, Statement
from marketplace.suitability.reply_model import LONGEST_REPLY

LONGEST_WORDS, LONGEST_LOCATOR = 2000, 200
ANSWER = "answer."
OWN = (Statement.Basis.PROVIDER, Statement.Basis.DOCUMENT)


@dataclass(frozen=True)
class Words:
    """What stands beside an answer: explanation in both languages, address, place in the document, day."""

    de: str = ""
    en: str = ""
    url: str = ""
    locator: str = ""
    on: date | None = None


def answer(
    listing: Listing,
    criterion_key: str,
    value: Any,
    *,
    by: User,
    organisation: Organisation,
    words: Words | None = None,
    document_version: DocumentVersion | None = None,
) -> Statement | ListingEdit:
    """Answer a criterion for a listing; the former answer of the provider ends with it.

    Args:
        listing: a listing of the organisation's.
        criterion_key: a criterion of the current edition.
        value: in the form `criteria.schema.answer_schema` describes.
        by: an editor or admin of the organisation.
        organisation: whose word it is.
        words: what is said beside it.
        document_version: an accepted version of one of the listing's documents.

    Returns:
        The new statement; or the change that waits, where the former answer has been verified.

    Raises:
        NotAllowed: `by` may not speak for the listing.
        AnswerRefused: the criterion, value, words or document do not fit.
        EditRefused: the listing is hidden and frozen.
    """
    said = {
        "value": value,
        "words_de": (words or Words()).de,
        "words_en": (words or Words()).en,
        "url": (words or Words()).url,
        "locator": (words or Words()).locator,
        "on": words.on.isoformat() if words and words.on else "",
        "document_version": str(document_version.pk) if document_version else "",
    }
    _check(listing, criterion_key, said, document_version)
    with transaction.atomic():
        listing = _changeable(listing, by, organisation)
        if former := next((one for one in own_answers(listing, criterion_key) if is_verified(one)), None):
            key = ANSWER + criterion_key
            return hold(
                listing, by=by, organisation=organisation, before={key: _as_said(former)}, after={key: said}
            )
        return _store(listing, criterion_key, said, by=by)


@transaction.atomic
def withdraw_answer(listing: Listing, criterion_key: str, *, by: User, organisation: Organisation) -> int:
    """Say nothing about a criterion any more. Returns how many answers ended.

    Raises:
        NotAllowed: `by` may not speak for the listing.
        EditRefused: the listing is hidden and frozen.
    """
    listing = _changeable(listing, by, organisation)
    ended = _end(listing, criterion_key)
    if ended:
        said = {"criterion": criterion_key}
        record("statement.withdrawn", actor=by.pk, subject=f"listing:{listing.pk}", said=said)
        _changed(listing)
    return ended


def own_answers(listing: Listing, criterion_key: str = "") -> list[Statement]:
    """The provider's answers that stand, of one criterion or of all, with their verifications."""
    rows = Statement.objects.filter(listing=listing, basis__in=OWN, ended_at__isnull=True)
    if criterion_key:
        rows = rows.filter(criterion__in=_same_question(criterion_key))
    rows = rows.select_related("document_version__document", "said_by").prefetch_related("verifications")
    return list(rows.order_by("said_at", "pk"))


def history(listing: Listing, criterion_key: str) -> list[Statement]:
    """All answers of the provider to a criterion, the newest first, ended ones too."""
    rows = Statement.objects.filter(
        listing=listing, basis__in=OWN, criterion__in=_same_question(criterion_key)
    )
    return list(rows.select_related("document_version__document").order_by("-said_at", "-pk"))


def is_verified(row: Statement) -> bool:
    """Whether two reviewers have confirmed this answer with the proof it rests on, and that holds today."""
    today = timezone.localdate()
    return any(
        one.second_at
        and not one.ended_at
        and names_its_proof(one, row)
        and (one.valid_until is None or one.valid_until >= today)
        for one in row.verifications.all()
    )


@transaction.atomic
def reply(
    listing: Listing, criterion_key: str, text: str, *, by: User, organisation: Organisation
) -> Reply | None:
    """Reply to what a check or another source says about a criterion; an empty text takes the reply back.

    Raises:
        NotAllowed: `by` may not speak for the listing.
        AnswerRefused: no such criterion, or the text is longer than 1,000 characters.
        EditRefused: the listing is hidden and frozen.
    """
    listing = _changeable(listing, by, organisation)
    text = storable(text.replace("\r\n", "\n")).strip()
    if current_edition().criterion(criterion_key) is None:
        raise _no_criterion()
    if len(text) > LONGEST_REPLY:
        raise AnswerRefused(
            "too-long",
            f"Die Gegendarstellung darf höchstens {LONGEST_REPLY} Zeichen haben, es sind {len(text)}.",
            f"The reply may have at most {LONGEST_REPLY} characters; these are {len(text)}.",
        )
    now = timezone.now()
    open_ones = Reply.objects.filter(listing=listing, criterion=criterion_key, ended_at__isnull=True)
    ended = open_ones.update(ended_at=now)
    made = None
    if text:
        made = Reply.objects.create(
            listing=listing, criterion=criterion_key, organisation=organisation,
            organisation_name=organisation.name, text=text, said_by=by, said_at=now,
        )  # fmt: skip
    if made or ended:
        said = {"criterion": criterion_key, "reply": made.pk if made else None}
        record(
            "reply.given" if made else "reply.withdrawn",
            actor=by.pk,
            subject=f"listing:{listing.pk}",
            said=said,
        )
    return made


def replies_to(listing: Listing) -> dict[str, Reply]:
    """The replies that stand, by criterion."""
    rows = Reply.objects.filter(listing=listing, ended_at__isnull=True)
    return {one.criterion: one for one in rows}


@transaction.atomic
def ask_recheck(listing: Listing, *, by: User, organisation: Organisation) -> list[AnalysisRun]:
    """Queue the assessment of the listing's sources again.

    Returns:
        The runs that wait; none where no public source is known.

    Raises:
        NotAllowed: `by` may not speak for the listing.
        TooManyRequests: a source has had its share of the last hour.
    """
    listing = locked(listing, by, organisation)
    sources = CodeSource.objects.filter(listing=listing)
    runs = [request_assessment(one, at=timezone.now(), priority=1) for one in sources]
    if runs:
        said = {"runs": [str(one.pk) for one in runs]}
        record("listing.recheck_asked", actor=by.pk, subject=f"listing:{listing.pk}", said=said)
    return runs


def put_answers(listing: Listing, values: Mapping[str, Any], edit: ListingEdit | None) -> None:
    """Let answers stand that waited for a decision; follows `catalogue.editing`."""
    for key, said in values.items():
        if key.startswith(ANSWER) and edit is not None:
            _store(listing, key.removeprefix(ANSWER), said, by=edit.author)


def _changeable(listing: Listing, by: User, organisation: Organisation) -> Listing:
    """The listing under its lock, for somebody who may change what is said about it now."""
    found = locked(listing, by, organisation)
    check_not_frozen(found)
    return found


def _check(listing: Listing, key: str, said: Mapping[str, Any], document: DocumentVersion | None) -> None:
    criterion = current_edition().criterion(key)
    if criterion is None:
        raise _no_criterion()
    if problem := answer_problem(criterion, said["value"]):
        raise AnswerRefused("odd-answer", problem, problem)
    if max(len(said["words_de"]), len(said["words_en"])) > LONGEST_WORDS:
        raise AnswerRefused(
            "too-long",
            f"Die Erläuterung darf höchstens {LONGEST_WORDS} Zeichen haben.",
            f"The explanation may have at most {LONGEST_WORDS} characters.",
        )
    if len(said["locator"]) > LONGEST_LOCATOR or (said["url"] and not is_web_address(said["url"])):
        raise AnswerRefused(
            "odd-address",
            "Bitte geben Sie als Beleg eine Adresse mit https:// an, die Stelle mit höchstens 200 Zeichen.",
            "Please give an address with https:// as the proof, and the place with at most 200 characters.",
        )
    if document and (document.document.listing_id != listing.pk or not document.is_accepted):
        raise AnswerRefused(
            "odd-document",
            "Dieser Nachweis gehört nicht zu diesem Eintrag oder ist nicht angenommen.",
            "This document does not belong to this listing or has not been accepted.",
        )


def _store(listing: Listing, key: str, said: Mapping[str, Any], *, by: User | None) -> Statement:
    _end(listing, key)
    document = said["document_version"]
    made = Statement.objects.create(
        listing=listing,
        criterion=key,
        edition=current_edition().key,
        value=said["value"],
        basis=Statement.Basis.PROVIDER,
        words_de=said["words_de"],
        words_en=said["words_en"],
        url=said["url"],
        locator=said["locator"],
        on=date.fromisoformat(said["on"]) if said["on"] else None,
        document_version_id=UUID(document) if document else None,
        said_by=by,
        said_at=timezone.now(),
    )
    told = {"criterion": key, "statement": made.pk, "document": document}
    record("statement.made", actor=by.pk if by else None, subject=f"listing:{listing.pk}", said=told)
    _changed(listing)
    return made


def _end(listing: Listing, key: str) -> int:
    open_ones = Statement.objects.filter(
        listing=listing, criterion__in=_same_question(key), basis__in=OWN, ended_at__isnull=True
    )
    return open_ones.update(ended_at=timezone.now())


def _changed(listing: Listing) -> None:
    """Profiles computed before now no longer hold."""
    Listing.objects.filter(pk=listing.pk).update(changed_at=timezone.now())


def _same_question(key: str) -> list[str]:
    """The criterion with the ones of older editions whose answers count for it."""
    criterion = current_edition().criterion(key)
    return [key, *(criterion.replaces if criterion else ())]


def _as_said(row: Statement) -> dict[str, Any]:
    return {
        "value": row.value,
        "words_de": row.words_de,
        "words_en": row.words_en,
        "url": row.url,
        "locator": row.locator,
        "on": row.on.isoformat() if row.on else "",
        "document_version": str(row.document_version_id or ""),
    }


def _no_criterion() -> AnswerRefused:
    return AnswerRefused(
        "no-criterion",
        "Diese Frage gibt es in der geltenden Ausgabe der Kriterien nicht.",
        "There is no such question in the current edition of the criteria.",
    )
