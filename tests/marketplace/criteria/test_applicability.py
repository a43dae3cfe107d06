"""Which questions arise for which offer; what is unknown takes no question away."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from marketplace.criteria.applicability import arises
from marketplace.criteria.editions import current_edition

LIBRARY = {"software-type": ["library"]}
HOSTED = {
    "software-type": ["web_application"],
    "operation-offer": ["provider_operated", "self_hosted"],
    "personal-data": ["yes"],
}
SELF_HOSTED = {"software-type": ["web_application"], "operation-offer": ["self_hosted"]}


@pytest.mark.parametrize(
    ("key", "kind", "known", "expected"),
    [
        ("processing-agreement", "solution", HOSTED, True),
        ("processing-agreement", "solution", LIBRARY, False),
        ("processing-agreement", "solution", SELF_HOSTED, False),
        ("processing-agreement", "solution", HOSTED | {"personal-data": ["no"]}, False),
        ("processing-agreement", "solution", {}, True),
        ("processing-agreement", "consulting", {}, False),
        ("accessibility-test", "consulting", {}, False),
        ("accessibility-test", "solution", {"software-type": ["background_service"]}, False),
        ("accessibility-test", "solution", HOSTED, True),
        ("container-images", "solution", {"software-type": ["desktop_application"]}, False),
        ("container-images", "solution", SELF_HOSTED, True),
        ("ai-labelling", "solution", {"ai-used": ["no"]}, False),
        ("ai-labelling", "consulting", {"ai-used": ["yes"]}, True),
        ("ai-labelling", "solution", {"ai-used": []}, True),
        ("funding-end", "solution", {"business-model": ["fees"]}, False),
        ("funding-end", "solution", {"business-model": ["fees", "funding"]}, True),
        ("consulting-independence", "solution", {}, False),
        ("costs-public", "consulting", {}, True),
    ],
)
def test_a_question_arises(key: str, kind: str, known: Mapping[str, list[str]], expected: bool) -> None:
    criterion = current_edition().criterion(key)
    assert criterion is not None
    assert arises(criterion, kind, known) is expected
