"""Why a source could not be fetched."""

from marketplace.lib.refusals import Refusal


class SourceUnreachable(Refusal):
    """Temporary: the other side does not answer. A later try may succeed."""


class SourceInvalid(Refusal):
    """Permanent: there is nothing at this place that can be assessed."""
