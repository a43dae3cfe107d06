"""Every model is introduced by its German word, and the glossary knows it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model

from tools.places import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
MODELS = [model for model in apps.get_models() if model.__module__.startswith("marketplace.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_model_is_in_the_glossary(model: type[Model]) -> None:
    german, colon, meaning = (model.__doc__ or "").partition(":")
    assert colon, f"{model.__name__}: the docstring begins with the German word and a colon"
    assert meaning.strip()
    row = next((line for line in GLOSSARY.splitlines() if f"`{model.__name__}`" in line), "")
    assert row.startswith(f"| {german} |"), f"| {german} | … | `{model.__name__}` | … | is missing"


def test_the_glossary_names_no_model_that_is_gone() -> None:
    table = GLOSSARY.split("## What people say")[0]
    named = {cells[3].strip(" `") for line in table.splitlines() if len(cells := line.split("|")) > 4}
    assert named - {"Code", "---"} == {model.__name__ for model in MODELS}
