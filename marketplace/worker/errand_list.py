"""Which errands there are, and how often each is due."""

from __future__ import annotations

from marketplace.accounts.retention import forget_counted_attempts, forget_ended_sessions
from marketplace.accounts.sealing import seal_all
from marketplace.accounts.services import forget_unconfirmed
from marketplace.catalogue.current_index import store_current_index
from marketplace.evidence.quarantine import remove_unknown_files
from marketplace.exports.services import forget_documents, make_documents
from marketplace.notices.mailing import mail_due
from marketplace.notices.retention import forget_old_notices
from marketplace.organisations.retention import forget_old_invitations
from marketplace.outbox.services import send_due, tidy
from marketplace.review.drafts import forget_old_drafts
from marketplace.review.renewals import reopen_expiring
from marketplace.review.waiting import open_waiting_cases
from marketplace.selection import invitations
from marketplace.selection.reminders import remind
from marketplace.selection.saved_services import look_again
from marketplace.suitability.reminders import remind_of_expiry
from marketplace.suitability.services import refresh_stale_profiles
from marketplace.worker.claims import check_claims
from marketplace.worker.documents import inspect_documents
from marketplace.worker.errands import Errand
from marketplace.worker.stated_pages import look_at_stated_pages


def all_errands() -> list[Errand]:
    """Everything the errand process does, the most urgent first."""
    return [
        Errand("mail", 2, send_due),
        Errand("mail notices", 5, mail_due),
        Errand("make documents", 1, make_documents),
        Errand("inspect uploaded evidence", 1, inspect_documents),
        Errand("look for proofs of providers", 2, check_claims),
        Errand("look at linked accessibility statements", 30, look_at_stated_pages),
        Errand("index the catalogue", 1, store_current_index),
        Errand("refresh suitability profiles", 60, refresh_stale_profiles),
        Errand("open cases for what waits", 5, open_waiting_cases),
        Errand("open cases for what expires", 3600, reopen_expiring),
        Errand("forget documents", 600, forget_documents),
        Errand("look up saved searches", 10, look_again),
        Errand("remind of decisions", 600, remind),
        Errand("remove unknown files of evidence", 3600, remove_unknown_files),
        Errand("remind of expiring evidence", 600, remind_of_expiry),
        Errand("forget old mails", 3600, tidy),
        Errand("forget unconfirmed accounts", 3600, forget_unconfirmed),
        Errand("seal second factors", 3600, seal_all),
        Errand("forget ended sessions", 3600, forget_ended_sessions),
        Errand("forget counted attempts", 3600, forget_counted_attempts),
        Errand("forget old notices", 3600, forget_old_notices),
        Errand("forget old invitations", 3600, forget_old_invitations),
        Errand("forget old invitations into projects", 3600, invitations.forget_old_invitations),
        Errand("forget old drafts", 3600, forget_old_drafts),
    ]
