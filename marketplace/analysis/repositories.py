"""Which public repositories belong to a provider's listings."""

from __future__ import annotations

from marketplace.analysis.models import CodeSource
from marketplace.organisations.models import Provider


def repositories_of(provider: Provider) -> list[CodeSource]:
    """The git repositories of all listings of a provider, each place once."""
    found = CodeSource.objects.filter(listing__provider=provider, kind=CodeSource.Kind.GIT)
    by_place = {one.location: one for one in found.select_related("listing").order_by("-position", "-pk")}
    return sorted(by_place.values(), key=lambda one: one.location)


def one_group(provider: Provider) -> bool:
    """Whether all these repositories lie in one group of one forge: only then does one speak for all."""
    return (
        len({one.location.rstrip("/").rpartition("/")[0].lower() for one in repositories_of(provider)}) == 1
    )
