"""Finds names of products, providers and their sites in a text that must not name any.

Law: § 31 Abs. 6 VgV, § 23 Abs. 5 UVgO; § 121 GWB asks for a description that suits every bidder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from marketplace.catalogue.models import Fact, Listing
from marketplace.organisations.models import Provider

SHORTEST = 3
# Hosts that carry everybody's code name nobody.
_FORGES = frozenset({"github.com", "gitlab.com", "codeberg.org", "gitlab.opencode.de", "opencode.de"})
_LEGAL_FORMS = re.compile(
    r"\s*\b(?:g?GmbH(?: & Co\. KG)?|e\.\s?V\.|AG|SE|UG|KG|OHG|eG|AöR|Inc\.?|Ltd\.?)(?=\s|$)"
)


def product_names() -> frozenset[str]:
    """Names of all entries and providers of the catalogue, published or not, and the hosts of their sites."""
    names: set[str] = set()
    names.update(Listing.objects.values_list("name", flat=True))
    for name, url in Provider.objects.exclude(kind=Provider.Kind.PUBLIC).values_list("name", "url"):
        names.update({name, _LEGAL_FORMS.sub("", name).strip()})
        names.update(_host(url))
    for url in Fact.objects.filter(key__in=["source_code", "documentation"]).values_list("value", flat=True):
        names.update(_host(url))
    return frozenset(part for name in names for part in _forms(name) if len(part) >= SHORTEST)


def _forms(name: str) -> set[str]:
    """The name, and without what stands behind it in brackets or after a dash."""
    plain = re.sub(r"\s*\(.*?\)", "", name).strip()
    return {name.strip(), plain, re.split(r"\s[–-]\s", plain)[0].strip()}


def _host(url: object) -> set[str]:
    host = (urlsplit(url).hostname or "") if isinstance(url, str) else ""
    host = host.removeprefix("www.")
    return {host} if host and host not in _FORGES else set()


def names_in(
    texts: Iterable[str], names: Collection[str], *, allowed: Collection[str] = ()
) -> tuple[str, ...]:
    """The names that occur in texts as whole words, whatever their case and spelling of umlauts.

    Args:
        texts: what an author wrote.
        names: see `product_names`.
        allowed: names the author has looked at and meant as an ordinary word.
    """
    searched = [_folded(text) for text in texts if text]
    permitted = {_folded(one) for one in allowed}
    found = {
        name
        for name in names
        if (wanted := _folded(name))
        and wanted not in permitted
        and any(_holds(text, wanted) for text in searched)
    }
    # "CKAN" within "CKAN Cloud" needs no mention of its own.
    return tuple(sorted(found, key=lambda name: (name.casefold(), name)))


def _holds(text: str, wanted: str) -> bool:
    start = text.find(wanted)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(wanted) : start + len(wanted) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        start = text.find(wanted, start + 1)
    return False


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    for umlaut, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        plain = plain.replace(umlaut, spelled)
    # Invisible characters would hide a name; hyphens and spaces are often exchanged.
    plain = "".join(one for one in plain if unicodedata.category(one) != "Cf")
    return " ".join(re.sub(r"[-–_\s]+", " ", plain).split())
