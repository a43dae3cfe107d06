"""The criteria catalogue's files: their schema, and reading them with errors that name file and place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from marketplace.criteria.model import AnswerKind

M = TypeVar("M", bound=BaseModel)
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
OptionKey = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=40)]
Address = Annotated[str, Field(pattern=r"^https://\S+$", max_length=400)]
FactKey = Literal[
    "", "license", "operation", "cost", "maturity", "interfaces", "languages", "source_code",
    "documentation", "security_contact", "last_change",
]  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Bilingual(_Strict):
    """A text in both languages."""

    de: str = Field(min_length=2, max_length=1200)
    en: str = Field(min_length=2, max_length=1200)


class OptionFile(_Strict):
    """One answer to choose from."""

    key: OptionKey
    label: Bilingual
    meets: bool


class ReferenceFile(_Strict):
    """A law, standard or guide. Without a date of reading, the note has to say what was not verified."""

    title: Bilingual
    url: Address
    seen_on: date | None = None
    note: Bilingual | None = None

    @model_validator(mode="after")
    def _dated_or_explained(self) -> Self:
        if self.seen_on is None and self.note is None:
            raise ValueError("seen_on is missing; without it, note has to say what was not verified")
        return self


class EvidenceFile(_Strict):
    """What proves an answer; `valid_months` empty: until something changes."""

    key: Key
    label: Bilingual
    valid_months: int | None = Field(default=None, ge=1, le=120)


class AppliesFile(_Strict):
    """When the question arises: listing kinds, and answers of other criteria."""

    kinds: list[Literal["solution", "consulting"]] = Field(min_length=1)
    when: dict[Key, list[OptionKey]] = {}
    otherwise: Bilingual


class RequirementFile(_Strict):
    """The criterion as text of a specification."""

    level: Literal["A", "B"]
    text: Bilingual
    proof: Bilingual


class CriterionFile(_Strict):
    """One criterion as it stands in its file. References and evidence may name shared entries."""

    key: Key
    topic: Key
    position: int = Field(ge=1, le=999)
    title: Bilingual
    question: Bilingual
    help: Bilingual
    why: Bilingual
    answer: AnswerKind
    options: list[OptionFile] = []
    unit: Bilingual | None = None
    applies: AppliesFile
    references: list[Key | ReferenceFile] = []
    evidence: list[Key | EvidenceFile] = Field(min_length=1)
    check: str = Field(default="", pattern=r"^[a-z_]*$", max_length=40)
    fact: FactKey = ""
    facet: bool = False
    requirement: RequirementFile
    review: list[Bilingual] = Field(min_length=2, max_length=5)
    ask_provider: Bilingual
    replaces: list[Key] = []

    @model_validator(mode="after")
    def _options_fit_the_answer(self) -> Self:
        keys = [option.key for option in self.options]
        if len(keys) != len(set(keys)):
            raise ValueError("options: a key stands there twice")
        if self.answer in (AnswerKind.CHOICE, AnswerKind.CHOICES) and len(keys) < 2:
            raise ValueError(f"options: an answer of kind {self.answer!s} needs at least two")
        if self.answer is AnswerKind.YES_NO and keys and sorted(keys) != ["no", "yes"]:
            raise ValueError("options: a yes/no question has the options yes and no")
        if self.answer in (AnswerKind.NUMBER, AnswerKind.DATE, AnswerKind.TEXT) and keys:
            raise ValueError(f"options: an answer of kind {self.answer!s} has none")
        if self.answer is AnswerKind.NUMBER and self.unit is None:
            raise ValueError("unit: a number needs one")
        return self


class TopicFile(_Strict):
    """A group of criteria."""

    key: Key
    name: Bilingual
    hint: Bilingual


class EditionFile(_Strict):
    """The head of an edition. `based_on`: the edition whose criteria it takes over, "" for the first."""

    key: str = Field(pattern=r"^\d{4}-\d+$")
    published_on: date
    based_on: str = Field(default="", pattern=r"^(\d{4}-\d+)?$")
    topics: list[TopicFile] = []
    removed: list[Key] = []
    changes: list[Bilingual] = Field(min_length=1)


class SharedReferences(_Strict):
    """References several criteria rest on, by key."""

    references: dict[Key, ReferenceFile]


class SharedEvidence(_Strict):
    """Kinds of evidence several criteria accept."""

    evidence: list[EvidenceFile]


if TYPE_CHECKING:
    from yaml import SafeLoader
else:
    # libyaml reads ten times as fast; where PyYAML was built without it, the slow reader says the same.
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Yaml(SafeLoader):
    """YAML in which yes and no are words, and a key that stands twice is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise yaml.constructor.ConstructorError(
                    None, None, f"line {line}: {key.value!r} stands there twice"
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Yaml.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_file(file: Path, model: type[M], place: str, problems: list[str]) -> M | None:
    """Read one YAML file against a schema.

    Args:
        file: the YAML file.
        model: its schema.
        place: how messages name the file.
        problems: receives one line per problem, with file, key and cause.

    Returns:
        The checked content, or None where there are problems.
    """
    try:
        raw = yaml.load(file.read_text(encoding="utf-8"), _Yaml)  # noqa: S506 (a SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problems.append(f"{place}: {' '.join(str(error).split())}")
        return None
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for one in error.errors():
            where = ".".join(str(step) for step in one["loc"])
            problems.append(f"{place}: {where or 'file'}: {one['msg']}")
        return None
