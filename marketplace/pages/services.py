"""Changing the legal texts."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.pages.models import Page


def add_draft(key: str, *, title: Mapping[str, str], body: Mapping[str, str]) -> bool:
    """Add the draft of a legal text unless the operator already has one; never overwrites.

    Returns:
        True when the draft was added.
    """
    _page, created = Page.objects.get_or_create(
        key=key,
        defaults={
            "title_de": title["de"],
            "title_en": title["en"],
            "body_de": body["de"],
            "body_en": body["en"],
        },
    )
    return created
