"""The suitability profile by topic, as a document tells it: each cell with its state and its evidence."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from marketplace.catalogue.models import Source
from marketplace.catalogue.states import counted
from marketplace.catalogue.vocabulary import STATE_LABELS, State
from marketplace.criteria.editions import current_edition, edition
from marketplace.exports.contents.sources import SourceList
from marketplace.lib.bilingual import in_current_language
from marketplace.lib.days import short_day
from marketplace.suitability.model import Cell, Said, Suitability


def topics_of(suitability: Suitability | None, sources: SourceList) -> list[dict[str, Any]]:
    """The topics of the profile's edition, each with its cells and their counts; empty without a profile."""
    if suitability is None:
        return []
    wanted = edition(suitability.edition) or current_edition()
    topics = []
    for topic in sorted(wanted.topics, key=lambda one: one.position):
        found = [(one, suitability.cell(one.key)) for one in wanted.of_topic(topic.key)]
        cells = [cell_of(cell, str(one.title), sources) for one, cell in found if cell is not None]
        if cells:
            topics.append({"name": str(topic.name), "counts": counts_of(cells), **told_and_not(cells)})
    return topics


def told_and_not(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """All cells, those somebody says something about, and the titles of the others by their state."""
    silent = [str(State.UNKNOWN), str(State.NOT_APPLICABLE)]
    groups = [
        [
            state,
            str(STATE_LABELS[State(state)]),
            ", ".join(one["title"] for one in cells if one["state"] == state),
        ]
        for state in silent
    ]
    return {
        "cells": cells,
        "told": [one for one in cells if one["state"] not in silent],
        "silent": [group for group in groups if group[2]],
    }


def cell_of(cell: Cell, title: str, sources: SourceList) -> dict[str, Any]:
    """One criterion with its answer in words and what it rests on."""
    return {
        "title": title,
        "criterion": cell.criterion,
        "state": str(cell.state),
        "state_label": str(STATE_LABELS[cell.state]),
        "words": in_current_language({"de": cell.words_de, "en": cell.words_en}),
        "reason": in_current_language({"de": cell.reason_de, "en": cell.reason_en}),
        "said": [said_of(one, sources) for one in cell.said],
    }


def counts_of(cells: list[dict[str, Any]]) -> list[list[Any]]:
    """[state, label, number] in fixed order, zero left out."""
    return [[str(state), str(label), n] for state, label, n in counted(State(one["state"]) for one in cells)]


def said_of(said: Said, sources: SourceList) -> dict[str, Any]:
    """One statement: words, source number, place, day, who checked it and until when it counts."""
    title = in_current_language({"de": said.source_de, "en": said.source_en}) or basis_label(said.basis)
    on = short_day(said.on)
    return {
        "words": in_current_language({"de": said.words_de, "en": said.words_en}),
        "basis": basis_label(said.basis),
        "title": title,
        "n": sources.number(title, said.url, on, basis_label(said.basis)),
        "place": ", ".join(part for part in (said.locator, said.short_hash) if part),
        "on": on,
        "checked_by": said.checked_by,
        "until": short_day(said.valid_until),
    }


def basis_label(basis: str) -> str:
    """Where a statement comes from, in words."""
    labels = {
        **{one.value: str(one.label) for one in Source.Basis},
        "check": _("automatisch geprüft"),
        "document": _("Nachweis hochgeladen"),
        "review": _("vom Marktplatz-Team geprüft"),
    }
    return labels.get(basis, basis)
