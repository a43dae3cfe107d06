"""Does publiccode.yml say what the repository shows: licence, version, dates, status, address?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material, Place
from marketplace.suitability.checks.result import Result, met, not_assessable, not_met
from marketplace.suitability.wording import day_words

DESCRIBES = "publiccode-describes"
# A release is often described some days before or after its tag is set.
RELEASE_SLACK = timedelta(days=31)
ACTIVE_FROM = 5  # changes in half a year, the least openCode calls maintained

# A tag with the name of a part before its number, as in a repository of several, says nothing of the whole.
_OWN_TAG = re.compile(r"(?:v|version|release|rel|r)?[-_/. ]?\d", re.IGNORECASE)

Difference = tuple[Text, tuple[Place, ...]]


def check(material: Material, source: Graded) -> Result:
    """Compare each entry that can be compared; the first difference is said in full, the others named."""
    publiccode = source.stated.get("publiccode")
    if publiccode is None:
        return _without_entries(source)
    if not publiccode["readable"]:
        return not_met(source.words(DESCRIBES), Place(publiccode["path"], 1))
    found = [difference for compare in COMPARED for difference in compare(material, source)]
    if not found:
        return met(
            Text(
                "Die Angaben in publiccode.yml passen zum Quelltext, soweit sie sich vergleichen lassen.",
                "The entries of publiccode.yml fit the source as far as they can be compared.",
            ),
            Place(publiccode["path"], 1),
        )
    words = [text for text, _ in found]
    places = tuple(place for _, both in found for place in both)
    return not_met(Text(" ".join(w.de for w in words), " ".join(w.en for w in words)), *places)


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
    if not any(_plain(text.note) in _plain(written) for text in texts):
        yield _differs(f"die Lizenz {written}", f"the licence {written}", texts[0], place, texts[0].note)


def version(_material: Material, source: Graded) -> Iterator[Difference]:
    """`softwareVersion` against the newest version tag; patch releases are often not carried over."""
    entry, tag = source.entry("softwareVersion"), source.history.get("latest_tag")
    if entry is None or not tag:
        return
    written, place = entry
    if _numbers(written) and _OWN_TAG.match(str(tag)) and _numbers(str(tag)) > _numbers(written):
        newest = Place(".git", None, f"Tag {tag}")
        yield _differs(f"Version {written}", f"version {written}", newest, place, newest.note)


def released(_material: Material, source: Graded) -> Iterator[Difference]:
    """`releaseDate` against the first commit and against the tag of the same version."""
    entry, stated_version = source.entry("releaseDate"), source.entry("softwareVersion")
    day = _day(entry[0]) if entry else None
    if entry is None or day is None:
        return
    first = _day(str(source.history.get("first_commit_on") or ""))
    tag = _tag_day(source, stated_version[0]) if stated_version else None
    if tag and abs(tag - day) > RELEASE_SLACK:
        said, seen = day_words(day), day_words(tag)
        yield (
            Text(
                f"publiccode.yml nennt den {said.de} als Tag der Veröffentlichung; im Quelltext ist diese "
                f"Version vom {seen.de}.",
                f"publiccode.yml gives {said.en} as release date; the source has this version of {seen.en}.",
            ),
            (entry[1], Place(".git", None, f"Tag · {tag.isoformat()}")),
        )
    elif first and day + RELEASE_SLACK < first:
        said, seen = day_words(day), day_words(first)
        yield (
            Text(
                f"publiccode.yml nennt den {said.de} als Tag der Veröffentlichung; der erste Commit ist vom "
                f"{seen.de}.",
                f"publiccode.yml gives {said.en} as release date; the first commit is of {seen.en}.",
            ),
            (entry[1], Place(".git", None, first.isoformat())),
        )


def status(_material: Material, source: Graded) -> Iterator[Difference]:
    """`developmentStatus: obsolete` against work that goes on."""
    entry, half = source.entry("developmentStatus"), source.stated.get("half_year") or {}
    if entry and entry[0] == "obsolete" and half.get("changes", 0) >= ACTIVE_FROM:
        place = Place(".git", None, f"{half['changes']} Commits seit {half['since']}")
        yield _differs("den Stand „eingestellt“", "the status “obsolete”", place, entry[1], place.note)


def address(material: Material, source: Graded) -> Iterator[Difference]:
    """`url` against where the sources of the listing were fetched; only git addresses can be compared."""
    entry = source.entry("url")
    known = {_repository(one.location) for one in material.sources if one.kind == "git"} - {""}
    if entry is None or source.kind != "git" or not known or not _repository(entry[0]):
        return
    if _repository(entry[0]) not in known:
        place = Place(".git", None, source.location)
        yield _differs(f"die Adresse {entry[0]}", f"the address {entry[0]}", place, entry[1], source.location)


COMPARED: tuple[Callable[[Material, Graded], Iterator[Difference]], ...] = (
    licence,
    version,
    released,
    status,
    address,
)


def _differs(de: str, en: str, other: Place, place: Place, seen: str) -> Difference:
    where = "" if other.path == ".git" else f"{other.path}: "
    return (
        Text(
            f"publiccode.yml nennt {de}; im Quelltext steht {where}{seen}.",
            f"publiccode.yml says {en}; the source has {where}{seen}.",
        ),
        (place, other),
    )


def _tag_day(source: Graded, stated: str) -> date | None:
    """The day of the tag whose numbers are those of the stated version."""
    numbers = re.findall(r"\d+", stated)
    for tag in (source.history.get("releases") or {}).get("newest") or ():
        if numbers and re.findall(r"\d+", str(tag["name"])) == numbers:
            return _day(str(tag["on"]))
    return None


def _plain(name: str) -> str:
    return re.sub(r"-(?:only|or-later)\b|\+", "", name)


def _numbers(text: str) -> tuple[int, ...]:
    match = re.search(r"(\d{1,9})(?:\.(\d{1,9}))?", text)
    return tuple(int(number or 0) for number in match.groups()) if match else ()


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
