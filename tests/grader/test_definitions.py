"""Every indicator is explained, for a clerk and for an engineer, in both languages."""

from __future__ import annotations

import pytest

from grader.findings import Outcome
from grader.indicators.catalogue import FOLDER, Indicator, indicators, topics
from tests.grader.building import facts, source, tidy_functions


@pytest.mark.parametrize("known", indicators(), ids=lambda known: known.id)
def test_every_text_is_there_in_both_languages(known: Indicator) -> None:
    for text in (known.title, known.question, known.why, known.how, known.limits, known.remedy):
        assert text.de.strip()
        assert text.en.strip()
        assert text.de != text.en
    assert known.question.de.endswith("?")
    assert known.effort in {"low", "medium", "high"}
    assert known.lifecycle in {"experimental", "stable", "deprecated"}
    assert known.topic in {topic.id for topic in topics()}


@pytest.mark.parametrize("known", indicators(), ids=lambda known: known.id)
def test_the_id_is_the_name_of_the_folder(known: Indicator) -> None:
    folder = FOLDER / known.id.replace("-", "_")
    assert (folder / "measure.py").is_file()
    assert f'ID = "{known.id}"' in (folder / "measure.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("known", indicators(), ids=lambda known: known.id)
def test_every_indicator_answers_an_empty_folder_calmly(known: Indicator) -> None:
    finding = known.measure(facts(history=None))
    assert finding.outcome in {Outcome.NOT_APPLICABLE, Outcome.NOT_ASSESSABLE}
    assert finding.statement.de
    assert finding.statement.en


def test_a_mistake_of_ours_becomes_a_finding_with_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_facts: object) -> None:
        raise ValueError("no such column")

    monkeypatch.setattr("grader.indicators.changelog_exists.measure.measure", fails)
    changelog = next(known for known in indicators() if known.id == "changelog-exists")
    finding = changelog.measure(facts(source("a.py", *tidy_functions(3))))
    assert finding.outcome is Outcome.ERROR
    assert "ValueError: no such column" in finding.statement.de
