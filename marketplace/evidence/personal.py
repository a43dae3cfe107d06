"""Personal data of documents: who uploaded them."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.accounts.personal import Personal, Rows
from marketplace.evidence.models import Document, DocumentVersion


def _documents(user: User) -> Rows:
    for one in Document.objects.filter(uploaded_by=user):
        yield {"title": one.title, "created": one.created_at.isoformat()}


def _versions(user: User) -> Rows:
    for one in DocumentVersion.objects.filter(uploaded_by=user).select_related("document"):
        yield {
            "title": one.document.title,
            "file": one.filename or one.url,
            "uploaded": one.uploaded_at.isoformat(),
        }


_WHY = "Providers answer for what was proved in their name; pages name the organisation only."
PERSONAL = [
    Personal("evidence.Document", _documents, None, _WHY),
    Personal("evidence.DocumentVersion", _versions, None, _WHY),
]
