"""Locking a case and adding to it: each step is an entry, and an event in the trail of changes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from marketplace.accounts.models import User
from marketplace.audit.services import record
from marketplace.catalogue.models import Listing
from marketplace.evidence.models import DocumentVersion
from marketplace.lib.storable_json import storable
from marketplace.review.errors import CaseConflict, NotAllowed, WrongInput
from marketplace.review.models import Case, CaseEntry

LONGEST = 2000  # characters of what people write


def locked(case_id: uuid.UUID) -> Case:
    """The case as it is now, locked until the end of the transaction.

    Raises:
        NotAllowed: there is none; answered like one that must not be seen.
    """
    case = Case.objects.select_for_update(no_key=True).filter(pk=case_id).first()
    if case is None:
        raise NotAllowed
    return case


def locked_open(case_id: uuid.UUID) -> Case:
    """As `locked`, for whoever wants to carry the case on.

    Raises:
        CaseConflict: it was decided meanwhile.
    """
    case = locked(case_id)
    if case.is_decided:
        raise CaseConflict(
            "decided",
            f"Über diesen Fall wurde inzwischen entschieden: {_label(case, 'de')}. Ihre Eingabe wurde nicht "
            "übernommen.",
            f"This case has been decided meanwhile: {_label(case, 'en')}. What you entered was not taken.",
        )
    return case


def hold_listing(case: Case) -> Listing | None:
    """Keep a locked case's listing as it is until the end of the transaction: nobody answers meanwhile.

    Always the case first, then its listing, then what is written down, so that nobody waits in a ring.
    """
    if case.listing_id is None:
        return None
    return Listing.objects.select_for_update(of=("self",), no_key=True).get(pk=case.listing_id)


def write(
    case: Case,
    kind: str,
    side: str,
    author: User | None,
    *,
    text: str = "",
    data: Mapping[str, Any] | None = None,
    version: DocumentVersion | None = None,
) -> CaseEntry:
    """Append an entry to a locked case. Texts stay in the entry; the trail gets keys and numbers only."""
    last = case.entries.aggregate(last=Max("number"))["last"] or 0
    entry = CaseEntry.objects.create(
        case=case,
        number=last + 1,
        kind=kind,
        side=side,
        author=author,
        text=storable(text),
        data=storable(dict(data or {})),
        document_version=version,
        at=timezone.now(),
    )
    said = {"number": entry.number, "kind": case.kind, "state": case.state, "outcome": case.outcome}
    record(
        f"case.{kind}",
        actor=author.pk if author else None,
        subject=f"case:{case.pk}",
        said=said | _hash(version),
    )
    return entry


def _hash(version: DocumentVersion | None) -> dict[str, str]:
    return {"version": str(version.pk), "sha256": version.sha256} if version else {}


def close(case: Case, outcome: str, by: User | None) -> None:
    """Decide a locked case for good; the entry that says why is written by the caller."""
    case.state, case.outcome = Case.State.DECIDED, outcome
    case.decided_by, case.decided_at, case.waiting_since = by, timezone.now(), None
    case.save()


def given(text: str, what_de: str, what_en: str) -> str:
    """A text somebody had to write, without blanks around it.

    Raises:
        WrongInput: it is missing or too long.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        raise WrongInput(
            "missing", f"{what_de}: Bitte schreiben Sie etwas.", f"{what_en}: please write something."
        )
    if len(text) > LONGEST:
        raise WrongInput(
            "too-long",
            f"{what_de}: höchstens {LONGEST} Zeichen, es sind {len(text)}.",
            f"{what_en}: at most {LONGEST} characters, there are {len(text)}.",
        )
    return text


def _label(case: Case, language: str) -> str:
    with override(language):
        return str(case.get_outcome_display())
