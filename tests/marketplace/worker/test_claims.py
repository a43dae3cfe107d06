"""Proofs on websites and in repositories, against a real https host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.analysis.models import CodeSource
from marketplace.organisations import claims
from marketplace.organisations.models import ProviderClaim
from marketplace.worker.claims import check_claims, look_into_repository
from tests import factories
from tests.fakes.host import Host

pytestmark = pytest.mark.django_db(transaction=True)


def begun(url: str, method: str = "domain", place: str = "") -> ProviderClaim:
    anna = factories.person("anna")
    provider = factories.provider("muster", url=url)
    factories.listing("melder", provider=provider)
    firm = factories.offering(members={anna: "admin"})
    claim = claims.open_claim(provider, firm, by=anna, method=method, place=place)
    if method == "domain":
        claims.ask_check(claim, by=anna)
    return claim


@pytest.fixture
def reachable(host: Host, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    settings.PRIVATE_HOSTS = [host.name]
    settings.WORK_ROOT = str(tmp_path / "work")
    settings.REQUIRE_ISOLATION = False
    monkeypatch.setenv("SSL_CERT_FILE", str(host.authority))
    monkeypatch.setenv("NO_PROXY", "localhost")
    return host


def test_the_file_proves_it_and_only_with_exactly_its_text(reachable: Host) -> None:
    claim = begun(reachable.url("/produkt"))
    path = f"/.well-known/{claim.file_name}"
    reachable.serve(path, b"<html>" + claim.token.encode())
    assert check_claims() == 1
    claim.refresh_from_db()
    assert (claim.state, "enthält aber nicht" in claim.problem_de) == ("open", True)
    reachable.serve(path, claim.token.encode() + b"\n")
    ProviderClaim.objects.update(check_at=claim.made_at)
    check_claims()
    claim.refresh_from_db()
    assert claim.state == "proven"
    assert claim.provider.organisation_id == claim.organisation_id


def test_what_is_missing_or_leads_elsewhere_is_said_with_the_reason(reachable: Host) -> None:
    claim = begun(reachable.url("/"))
    check_claims()
    claim.refresh_from_db()
    assert "404" in claim.problem_de
    assert claim.checked_at is not None
    reachable.redirect(f"/.well-known/{claim.file_name}", f"https://127.0.0.1:{reachable.port}/x")
    ProviderClaim.objects.update(check_at=claim.made_at)
    check_claims()
    claim.refresh_from_db()
    assert claim.state == "open"


def test_an_address_in_the_own_network_is_not_fetched(reachable: Host, settings: Any) -> None:
    settings.PRIVATE_HOSTS = []
    claim = begun(reachable.url("/"))
    asked = len(reachable.asked)
    check_claims()
    claim.refresh_from_db()
    assert claim.problem_de
    assert len(reachable.asked) == asked


def test_a_line_in_the_repository_proves_it_and_a_link_does_not(tmp_path: Path) -> None:
    place = "https://forge.example/muster/melder"
    claim = begun("", method="repository", place=place)
    listing = claim.provider.listings.get()
    source = CodeSource.objects.create(listing=listing, kind="git", location=place)
    secret = tmp_path / "elsewhere"
    secret.write_text(claim.token)
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / ".marktplatz").symlink_to(secret)
    assert look_into_repository(source, tree) == 1
    claim.refresh_from_db()
    assert (claim.state, "keine Datei" in claim.problem_de) == ("open", True)
    (tree / ".marktplatz").unlink()
    (tree / ".marktplatz").write_text(f"# Nachweis\n{claim.token}\n")
    look_into_repository(source, tree)
    claim.refresh_from_db()
    assert claim.state == "proven"


def test_one_repository_does_not_speak_for_others_elsewhere(tmp_path: Path) -> None:
    place = "https://forge.example/muster/melder"
    claim = begun("", method="repository", place=place)
    listing = claim.provider.listings.get()
    source = CodeSource.objects.create(listing=listing, kind="git", location=place)
    CodeSource.objects.create(listing=listing, kind="git", location="https://forge.example/andere/teil")
    (tmp_path / ".marktplatz").write_text(claim.token)
    look_into_repository(source, tmp_path)
    claim.refresh_from_db()
    assert (claim.state, claim.contested) == ("open", True)
