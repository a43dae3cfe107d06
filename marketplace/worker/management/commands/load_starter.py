"""Load the starter catalogue; quick and harmless when nothing has changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from marketplace.analysis.services import request_assessment
from marketplace.analysis.starter import ASSESSED_AT_FIRST_START, set_code_sources
from marketplace.catalogue.current_index import store_current_index
from marketplace.catalogue.errors import StarterCatalogueInvalid
from marketplace.catalogue.models import CatalogueRevision
from marketplace.catalogue.search_index import keep_compared_texts
from marketplace.catalogue.services import Loaded, load_catalogue
from marketplace.catalogue.starter_files import (
    StarterCatalogue,
    read_starter_catalogue,
    starter_digest,
)
from marketplace.pages.services import add_draft
from marketplace.suitability.services import refresh_stale_profiles


class Command(BaseCommand):
    """`manage.py load_starter`"""

    help = "Loads the starter catalogue and asks for the first assessments."

    def handle(self, *_args: Any, **_options: Any) -> None:
        digest = starter_digest()
        if CatalogueRevision.objects.filter(starter_digest=digest).exists():
            self.stdout.write("Starter catalogue: unchanged.")
            _prepare_search()
            return
        try:
            catalogue = read_starter_catalogue()
        except StarterCatalogueInvalid as error:
            raise CommandError(f"The starter catalogue was not loaded:\n{error}") from error
        loaded, asked = _load(catalogue, digest)
        _prepare_search()
        self.stdout.write(
            f"Starter catalogue: {len(loaded.written)} listings written, {loaded.unchanged} unchanged, "
            f"{loaded.claimed} confirmed by their providers and left alone; {asked} assessments asked for."
        )


def _prepare_search() -> None:
    """Have everything at hand that the first visitor needs, so that nobody waits for it."""
    refresh_stale_profiles()
    keep_compared_texts()
    store_current_index()


@transaction.atomic
def _load(catalogue: StarterCatalogue, digest: str) -> tuple[Loaded, int]:
    loaded = load_catalogue(catalogue, digest=digest)
    for page in catalogue.pages:
        add_draft(page.key, title=page.title.model_dump(), body=page.body.model_dump())
    asked = 0
    for source in set_code_sources(catalogue.listings):
        priority = ASSESSED_AT_FIRST_START.get(source.kind)
        if priority is not None:
            request_assessment(source, at=timezone.now(), priority=priority)
            asked += 1
    return loaded, asked
