"""Visitors report an abusive or wrong listing: no account is needed, and no address is kept without one."""

from __future__ import annotations

from enum import StrEnum

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.criteria.model import Text
from marketplace.lib.days import day_of
from marketplace.review.errors import WrongInput
from marketplace.review.models import Case, CaseEntry
from marketplace.review.opening import open_case
from marketplace.review.risk import due_on, risk_of
from marketplace.review.telling import tell_all_reviewers
from marketplace.review.writing import given, write

MOST_REPORTS = 50
"""Reports kept in one open case; a flood of them says nothing new."""


class Category(StrEnum):
    """What is wrong with a listing; `rule` is the risk rule it stands for."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    ABUSE = "abuse"
    UNLAWFUL = "unlawful"

    @property
    def rule(self) -> str:
        return "report-harm" if self in {Category.ABUSE, Category.UNLAWFUL} else "report-wrong"


CATEGORY_LABELS: dict[Category, Text] = {
    Category.WRONG: Text("Eine Angabe stimmt nicht", "Something stated is wrong"),
    Category.OUTDATED: Text(
        "Der Eintrag ist veraltet oder doppelt", "The listing is outdated or a duplicate"
    ),
    Category.ABUSE: Text(
        "Der Eintrag täuscht, schadet oder wirbt", "The listing deceives, harms or advertises"
    ),
    Category.UNLAWFUL: Text(
        "Der Eintrag verletzt Rechte oder Gesetze", "The listing violates rights or laws"
    ),
}


@transaction.atomic
def report(listing: Listing, *, category: str, text: str, by: User | None = None) -> Case:
    """Report a listing; reports of the same listing meet in one case until it is decided.

    Args:
        listing: a published one.
        category: as in `Category`.
        text: what is wrong, and where one can see it.
        by: whoever is signed in; they hear of the outcome.

    Raises:
        WrongInput: no category, no text, or very many reports of this listing wait already.
    """
    if category not in set(Category):
        raise WrongInput("category", "Bitte wählen Sie, worum es geht.", "Please choose what it is about.")
    text = given(text, "Beschreibung", "Description")
    chosen = Category(category)
    case, new = open_case(
        Case.Kind.REPORT,
        f"listing:{listing.pk}",
        rules=[chosen.rule],
        listing=listing,
        organisation=listing.provider.organisation,
    )
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if not new and case.entries.filter(kind=CaseEntry.Kind.REPORT).count() >= MOST_REPORTS:
        raise WrongInput(
            "many",
            "Zu diesem Eintrag liegen schon sehr viele Meldungen vor. Wir sehen ihn uns an.",
            "There are very many reports of this listing already. We are looking into it.",
        )
    _raise_risk(case, chosen)
    entry = write(
        case, CaseEntry.Kind.REPORT, CaseEntry.Side.VISITOR, by, text=text, data={"category": chosen.value}
    )
    if new or chosen.rule == "report-harm":
        tell_all_reviewers(case, entry, Text("Eine Meldung ist eingegangen.", "A report has come in."))
    return case


def _raise_risk(case: Case, category: Category) -> None:
    """A graver report makes an open case graver, and its deadline nearer."""
    if category.rule in case.risk_rules:
        return
    case.risk_rules = [*case.risk_rules, category.rule]
    case.risk = risk_of(case.risk_rules)
    case.due_on = min(case.due_on, due_on(day_of(case.opened_at), case.risk))
    case.save(update_fields=["risk_rules", "risk", "due_on"])
