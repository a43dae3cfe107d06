"""Cases in which people check, ask, decide and appeal, and listings that were hidden for a reason."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Listing
from marketplace.evidence.models import DocumentVersion
from marketplace.organisations.models import Organisation
from marketplace.review.errors import CaseIsAppendOnly
from marketplace.suitability.models import Verification

LONGEST_TEXT = 4000


class Case(models.Model):
    """Prüffall: something people of the marketplace's team have to look at and decide, with reasons.

    `subject` ("type:id") names what it is about; there is one open case per kind and subject. `proposal` is
    what the first pair of eyes found, bound to the version seen; only another person makes it count. A
    decided case never changes (`append_only`); who disagrees appeals, which is a case of its own.
    """

    class Kind(models.TextChoices):
        VERIFICATION = "verification", _("Nachweis prüfen")
        EDIT = "edit", _("Änderung eines Eintrags")
        CLAIM = "claim", _("Anspruch auf einen Eintrag")
        MUNICIPALITY = "municipality", _("Kommune bestätigen")
        REPORT = "report", _("Meldung")
        APPEAL = "appeal", _("Widerspruch gegen eine Entscheidung")

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        WAITING = "waiting_for_provider", _("wartet auf Antwort")
        DECIDED = "decided", _("entschieden")

    class Outcome(models.TextChoices):
        NONE = "", _("noch offen")
        VERIFIED = "verified", _("geprüft")
        CONTRADICTED = "contradicted", _("Widerspruch festgestellt")
        REFUSED = "refused", _("nicht bestätigt")
        ACCEPTED = "accepted", _("angenommen")
        QUARANTINED = "quarantined", _("Eintrag gesperrt")
        NO_ACTION = "no_action", _("kein Anlass zum Eingreifen")
        UPHELD = "upheld", _("Widerspruch stattgegeben")
        REJECTED = "rejected", _("Widerspruch zurückgewiesen")
        CLOSED = "closed", _("gegenstandslos")

    class Risk(models.IntegerChoices):
        LOW = 0, _("gering")
        MODERATE = 1, _("mittel")
        RAISED = 2, _("erhöht")
        HIGH = 3, _("hoch")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.CharField(max_length=160)
    listing = models.ForeignKey(
        Listing, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    criterion = models.CharField(max_length=80, blank=True)
    edition = models.CharField(max_length=20, blank=True, help_text=_("Ausgabe der Kriterien"))
    # The party that answers and may appeal; nobody where a listing is unclaimed.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    risk = models.PositiveSmallIntegerField(choices=Risk, default=Risk.LOW)
    risk_rules = models.JSONField(default=list, blank=True, help_text=_("Regeln, die das Risiko ergaben"))
    due_on = models.DateField(help_text=_("Tag, bis zu dem entschieden sein soll"))
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    waiting_since = models.DateTimeField(null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposal: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    appeal_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="appeal"
    )
    # A verification that runs out leads to exactly one case.
    renews = models.OneToOneField(
        Verification, on_delete=models.PROTECT, null=True, blank=True, related_name="renewal"
    )

    class Meta:
        ordering = ["due_on", "-risk", "opened_at"]
        verbose_name = _("Prüffall")
        verbose_name_plural = _("Prüffälle")
        indexes = [models.Index(fields=["state", "due_on"], name="cases_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], condition=~Q(state="decided"), name="one_open_case_per_subject"
            ),
            models.CheckConstraint(
                name="decided_case_has_outcome",
                condition=Q(state="decided", decided_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="decided") & Q(outcome="", decided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="four_eyes_are_two_people",
                condition=~Q(outcome__in=["verified", "contradicted"])
                | Q(proposed_by__isnull=False, decided_by__isnull=False) & ~Q(proposed_by=F("decided_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.listing or self.subject}"

    @property
    def is_decided(self) -> bool:
        return self.state == self.State.DECIDED


class CaseEntry(models.Model):
    """Falleintrag: one step of a case; appended, never changed.

    Notes are the team's own; everything else can be read by the other side, which is told the body and not
    the person that wrote.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", _("Fall eröffnet")
        REPORT = "report", _("Meldung")
        TAKEN = "taken", _("übernommen")
        RELEASED = "released", _("zurückgelegt")
        QUESTION = "question", _("Rückfrage")
        ANSWER = "answer", _("Antwort")
        NOTE = "note", _("interne Notiz")
        CHECKLIST = "checklist", _("Prüfliste")
        PROPOSAL = "proposal", _("erste Prüfung")
        DISAGREEMENT = "disagreement", _("zweite Prüfung sieht es anders")
        LAPSED = "lapsed", _("erste Prüfung hinfällig")
        DECISION = "decision", _("Entscheidung")
        APPEAL = "appeal", _("Widerspruch")

    class Side(models.TextChoices):
        TEAM = "team", _("Marktplatz-Team")
        PARTY = "party", _("Anbieter")
        VISITOR = "visitor", _("Besucherin oder Besucher")
        MARKETPLACE = "marketplace", _("Marktplatz")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    side = models.CharField(max_length=20, choices=Side)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    data: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    document_version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        verbose_name = _("Falleintrag")
        verbose_name_plural = _("Falleinträge")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="entry_number_once_per_case")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new entry; refuse to change one.

        Raises:
            CaseIsAppendOnly: the entry is stored already.
        """
        if not self._state.adding:
            raise CaseIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise CaseIsAppendOnly


class Quarantine(models.Model):
    """Sperre: a listing was hidden and frozen, with the reason; lifting it restores the state it had."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="quarantines")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="quarantines"
    )
    reason = models.TextField(max_length=LONGEST_TEXT)
    state_before = models.CharField(max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.TextField(max_length=LONGEST_TEXT, blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("Sperre")
        verbose_name_plural = _("Sperren")
        constraints = [
            models.UniqueConstraint(
                fields=["listing"], condition=Q(released_at__isnull=True), name="quarantined_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.listing} ({self.at:%d.%m.%Y})"
