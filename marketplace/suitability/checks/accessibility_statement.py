"""Does the source lead to an accessibility statement? Whether the page answers is not looked at here."""

from __future__ import annotations

from marketplace.criteria.model import Text
from marketplace.suitability.checks.material import Graded, Material, Place
from marketplace.suitability.checks.result import Result, met, not_assessable


def check(_material: Material, source: Graded) -> Result:
    """Never not met: the statement usually stands on a website, not in the source."""
    found = source.stated.get("accessibility") or ()
    if not found:
        return not_assessable(
            "Im Quelltext steht kein Verweis auf eine Erklärung zur Barrierefreiheit; "
            "im Web kann es sie geben.",
            "The source has no link to an accessibility statement; there may be one on the web.",
        )
    place = Place(found[0]["path"], found[0]["line"], found[0]["url"])
    if not found[0]["url"]:
        words = Text(
            "Beim Quelltext liegt ein Text zur Barrierefreiheit.",
            "There is a text on accessibility with the source.",
        )
        return met(words, place)
    words = Text(
        f"Der Quelltext verweist auf eine Erklärung zur Barrierefreiheit: {found[0]['url']}.",
        f"The source links an accessibility statement: {found[0]['url']}.",
    )
    return met(words, place)
