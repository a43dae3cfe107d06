"""Every route answers every role as the matrix says, whatever the object's state."""

from __future__ import annotations

import pytest

from tests.permissions.asking import Asker
from tests.permissions.matrix import Row, matrix
from tests.permissions.routes import all_routes

pytestmark = pytest.mark.django_db
ROWS = matrix().rows
ROLES = tuple(matrix().roles)
# HEAD follows GET in the views, so these few show it.
FEW = ("anonymous", "town_admin")


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    routes = {name for name in all_routes() if not name.startswith("admin:")}
    assert sorted(routes - set(ROWS)) == [], "routes without a row in matrix.yaml"
    assert sorted(set(ROWS) - routes) == [], "rows of matrix.yaml without a route"


def test_rows_fill_every_value_of_their_address() -> None:
    routes = all_routes()
    wrong = [
        (row.route, state)
        for row in ROWS.values()
        for state, values in row.addresses.items()
        if set(values) != set(routes[row.route].values)
    ]
    assert not wrong


def test_rows_with_an_address_say_what_a_missing_object_answers() -> None:
    assert not [
        one.route for one in ROWS.values() if list(one.addresses) != [""] and "missing" not in one.addresses
    ]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_answers_are_those_of_the_matrix(asker: Asker, row: Row, method: str) -> None:
    wrong = []
    for state, rights in (row.get if method == "get" else row.post).items():
        for role, wanted in rights.items():
            found = asker.outcome(role, method, row, state)
            if found != wanted:
                wrong.append(f"{role}, {state or 'always'}: {found}, not {wanted}")
    assert not wrong, f"{row.route} {method.upper()}\n" + "\n".join(wrong)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_head_is_answered_like_get(asker: Asker, row: Row) -> None:
    for state, rights in row.get.items():
        for role in FEW:
            assert asker.outcome(role, "head", row, state) in {rights[role], "method"}, (role, state)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_other_methods_are_refused(asker: Asker, row: Row) -> None:
    refused = {"method", "forbidden", "not_found", "sign_in", "municipality", "confirm"}
    for state in row.addresses:
        for role in ("anonymous", "town_admin"):
            for method in ("put", "delete"):
                found = asker.outcome(role, method, row, state)
                assert found in (refused | {"ok", "input"} if row.other else refused), (role, state, method)
