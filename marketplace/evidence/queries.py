"""Who may see which documents. What must not be seen is answered as if it did not exist."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Prefetch, Q, QuerySet

from marketplace.accounts.models import User
from marketplace.accounts.queries import has_second_factor
from marketplace.catalogue.models import Listing
from marketplace.evidence.models import Document, DocumentVersion
from marketplace.evidence.storage import place_of
from marketplace.organisations.models import Membership, Organisation
from marketplace.organisations.queries import may

Anybody = User | AnonymousUser | None


@dataclass(frozen=True)
class Viewer:
    """What somebody may see: by the organisations they belong to, as an administration, as a reviewer."""

    organisations: frozenset[uuid.UUID] = frozenset()
    is_administration: bool = False
    is_reviewer: bool = False

    @property
    def visibilities(self) -> list[str]:
        """Visibilities of published documents this viewer may see."""
        seen = [Document.Visibility.PUBLIC]
        if self.is_administration or self.is_reviewer:
            seen.append(Document.Visibility.ADMINISTRATIONS)
        if self.is_reviewer:
            seen.append(Document.Visibility.REVIEWERS)
        return list(seen)


def viewer_of(user: Anybody) -> Viewer:
    """What this person may see at this moment; rights end with the membership."""
    if not isinstance(user, User) or not user.is_active:
        return Viewer()
    found = list(Membership.objects.filter(user=user).select_related("organisation"))
    kinds = Organisation.Kind
    reviews = any(one.organisation.kind == kinds.TEAM and one.role != Membership.Role.READER for one in found)
    return Viewer(
        organisations=frozenset(one.organisation_id for one in found),
        is_administration=any(
            one.organisation.kind == kinds.MUNICIPALITY and one.organisation.is_verified for one in found
        ),
        is_reviewer=reviews and has_second_factor(user),
    )


def visible_documents(listing: Listing, viewer: Anybody) -> list[Document]:
    """A listing's documents this person may see, by title, each with its visible versions, the newest first.

    Versions stand in the attribute `shown`; documents without a visible version are left out.
    """
    sight = viewer_of(viewer)
    versions = _versions(sight).select_related("document")
    documents = (
        Document.objects.filter(_sees(sight), listing=listing)
        .select_related("organisation")
        .prefetch_related(Prefetch("versions", queryset=versions, to_attr="shown"))
        .order_by("title", "created_at")
    )
    return [one for one in documents if getattr(one, "shown", None)]


def version_for(viewer: Anybody, version_id: uuid.UUID) -> DocumentVersion | None:
    """The version with its document and listing, or None for whoever may not see it."""
    return _versions(viewer_of(viewer)).filter(pk=version_id).select_related(*_RELATED).first()


def versions_beside(viewer: Anybody, version: DocumentVersion) -> list[DocumentVersion]:
    """All versions of the same document this person may see, the newest first."""
    return list(_versions(viewer_of(viewer)).filter(document=version.document_id).order_by("-number"))


def visible_version_ids(viewer: Anybody, version_ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Those of these versions the person may see, each with the title of its document."""
    if not version_ids:
        return {}
    rows = _versions(viewer_of(viewer)).filter(pk__in=version_ids)
    return dict(rows.values_list("pk", "document__title"))


def file_of(version: DocumentVersion) -> Path | None:
    """Where the file of an accepted version lies; None for links and whatever has not been accepted."""
    if not version.is_accepted or not version.file:
        return None
    path = place_of(version.file)
    return path if path.is_file() else None


def may_provide(user: Anybody, listing: Listing) -> bool:
    """Whether somebody edits for the organisation that speaks for the listing's provider."""
    organisation = listing.provider.organisation
    if not isinstance(user, User) or organisation is None:
        return False
    return may(user, organisation, Membership.Role.EDITOR)


def documents_for_provider(listing: Listing) -> list[Document]:
    """All documents of a listing, those in force first, each with its versions, the newest first, in `shown`.

    For those who may change them: ask `may_provide` first.
    """
    versions = DocumentVersion.objects.order_by("-number")
    rows = Document.objects.filter(listing=listing).order_by(F("withdrawn_at").asc(nulls_first=True), "title")
    return list(rows.prefetch_related(Prefetch("versions", queryset=versions, to_attr="shown")))


def document_for_provider(user: Anybody, listing: Listing, document_id: uuid.UUID) -> Document | None:
    """A document of the listing, for those who may change it."""
    if not may_provide(user, listing):
        return None
    rows = Document.objects.filter(listing=listing, pk=document_id)
    return rows.select_related("organisation", "listing__provider__organisation").first()


_RELATED = ("document__listing__provider__organisation", "document__organisation")


def _sees(sight: Viewer) -> Q:
    """Documents somebody sees: reviewers all, providers their own, others what is published for them.

    What a former organisation of the provider added is not the own of the one that speaks for it now.
    """
    if sight.is_reviewer:
        return Q()
    published = Q(
        withdrawn_at__isnull=True,
        listing__state=Listing.State.PUBLISHED,
        visibility__in=sight.visibilities,
    )
    return published | Q(
        listing__provider__organisation__in=sight.organisations,
        organisation=F("listing__provider__organisation"),
    )


def _versions(sight: Viewer) -> QuerySet[DocumentVersion]:
    """Versions somebody sees; those in quarantine or refused only by reviewers and their providers."""
    rows = DocumentVersion.objects.order_by("-number")
    if sight.is_reviewer:
        return rows
    accepted = Q(
        state=DocumentVersion.State.ACCEPTED,
        document__withdrawn_at__isnull=True,
        document__listing__state=Listing.State.PUBLISHED,
        document__visibility__in=sight.visibilities,
    )
    own = Q(
        document__listing__provider__organisation__in=sight.organisations,
        document__organisation=F("document__listing__provider__organisation"),
    )
    return rows.filter(accepted | own)
