"""Does the source lead to an accessibility statement that can be reached, and which day does that bear?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material, PageLook, Place
from marketplace.suitability.checks.result import Result, met, not_assessable, not_met
from marketplace.suitability.wording import day_words


def check(material: Material, source: Graded) -> Result:
    """Not met only where the linked page failed on two different days.

    A source without a link says nothing: the statement usually stands on a website.
    """
    found = source.stated.get("accessibility") or ()
    if not found:
        return not_assessable(
            "Im Quelltext steht kein Verweis auf eine Erklärung zur Barrierefreiheit; "
            "im Web kann es sie geben.",
            "The source has no link to an accessibility statement; there may be one on the web.",
        )
    place = Place(found[0]["path"], found[0]["line"], found[0]["url"])
    url = found[0]["url"]
    if not url:
        words = Text(
            "Beim Quelltext liegt ein Text zur Barrierefreiheit.",
            "There is a text on accessibility with the source.",
        )
        return met(words, place)
    look = material.pages.get(url)
    return _looked(url, look, place) if look else _linked(url, place)


def _linked(url: str, place: Place) -> Result:
    words = Text(
        f"Der Quelltext verweist auf eine Erklärung zur Barrierefreiheit: {url}.",
        f"The source links an accessibility statement: {url}.",
    )
    return met(words, place)


def _looked(url: str, look: PageLook, place: Place) -> Result:
    if look.failed_on and look.failed_again_on:
        return _failed_twice(url, look.failed_on, look.failed_again_on, place)
    if look.looked_on is None:
        return _linked(url, place)
    on = day_words(look.looked_on)
    if not look.is_statement:
        return not_assessable(
            f"Der Quelltext verweist auf {url}. {look.problem.de} Abgerufen am {on.de}.",
            f"The source links {url}. {look.problem.en} Visited on {on.en}.",
        )
    words = Text(
        f"Die Erklärung zur Barrierefreiheit ist erreichbar: {url} (abgerufen am {on.de}), "
        f"{_dated(look).de}.",
        f"The accessibility statement can be reached: {url} (visited on {on.en}), {_dated(look).en}.",
    )
    return replace(met(words, place), url=url, on=look.looked_on)


def _dated(look: PageLook) -> Text:
    if look.day is None:
        return Text("ohne erkennbares Datum", "without a date we could recognise")
    day = day_words(look.day)
    return Text(f"Stand {day.de}", f"as of {day.en}")


def _failed_twice(url: str, first: date, last: date, place: Place) -> Result:
    one, other = day_words(first), day_words(last)
    words = Text(
        f"Die verwiesene Erklärung zur Barrierefreiheit war am {one.de} und am {other.de} nicht erreichbar: "
        f"{url}.",
        f"The linked accessibility statement could not be reached on {one.en} nor on {other.en}: {url}.",
    )
    return replace(not_met(words, place), url=url, on=last)
