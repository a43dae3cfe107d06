"""What two reviewers agree on becomes part of the profile: a verification, or what the proof says instead."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.criteria.model import Criterion
from marketplace.criteria.schema import answer_problem
from marketplace.organisations.models import Organisation
from marketplace.review.errors import WrongInput
from marketplace.suitability.claims import keys_of
from marketplace.suitability.evidenced import runs_out
from marketplace.suitability.models import Statement, Verification

LONGEST_WORDS = 1000


@dataclass(frozen=True)
class Finding:
    """What a proof says instead of what the provider says, and on which page."""

    value: Any  # an answer in the form criteria.schema describes
    words: str
    locator: str

    def as_json(self) -> dict[str, Any]:
        """As kept in a case."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Finding:
        """The other way round."""
        return cls(kept["value"], kept["words"], kept["locator"])


def check_finding(criterion: Criterion, finding: Finding, statement: Statement) -> None:
    """A finding is an answer to the criterion, another one than the provider's, with its place.

    Raises:
        WrongInput: names what is missing.
    """
    if problem := answer_problem(criterion, finding.value):
        raise WrongInput("finding", problem, problem)
    if keys_of(finding.value) == keys_of(statement.value):
        raise WrongInput(
            "same",
            "Das ist dieselbe Antwort, die der Anbieter gibt. Ein Widerspruch ist eine andere.",
            "This is the provider's own answer. A contradiction is another one.",
        )
    if not finding.words.strip() or not finding.locator.strip():
        raise WrongInput(
            "place",
            "Bitte schreiben Sie, was im Nachweis steht und auf welcher Seite.",
            "Please write what the proof says and on which page.",
        )
    if len(finding.words) > LONGEST_WORDS or len(finding.locator) > 200:
        raise WrongInput(
            "too-long",
            f"Fundstelle: höchstens 200 Zeichen; Wortlaut: höchstens {LONGEST_WORDS}.",
            f"Place: at most 200 characters; words: at most {LONGEST_WORDS}.",
        )


def team_name(reviewer: User) -> str:
    """The body a reviewer works for: pages name it, not the person."""
    rows = Organisation.objects.filter(kind=Organisation.Kind.TEAM, memberships__user=reviewer)
    return rows.order_by("created_at").values_list("name", flat=True).first() or "Marktplatz"


def record_verification(
    statement: Statement, criterion: Criterion, *, first: User, second: User, reason: str
) -> Verification:
    """The verification two people agree on, bound to the document's hash, for as long as the proof counts."""
    now, version = timezone.now(), statement.document_version
    _end_former(statement, criterion)
    return Verification.objects.create(
        statement=statement,
        by=first,
        by_name=team_name(second)[:120],
        at=now,
        second=second,
        second_at=now,
        valid_until=runs_out(statement, criterion),
        reason=reason[:2000],
        evidence_hash=version.sha256 if version else "",
    )


def record_contradiction(
    statement: Statement, criterion: Criterion, finding: Finding, *, first: User
) -> Statement:
    """What the proof says, beside what the provider says: both sides are shown from now on."""
    now, name = timezone.now(), team_name(first)
    _end_former(statement, criterion)
    return Statement.objects.create(
        listing_id=statement.listing_id,
        criterion=criterion.key,
        edition=statement.edition,
        value=finding.value,
        basis=Statement.Basis.REVIEW,
        words_de=finding.words.strip(),
        words_en=finding.words.strip(),
        source_title_de=f"Prüfung durch {name}"[:200],
        source_title_en=f"Review by {name}"[:200],
        locator=finding.locator.strip(),
        document_version=statement.document_version,
        said_by=first,
        said_at=now,
    )


def _end_former(statement: Statement, criterion: Criterion) -> None:
    """What was said and found of this criterion before no longer counts beside what is found now."""
    now = timezone.now()
    own = [Statement.Basis.PROVIDER, Statement.Basis.DOCUMENT]
    former = Statement.objects.filter(
        listing=statement.listing_id, criterion=criterion.key, basis__in=own, ended_at__isnull=True
    )
    former.exclude(pk=statement.pk).update(ended_at=now)
    Verification.objects.filter(statement=statement, ended_at__isnull=True).update(ended_at=now)
    end_contradiction(statement.listing_id, criterion.key)


def end_contradiction(listing_id: int, criterion: str) -> int:
    """End what reviewers found a proof to say. Returns how many statements ended."""
    found = Statement.objects.filter(
        listing=listing_id, criterion=criterion, basis=Statement.Basis.REVIEW, ended_at=None
    )
    return found.update(ended_at=timezone.now())
