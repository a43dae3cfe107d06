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
LONG = 5
# Not of category Cf, but unseen all the same: joiners, fillers and variation selectors.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800") | {
    chr(one) for one in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}
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
    """The names that occur in texts as whole words, whatever their case, spelling of umlauts and inflection.

    "OpenProject" is found in "Open Project", "Open-Project" and "OpenProjects" too, and the other way round.

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
        if (wanted := _folded(_apart(name)))
        and not {wanted, _folded(name)} & permitted
        and any(_holds(text, wanted) for text in searched)
    }
    return tuple(sorted(found, key=lambda name: (name.casefold(), name)))


def _apart(name: str) -> str:
    """A name written in one word with capitals inside, as "OpenProject", in its parts."""
    return re.sub(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", " ", name)


def _holds(text: str, wanted: str) -> bool:
    joined = wanted.replace(" ", "")
    if joined not in text.replace(" ", ""):
        return False
    # The genitive, also with an apostrophe; of short names an "s" more would often be another word.
    ending = "(?:['’]?s)?" if len(joined) >= LONG else ""
    pattern = re.escape(wanted).replace(r"\ ", " ?")
    return re.search(rf"(?<![^\W_]){pattern}{ending}(?![^\W_])", text) is not None


def _folded(text: str) -> str:
    # Invisible characters would hide a name or keep an umlaut from being put together.
    shown = "".join(one for one in text if unicodedata.category(one) != "Cf" and one not in _UNSEEN)
    plain = unicodedata.normalize("NFKC", shown).casefold()
    for umlaut, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        plain = plain.replace(umlaut, spelled)
    # Hyphens of all sorts and spaces are often exchanged.
    plain = "".join(" " if unicodedata.category(one) == "Pd" else one for one in plain)
    return " ".join(re.sub(r"[_\s]+", " ", plain).split())
