"""What people do with candidates, and the decision. Every step is an event with author, time and reason."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.selection.errors import FolderConflict, WrongInput
from marketplace.selection.models import Candidate, FolderEntry, Project
from marketplace.selection.queries import standing_of
from marketplace.selection.record import append, cleaned_reason, locked

Kind = FolderEntry.Kind
TARGET = {Kind.SHORTLISTED: "shortlisted", Kind.SET_ASIDE: "set_aside", Kind.REOPENED: "open"}
SAYS = {
    "shortlisted": ("in die engere Wahl genommen", "shortlisted"),
    "set_aside": ("zurückgestellt", "set aside"),
    "open": ("wieder geöffnet", "opened again"),
}
FARTHEST = timedelta(days=3660)


@transaction.atomic
def move(project: Project, user: User, candidate: Candidate, kind: str, reason: str = "") -> FolderEntry:
    """Shortlist a candidate, set it aside or open it again.

    Args:
        kind: "shortlisted", "set_aside" or "reopened".
        reason: required for setting aside; it stands in the memo.

    Raises:
        NotAllowed: the person may only read.
        FolderConflict: decided meanwhile, or somebody else has done the same just now.
        WrongInput: the reason is missing or too long, or the candidate belongs elsewhere.
    """
    fresh = locked(project, user, role="editor", states=(Project.State.FROZEN,))
    _belongs(fresh, candidate)
    step = Kind(kind)
    if step not in TARGET:
        raise ValueError(f"not a move: {kind}")
    stands, last = standing_of(candidate)
    if stands == TARGET[step]:
        de, en = SAYS[stands]
        by, author = (f" von {last.author_name}", f" by {last.author_name}") if last else ("", "")
        raise FolderConflict(
            "done-already",
            f"{candidate.name} wurde schon{by} {de}.",
            f"{candidate.name} was {en} already{author}.",
        )
    cleaned = cleaned_reason(reason, required=step == Kind.SET_ASIDE)
    return append(fresh, user, step, candidate=candidate, reason=cleaned, details={"name": candidate.name})


@transaction.atomic
def add_note(project: Project, user: User, text: str, candidate: Candidate | None = None) -> FolderEntry:
    """Add a note to the project or to one of its candidates, also after the decision.

    Raises:
        NotAllowed, FolderConflict, WrongInput: as in `move`.
    """
    fresh = locked(project, user, role="editor", states=(Project.State.FROZEN, Project.State.DECIDED))
    if candidate is not None:
        _belongs(fresh, candidate)
    details = {"name": candidate.name} if candidate else {}
    return append(fresh, user, Kind.NOTE, candidate=candidate, reason=cleaned_reason(text), details=details)


@transaction.atomic
def decide(
    project: Project,
    user: User,
    *,
    outcome: str,
    reason: str,
    candidate: Candidate | None = None,
    remind_on: date | None = None,
) -> FolderEntry:
    """Record the decision. Of two at the same time the second is told about the first.

    Args:
        outcome: "awarded" (with a candidate), "none_suitable" or "cancelled".
        reason: what tipped the balance.
        remind_on: day on which those who take part are reminded; in the future.

    Raises:
        NotAllowed: the person may only read.
        FolderConflict: there is a decision already.
        WrongInput: the reason is missing, the candidate does not fit the outcome, or the day is past.
    """
    fresh = locked(project, user, role="editor", states=(Project.State.FROZEN,))
    chosen = _chosen(fresh, outcome, candidate)
    cleaned, day = cleaned_reason(reason), _future(remind_on)
    fresh.state, fresh.outcome, fresh.chosen = Project.State.DECIDED, outcome, chosen
    fresh.decided_at, fresh.remind_on = timezone.now(), day
    fresh.save(update_fields=["state", "outcome", "chosen", "decided_at", "remind_on"])
    details = {"outcome": outcome, "name": chosen.name if chosen else ""}
    if chosen:
        details["snapshot"] = chosen.digest
    if day:
        details["remind_on"] = day.isoformat()
    return append(fresh, user, Kind.DECIDED, candidate=chosen, reason=cleaned, details=details)


def _chosen(project: Project, outcome: str, candidate: Candidate | None) -> Candidate | None:
    if outcome not in Project.Outcome.values or not outcome:
        raise WrongInput(
            "outcome", "Bitte wählen Sie, was Sie entschieden haben.", "Please choose an outcome."
        )
    if outcome != Project.Outcome.AWARDED:
        return None
    if candidate is None:
        raise WrongInput(
            "candidate-missing",
            "Bitte wählen Sie die Lösung, für die Sie sich entscheiden.",
            "Please choose the solution you decide for.",
        )
    _belongs(project, candidate)
    if standing_of(candidate)[0] == "set_aside":
        raise WrongInput(
            "set-aside",
            f"{candidate.name} ist zurückgestellt. Öffnen Sie den Kandidaten zuerst wieder, mit Begründung.",
            f"{candidate.name} has been set aside. Open the candidate again first, with a reason.",
        )
    return candidate


@transaction.atomic
def take_up_again(project: Project, user: User, reason: str) -> FolderEntry:
    """Open a decided project again; the decision stays in the folder.

    Raises:
        NotAllowed: the person does not lead the project.
        FolderConflict: nothing is decided.
        WrongInput: the reason is missing or too long.
    """
    fresh = locked(project, user, role="owner")
    if fresh.state != Project.State.DECIDED:
        raise FolderConflict("not-decided", "Noch ist nichts entschieden.", "Nothing has been decided yet.")
    cleaned = cleaned_reason(reason)
    fresh.state, fresh.outcome, fresh.chosen = Project.State.FROZEN, "", None
    fresh.decided_at, fresh.remind_on, fresh.reminded_on = None, None, None
    fresh.save(update_fields=["state", "outcome", "chosen", "decided_at", "remind_on", "reminded_on"])
    return append(fresh, user, Kind.TAKEN_UP_AGAIN, reason=cleaned)


def _belongs(project: Project, candidate: Candidate) -> None:
    if candidate.search.project_id != project.pk:
        raise WrongInput(
            "foreign-candidate",
            "Dieser Kandidat gehört zu einem anderen Projekt.",
            "This candidate belongs to another project.",
        )


def _future(day: date | None) -> date | None:
    today = timezone.localdate()
    if day is not None and not today < day <= today + FARTHEST:
        raise WrongInput(
            "reminder",
            "Die Wiedervorlage muss in der Zukunft liegen, höchstens zehn Jahre voraus.",
            "The reminder has to be in the future, at most ten years ahead.",
        )
    return day
