"""Two pairs of eyes: the first person proposes, bound to the version seen; another one makes it count."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.criteria.model import Criterion, Text
from marketplace.lib.storable_json import storable
from marketplace.review.checklist import Tick, as_rows, check_ticks
from marketplace.review.errors import CaseConflict, NotEligible, WrongInput
from marketplace.review.findings import Finding, check_finding, record_contradiction, record_verification
from marketplace.review.models import Case, CaseEntry
from marketplace.review.opening import is_proved
from marketplace.review.rights import is_eligible, require_eligible
from marketplace.review.subjects import criterion_of, newer_version, statement_of
from marketplace.review.telling import tell_all_reviewers, tell_parties
from marketplace.review.writing import close, given, hold_listing, locked_open, write
from marketplace.suitability.evidenced import runs_out
from marketplace.suitability.models import Statement
from marketplace.suitability.services import refresh_profiles


@dataclass(frozen=True)
class Seen:
    """What a reviewer had before their eyes: the statement, the hash of its document, and the number of the
    entry with the first check, None where there was none."""

    statement: int
    sha256: str
    proposal: int | None = None


@transaction.atomic
def approve(
    case_id: uuid.UUID,
    *,
    by: User,
    seen: Seen,
    ticks: Sequence[Tick],
    reason: str = "",
    finding: Finding | None = None,
) -> Case:
    """Say that the proof bears the statement out – or, with a finding, that it says something else.

    The first time this is a proposal; the second time, by another person who had the same version and the
    first proposal before their eyes, it counts.

    Args:
        case_id: a verification case.
        by: an eligible reviewer.
        seen: what they looked at.
        ticks: the checklist, by each of them anew.
        reason: what should be remembered of the check; can be read by the provider.
        finding: what the proof says instead. The second person confirms the one of the first: leave it out.

    Raises:
        NotAllowed, NotEligible: no reviewer, concerned, or the same person twice.
        CaseConflict: decided, replaced or changed meanwhile; nothing was taken.
        WrongInput: checklist, reason or finding do not fit.
    """
    case = locked_open(case_id)
    require_eligible(by, case)
    hold_listing(case)
    statement, criterion = _still_the_same(case, seen)
    reason, finding = storable(reason), finding and Finding.from_json(storable(finding.as_json()))
    first = standing_proposal(case, statement)
    if (first["entry"] if first else None) != seen.proposal:
        raise _moved_on()
    if first:
        return _second(case, by, statement, criterion, first, ticks, reason)
    return _first(case, by, statement, criterion, ticks, reason, finding)


@transaction.atomic
def disagree(case_id: uuid.UUID, *, by: User, seen: Seen, reason: str) -> Case:
    """The second person sees it otherwise, or the first takes it back: the case is open again, with a reason.

    Raises:
        NotAllowed, NotEligible, CaseConflict, WrongInput: as in `approve`; there is no proposal to speak of.
    """
    case = locked_open(case_id)
    require_eligible(by, case)
    first = standing_proposal(case, statement_of(case))
    if first is None or first["entry"] != seen.proposal:
        raise _moved_on()
    reason = given(reason, "Begründung", "Reason")
    own = case.proposed_by_id == by.pk
    case.proposal, case.proposed_by, case.assigned_to = {}, None, None
    case.save(update_fields=["proposal", "proposed_by", "assigned_to"])
    kind = CaseEntry.Kind.LAPSED if own else CaseEntry.Kind.DISAGREEMENT
    entry = write(case, kind, CaseEntry.Side.TEAM, by, text=reason)
    tell_all_reviewers(
        case, entry, Text("Die erste Prüfung steht nicht mehr.", "The first check no longer stands."), but=by
    )
    return case


def standing_proposal(case: Case, statement: Statement | None) -> dict[str, Any] | None:
    """The first check, as long as the statement and its document are those it was made of, and whoever made
    it could still decide: who has left the team or changed sides is no pair of eyes any more."""
    first = case.proposal or None
    if not first or statement is None or statement.document_version is None:
        return None
    if case.proposed_by is None or not is_eligible(case.proposed_by, case):
        return None
    same = first["statement"] == statement.pk and first["sha256"] == statement.document_version.sha256
    return dict(first) if same and newer_version(statement.document_version) is None else None


def _first(
    case: Case,
    by: User,
    statement: Statement,
    criterion: Criterion,
    ticks: Sequence[Tick],
    reason: str,
    finding: Finding | None,
) -> Case:
    check_ticks(criterion, ticks, verified=finding is None)
    if finding:
        check_finding(criterion, finding, statement)
        reason = given(reason, "Begründung", "Reason")
    version = statement.document_version
    outcome = Case.Outcome.CONTRADICTED if finding else Case.Outcome.VERIFIED
    said: dict[str, Any] = {"outcome": outcome, "checklist": as_rows(criterion, ticks)}
    if finding:
        said["finding"] = finding.as_json()
    if case.proposal:
        write(case, CaseEntry.Kind.LAPSED, CaseEntry.Side.MARKETPLACE, None)
    entry = write(
        case,
        CaseEntry.Kind.PROPOSAL,
        CaseEntry.Side.TEAM,
        by,
        text=reason.strip(),
        data=said,
        version=version,
    )
    case.proposal = {
        "entry": entry.number, "outcome": outcome, "statement": statement.pk,
        "sha256": version.sha256 if version else "", "finding": finding.as_json() if finding else None,
    }  # fmt: skip
    case.proposed_by, case.assigned_to = by, None
    case.save(update_fields=["proposal", "proposed_by", "assigned_to"])
    tell_all_reviewers(
        case,
        entry,
        Text("Eine zweite Person muss noch prüfen.", "A second person still has to check."),
        but=by,
    )
    return case


def _second(
    case: Case,
    by: User,
    statement: Statement,
    criterion: Criterion,
    first: dict[str, Any],
    ticks: Sequence[Tick],
    reason: str,
) -> Case:
    if case.proposed_by is None or case.proposed_by_id == by.pk:
        raise NotEligible(
            "same-eyes",
            "Die erste Prüfung ist von Ihnen. Für „geprüft“ braucht es eine zweite Person.",
            "The first check is yours. “Verified” takes a second person.",
        )
    finding = Finding.from_json(first["finding"]) if first["finding"] else None
    check_ticks(criterion, ticks, verified=finding is None)
    if finding:
        record_contradiction(statement, criterion, finding, first=case.proposed_by)
    else:
        record_verification(statement, criterion, first=case.proposed_by, second=by, reason=reason.strip())
    said = {"outcome": first["outcome"], "checklist": as_rows(criterion, ticks), "confirms": first["entry"]}
    close(case, first["outcome"], by)
    refresh_profiles([statement.listing_id])
    entry = write(
        case, CaseEntry.Kind.DECISION, CaseEntry.Side.TEAM, by, text=reason.strip(), data=said,
        version=statement.document_version,
    )  # fmt: skip
    tell_parties(case, entry, _result_words(finding))
    return case


def _result_words(finding: Finding | None) -> Text:
    if finding:
        return Text(
            "Der Nachweis sagt etwas anderes als Ihre Angabe.", "The proof says something else than you do."
        )
    return Text("Die Angabe gilt jetzt als geprüft.", "The statement now counts as verified.")


def _still_the_same(case: Case, seen: Seen) -> tuple[Statement, Criterion]:
    """The statement and criterion, if they are what the reviewer had before their eyes.

    Raises:
        CaseConflict: something else counts now; the sentence says what.
    """
    criterion, statement = criterion_of(case), statement_of(case)
    if case.kind != Case.Kind.VERIFICATION or criterion is None:
        raise WrongInput(
            "kind", "Hier gibt es keine Angabe zu prüfen.", "There is no statement to verify here."
        )
    if statement is None or statement.document_version is None or not is_proved(statement, criterion):
        raise CaseConflict(
            "no-proof",
            "Die Angabe hat zurzeit keinen angenommenen Nachweis: Er wurde zurückgezogen, ersetzt oder wird "
            "noch untersucht.",
            "The statement has no accepted proof at the moment: it was withdrawn, replaced or is still being "
            "inspected.",
        )
    if newer := newer_version(statement.document_version):
        raise CaseConflict(
            "newer-version",
            f"Inzwischen liegt Fassung {newer.number} des Nachweises vor; gesehen haben Sie Fassung "
            f"{statement.document_version.number}. Fragen Sie den Anbieter, ob sich seine Angabe auf die "
            "neue Fassung stützt.",
            f"Meanwhile there is version {newer.number} of the proof; you have seen version "
            f"{statement.document_version.number}. Ask the provider whether the statement rests on "
            "the new one.",
        )
    if (statement.pk, statement.document_version.sha256) != (seen.statement, seen.sha256):
        raise CaseConflict(
            "replaced",
            "Die Angabe oder ihr Nachweis wurde inzwischen ersetzt. Bitte prüfen Sie, was jetzt gilt.",
            "The statement or its proof has been replaced meanwhile. Please check what counts now.",
        )
    _check_still_holds(statement, criterion)
    return statement, criterion


def _check_still_holds(statement: Statement, criterion: Criterion) -> None:
    until = runs_out(statement, criterion)
    if until and until < timezone.localdate():
        raise CaseConflict(
            "expired",
            f"Der Nachweis galt nur bis {until:%d.%m.%Y}. Bitten Sie den Anbieter um einen neuen.",
            f"The proof was valid only until {until.isoformat()}. Ask the provider for a new one.",
        )


def _moved_on() -> CaseConflict:
    return CaseConflict(
        "moved-on",
        "Inzwischen hat sich im Fall etwas getan. Bitte lesen Sie den Verlauf und entscheiden Sie dann.",
        "Something has happened in the case meanwhile. Please read its course, then decide.",
    )
