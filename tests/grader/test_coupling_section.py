"""The section `coupling` of the result, from real files in several languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.facts.collect import collect
from grader.report.coupling import coupling_section
from tests.grader.building import TODAY, write

PYTHON = {
    "shop/orders/cart.py": "from shop.stock import shelf\n\n\ndef add():\n    return shelf\n",
    "shop/stock/__init__.py": "",
    "shop/stock/shelf.py": "from ..orders.cart import add\n\n\ndef take():\n    return add\n",
    "shop/__init__.py": "",
    "shop/orders/__init__.py": "",
    "shop/web/page.py": "import shop.orders.cart\n\n\ndef show():\n    return shop\n",
}


def section(tmp_path: Path, files: dict[str, str]) -> dict[str, Any]:
    return coupling_section(collect(write(tmp_path, files), as_of=TODAY))


def test_components_edges_and_circles_are_listed_with_their_imports(tmp_path: Path) -> None:
    found = section(tmp_path, PYTHON)

    assert (found["imports"], found["resolved"]) == (3, 3)
    assert {
        row["path"]: (row["incoming"], row["outgoing"], row["in_circle"]) for row in found["components"]
    } == {
        "shop/orders": (2, 1, True),
        "shop/stock": (1, 1, True),
        "shop/web": (0, 1, False),
        "shop": (0, 0, False),
    }
    assert found["edges"][0] == {
        "from": "shop/orders", "to": "shop/stock", "path": "shop/orders/cart.py", "line": 1, "imports": 1,
    }  # fmt: skip
    assert [circle["members"] for circle in found["circles"]] == [["shop/orders", "shop/stock"]]
    assert [(step["path"], step["line"]) for step in found["file_circles"][0]["way"]] == [
        ("shop/orders/cart.py", 1),
        ("shop/stock/shelf.py", 1),
    ]
    assert found["most_needed_files"][0] == {"path": "shop/orders/cart.py", "files": 2}


def test_a_program_without_imports_has_an_empty_picture(tmp_path: Path) -> None:
    found = section(tmp_path, {"a.py": "def f():\n    return 1\n"})
    assert found["edges"] == found["circles"] == found["file_circles"] == []
