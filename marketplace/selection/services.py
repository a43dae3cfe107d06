"""Changes projects: opening one, its need and profile, its wishes, its people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.audit.services import record
from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import AnswerKind, Text
from marketplace.lib.storable_json import storable
from marketplace.organisations.models import Membership, MunicipalityProfile, Organisation
from marketplace.organisations.queries import role_in
from marketplace.selection.errors import NotAllowed, WrongInput
from marketplace.selection.models import (
    LONGEST_NEED,
    LONGEST_TITLE,
    FolderEntry,
    Project,
    ProjectPerson,
    ProjectWish,
)
from marketplace.selection.record import append, locked
from marketplace.selection.wording import PROFILE_LABELS, criterion_of

MOST_PROJECTS = 500
MOST_PEOPLE = 50
NOT_DECIDED = (Project.State.DRAFT, Project.State.FROZEN)


@dataclass(frozen=True)
class WantedWish:
    """One wish as it was entered; the service checks every part of it."""

    criterion: str
    level: str
    weight: int
    options: tuple[str, ...] = ()
    note: str = ""


@transaction.atomic
def open_project(user: User, organisation: Organisation, *, title: str, need: str = "") -> Project:
    """Open a project with a copy of the municipality's profile; the person leads it.

    Raises:
        NotAllowed: the person may not edit anything for this municipality.
        WrongInput: title or need are missing, too long, or there are too many projects.
    """
    if role_in(user, organisation) not in {Membership.Role.ADMIN, Membership.Role.EDITOR}:
        raise NotAllowed(
            "not-allowed",
            "Sie können in dieser Kommune nur lesen. Ein Projekt anlegen kann, wer dort bearbeiten darf.",
            "You can only read in this municipality. Opening a project takes the right to edit.",
        )
    if Project.objects.filter(organisation=organisation).count() >= MOST_PROJECTS:
        raise WrongInput(
            "too-many",
            f"Ihre Kommune hat schon {MOST_PROJECTS} Projekte. Löschen Sie bitte Entwürfe.",
            f"Your municipality has {MOST_PROJECTS} projects already. Please delete drafts.",
        )
    project = Project.objects.create(
        organisation=organisation,
        title=_title(title),
        need=_need(need),
        profile=profile_of(organisation),
        edition=current_edition().key,
        created_by=user,
    )
    ProjectPerson.objects.create(project=project, user=user, role=ProjectPerson.Role.OWNER)
    said = {"organisation": str(organisation.pk)}
    record("project.opened", actor=user.pk, subject=f"project:{project.pk}", said=said)
    return project


def profile_of(organisation: Organisation) -> dict[str, Any]:
    """The municipality's profile as a copy of plain values."""
    found = MunicipalityProfile.objects.filter(organisation=organisation).values(*PROFILE_LABELS).first()
    return dict(found) if found else {}


def _title(title: str) -> str:
    cleaned = " ".join(storable(title).split())
    if not cleaned:
        raise WrongInput(
            "title-missing", "Bitte geben Sie dem Projekt einen Namen.", "Please give the project a name."
        )
    return str(_not_longer(cleaned, LONGEST_TITLE, "Der Name", "The name"))


def _need(need: str) -> str:
    cleaned = storable(need.replace("\r\n", "\n")).strip()
    return str(_not_longer(cleaned, LONGEST_NEED, "Die Beschreibung", "The description"))


def _not_longer(text: str, longest: int, de: str, en: str) -> str:
    if len(text) > longest:
        raise WrongInput(
            "too-long",
            f"{de} hat {len(text)} Zeichen, erlaubt sind {longest}.",
            f"{en} has {len(text)} characters, at most {longest} are possible.",
        )
    return text


