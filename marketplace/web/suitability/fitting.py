"""„Passt das zu uns?“ for the municipality somebody works for: its profile held against an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing, Reference, Source
from marketplace.catalogue.queries import Profile
from marketplace.catalogue.standards import NAMED_IN
from marketplace.catalogue.vocabulary import STATE_LABELS, State
from marketplace.criteria.editions import current_edition
from marketplace.organisations.models import Membership, MunicipalityProfile, Organisation
from marketplace.organisations.queries import municipality_of, role_in
from marketplace.suitability.model import Said, Suitability
from marketplace.suitability.municipality_fit import Line, Municipality, Offer, UsedBy, fit, musts_of
from marketplace.suitability.queries import profiles
from marketplace.web.suitability.profile import ShownSaid, shown_said

SMALL_BELOW, MEDIUM_BELOW = 20_000, 100_000
MET_WORDS: dict[str, Promise] = {
    "met": _("erfüllt"),
    "not_met": _("nicht erfüllt"),
    "open": _("offen: beim Anbieter klären"),
    "not_applicable": _("nicht anwendbar"),
}
COUNTED = ("met", "open", "not_met", "not_applicable")


@dataclass(frozen=True)
class Town:
    """The municipality a person works for; `profile` is what fitting depends on."""

    organisation: Organisation
    profile: Municipality
    may_edit: bool

    def lines(self, listing: Listing, profile: Profile, suitability: Suitability | None) -> tuple[Line, ...]:
        """How an entry fits; no lines where the municipality's profile says nothing."""
        offer = Offer(listing.kind, suitability, _used_by(profile), _named(profile))
        return fit(offer, self.profile, current_edition())


def town_of(request: HttpRequest) -> Town | None:
    """The municipality the signed-in person works for; None without one."""
    user = request.user
    if not isinstance(user, User) or (organisation := municipality_of(user)) is None:
        return None
    found = MunicipalityProfile.objects.filter(organisation=organisation).first()
    profile = _municipality(found) if found else Municipality()
    return Town(organisation, profile, role_in(user, organisation) == Membership.Role.ADMIN)


def _municipality(profile: MunicipalityProfile) -> Municipality:
    return Municipality(
        size=_size(profile),
        land=profile.land,
        operation=tuple(profile.operation),
        standards=tuple(profile.standards),
        systems=tuple(profile.systems),
        musts=musts_of(profile.musts, current_edition()),
    )


def _size(profile: MunicipalityProfile) -> str:
    if profile.type == MunicipalityProfile.Type.COUNTY:
        return Reference.Size.COUNTY
    return size_class(profile.inhabitants) if profile.type == MunicipalityProfile.Type.TOWN else ""


def size_class(inhabitants: int | None) -> str:
    """The class of a municipality among the references' sizes (town types of the BBSR); "" if unknown."""
    if not inhabitants:
        return ""
    if inhabitants < SMALL_BELOW:
        return Reference.Size.SMALL
    return Reference.Size.MEDIUM if inhabitants < MEDIUM_BELOW else Reference.Size.LARGE


def _used_by(profile: Profile) -> tuple[UsedBy, ...]:
    return tuple(
        UsedBy(one.name, one.land, one.size, _said(one.source, one.name, "")) for one in profile.references
    )


def _named(profile: Profile) -> tuple[Said, ...]:
    """What sources list as interfaces and technology, one per statement."""
    rows = [row for key in NAMED_IN if (row := profile.row(key))]
    return tuple(
        _said(entry.source, ", ".join(entry.items) or entry.text, entry.locator)
        for row in rows
        for entry in row.entries
    )


def _said(source: Source, words: str, locator: str) -> Said:
    return Said(
        basis=source.basis, value=words, words_de=words, words_en=words, source_de=source.title_de,
        source_en=source.title_en, url=source.url, locator=locator, on=source.seen_on.isoformat(),
        checked_by="", valid_until="",
    )  # fmt: skip


@dataclass(frozen=True)
class ShownLine:
    """A line as pages show it: a sign, its word, and what it rests on."""

    line: Line
    sign: str
    word: str | Promise
    said: tuple[ShownSaid, ...]


def shown_lines(lines: Iterable[Line]) -> list[ShownLine]:
    """Lines with signs and words, the same as in a project folder."""
    return [ShownLine(one, sign_of(one), word_of(one), shown_said(one.said)) for one in lines]


def fit_context(request: HttpRequest, listing: Listing, profile: Profile) -> dict[str, Any]:
    """What the section of a listing's page shows; nothing for who works for no municipality."""
    if (town := town_of(request)) is None:
        return {}
    suitability = profiles([listing.pk]).get(listing.pk)
    lines = shown_lines(town.lines(listing, profile, suitability))
    return {"town": town, "fit_lines": lines, "fit_counts": counts_of(lines)}


def counts_of(lines: Iterable[ShownLine]) -> list[tuple[str, str | Promise, int]]:
    """How many demands are met, open and not met, in this order; what is only worth knowing is no demand."""
    found = list(lines)
    numbers = [(key, MET_WORDS[key], sum(one.line.met == key for one in found)) for key in COUNTED]
    return [(sign_of_met(key), word, number) for key, word, number in numbers if number]


def sign_of(line: Line) -> str:
    """The sign of a verdict; of what is only worth knowing, how far it can be trusted."""
    return sign_of_met(line.met) if line.met != "note" else str(_trust(line))


def sign_of_met(met: str) -> str:
    return "unknown" if met == "open" else met


def word_of(line: Line) -> str | Promise:
    return MET_WORDS[line.met] if line.met != "note" else STATE_LABELS[_trust(line)]


def _trust(line: Line) -> State:
    """The provider's own word is no evidence."""
    is_own = all(one.basis == Source.Basis.PROVIDER for one in line.said)
    return State.DECLARED if is_own else State.EVIDENCED
