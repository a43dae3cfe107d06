"""What becomes of changes by providers: handed in, live at once or waiting, decided once and for all.

A decision names one change by its id. It is made under a lock, so that of two decisions at once the second
is refused, and what was handed in anew needs a decision of its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from marketplace.accounts.models import User
from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.models import Listing
from marketplace.organisations.models import Organisation


def pending_edits() -> QuerySet[ListingEdit]:
    """Changes somebody of the team has to look at, the oldest first: waiting ones and harmless live ones."""
    raise NotImplementedError


def propose_edit(
    listing: Listing, *, by: User, organisation: Organisation, after: Mapping[str, Any], publish: bool = False
) -> list[ListingEdit]:
    """Hand in changes; the harmless part goes live at once, the substantive part waits."""
    raise NotImplementedError


def accept(edit_id: uuid.UUID, *, by: User, reason: str = "") -> ListingEdit:
    """Put a waiting change into effect. Raises EditRefused where it was decided or replaced meanwhile."""
    raise NotImplementedError


def refuse(edit_id: uuid.UUID, *, by: User, reason: str) -> ListingEdit:
    """Do not put a waiting change into effect; the reason goes to the provider. Raises as in `accept`."""
    raise NotImplementedError


def acknowledge(edit_id: uuid.UUID, *, by: User) -> ListingEdit:
    """Say that a live harmless change was looked at. Raises as in `accept`."""
    raise NotImplementedError


def revert(edit_id: uuid.UUID, *, by: User, reason: str) -> ListingEdit:
    """Take a live harmless change back: its keys stand again as before it. Raises as in `accept`."""
    raise NotImplementedError
