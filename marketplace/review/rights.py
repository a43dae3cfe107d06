"""Who may review, who may decide a certain case, and who is the other side. Reads only."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from marketplace.accounts.models import User
from marketplace.accounts.queries import has_second_factor
from marketplace.catalogue.models import ListingEdit
from marketplace.organisations.models import Membership, Organisation, ProviderClaim
from marketplace.organisations.queries import team_role
from marketplace.review.errors import NotAllowed, NotEligible
from marketplace.review.models import Case, CaseEntry
from marketplace.review.subjects import claim_of, edit_of, statement_of

DECIDING = [CaseEntry.Kind.PROPOSAL, CaseEntry.Kind.DISAGREEMENT, CaseEntry.Kind.DECISION]


def may_review(user: User) -> bool:
    """Whether somebody works for the team at this moment, with the second factor that takes."""
    return bool(team_role(user)) and user.is_active and has_second_factor(user)


def is_lead(user: User) -> bool:
    """Whether somebody leads the team: may hand cases to others."""
    return team_role(user) == Membership.Role.ADMIN and may_review(user)


def require_reviewer(user: User) -> None:
    """Raises:
    NotAllowed: this person does not work for the team, or has no second factor.
    """
    if not may_review(user):
        raise NotAllowed


def require_eligible(user: User, case: Case) -> None:
    """Only somebody without a stake in it may decide a case.

    Raises:
        NotAllowed: no reviewer at all.
        NotEligible: concerned themselves, or an appeal against what they decided.
    """
    require_reviewer(user)
    if user.pk in involved_people(case) or concerns(user, case):
        raise NotEligible(
            "concerned",
            "Über diesen Fall müssen andere entscheiden: Sie gehören zu einer beteiligten Organisation oder "
            "haben selbst dazu beigetragen.",
            "Others have to decide this case: you belong to an organisation it concerns, or you contributed "
            "to it yourself.",
        )
    if user.pk in earlier_deciders(case):
        raise NotEligible(
            "third-person",
            "Über einen Widerspruch entscheidet jemand, der an der Entscheidung nicht mitgewirkt hat.",
            "An appeal is decided by somebody who had no part in the decision.",
        )


def is_eligible(user: User, case: Case) -> bool:
    """Whether this person may decide the case."""
    try:
        require_eligible(user, case)
    except (NotAllowed, NotEligible):
        return False
    return True


def concerns(user: User, case: Case) -> bool:
    """Whether the person belongs to an organisation the case concerns."""
    return Membership.objects.filter(user=user, organisation__in=organisations_concerned(case)).exists()


def organisations_concerned(case: Case) -> set[uuid.UUID]:
    """Organisations whose members do not decide: the other side, and whoever speaks for the listing."""
    found = {*party_organisations(case), *filter(None, [case.organisation_id])}
    if case.listing and case.listing.provider.organisation_id:
        found.add(case.listing.provider.organisation_id)
    if (statement := statement_of(case)) and statement.document_version:
        found.add(statement.document_version.document.organisation_id)
    return found


def party_organisations(case: Case) -> list[uuid.UUID]:
    """Organisations that see the case, answer and appeal at this moment: two where a claim is contested."""
    found = [one for one in [_other_side(case)] if one]
    claim = claim_of(case)
    if claim and claim.provider.organisation_id and claim.provider.organisation_id not in found:
        found.append(claim.provider.organisation_id)
    return found


def _other_side(case: Case) -> uuid.UUID | None:
    """Whose case it is: a listing's is that of its provider, as long as they speak for the listing.

    A case begun while nobody had claimed the listing is the business of whoever has since then.
    """
    if case.listing is None:
        return case.organisation_id
    speaks = case.listing.provider.organisation_id
    return speaks if case.organisation_id in {None, speaks} else None


def involved_people(case: Case) -> set[int]:
    """Accounts that said, uploaded, changed, claimed or reported what the case is about."""
    found: list[int | None] = []
    if statement := statement_of(case):
        found.append(statement.said_by_id)
        if version := statement.document_version:
            found += [version.uploaded_by_id, version.document.uploaded_by_id]
    found += _authors(edit_of(case), claim_of(case))
    outside = [CaseEntry.Side.PARTY, CaseEntry.Side.VISITOR]
    found += case.entries.filter(side__in=outside).values_list("author_id", flat=True)
    return {one for one in found if one is not None}


def _authors(edit: ListingEdit | None, claim: ProviderClaim | None) -> Iterable[int | None]:
    if edit:
        yield edit.author_id
    if claim:
        yield claim.made_by_id


def earlier_deciders(case: Case) -> set[int]:
    """Accounts that had a part in the decision an appeal is against."""
    if case.appeal_of is None:
        return set()
    wrote = case.appeal_of.entries.filter(kind__in=DECIDING).values_list("author_id", flat=True)
    found = {case.appeal_of.proposed_by_id, case.appeal_of.decided_by_id, *wrote}
    return {one for one in found if one is not None}


def party_role(user: User, case: Case) -> Organisation | None:
    """The organisation for which somebody may answer in this case: as its editor or admin; None: none."""
    roles = [Membership.Role.EDITOR, Membership.Role.ADMIN]
    found = Membership.objects.filter(user=user, role__in=roles, organisation__in=party_organisations(case))
    membership = found.select_related("organisation").order_by("since").first()
    return membership.organisation if membership else None
