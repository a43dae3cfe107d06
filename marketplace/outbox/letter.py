"""Writes a mail's text and HTML from one body, so that both say the same; in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse

from marketplace.lib.mail_text import paragraphs_of
from marketplace.lib.own_addresses import absolute


@dataclass(frozen=True, slots=True)
class Letter:
    """Both forms of a mail."""

    text: str
    html: str


def letter(subject: str, body: str, *, actions: Mapping[str, str]) -> Letter:
    """Put greeting and signature around a body.

    Args:
        subject: also the heading of the HTML.
        body: plain text; blank lines divide it into paragraphs.
        actions: address that stands in a paragraph of its own → label of its button.
    """
    context = {"subject": subject} | sender()
    return Letter(
        render_to_string("outbox/letter.txt", context | {"body": body.strip()}).strip() + "\n",
        render_to_string("outbox/letter.html", context | {"paragraphs": paragraphs_of(body, actions)}),
    )


def sender() -> dict[str, str]:
    """Who writes, for the frames: addresses of the first page and the imprint, in the active language."""
    return {"site_url": absolute(reverse("web:start")), "imprint_url": absolute(reverse("web:imprint"))}
