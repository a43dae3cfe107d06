"""Why a case cannot be carried on like this."""

from __future__ import annotations

from marketplace.lib.refusals import Refusal


class NotAllowed(Exception):
    """Whoever asks has no part in this case; pages answer as if it did not exist."""


class NotEligible(Refusal):
    """A reviewer who may read the case but must not decide it: concerned, or the same pair of eyes."""


class CaseConflict(Refusal):
    """Something happened meanwhile: the case is decided, or what was looked at is no longer what counts."""


class WrongInput(Refusal):
    """What was typed cannot be taken like this; the sentence names what and where."""


class CaseIsAppendOnly(Exception):
    """Entries of a case and decided cases are never changed."""
