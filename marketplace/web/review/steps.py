"""The steps a reviewer can send from a case's page: each its own word, each its own fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, QueryDict

from marketplace.accounts.models import User
from marketplace.criteria.model import AnswerKind, Criterion
from marketplace.review import services
from marketplace.review.checklist import Tick
from marketplace.review.errors import WrongInput
from marketplace.review.findings import Finding
from marketplace.review.models import Case
from marketplace.review.subjects import criterion_of
from marketplace.review.verifying import Seen

Step = Callable[[Case, User, QueryDict], object]


def carry_out(case: Case, by: User, sent: QueryDict) -> None:
    """Carry out the step the form names.

    Raises:
        Http404: no such step.
        NotAllowed, NotEligible, CaseConflict, WrongInput: see review.services.
    """
    step = STEPS.get(sent.get("schritt", ""))
    if step is None:
        raise Http404
    step(case, by, sent)


def ticks_of(criterion: Criterion | None, sent: QueryDict) -> list[Tick]:
    """The checklist as it was filled in, one tick per point."""
    points = criterion.review if criterion else ()
    return [
        Tick(sent.get(f"punkt-{number}", ""), sent.get(f"anmerkung-{number}", ""))
        for number in range(1, len(points) + 1)
    ]


def _seen(sent: QueryDict) -> Seen:
    statement, proposal = sent.get("aussage", ""), sent.get("vorschlag", "")
    if not _is_number(statement) or not (proposal == "" or _is_number(proposal)):
        raise WrongInput("form", "Bitte laden Sie die Seite neu.", "Please load the page again.")
    return Seen(int(statement), sent.get("sha256", ""), int(proposal) if proposal else None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 12


def _approve(case: Case, by: User, sent: QueryDict) -> object:
    criterion = criterion_of(case)
    finding = _finding(criterion, sent) if sent.get("ergebnis") == "contradicted" and criterion else None
    return services.approve(
        case.pk,
        by=by,
        seen=_seen(sent),
        ticks=ticks_of(criterion, sent),
        reason=_short(sent.get("grund", "")),
        finding=finding,
    )


def _short(text: str) -> str:
    if len(text) > 2000:
        raise WrongInput(
            "too-long", "Begründung: höchstens 2000 Zeichen.", "Reason: at most 2000 characters."
        )
    return text


def _finding(criterion: Criterion, sent: QueryDict) -> Finding:
    return Finding(_value(criterion, sent), sent.get("wortlaut", ""), sent.get("stelle", ""))


def _value(criterion: Criterion, sent: QueryDict) -> Any:
    if criterion.answer is AnswerKind.CHOICES:
        return sent.getlist("antwort")
    text = sent.get("antwort", "").strip()
    if criterion.answer is AnswerKind.NUMBER:
        return int(text) if _is_number(text) else text
    return text


def _reason(sent: QueryDict) -> str:
    return sent.get("grund", "")


STEPS: dict[str, Step] = {
    "nehmen": lambda case, by, _sent: services.take(case.pk, by=by),
    "zurücklegen": lambda case, by, _sent: services.put_back(case.pk, by=by),
    "notiz": lambda case, by, sent: services.note(case.pk, by=by, text=sent.get("text", "")),
    "fragen": lambda case, by, sent: services.ask(case.pk, by=by, text=sent.get("text", "")),
    "prüfen": _approve,
    "zurückgeben": lambda case, by, sent: services.disagree(
        case.pk, by=by, seen=_seen(sent), reason=_reason(sent)
    ),
    "ablehnen": lambda case, by, sent: services.refuse(case.pk, by=by, reason=_reason(sent)),
    "annehmen": lambda case, by, sent: services.accept(case.pk, by=by, reason=_reason(sent)),
    "sperren": lambda case, by, sent: services.settle_report(case.pk, by=by, reason=_reason(sent), hide=True),
    "belassen": lambda case, by, sent: services.settle_report(
        case.pk, by=by, reason=_reason(sent), hide=False
    ),
    "stattgeben": lambda case, by, sent: services.decide_appeal(
        case.pk, by=by, reason=_reason(sent), uphold=True
    ),
    "zurückweisen": lambda case, by, sent: services.decide_appeal(
        case.pk, by=by, reason=_reason(sent), uphold=False
    ),
}
