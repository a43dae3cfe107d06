"""The evidence at the margin in few words: the place that was read, its link, and the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from marketplace.catalogue.models import Reference, Source
from marketplace.catalogue.queries import FactEntry, Profile

# The part of a forge's address that names the commit or branch: /blob/<commit>/, /-/tree/<branch>/
_STATE_IN_PATH = re.compile(r"/(?:-/)?(?:blob|tree)/[^/]+(?:/|$)")


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside a statement. `place` says where in the source, when the link does not say it."""

    text: str
    url: str
    place: str
    read_on: date
    basis: str


def margin_of(entry: FactEntry, profile: Profile) -> Margin:
    """Name the place first: the one repository of a page needs no title in every row.

    The whole title of each source stands once, in the list of sources. A page with several repositories
    keeps their titles, since a file name alone would not say which one is meant.
    """
    source, place = entry.source, _in_words(entry.locator)
    repositories = sum(one.basis == Source.Basis.REPOSITORY for one in profile.sources)
    if source.basis == Source.Basis.REPOSITORY and repositories == 1:
        text = _("Quelltext: {place}").format(place=place) if place else _("Quelltext")
        return Margin(text, source.url, "", source.seen_on, "")
    if (name := _file_name(source.url)) and name in source.title:
        text = f"{name}: {place}" if place else name
        return Margin(text, source.url, "", source.seen_on, source.get_basis_display())
    basis = "" if source.basis == Source.Basis.REPOSITORY else source.get_basis_display()
    return Margin(source.title, source.url, place, source.seen_on, basis)


def place_text(title: str, url: str, locator: str, *, is_repository: bool) -> str:
    """Name a place in few words: its file and entry, else where it stands in the source, else the title."""
    place = _in_words(locator)
    if is_repository:
        return _("Quelltext: {place}").format(place=place) if place else _("Quelltext")
    if (name := _file_name(url)) and name in title:
        return f"{name}: {place}" if place else name
    return f"{title}: {place}" if place else title


def _file_name(url: str) -> str:
    """The file an address ends in, such as publiccode.yml; empty where it ends in none."""
    name = urlsplit(url).path.rpartition("/")[2]
    return name if "." in name else ""


def _in_words(locator: str) -> str:
    """Words for places that only programmers know by name."""
    if locator == "git log":
        return _("Änderungsverlauf")
    if locator == "git tag":
        return _("Versionsmarken")
    if locator.startswith("Tag "):
        return _("Versionsmarke {name}").format(name=locator.removeprefix("Tag "))
    return locator


def short_address(url: str) -> str:
    """An address as people say it: without scheme, "www.", closing slash and the state of a repository."""
    parts = urlsplit(url)
    if parts.scheme not in {"https", "http"} or not parts.netloc:
        return url
    path = _STATE_IN_PATH.sub(": ", unquote(parts.path), count=1)
    return (parts.netloc.removeprefix("www.") + path).rstrip("/: ")


def references_by_source(references: list[Reference]) -> list[tuple[Source, list[Reference]]]:
    """References under the source that names them, in the order of their first mention."""
    groups: dict[int, tuple[Source, list[Reference]]] = {}
    for one in references:
        groups.setdefault(one.source.pk, (one.source, []))[1].append(one)
    return list(groups.values())
