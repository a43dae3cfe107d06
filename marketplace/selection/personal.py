"""Personal data of saved searches and project folders."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.accounts.personal import Personal, Rows
from marketplace.selection.models import SavedSearch


def _saved_searches(user: User) -> Rows:
    for one in SavedSearch.objects.filter(user=user):
        yield {"name": one.name, "query": one.query, "how": one.how, "since": one.created_at.isoformat()}


PERSONAL = [
    Personal(
        "selection.SavedSearch", _saved_searches, lambda user: SavedSearch.objects.filter(user=user).delete()
    ),
]
