"""Why something said about a criterion was refused."""

from __future__ import annotations

from marketplace.lib.refusals import Refusal


class AnswerRefused(Refusal):
    """An answer or a reply that cannot be; nothing was changed."""
