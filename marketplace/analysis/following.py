"""A repository a provider names is one the grader may read."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from marketplace.analysis.errors import SourceRefused, TooManyRequests
from marketplace.analysis.models import CodeSource
from marketplace.analysis.services import add_source, request_assessment
from marketplace.catalogue.edit_model import ListingEdit
from marketplace.catalogue.models import Listing

log = logging.getLogger(__name__)
KEY = "fact.source_code"


def add_named_source(listing: Listing, values: Mapping[str, Any], edit: ListingEdit | None) -> None:
    """Store a published listing's repository and have it assessed; follows `catalogue.editing`."""
    location = values.get(KEY)
    if edit is None or not location or listing.state != Listing.State.PUBLISHED:
        return
    try:
        source = add_source(listing, kind=CodeSource.Kind.GIT, location=str(location))
        request_assessment(source, at=timezone.now(), limited=True)
    except (SourceRefused, TooManyRequests) as refusal:
        log.info("%s: %s", listing, refusal.word)
