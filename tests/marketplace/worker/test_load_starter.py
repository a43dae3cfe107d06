"""Loading the starter catalogue, also over what operators have added meanwhile."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from marketplace.analysis.models import AnalysisRun, CodeSource
from marketplace.analysis.services import add_source
from marketplace.catalogue.models import CatalogueRevision, Listing

pytestmark = pytest.mark.django_db


def load() -> str:
    said = StringIO()
    call_command("load_starter", stdout=said)
    return said.getvalue()


def load_anew() -> str:
    """Load as after an update that brought other files."""
    CatalogueRevision.objects.update(starter_digest="")
    return load()


def test_loading_again_changes_nothing_and_asks_for_nothing() -> None:
    assert "assessments asked for" in load()
    before = (Listing.objects.count(), CodeSource.objects.count(), AnalysisRun.objects.count())
    assert before[0] >= 60
    assert "unchanged" in load()
    assert " 0 listings written" in load_anew()
    assert (Listing.objects.count(), CodeSource.objects.count(), AnalysisRun.objects.count()) == before


def test_another_version_an_operator_has_added_stands_in_nobodys_way() -> None:
    load()
    known = CodeSource.objects.filter(kind="pypi").select_related("listing").first()
    assert known is not None
    added = add_source(known.listing, kind="pypi", location=known.location, version="1.0")
    assert " 0 assessments asked for" in load_anew()
    assert CodeSource.objects.get(pk=added.pk).version == "1.0"


def test_this_project_is_listed_and_assessed_first_without_network() -> None:
    load()
    first = AnalysisRun.objects.order_by("-priority").first()
    assert first is not None
    assert (first.source.kind, first.source.location) == ("folder", ".")