@transaction.atomic
def change_need(
    project: Project, user: User, *, title: str, need: str, profile: Mapping[str, Any]
) -> Project:
    """Change what a project needs while nothing is frozen. Unknown lines of the profile are ignored.

    Raises:
        NotAllowed, FolderConflict, WrongInput: see `record.locked`; title or need as in `open_project`.
    """
    fresh = locked(project, user, role="editor", states=(Project.State.DRAFT,))
    fresh.title, fresh.need = _title(title), _need(need)
    fresh.profile = storable({key: profile[key] for key in PROFILE_LABELS if key in profile})
    fresh.save(update_fields=["title", "need", "profile", "changed_at"])
    return fresh


@transaction.atomic
def delete_draft(project: Project, user: User) -> None:
    """Delete a project in which nothing has been recorded yet.

    Raises:
        NotAllowed, FolderConflict: the person does not lead it; a search has been frozen.
    """
    locked(project, user, role="owner", states=(Project.State.DRAFT,)).delete()
    record("project.deleted", actor=user.pk, subject=f"project:{project.pk}", said={})


@transaction.atomic
def set_wishes(project: Project, user: User, wanted: Sequence[WantedWish]) -> Project:
    """Make these the project's wishes. Once a search is frozen, every change becomes an event.

    Raises:
        NotAllowed, FolderConflict: see `record.locked`; nothing changes after the decision.
        WrongInput: a criterion, level, weight or option does not exist.
    """
    fresh = locked(project, user, role="editor", states=NOT_DECIDED)
    for one in wanted:
        _check(one, fresh.edition)
    new = {one.criterion: one for one in wanted}
    old = {one.criterion: one for one in fresh.wishes.all()}
    for key in [key for key in old if key not in new]:
        _record(fresh, user, key, "dropped", old[key])
        old[key].delete()
    for key, wish in new.items():
        _store(fresh, user, wish, old.get(key))
    fresh.save(update_fields=["changed_at"])
    return fresh


def _store(project: Project, user: User, wish: WantedWish, before: ProjectWish | None) -> None:
    note = storable(wish.note)
    values = {"level": wish.level, "weight": wish.weight, "options": list(wish.options), "note": note}
    if before is None:
        made = ProjectWish.objects.create(project=project, criterion=wish.criterion, **values)
        _record(project, user, wish.criterion, "added", made)
        return
    changed = {key for key, value in values.items() if getattr(before, key) != value}
    weight = before.weight
    for key in changed:
        setattr(before, key, values[key])
    if changed:
        before.save()
    if changed - {"weight"}:
        _record(project, user, wish.criterion, "changed", before)
    if "weight" in changed and wish.level == "should":
        _record(project, user, wish.criterion, "", before, before=weight, after=wish.weight)


def _record(project: Project, user: User, key: str, change: str, wish: ProjectWish, **weights: int) -> None:
    """An event, unless nothing is frozen yet: until then a project is a draft like any other."""
    if project.state == Project.State.DRAFT:
        return
    kind = FolderEntry.Kind.WISH_CHANGED if change else FolderEntry.Kind.WEIGHT_CHANGED
    details = {"criterion": key, "title": title_of(key, project.edition), **weights}
    if change:
        details |= {"change": change, "level": wish.level, "weight": wish.weight, "options": wish.options}
    append(project, user, kind, details=details)


def title_of(criterion: str, edition_key: str) -> dict[str, str]:
    """The title of a criterion as {de, en}; its key where it is unknown."""
    found = criterion_of(criterion, edition_key)
    title = found.title if found else Text(criterion, criterion)
    return {"de": title.de, "en": title.en}


def _check(wish: WantedWish, edition_key: str) -> None:
    criterion = criterion_of(wish.criterion, edition_key)
    if criterion is None:
        raise WrongInput(
            "criterion-unknown",
            f"Das Kriterium „{wish.criterion[:60]}“ gibt es im Katalog nicht.",
            f"The catalogue has no criterion “{wish.criterion[:60]}”.",
        )
    allowed = {one.key for one in criterion.options} if criterion.answer in _WITH_OPTIONS else set()
    is_fine = wish.level in ProjectWish.Level.values and 1 <= wish.weight <= 5 and len(wish.note) <= 400
    if not is_fine or not set(wish.options) <= allowed:
        raise WrongInput(
            "wish-odd",
            f"Die Angaben zu „{criterion.title.de}“ passen nicht: Muss oder Soll, Gewicht 1 bis 5, "
            "Antworten nur aus der Liste, Notiz höchstens 400 Zeichen.",
            f"The details of “{criterion.title.en}” do not fit: must or should, weight 1 to 5, answers "
            "from the list only, at most 400 characters of notes.",
        )


