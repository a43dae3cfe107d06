"""What is known about a source folder before anyone judges it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a file is for. Only PRODUCTION and TEST code is measured; the rest is shown as left out."""

    PRODUCTION = "production"
    TEST = "test"
    DOCUMENTATION = "documentation"
    CONFIGURATION = "configuration"
    GENERATED = "generated"
    VENDORED = "vendored"
    MINIFIED = "minified"
    DATA = "data"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FunctionFacts:
    """One function or method. Lines are 1-based and inclusive; `complexity` is McCabe's cyclomatic
    complexity (1 + decisions); `nesting` is the deepest nesting of control structures (0 = none);
    `parameters` counts declared parameters (self/this left out); `tokens` counts words, operators, brackets
    and literals without comments and without those of nested functions; `cognitive` is the cognitive
    complexity (Campbell 2018); `documented` says that a documentation comment belongs to it."""

    name: str
    line: int
    end_line: int
    complexity: int
    nesting: int
    parameters: int
    tokens: int
    cognitive: int = 0
    documented: bool = False

    @property
    def length(self) -> int:
        """Lines from the first to the last line of the function."""
        return self.end_line - self.line + 1


@dataclass(frozen=True, slots=True)
class Import:
    """What a file says it uses: `target` as written (module, path, package or namespace), `line` 1-based."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Secret:
    """A place that looks like a password, key or token; `kind` names the pattern. The value is never kept."""

    line: int
    kind: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file. `path` is relative with forward slashes. `why_left_out` names the rule that decided the role
    (see `grader.facts.reasons`), empty for production code. `difficulty` holds the values named by
    `grader.facts.difficulty.FACT_NAMES` for code whose functions were read, else nothing. `assertions`
    counts places in test code that check something."""

    path: str
    role: Role
    language: str | None
    bytes: int
    lines: int = 0
    code_lines: int = 0
    comment_lines: int = 0
    blank_lines: int = 0
    tokens: int = 0
    functions: tuple[FunctionFacts, ...] = ()
    parsed: bool = False
    parse_errors: int = 0
    why_left_out: str = ""
    encoding: str = "utf-8"
    difficulty: tuple[float, ...] = ()
    imports: tuple[Import, ...] = ()
    secrets: tuple[Secret, ...] = ()
    assertions: int = 0


@dataclass(frozen=True, slots=True)
class Clone:
    """The same run of code in two places (type 1 and 2: names and literals may differ).

    `lines` is the length of the first run in lines; places are 1-based and inclusive.
    `renamed` marks type 2."""

    path: str
    line: int
    end_line: int
    other_path: str
    other_line: int
    other_end_line: int
    lines: int
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class Duplication:
    """`duplicated_lines` counts production code lines that are covered by at least one clone;
    `measured_lines` is the production code that was compared; `exact_lines` are those covered by type 1
    alone, the figure to hold against tools that know only exact copies."""

    clones: tuple[Clone, ...] = ()
    duplicated_lines: int = 0
    measured_lines: int = 0
    exact_lines: int = 0

    @property
    def share(self) -> float:
        """Duplicated share in percent (0 to 100) of the measured production code."""
        return 100.0 * self.duplicated_lines / self.measured_lines if self.measured_lines else 0.0


@dataclass(frozen=True, slots=True)
class LicenceFile:
    """`spdx` is the recognised SPDX identifier or None when the text is of no known licence."""

    path: str
    spdx: str | None


@dataclass(frozen=True, slots=True)
class DeclaredLicence:
    """A licence named in a manifest (package.json, pyproject.toml, publiccode.yml ...), as written there."""

    path: str
    line: int | None
    written: str
    spdx: str | None


@dataclass(frozen=True, slots=True)
class History:
    """Facts from the version history. `available` is False for archives and shallow clones without one;
    `truncated` says that the last 12 months are not all there, `first_commit_on` is None in shallow clones.

    `months` holds commits per month for the 12 months before `as_of`, oldest first."""

    available: bool
    commit: str | None = None
    committed_on: date | None = None
    first_commit_on: date | None = None
    commits: int = 0
    commits_last_12_months: int = 0
    authors_last_12_months: int = 0
    months: tuple[int, ...] = ()
    latest_tag: str | None = None
    latest_tag_on: date | None = None
    tags_last_12_months: int = 0
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a small file that indicators read: README, changelog, CI settings, publiccode.yml ...

    `text` holds at most the first 256 KiB; `truncated` says that there was more."""

    path: str
    text: str
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the indicators may ask. `tree_hash` is the SHA-256 over paths and contents of all files
    (without .git), so equal trees have equal hashes on every machine."""

    files: tuple[FileFacts, ...]
    tree_hash: str
    as_of: date
    duplication: Duplication = field(default_factory=Duplication)
    licence_files: tuple[LicenceFile, ...] = ()
    declared_licences: tuple[DeclaredLicence, ...] = ()
    history: History = field(default_factory=lambda: History(available=False))
    links: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()

    def with_role(self, *roles: Role) -> tuple[FileFacts, ...]:
        """Files of the given roles, in path order."""
        return tuple(file for file in self.files if file.role in roles)

    @property
    def production(self) -> tuple[FileFacts, ...]:
        return self.with_role(Role.PRODUCTION)

    @property
    def tests(self) -> tuple[FileFacts, ...]:
        return self.with_role(Role.TEST)
