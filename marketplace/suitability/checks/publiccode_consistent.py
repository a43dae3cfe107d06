"""Does publiccode.yml say what the repository shows: licence, version, dates, status, address?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material, Place
from marketplace.suitability.checks.result import Result, Side, Verdict, met, not_assessable, not_met
from marketplace.suitability.fact_answers import licence_names
from marketplace.suitability.wording import day_words

DESCRIBES = "publiccode-describes"
# A release is often described some days before or after its tag is set.
RELEASE_SLACK = timedelta(days=31)
ACTIVE_FROM = 5  # changes in half a year, the least openCode calls maintained

# A tag with the name of a part before its number, as in a repository of several, says nothing of the whole.
_OWN_TAG = re.compile(r"(?:v|version|release|rel|r)?[-_/. ]?\d", re.IGNORECASE)


@dataclass(frozen=True)
class Difference:
    """What the file says and where, and what the source shows instead."""

    said: Text
    place: Place
    seen: Text
    other: Place

    @property
    def sides(self) -> tuple[Side, Side]:
        """The file is the provider's word that the entry is right; the source says that it is not."""
        said = Side("yes", (), self.said, self.place, basis="provider")
        return (said, Side("no", (), self.seen, self.other))


def check(material: Material, source: Graded) -> Result:
    """Compare each entry that can be compared; the first difference is said in full, the others named."""
    publiccode = source.stated.get("publiccode")
    if publiccode is None:
        return _without_entries(source)
    if not publiccode["readable"]:
        return not_met(source.words(DESCRIBES), Place(publiccode["path"], 1))
    found = [difference for compare in COMPARED for difference in compare(material, source)]
    if found:
        return _differing(found)
    return met(
        Text(
            "Die Angaben in publiccode.yml passen zum Quelltext, soweit sie sich vergleichen lassen.",
            "The entries of publiccode.yml fit the source as far as they can be compared.",
        ),
        Place(publiccode["path"], 1),
    )


def _differing(found: list[Difference]) -> Result:
    sides = tuple(side for one in found for side in one.sides)
    words = Text("; ".join(side.words.de for side in sides), "; ".join(side.words.en for side in sides))
    return Result(Verdict.NOT_MET, words, tuple(side.place for side in sides), sides=sides)


def _without_entries(source: Graded) -> Result:
    """Results made before entries were kept still know some contradictions; absence is no inconsistency."""
    words = source.words(DESCRIBES)
    if source.outcome(DESCRIBES) == "not_met" and len(source.places(DESCRIBES)) > 1:
        return not_met(words, *source.places(DESCRIBES))
    return not_assessable(
        words.de or "Eine publiccode.yml wurde nicht gefunden.", words.en or "No publiccode.yml was found."
    )


def licence(_material: Material, source: Graded) -> Iterator[Difference]:
    """`legal.license` against the licence text."""
    entry = source.entry("legal.license")
    places = source.places("licence-is-clear")
    texts = [p for p in places if re.match(r"(?:licen[cs]e|copying|LICENSES/)", p.path, re.I) and p.note]
    if entry is None or not texts or any(p.note == "?" for p in texts):
        return
    written, place = entry
    granted = {name for text in texts for name in licence_names(text.note)}
    named = licence_names(written)
    if granted and named and granted.isdisjoint(named):
        text = texts[0]
        seen = Text(
            f"der Lizenztext in {text.path} ist {text.note}", f"the text in {text.path} is {text.note}"
        )
        yield Difference(Text(f"Lizenz {written}", f"licence {written}"), place, seen, text)


def version(_material: Material, source: Graded) -> Iterator[Difference]:
    """`softwareVersion` against the newest version tag; patch releases are often not carried over."""
    entry, tag = source.entry("softwareVersion"), str(source.history.get("latest_tag") or "")
    if entry is None or not _OWN_TAG.match(tag) or not _numbers(entry[0]):
        return
    # A number made of a year and one that counts from 1 are two ways of counting.
    if _is_year(tag) == _is_year(entry[0]) and _numbers(tag) > _numbers(entry[0]):
        on = _day(str(source.history.get("latest_tag_on") or ""))
        when = Text(f" vom {day_words(on).de}", f" of {day_words(on).en}") if on else Text("", "")
        seen = Text(f"die neueste Version ist {tag}{when.de}", f"the newest release is {tag}{when.en}")
        said = Text(f"Version {entry[0]}", f"version {entry[0]}")
        yield Difference(said, entry[1], seen, Place(".git", None, f"Tag {tag}"))


