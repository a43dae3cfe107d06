"""Refusals of the project folder, by name."""

from __future__ import annotations

from marketplace.lib.refusals import Refusal


class FolderIsAppendOnly(Exception):
    """A row of a folder that is written once was to be changed or deleted."""


class FolderConflict(Refusal):
    """The folder is in another state by now, e.g. somebody else has decided meanwhile (HTTP 409)."""


class NotAllowed(Refusal):
    """The person may read the folder but not do this (HTTP 403)."""


class WrongInput(Refusal):
    """Something was entered that cannot be stored; the sentence names the field and the cause."""
