"""Solutions side by side: rows by topic, each cell with its state and the numbers of its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _


def comparison_of(sheets: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Columns and groups of rows, made of the sheets of two to five listings (see `sheet_of`)."""
    return {
        "columns": [
            {key: sheet[key] for key in ("name", "provider", "as_of", "claimed", "url")}
            | {"grade": _grade(sheet), "letter": (sheet["code"] or {}).get("letter", "")}
            for sheet in sheets
        ],
        "groups": [_facts(sheets), *_topics(sheets)],
    }


def _grade(sheet: dict[str, Any]) -> str:
    code = sheet["code"]
    if not code:
        return "–"
    if not code["letter"]:
        return str(code["why_not"])
    part = _("nur für den Teil „{part}“").format(part=code["part"]) if code["part"] else ""
    return ", ".join(one for one in (code["word"], code["on"], part) if one)


def _facts(sheets: Sequence[dict[str, Any]]) -> dict[str, Any]:
    labels = dict.fromkeys((fact["key"], fact["label"]) for sheet in sheets for fact in sheet["facts"])
    rows = []
    for key, label in labels:
        found = [next((one for one in sheet["facts"] if one["key"] == key), None) for sheet in sheets]
        rows.append({"title": label, "cells": [_fact_cell(one) for one in found]})
    return {"name": _("Fakten"), "rows": rows, "silent": ""}


def _fact_cell(fact: dict[str, Any] | None) -> dict[str, Any]:
    if fact is None:
        return {"state": "unknown", "state_label": _("unbekannt"), "text": "", "numbers": []}
    texts = dict.fromkeys(", ".join(one["items"]) or one["text"] for one in fact["entries"])
    return {
        "state": fact["state"],
        "state_label": fact["state_label"],
        "text": " / ".join(texts),
        "numbers": list(dict.fromkeys(one["n"] for one in fact["entries"])),
    }


def _topics(sheets: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    groups = []
    for name in dict.fromkeys(topic["name"] for sheet in sheets for topic in sheet["topics"]):
        cells = [_cells(sheet, name) for sheet in sheets]
        titles = dict.fromkeys(title for by_title in cells for title in by_title)
        rows = [
            {"title": title, "cells": [_cell(by_title.get(title)) for by_title in cells]} for title in titles
        ]
        told = [row for row in rows if _says_something(row)]
        silent = ", ".join(str(row["title"]) for row in rows if not _says_something(row))
        groups.append({"name": name, "rows": told, "silent": silent})
    return groups


def _says_something(row: dict[str, Any]) -> bool:
    return any(cell["state"] not in {"unknown", "not_applicable"} for cell in row["cells"])


def _cells(sheet: dict[str, Any], topic: str) -> dict[str, dict[str, Any]]:
    found = [one for one in sheet["topics"] if one["name"] == topic]
    return {cell["title"]: cell for one in found for cell in one["cells"]}


def _cell(cell: dict[str, Any] | None) -> dict[str, Any]:
    if cell is None:
        return {"state": "unknown", "state_label": _("unbekannt"), "text": "", "numbers": []}
    return {
        "state": cell["state"],
        "state_label": cell["state_label"],
        # Why a question does not arise, the listing's page tells; here it would fill the column.
        "text": cell["words"] or (cell["reason"] if cell["said"] else ""),
        "numbers": list(dict.fromkeys(one["n"] for one in cell["said"])),
    }
