"""What is checked before a document is taken: rights, words and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.evidence.errors import EvidenceRefused, NotAllowed
from marketplace.evidence.kinds import kinds
from marketplace.evidence.models import Document
from marketplace.evidence.queries import may_provide
from marketplace.organisations.models import Organisation

EARLIEST = date(1990, 1, 1)
MOST_YEARS = 20


@dataclass(frozen=True, slots=True)
class Dates:
    """What a document says of itself: its date, and until when it is valid; None where it says nothing."""

    issued_on: date | None = None
    valid_until: date | None = None


def check_right(by: User, listing: Listing, organisation: Organisation | None) -> None:
    """Only editors and admins of the organisation that speaks for the listing's provider go on.

    Raises:
        NotAllowed: anybody else.
    """
    speaks = listing.provider.organisation_id
    if organisation is None or speaks != organisation.pk or not may_provide(by, listing):
        raise NotAllowed


def checked_words(title: str, kind: str, visibility: str, dates: Dates) -> dict[str, str]:
    """Title, kind and visibility as they are stored.

    Raises:
        EvidenceRefused: one of them, or a date, does not fit.
    """
    title = " ".join(title.split())
    if not 0 < len(title) <= 200 or not title.isprintable():
        raise EvidenceRefused(
            "odd-title",
            "Bitte geben Sie dem Nachweis einen Titel mit höchstens 200 Zeichen.",
            "Please give the evidence a title of at most 200 characters.",
        )
    if kind not in kinds():
        raise odd_choice("Art des Nachweises", "kind of evidence")
    if visibility not in Document.Visibility.values:
        raise odd_choice("Sichtbarkeit", "visibility")
    check_dates(dates)
    return {"title": title, "kind": kind, "visibility": visibility}


def odd_choice(de: str, en: str) -> EvidenceRefused:
    """The refusal of something that was not among the choices of a form."""
    return EvidenceRefused(
        "odd-choice",
        f"Bitte wählen Sie bei „{de}“ eine der Möglichkeiten.",
        f"Please choose one of the possibilities for “{en}”.",
    )


def check_dates(dates: Dates) -> None:
    """Refuse dates that cannot be.

    Raises:
        EvidenceRefused: says which.
    """
    today = timezone.localdate()
    if dates.issued_on and not EARLIEST <= dates.issued_on <= today:
        raise EvidenceRefused(
            "odd-date",
            "Das Datum des Dokuments liegt in der Zukunft oder vor 1990.",
            "The date of the document lies in the future or before 1990.",
        )
    first = dates.issued_on or EARLIEST
    if dates.valid_until and not first <= dates.valid_until <= today + timedelta(days=365 * MOST_YEARS):
        raise EvidenceRefused(
            "odd-date",
            "Das Ablaufdatum liegt vor dem Datum des Dokuments oder mehr als 20 Jahre in der Zukunft.",
            "The date of expiry lies before the date of the document or more than 20 years ahead.",
        )
