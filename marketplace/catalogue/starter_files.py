"""The starter catalogue's files: their schema, and reading them with errors that name file and place."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from marketplace.catalogue.errors import StarterCatalogueInvalid
from marketplace.catalogue.vocabulary import RESERVED_SLUGS

STARTER = Path(__file__).parent / "starter"
M = TypeVar("M", bound=BaseModel)
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Bilingual(_Strict):
    """A text in both languages."""

    de: str = Field(min_length=1)
    en: str = Field(min_length=1)


class SearchWords(_Strict):
    """Words people use for the need, by language."""

    de: list[str] = []
    en: list[str] = []


class StarterSource(_Strict):
    """Where facts were read."""

    title: Bilingual
    url: str = Field(default="", pattern=r"^(https?://\S+)?$", max_length=400)
    basis: Literal["repository", "provider", "third_party"]
    seen_on: date


FactKey = Literal[
    "purpose", "audience", "license", "source_code", "operation", "interfaces", "technology", "version",
    "last_change", "maturity", "cost", "cost_model", "successor", "languages", "documentation",
    "security_contact", "remark",
]  # fmt: skip


# The same keys as organisations.Land and catalogue.Reference.Size: these files are also read without Django.
LandKey = Literal[
    "", "BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH",
]  # fmt: skip
SizeKey = Literal["", "small", "medium", "large", "county", "state"]


class StarterFact(_Strict):
    """One statement with the key of its source."""

    key: FactKey
    value: Any
    source: str
    locator: str = Field(default="", max_length=200)
    on: date | None = None


class StarterReference(_Strict):
    """A user of the solution, as a source says."""

    name: str = Field(min_length=1, max_length=200)
    source: str
    land: LandKey = ""
    size: SizeKey = ""


class StarterCode(_Strict):
    """A place the grader may read."""

    kind: Literal["git", "archive", "pypi", "npm", "folder"]
    url: str = ""
    package: str = ""
    path: str = ""
    part: Bilingual | None = None

    @property
    def location(self) -> str:
        return self.url or self.package or self.path

    @model_validator(mode="after")
    def _has_its_location(self) -> StarterCode:
        wanted = {"git": "url", "archive": "url", "pypi": "package", "npm": "package", "folder": "path"}[
            self.kind
        ]
        if not getattr(self, wanted):
            raise ValueError(f"code of kind {self.kind} needs {wanted}")
        return self


class StarterListing(_Strict):
    """One file of the starter catalogue."""

    slug: Slug
    kind: Literal["solution", "consulting"]
    name: str = Field(min_length=1, max_length=200)
    provider: Slug
    fields_of_action: list[Slug] = Field(min_length=1, max_length=3)
    as_of: date
    summary: Bilingual
    search_words: SearchWords = SearchWords()
    sources: dict[Slug, StarterSource] = Field(min_length=1)
    facts: list[StarterFact] = Field(min_length=1)
    references: list[StarterReference] = []
    code: list[StarterCode] = []
    unknown: list[FactKey] = []

    @model_validator(mode="after")
    def _every_statement_names_a_known_source(self) -> StarterListing:
        named = [fact.source for fact in self.facts] + [one.source for one in self.references]
        for key in named:
            if key not in self.sources:
                raise ValueError(f"source {key!r} is not among the sources")
        return self


class ProviderSource(_Strict):
    """Where a provider's kind and seat were read."""

    title: str
    url: str = ""
    seen_on: date


class StarterProvider(_Strict):
    """A provider of the starter catalogue."""

    slug: Slug
    name: str = Field(min_length=1, max_length=200)
    kind: Literal["public", "private", "nonprofit", "research", "community"]
    seat: str | None = None
    url: str | None = None
    source: ProviderSource | None = None


class StarterField(_Strict):
    """A field of action."""

    slug: Slug
    name: Bilingual
    hint: Bilingual
    group: Literal["life", "cross"]


class StarterPage(_Strict):
    """A draft of a legal text that the operator completes."""

    key: Literal["impressum", "datenschutz", "barrierefreiheit"]
    title: Bilingual
    body: Bilingual


class StarterCatalogue(_Strict):
    """Everything the first start loads."""

    fields: list[StarterField]
    providers: list[StarterProvider]
    listings: list[StarterListing]
    pages: list[StarterPage]


def starter_digest(folder: Path = STARTER) -> str:
    """SHA-256 over the starter files, to skip loading when nothing changed."""
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*.yaml")):
        total.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def read_starter_catalogue(folder: Path = STARTER) -> StarterCatalogue:
    """Read and check all files before anything is written.

    Raises:
        StarterCatalogueInvalid: with one line per problem that names file, place and cause.
    """
    problems: list[str] = []
    catalogue = StarterCatalogue(
        fields=_items(folder / "fields.yaml", StarterField, problems),
        providers=[
            provider
            for file in sorted((folder / "providers").glob("*.yaml"))
            for provider in _items(file, StarterProvider, problems)
        ],
        listings=_listings(folder, problems),
        pages=_items(folder / "pages.yaml", StarterPage, problems),
    )
    problems += _dangling(catalogue)
    if problems:
        raise StarterCatalogueInvalid(problems)
    return catalogue


def _listings(folder: Path, problems: list[str]) -> list[StarterListing]:
    found = []
    for file in sorted((folder / "listings").glob("*.yaml")):
        listing = _checked(StarterListing, _yaml(file, problems), file.name, problems)
        if listing and listing.slug != file.stem:
            problems.append(f"{file.name}: slug {listing.slug!r} is not the file's name")
        if listing:
            found.append(listing)
    return found


def _items(file: Path, model: type[M], problems: list[str]) -> list[M]:
    raw = _yaml(file, problems)
    if not isinstance(raw, list):
        problems.append(f"{file.name}: a list is expected")
        return []
    checked = [_checked(model, item, f"{file.name}[{number}]", problems) for number, item in enumerate(raw)]
    return [item for item in checked if item is not None]


def _checked(model: type[M], raw: Any, place: str, problems: list[str]) -> M | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for one in error.errors():
            where = ".".join(str(step) for step in one["loc"])
            problems.append(f"{place}: {where or 'file'}: {one['msg']}")
        return None


def _yaml(file: Path, problems: list[str]) -> Any:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problems.append(f"{file.name}: {error}")
        return None


def _dangling(catalogue: StarterCatalogue) -> list[str]:
    providers = {provider.slug for provider in catalogue.providers}
    fields = {field.slug for field in catalogue.fields}
    problems = []
    for listing in catalogue.listings:
        if listing.slug in RESERVED_SLUGS:
            problems.append(f"{listing.slug}.yaml: {listing.slug!r} is the name of a page")
        if listing.provider not in providers:
            problems.append(f"{listing.slug}.yaml: provider {listing.provider!r} is not described")
        problems += [
            f"{listing.slug}.yaml: field of action {slug!r} is not known"
            for slug in listing.fields_of_action
            if slug not in fields
        ]
    return problems