_WITH_OPTIONS = {AnswerKind.CHOICE, AnswerKind.CHOICES}


@transaction.atomic
def invite(project: Project, user: User, colleague: User, role: str) -> ProjectPerson:
    """Let a colleague take part, or change what a colleague may do.

    Raises:
        NotAllowed: the person does not lead the project.
        WrongInput: the colleague does not belong to the municipality, or the role does not exist.
    """
    fresh = locked(project, user, role="owner")
    if role not in ProjectPerson.Role.values or not role_in(colleague, fresh.organisation):
        raise WrongInput(
            "no-colleague",
            "Einladen können Sie nur Kolleginnen und Kollegen aus Ihrer Kommune.",
            "You can only invite colleagues from your municipality.",
        )
    before = ProjectPerson.objects.filter(project=fresh, user=colleague).first()
    if before and before.role == role:
        return before
    if before:
        _keep_an_owner(fresh, without=before, unless=role)
    elif fresh.people.count() >= MOST_PEOPLE:
        raise WrongInput(
            "too-many-people",
            f"An einem Projekt nehmen höchstens {MOST_PEOPLE} Personen teil.",
            f"At most {MOST_PEOPLE} people take part in a project.",
        )
    made, is_new = ProjectPerson.objects.update_or_create(
        project=fresh, user=colleague, defaults={"role": role}
    )
    kind = FolderEntry.Kind.INVITED if is_new else FolderEntry.Kind.ROLE_CHANGED
    _record_person(fresh, user, kind, colleague, role)
    return made


@transaction.atomic
def remove(project: Project, user: User, colleague: User) -> None:
    """Take a person's part in the project away; one's own too.

    Raises:
        NotAllowed: the person neither leads the project nor removes only themselves.
        WrongInput: nobody would lead the project any more.
    """
    own = user.pk == colleague.pk
    fresh = locked(project, user, role="reader" if own else "owner")
    person = ProjectPerson.objects.filter(project=fresh, user=colleague).first()
    if person is None:
        return
    _keep_an_owner(fresh, without=person)
    person.delete()
    _record_person(fresh, user, FolderEntry.Kind.REMOVED, colleague, "")


def end_parts(organisation: Organisation, member_id: int) -> int:
    """Who leaves a municipality takes no part in its projects any more, also after coming back.

    Whoever administers the municipality leads the projects nobody leads now. Returns how many parts ended.
    """
    parts = ProjectPerson.objects.filter(project__organisation=organisation, user=member_id)
    gone, _rows = parts.delete()
    return gone


def _record_person(project: Project, user: User, kind: str, colleague: User, role: str) -> None:
    details = {"person": colleague.pk} | ({"role": role} if role else {})
    if project.state != Project.State.DRAFT:
        append(project, user, kind, details=details)
    else:
        record(f"project.{kind}", actor=user.pk, subject=f"project:{project.pk}", said=details)


def _keep_an_owner(project: Project, *, without: ProjectPerson, unless: str = "") -> None:
    owners: Iterable[ProjectPerson] = project.people.filter(role=ProjectPerson.Role.OWNER)
    if without.role == ProjectPerson.Role.OWNER != unless and all(one.pk == without.pk for one in owners):
        raise WrongInput(
            "last-owner",
            "Jemand muss das Projekt leiten. Geben Sie die Leitung zuerst weiter.",
            "Somebody has to lead the project. Pass the lead on first.",
        )
