"""The starter catalogue: all or nothing, safe to repeat, and every statement has a source."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.utils import timezone

from marketplace.catalogue.errors import StarterCatalogueInvalid
from marketplace.catalogue.models import Fact, Listing
from marketplace.catalogue.services import load_catalogue
from marketplace.catalogue.starter_files import STARTER, read_starter_catalogue

CATALOGUE = read_starter_catalogue()


def test_there_are_at_least_sixty_solutions_and_two_consulting_services() -> None:
    kinds = [listing.kind for listing in CATALOGUE.listings]
    assert kinds.count("solution") >= 60
    assert kinds.count("consulting") >= 2


def test_every_field_of_action_of_the_programme_has_a_listing() -> None:
    used = {slug for listing in CATALOGUE.listings for slug in listing.fields_of_action}
    assert {field.slug for field in CATALOGUE.fields} == used


@pytest.mark.parametrize("listing", CATALOGUE.listings, ids=lambda listing: listing.slug)
def test_a_listing_says_in_both_languages_what_it_is_for(listing: object) -> None:
    assert 50 <= len(listing.summary.de) <= 180  # type: ignore[attr-defined]
    assert 40 <= len(listing.summary.en) <= 180  # type: ignore[attr-defined]
    assert "purpose" in {fact.key for fact in listing.facts}  # type: ignore[attr-defined]


@pytest.mark.parametrize("listing", CATALOGUE.listings, ids=lambda listing: listing.slug)
def test_every_source_has_an_address_and_a_day(listing: object) -> None:
    reads_this_folder = any(code.kind == "folder" for code in listing.code)  # type: ignore[attr-defined]
    for key, source in listing.sources.items():  # type: ignore[attr-defined]
        assert source.seen_on
        # Our own fruitless search has a day but no address.
        assert source.url or reads_this_folder or key == "recherche"


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    first = load_catalogue(CATALOGUE, digest="x")
    facts = Fact.objects.count()
    second = load_catalogue(CATALOGUE, digest="x")
    assert len(first.written) == len(CATALOGUE.listings)
    assert (second.written, second.unchanged) == ([], len(CATALOGUE.listings))
    assert Fact.objects.count() == facts


@pytest.mark.django_db
def test_a_listing_its_provider_has_confirmed_is_never_overwritten() -> None:
    load_catalogue(CATALOGUE, digest="x")
    slug = CATALOGUE.listings[0].slug
    Listing.objects.filter(slug=slug).update(
        claimed_at=timezone.now(), name="Eigener Name", starter_digest=""
    )
    assert load_catalogue(CATALOGUE, digest="y").claimed == 1
    assert Listing.objects.get(slug=slug).name == "Eigener Name"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("slug: [", "kaputt.yaml"),
        ("slug: kaputt\nkind: toaster\n", "kaputt.yaml: kind"),
        ("- eine\n- liste\n", "kaputt.yaml: file"),
    ],
)
def test_a_broken_file_is_named_with_its_cause(tmp_path: Path, text: str, cause: str) -> None:
    folder = tmp_path / "starter"
    shutil.copytree(STARTER, folder)
    (folder / "listings" / "kaputt.yaml").write_text(text)
    with pytest.raises(StarterCatalogueInvalid, match=cause):
        read_starter_catalogue(folder)


def test_a_statement_without_a_known_source_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "starter"
    shutil.copytree(STARTER, folder)
    file = next((folder / "listings").glob("*.yaml"))
    file.write_text(file.read_text().replace("source: ", "source: erfunden-", 1))
    with pytest.raises(StarterCatalogueInvalid, match="is not among the sources"):
        read_starter_catalogue(folder)
