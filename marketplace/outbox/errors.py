"""Why a mail is not accepted."""

from marketplace.lib.refusals import Refusal


class MailRefused(Refusal):
    """Address or subject are not ones a mail can have."""


class RecipientLimit(MailRefused):
    """The address has been sent enough for one day; what can wait is tried again later."""
