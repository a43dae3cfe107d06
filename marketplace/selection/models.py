"""The project folder: what was needed, what was found, who decided what and why."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.lib.append_only import WrittenOnce
from marketplace.organisations.models import Organisation
from marketplace.selection.errors import FolderIsAppendOnly
from marketplace.selection.invitation_models import ProjectInvitation as ProjectInvitation
from marketplace.selection.saved_models import SavedSearch as SavedSearch

LONGEST_TITLE = 160
LONGEST_NEED = 4000
LONGEST_REASON = 2000


class Project(models.Model):
    """Projekt: the folder in which a municipality looks for a solution and records why it chose one.

    `profile` is the municipality's profile copied at the beginning, so that later changes of either leave
    the other alone. Who may do what follows from `ProjectPerson` and the membership (`queries.rights`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("in Vorbereitung")
        FROZEN = "frozen", _("Suche festgehalten")
        DECIDED = "decided", _("entschieden")

    class Outcome(models.TextChoices):
        NONE = "", _("noch offen")
        AWARDED = "awarded", _("für eine Lösung entschieden")
        NONE_SUITABLE = "none_suitable", _("keine Lösung geeignet")
        CANCELLED = "cancelled", _("Vorhaben aufgegeben")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="projects")
    title = models.CharField(max_length=LONGEST_TITLE)
    need = models.TextField(max_length=LONGEST_NEED, blank=True)
    profile: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    edition = models.CharField(max_length=20, help_text=_("Ausgabe des Kriterienkatalogs"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    chosen = models.ForeignKey("Candidate", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    remind_on = models.DateField(null=True, blank=True, help_text=_("Wiedervorlage"))
    reminded_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    # Number and hash of the last entry: a missing last entry would not show in the chain itself.
    last_number = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("Projekt")
        verbose_name_plural = _("Projekte")
        constraints = [
            models.CheckConstraint(
                name="decided_project_has_outcome",
                condition=(Q(state="decided") & ~Q(outcome="")) | (~Q(state="decided") & Q(outcome="")),
            ),
            models.CheckConstraint(
                name="awarded_project_names_candidate",
                condition=Q(outcome="awarded", chosen__isnull=False)
                | (~Q(outcome="awarded") & Q(chosen__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectPerson(models.Model):
    """Projektbeteiligte: a colleague of the municipality who takes part in a project, in a role."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Leitung")
        EDITOR = "editor", _("Bearbeitung")
        READER = "reader", _("Lesen")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role, default=Role.EDITOR)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["since"]
        verbose_name = _("Projektbeteiligte")
        verbose_name_plural = _("Projektbeteiligte")
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="person_once_per_project")]

    def __str__(self) -> str:
        return f"{self.user} · {self.project} ({self.get_role_display()})"


class ProjectWish(models.Model):
    """Projektkriterium: what a project demands of an offer, by a criterion of the catalogue.

    `weight` (1 to 5) counts for "should" only; a "must" has no points (UfAB: A- and B-criteria).
    """

    class Level(models.TextChoices):
        MUST = "must", _("Muss")
        SHOULD = "should", _("Soll")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="wishes")
    criterion = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=Level, default=Level.SHOULD)
    weight = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    options = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Projektkriterium")
        verbose_name_plural = _("Projektkriterien")
        constraints = [
            models.UniqueConstraint(fields=["project", "criterion"], name="criterion_once_per_project"),
            models.CheckConstraint(name="weight_is_1_to_5", condition=Q(weight__gte=1, weight__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} ({self.level}, {self.weight})"


class FolderRow(WrittenOnce):
    """Base of rows that are never changed or deleted; database triggers say the same (`append_only`)."""

    refusal = FolderIsAppendOnly

    class Meta:
        abstract = True


class FrozenSearch(FolderRow):
    """Festgehaltene Suche: what was searched for, when, and under which need and wishes.

    `request` holds the project's need, profile and wishes as they were at that moment.
    """

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="frozen_search")
    query = models.CharField(max_length=2000, help_text=_("Adressteil der Liste, beginnt mit ?"))
    words = models.CharField(max_length=200, blank=True)
    filters = models.JSONField(default=list, help_text=_("gewählte Filter in Worten, deutsch und englisch"))
    language = models.CharField(max_length=5)
    order = models.CharField(max_length=20)
    hits = models.PositiveIntegerField()
    catalogue = models.UUIDField(null=True, help_text=_("Katalogstand"))
    request: models.JSONField[Any, Any] = models.JSONField()
    frozen_at = models.DateTimeField()
    frozen_by = models.PositiveBigIntegerField(help_text=_("Nummer des Kontos"))

    class Meta:
        verbose_name = _("Festgehaltene Suche")
        verbose_name_plural = _("Festgehaltene Suchen")

    def __str__(self) -> str:
        return f"{self.words or self.query} ({self.hits})"

    def described(self) -> dict[str, Any]:
        """How the candidates were found, as plain values; the chain covers them."""
        names = ("query", "words", "filters", "language", "order", "hits")
        return {key: getattr(self, key) for key in names} | {"catalogue": str(self.catalogue or "")}


class Candidate(FolderRow):
    """Kandidat: an entry as it was when the search was frozen. Its number and slug bind it to nothing.

    `digest` is the SHA-256 of the snapshot as canonical JSON (`snapshot.digest_of`).
    """

    search = models.ForeignKey(FrozenSearch, on_delete=models.PROTECT, related_name="candidates")
    position = models.PositiveSmallIntegerField()
    listing = models.PositiveBigIntegerField(help_text=_("Nummer des Eintrags, kein Verweis"))
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    snapshot: models.JSONField[Any, Any] = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]
        verbose_name = _("Kandidat")
        verbose_name_plural = _("Kandidaten")
        constraints = [
            models.UniqueConstraint(fields=["search", "position"], name="position_once_per_search"),
            models.UniqueConstraint(fields=["search", "listing"], name="listing_once_per_search"),
        ]

    def __str__(self) -> str:
        return self.name


class FolderEntry(FolderRow):
    """Vermerk: one event of a project folder; appended, never changed, each bound to the one before.

    `hash` covers everything but `author_name`, so that a name can be taken out when a person asks for
    erasure (Art. 17 GDPR) while the record stays provable; `author` is the number of the account.
    """

    class Kind(models.TextChoices):
        WISH_CHANGED = "wish_changed", _("Kriterium geändert")
        WEIGHT_CHANGED = "weight_changed", _("Gewicht geändert")
        FROZEN = "frozen", _("Suche festgehalten")
        SHORTLISTED = "shortlisted", _("in die engere Wahl genommen")
        SET_ASIDE = "set_aside", _("zurückgestellt")
        REOPENED = "reopened", _("wieder offen")
        NOTE = "note", _("Notiz")
        INVITED = "invited", _("Person eingeladen")
        ROLE_CHANGED = "role_changed", _("Rolle geändert")
        REMOVED = "removed", _("Person entfernt")
        DECIDED = "decided", _("Entscheidung festgehalten")
        TAKEN_UP_AGAIN = "taken_up_again", _("wieder aufgenommen")

    changeable = frozenset({"author_name"})

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(help_text=_("laufende Nummer im Projekt, ab 1"))
    kind = models.CharField(max_length=20, choices=Kind)
    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    reason = models.TextField(max_length=LONGEST_REASON, blank=True)
    details: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    author = models.PositiveBigIntegerField(help_text=_("Nummer des Kontos"))
    author_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        verbose_name = _("Vermerk")
        verbose_name_plural = _("Vermerke")
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="number_once_per_project")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"
