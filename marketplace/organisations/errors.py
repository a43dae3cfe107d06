"""Why something about organisations and their members was refused."""

from __future__ import annotations

from marketplace.lib.refusals import Refusal


class MembershipRefused(Refusal):
    """A change of members or rights that must not happen."""


class NotAllowed(Exception):
    """The person's role is too small, or there is no such thing for them; pages answer 404 to both."""


class ClaimRefused(Refusal):
    """A proof that an organisation is a provider cannot be begun or looked at."""