def released(_material: Material, source: Graded) -> Iterator[Difference]:
    """`releaseDate` against the tag of the same version, else against the first commit."""
    entry, stated_version = source.entry("releaseDate"), source.entry("softwareVersion")
    day = _day(entry[0]) if entry else None
    if entry is None or day is None:
        return
    said = Text(f"veröffentlicht am {day_words(day).de}", f"released on {day_words(day).en}")
    first = _day(str(source.history.get("first_commit_on") or ""))
    tag = _tag_day(source, stated_version[0]) if stated_version else None
    if tag and abs(tag - day) > RELEASE_SLACK:
        on = day_words(tag)
        seen = Text(f"diese Version ist vom {on.de}", f"this version is of {on.en}")
        yield Difference(said, entry[1], seen, Place(".git", None, f"Tag · {tag.isoformat()}"))
    elif first and day + RELEASE_SLACK < first:
        on = day_words(first)
        seen = Text(f"der erste Commit ist vom {on.de}", f"the first commit is of {on.en}")
        yield Difference(said, entry[1], seen, Place(".git", None, first.isoformat()))


def status(_material: Material, source: Graded) -> Iterator[Difference]:
    """`developmentStatus: obsolete` against work that goes on."""
    entry, half = source.entry("developmentStatus"), source.stated.get("half_year") or {}
    if entry and entry[0] == "obsolete" and half.get("changes", 0) >= ACTIVE_FROM:
        count, since = half["changes"], half["since"]
        seen = Text(f"seit {since} gab es {count} Commits", f"{count} commits since {since}")
        said = Text("Stand „eingestellt“", "status “obsolete”")
        yield Difference(said, entry[1], seen, Place(".git", None, f"{count} Commits"))


def address(material: Material, source: Graded) -> Iterator[Difference]:
    """`url` against where the sources of the listing were fetched; only git addresses can be compared.

    What was fetched from another host may be a mirror, which says nothing against the address it names.
    """
    entry = source.entry("url")
    known = {_repository(one.location) for one in material.sources if one.kind == "git"} - {""}
    if entry is None or source.kind != "git" or not known or not _repository(entry[0]):
        return
    hosts = {one.partition("/")[0] for one in known}
    stated = _repository(entry[0])
    if stated not in known and stated.partition("/")[0] in hosts:
        place = Place(".git", None, source.location)
        seen = Text(f"geholt wurde {source.location}", f"it was fetched from {source.location}")
        yield Difference(Text(f"Adresse {entry[0]}", f"address {entry[0]}"), entry[1], seen, place)


COMPARED: tuple[Callable[[Material, Graded], Iterator[Difference]], ...] = (
    licence,
    version,
    released,
    status,
    address,
)


def _tag_day(source: Graded, stated: str) -> date | None:
    """The day of the tag whose numbers are those of the stated version."""
    numbers = re.findall(r"\d+", stated)
    for tag in (source.history.get("releases") or {}).get("newest") or ():
        if numbers and re.findall(r"\d+", str(tag["name"])) == numbers:
            return _day(str(tag["on"]))
    return None


def _numbers(text: str) -> tuple[int, ...]:
    match = re.search(r"(\d{1,9})(?:\.(\d{1,9}))?", text)
    return tuple(int(number or 0) for number in match.groups()) if match else ()


def _is_year(text: str) -> bool:
    return _numbers(text)[0] >= 1990


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _repository(url: str) -> str:
    """Host and path of a repository's address, alike for https, trailing .git and capital letters."""
    parts = urlsplit(url.strip())
    path = parts.path.strip("/").removesuffix(".git").split("/-/")[0]
    return f"{(parts.hostname or '').removeprefix('www.')}/{path}".lower() if path.count("/") else ""
