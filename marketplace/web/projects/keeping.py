"""What shall be frozen in a project, read from an address: a search, or entries chosen in a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from marketplace.accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.catalogue.search_request import SearchRequest
from marketplace.selection.freeze_services import freeze, freeze_chosen
from marketplace.selection.models import Project
from marketplace.web.comparison.address import SOLUTION, ComparisonAddress
from marketplace.web.comparison.choice import listings_in_order


@dataclass(frozen=True)
class Wanted:
    """A search, or the slugs of chosen entries, which then come before any search."""

    search: SearchRequest
    slugs: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict) -> Wanted:
        """Read the address part of the list or of a comparison."""
        return cls(SearchRequest.from_query(query), ComparisonAddress.from_query(query).slugs)

    @property
    def query(self) -> str:
        """The address part that names it; "" where it names nothing."""
        if self.slugs:
            return "?" + urlencode([(SOLUTION, slug) for slug in self.slugs])
        query = self.search.query()
        return query if query != "?" else ""

    def chosen(self) -> list[Listing]:
        """The chosen entries that the public may see, in their order."""
        return listings_in_order(self.slugs)

    def freeze_in(self, project: Project, user: User) -> None:
        """Keep it in the project.

        Raises:
            WrongInput, NotAllowed, FolderConflict: see `selection.freeze_services`.
        """
        if self.slugs:
            freeze_chosen(project, user, self.slugs)
        else:
            freeze(project, user, self.search)
