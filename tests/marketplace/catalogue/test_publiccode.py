"""publiccode.yml of strangers: limits before anything is built, errors with line and key."""

from __future__ import annotations

import pytest

from marketplace.catalogue.errors import EditRefused
from marketplace.catalogue.publiccode import MOST_BYTES, from_entries, read_publiccode

pytestmark = pytest.mark.django_db

GOOD = b"""publiccodeYmlVersion: "0.4"
name: Meldeportal
url: https://forge.example/stadt/melde.git
softwareVersion: 2.1.0
releaseDate: 2026-03-01
developmentStatus: stable
legal:
  license: EUPL-1.2
localisation:
  availableLanguages: [de, en]
description:
  de:
    shortDescription: Maengel melden.
    longDescription: Lange Beschreibung.
"""


def test_everything_known_is_offered_with_its_line() -> None:
    offers = {one.field.key: one for one in read_publiccode(GOOD)}
    assert {key: one.value for key, one in offers.items()} == {
        "name": "Meldeportal",
        "fact.source_code": "https://forge.example/stadt/melde",
        "fact.version": "2.1.0",
        "fact.last_change": "2026-03-01",
        "fact.maturity": "stable",
        "fact.license": "EUPL-1.2",
        "fact.languages": ["de", "en"],
        "summary": {"de": "Maengel melden."},
        "fact.purpose": {"de": "Lange Beschreibung."},
    }
    assert offers["fact.license"].line == 8


def test_what_does_not_fit_is_said_with_line_and_key() -> None:
    (offer,) = read_publiccode(b"a: 1\nlegal:\n  license: Nonsense Licence\n")
    assert offer.problem.startswith("Zeile 3, legal/license:")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * (MOST_BYTES + 1), "256 KB"),
        (b"name: !!python/object/apply:os.system [id]\n", "Zeile 1: Marken"),
        (b"a: &a 1\n" + b"b:\n" + b"- *a\n" * 101, "Verweise"),
        (b"name: " + b"[" * 60 + b"]" * 60, "verschachtelt"),
        (b"name: [unclosed\n", "kein g"),
        (b"name: \xff\n", "UTF-8"),
        (b"- a\n- b\n", "Erwartet werden"),
        (b"other: 1\n", "nichts"),
        (b"", "Erwartet werden"),
    ],
)
def test_beyond_the_limits_it_is_refused_with_the_place(data: bytes, said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        read_publiccode(data)


def test_aliases_that_multiply_cost_nothing() -> None:
    bomb = b"a0: &a0 [x, x]\n" + b"".join(
        b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 45)
    )
    (offer,) = read_publiccode(bomb + b"name: Meldeportal\n")
    assert offer.value == "Meldeportal"


def test_the_entries_of_an_assessment_are_offered_in_the_same_way() -> None:
    (offer,) = from_entries([{"key": "legal.license", "value": "MIT", "line": 12}])
    assert (offer.field.key, offer.value, offer.line) == ("fact.license", "MIT", 12)
