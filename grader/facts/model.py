"""What is known about a source folder before anyone judges it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from grader.facts.interfaces import Interface
from grader.facts.prose_model import Prose


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
    """What a file says it uses: `target` as written (module, path, package or namespace), `line` 1-based.

    `types_only` says that it is needed to check types and not when the program runs (``import type`` in
    TypeScript, ``if TYPE_CHECKING`` in Python)."""

    target: str
    line: int
    types_only: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A remarkable place in a file: 1-based inclusive lines and what stands there, e.g. a name."""

    line: int
    end_line: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Secret:
    """A place that looks like a password, key or token; `kind` names the pattern. The value is never kept."""

    line: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A place in the program that shows a habit of running it: `kind` is one of `grader.facts.signs`."""

    line: int
    kind: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file. `path` is relative with forward slashes. `why_left_out` names the rule that decided the role
    (see `grader.facts.reasons`), empty for production code. `difficulty` holds the values named by
    `grader.facts.difficulty.FACT_NAMES` for code whose functions were read, else nothing. `assertions`
    counts places in test code that check something, `test_cases` and `skipped_tests` the tests that begin
    there and those switched off (also tests inside of program files, as in Rust). `namespace` is the package
    or namespace the file says it belongs to; `unclear_names` holds names that tell nothing, `commented_out`
    runs of lines with disabled code in comments; `long_lines` counts lines of more than 120 characters,
    `longest_line` is the number of the longest one (0: none); `mixed_indentation` says that some lines begin
    with tabs and others with spaces."""

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
    test_cases: int = 0
    skipped_tests: int = 0
    prose: Prose | None = None
    interface: Interface | None = None
    signs: tuple[Sign, ...] = ()
    licence: str = ""
    licence_line: int = 0
    namespace: str = ""
    unclear_names: tuple[Mark, ...] = ()
    commented_out: tuple[Mark, ...] = ()
    long_lines: int = 0
    longest_line: int = 0
    mixed_indentation: bool = False


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
class Dependency:
    """A third-party part that a manifest asks for. `constraint` is the version as written ("" for any),
    `line` 1-based; `resolved` and `licence` are what the lock file says; `exact` says that the manifest alone
    decides the version; `local` parts come from the same tree or from a place that is no registry."""

    name: str
    constraint: str
    line: int | None
    dev: bool = False
    exact: bool = False
    local: bool = False
    resolved: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A list of dependencies people write. `ecosystem` is the package type of the package URL standard,
    `lock` the path of the lock file that belongs to it, `name` what it calls its own package."""

    path: str
    ecosystem: str
    dependencies: tuple[Dependency, ...]
    name: str = ""
    lock: str | None = None


@dataclass(frozen=True, slots=True)
class LockedPackage:
    """A package as a lock file fixes it; `licence` as written there, None where the file names none."""

    name: str
    version: str
    licence: str | None = None
    line: int | None = None
    dev: bool = False


@dataclass(frozen=True, slots=True)
class LockFile:
    """`packages` are in the order of the file; empty when the format is not read (`readable` is False).

    `overrides`: names whose written version gives way to another one, by the project's own will; `members`:
    folders of a workspace below its own that it covers as well.
    """

    path: str
    ecosystem: str
    packages: tuple[LockedPackage, ...] = ()
    readable: bool = True
    overrides: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Manifests and lock files of the tree, each in path order."""

    manifests: tuple[Manifest, ...] = ()
    locks: tuple[LockFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """A version tag. `signed` says that it carries a signature, not that the signature is valid; None where
    the tag itself was not fetched."""

    name: str
    on: date
    signed: bool | None = None


@dataclass(frozen=True, slots=True)
class Contributions:
    """What people changed in the last `months`; merges do not count, and robots count apart as `automatic`.

    `bus_factor` is the smallest number of people who made more than half of the changes, None without
    changes; `largest_share` is the part of the busiest person in percent. `complete` says that no commit is
    missing."""

    months: int
    changes: int
    automatic: int
    people: int
    bus_factor: int | None
    largest_share: float
    complete: bool = True


@dataclass(frozen=True, slots=True)
class FileHistory:
    """How often people changed a file of today; changes by robots and merges do not count."""

    path: str
    changes: int
    changes_last_12_months: int
    authors: int
    authors_last_12_months: int
    last_changed_on: date


@dataclass(frozen=True, slots=True)
class History:
    """Facts from the version history. `available` is False for archives and shallow clones without one;
    `truncated` says that the last 12 months are not all there, `first_commit_on` and `contributors` (people
    ever) are None in shallow clones.

    `months` holds commits per month for the 12 months before `as_of`, oldest first, `months_by_people` those
    that are not by robots. `last_human_on` is the day of the last commit that is not by a robot, None where
    none is known. `contributions` hold the last 12 and the last 24 months, `half_year` the last six, which is
    what openCode's badges look at. `releases` are newest first,
    `latest_trial` is a trial version (1.0rc1) newer than all of them.
    `signed_commits` counts commits of the last 12 months with a signature (not its validity), None where that
    was not read. `files_since` is the day from which on changes per file are known, None where they are not;
    `files` are in path order."""

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
    last_human_on: date | None = None
    months_by_people: tuple[int, ...] = ()
    contributors: int | None = None
    contributions: tuple[Contributions, ...] = ()
    half_year: Contributions | None = None
    releases: tuple[Release, ...] = ()
    latest_trial: Release | None = None
    signed_commits: int | None = None
    files_since: date | None = None
    files: tuple[FileHistory, ...] = ()


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
    dependencies: Dependencies = field(default_factory=Dependencies)

    def with_role(self, *roles: Role) -> tuple[FileFacts, ...]:
        """Files of the given roles, in path order."""
        return tuple(file for file in self.files if file.role in roles)

    @property
    def production(self) -> tuple[FileFacts, ...]:
        return self.with_role(Role.PRODUCTION)

    @property
    def tests(self) -> tuple[FileFacts, ...]:
        return self.with_role(Role.TEST)
