"""Where the starter catalogue's listings have their source code."""

from __future__ import annotations

from marketplace.analysis.models import CodeSource
from marketplace.catalogue.models import Listing
from marketplace.catalogue.starter_files import StarterCode, StarterListing

# Sources that can be had on a first start: this project itself, and the packages of the registries the
# set-up has just used. Other people's forges are asked only when somebody wants to know.
ASSESSED_AT_FIRST_START: dict[str, int] = {
    CodeSource.Kind.FOLDER: 20,
    CodeSource.Kind.PYPI: 10,
    CodeSource.Kind.NPM: 10,
}


def set_code_sources(items: list[StarterListing]) -> list[CodeSource]:
    """Write the code sources of starter listings.

    Sources that are already known stay as they are, with their runs and grades; so do those an operator has
    added, e.g. another version of the same package.

    Returns:
        The sources that are new.
    """
    listings = {
        listing.slug: listing for listing in Listing.objects.filter(slug__in=[one.slug for one in items])
    }
    new = []
    for item in items:
        for position, code in enumerate(item.code):
            source, created = CodeSource.objects.update_or_create(
                listing=listings[item.slug],
                kind=code.kind,
                location=code.location,
                version="",
                defaults={"position": position, **_part(code)},
            )
            if created:
                new.append(source)
    return new


def _part(code: StarterCode) -> dict[str, str]:
    return {"part_de": code.part.de, "part_en": code.part.en} if code.part else {"part_de": "", "part_en": ""}
