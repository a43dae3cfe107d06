"""A listing gets another provider: what the former one began ends, in the transaction of the decision."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.catalogue import takeover
from marketplace.organisations.models import Organisation, ProviderClaim
from marketplace.review.models import Case, CaseEntry
from marketplace.review.writing import close, write

# What only the former provider could answer; the new one asks anew.
THEIRS = [Case.Kind.VERIFICATION, Case.Kind.EDIT]


def hand_over(claim: ProviderClaim, *, by: User, reason: str) -> None:
    """Give a claim's provider to its organisation.

    Checks and changes of the former organisation are without object; reports of its listings are the new
    one's business. Inside the transaction that decides.

    Raises:
        ClaimRefused: the claim was decided meanwhile.
    """
    # Cases before listings, as everywhere else: nobody waits in a ring.
    begun = _begun(claim)
    takeover.accept_claim(claim.pk, by=by, reason=reason)
    for case in begun:
        if case.kind in THEIRS:
            close(case, Case.Outcome.CLOSED, None)
            write(case, CaseEntry.Kind.DECISION, CaseEntry.Side.MARKETPLACE, None, data={"outcome": "closed"})
        else:
            case.organisation = claim.organisation
            case.save(update_fields=["organisation"])


def _begun(claim: ProviderClaim) -> list[Case]:
    former: Organisation | None = claim.provider.organisation
    if former is None or former.pk == claim.organisation_id:
        return []
    kinds = [*THEIRS, Case.Kind.REPORT]
    rows = Case.objects.filter(kind__in=kinds, listing__provider=claim.provider_id, organisation=former)
    undecided = rows.exclude(state=Case.State.DECIDED).order_by("pk")
    return list(undecided.select_for_update(of=("self",), no_key=True))
