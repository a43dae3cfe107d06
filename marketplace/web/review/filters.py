"""The queue's filters as they stand in the address; what is unknown counts as not said."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.review.models import Case
from marketplace.review.queries import ORDERS, Filters

STAGES: dict[str, Promise] = {"first": _("erste Prüfung steht aus"), "second": _("zweite Person fehlt")}
ORDER_LABELS: dict[str, Promise] = {
    "due": _("nach Frist"),
    "age": _("die ältesten zuerst"),
    "risk": _("nach Risiko"),
}
_NAMES = {"kind": "art", "risk": "risiko", "state": "stand", "stage": "stufe", "order": "ordnung"}
_KNOWN: dict[str, set[str]] = {
    "kind": set(Case.Kind.values),
    "risk": {str(one) for one in Case.Risk.values},
    "state": set(Case.State.values),
    "stage": set(STAGES),
    "order": set(ORDERS),
}


def from_query(query: QueryDict) -> Filters:
    """The filters an address names."""
    kept = {name: query.get(word, "") for name, word in _NAMES.items()}
    said = {name: value if value in _KNOWN[name] else "" for name, value in kept.items()}
    return Filters(
        kind=said["kind"],
        risk=said["risk"],
        state=said["state"],
        stage=said["stage"],
        mine=query.get("meine") == "1",
        order=said["order"] or "due",
    )


def as_query(filters: Filters, page: int = 1) -> str:
    """The other way round, without what is not said: "?art=report", or ""."""
    said = {word: getattr(filters, name) for name, word in _NAMES.items() if getattr(filters, name)}
    if filters.order == "due":
        said.pop("ordnung", None)
    if filters.mine:
        said["meine"] = "1"
    if page > 1:
        said["seite"] = str(page)
    return f"?{urlencode(said)}" if said else ""


@dataclass(frozen=True)
class Choice:
    """One choice of a filter as its form shows it."""

    value: str
    label: str | Promise
    chosen: bool


def choices(filters: Filters) -> dict[str, list[Choice]]:
    """All choices by the name of their field."""
    labels: dict[str, list[tuple[str, str | Promise]]] = {
        "kind": [("", _("alle")), *Case.Kind.choices],
        "risk": [("", _("jedes")), *((str(value), label) for value, label in reversed(Case.Risk.choices))],
        "state": [("", _("alle unentschiedenen")), *Case.State.choices],
        "stage": [("", _("alle")), *STAGES.items()],
        "order": list(ORDER_LABELS.items()),
    }
    return {
        _NAMES[name]: [Choice(value, label, getattr(filters, name) == value) for value, label in found]
        for name, found in labels.items()
    }
