"""The files say what is wrong with them: which file, which key, which cause."""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.criteria.editions import read_all
from marketplace.criteria.errors import CriteriaInvalid
from tests.marketplace.criteria.conftest import Folder, both


def problems(folder: Folder) -> str:
    with pytest.raises(CriteriaInvalid) as refused:
        read_all(folder.path)
    return str(refused.value)


def test_a_good_folder_is_read(folder: Folder) -> None:
    edition, _ = read_all(folder.path)[0]
    assert edition.key == "2026-1"
    assert [one.key for one in edition.criteria] == ["costs-public"]


def test_a_yes_no_question_has_the_options_yes_and_no(folder: Folder) -> None:
    edition, _ = read_all(folder.path)[0]
    assert [(one.key, one.meets) for one in edition.criteria[0].options] == [("yes", True), ("no", False)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": {"de": "Kosten"}}, "title.en: Field required"),
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
        ({"answer": "choice"}, "an answer of kind choice needs at least two"),
        ({"answer": "number"}, "unit: a number needs one"),
        ({"review": [both("Ist die Liste datiert?")]}, "review: List should have at least 2 items"),
        ({"topic": "colours"}, "topic: 'colours' is not a topic of the edition"),
        ({"key": "other"}, "key: 'other' is not the file's name"),
        ({"references": ["gdpr-28"]}, "references: 'gdpr-28' does not stand in references.yaml"),
        ({"evidence": ["certificate"]}, "evidence: 'certificate' does not stand in evidence.yaml"),
        ({"fact": "colour"}, "fact: Input should be"),
        (
            {"references": [{"title": both("DSGVO"), "url": "https://example.org/"}]},
            "seen_on is missing; without it, note has to say what was not verified",
        ),
        (
            {"references": [{"title": both("DSGVO"), "url": "javascript:alert(1)", "seen_on": "2026-11-23"}]},
            "url: String should match pattern",
        ),
        (
            {"applies": {"kinds": ["solution"], "when": {"ai": ["yes"]}, "otherwise": both("Nie.")}},
            "applies.when: 'ai' is not a criterion of the edition",
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_place(folder: Folder, changes: dict[str, Any], said: str) -> None:
    folder.criterion("2026-1", "costs-public", **changes)
    told = problems(folder)
    assert "2026-1/cost/costs-public.yaml" in told
    assert said in told


def test_a_condition_names_an_answer_that_exists(folder: Folder) -> None:
    applies = {"kinds": ["solution"], "when": {"costs-public": ["perhaps"]}, "otherwise": both("Nie.")}
    folder.criterion("2026-1", "price-model", applies=applies)
    assert "price-model.yaml: applies.when.costs-public: 'perhaps' is not one of its answers" in problems(
        folder
    )


def test_a_key_that_stands_twice_is_a_mistake(folder: Folder) -> None:
    file = folder.path / "2026-1" / "cost" / "costs-public.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "key: again\n", encoding="utf-8")
    assert "'key' stands there twice" in problems(folder)


def test_text_that_is_not_yaml_names_file_and_line(folder: Folder) -> None:
    (folder.path / "2026-1" / "cost" / "broken.yaml").write_text("key: [", encoding="utf-8")
    told = problems(folder)
    assert "2026-1/cost/broken.yaml" in told
    assert "line " in told


def test_all_mistakes_are_named_at_once(folder: Folder) -> None:
    folder.criterion("2026-1", "costs-public", colour="red")
    folder.criterion("2026-1", "price-model", colour="red")
    assert problems(folder).count("Extra inputs") == 2


def test_own_keys_are_kept_for_operators(folder: Folder) -> None:
    folder.criterion("2026-1", "own-costs")
    assert "own-costs.yaml: key: own- is kept for criteria of an operator" in problems(folder)
