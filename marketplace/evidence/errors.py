"""Why a document is not taken."""

from __future__ import annotations

from marketplace.lib.refusals import Refusal


class EvidenceRefused(Refusal):
    """The file, link or change is not accepted; the sentence names what and where."""


class NotAllowed(Exception):
    """Whoever asks may not do that; pages answer as if it did not exist."""
