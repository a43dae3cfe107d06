"""Third-party parts: fixed versions, matching locks, known and fitting licences."""

from __future__ import annotations

import json

import pytest

from grader.facts.licence_terms import conflicts
from grader.facts.model import LicenceFile
from grader.findings import Outcome
from grader.indicators.dependencies_are_pinned.measure import measure as pinned
from grader.indicators.dependency_licences_are_known.measure import measure as known
from grader.indicators.dependency_licences_fit.measure import measure as fit
from grader.indicators.lock_files_match_manifests.measure import measure as matching
from tests.grader.building import facts, source, tidy_functions

CODE = source("app.py", *tidy_functions(60))
MIT = (LicenceFile("LICENSE", "MIT"),)
MANIFEST = '{\n "dependencies": {\n  "vue": "^3"\n }\n}'


def lock(**licences: str | None) -> str:
    """A package-lock.json with one package per name; None leaves its licence out."""
    entries = {
        f"node_modules/{name}": {"version": "3.5.1", **({"license": licence} if licence else {})}
        for name, licence in licences.items()
    }
    return json.dumps({"lockfileVersion": 3, "packages": {"": {}, **entries}}, indent=1)


@pytest.mark.parametrize(
    ("manifest", "text", "lock_file"),
    [
        ("package.json", MANIFEST, "yarn.lock"),
        ("composer.json", '{"require": {"php": "^8", "laravel/framework": "^11"}}', "composer.lock"),
        ("Gemfile", 'gem "rails"\n', "Gemfile.lock"),
        ("Cargo.toml", '[dependencies]\nserde = "1"\n', "Cargo.lock"),
        ("pyproject.toml", '[project]\nname = "x"\ndependencies = ["django"]\n', "uv.lock"),
        ("pubspec.yaml", "dependencies:\n  http: ^1.0.0\n", "pubspec.lock"),
        ("mix.exs", 'defp deps do\n [{:phoenix, "~> 1.7"}]\nend\n', "mix.lock"),
        ("cpanfile", "requires 'Mojolicious', '9.0';\n", "cpanfile.snapshot"),
    ],
)
def test_open_versions_need_a_lock_file_beside_them(manifest: str, text: str, lock_file: str) -> None:
    started = {manifest: text, "src/main.rs": ""}
    open_ones = pinned(facts(CODE, documents=started))
    assert open_ones.outcome is Outcome.NOT_MET
    assert open_ones.evidence[0].path == manifest
    assert open_ones.evidence[0].line
    assert pinned(facts(CODE, documents={**started, lock_file: ""})).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("manifest", "text"),
    [
        ("requirements.txt", "# note\ndjango==5.2.1 \\\n    --hash=sha256:abc\n-r o.txt\nnumpy==2.0.0\n"),
        ("requirements/base.txt", "django==5.2.1\n"),
        ("go.mod", "module x\nrequire example.org/a/b v1.2.3\n"),
        (
            "pom.xml",
            "<project><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId>"
            "<version>1.2</version></dependency></dependencies></project>",
        ),
        ("build.gradle.kts", 'dependencies {\n    implementation("a.b:c:1.2.3")\n}\n'),
        ("App.csproj", '<Project><PackageReference Include="A" Version="1.2.3"/></Project>'),
    ],
)
def test_exact_versions_are_pinned_without_a_lock(manifest: str, text: str) -> None:
    assert pinned(facts(CODE, documents={manifest: text})).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("manifest", "text", "line"),
    [
        ("requirements.txt", "django>=5\nnumpy\n", 1),
        ("build.gradle", 'dependencies {\n    implementation "a.b:c:1.+"\n}\n', 2),
        (
            "pom.xml",
            "<project><dependencies>\n<dependency><groupId>a</groupId><artifactId>b</artifactId>"
            "<version>[1,2)</version></dependency></dependencies></project>",
            2,
        ),
    ],
)
def test_ranges_are_open(manifest: str, text: str, line: int) -> None:
    finding = pinned(facts(CODE, documents={manifest: text, "Dockerfile": "", "src/main.rs": ""}))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.evidence[0].line == line


def test_a_library_leaves_versions_open_on_purpose() -> None:
    library = {"composer.json": '{"name": "stadt/teil", "require": {"psr/log": "^3"}}'}
    assert pinned(facts(CODE, documents=library)).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("documents", [{}, {"package.json": '{"name": "x"}'}, {"package.json": "{broken"}])
def test_without_dependencies_nothing_needs_pinning(documents: dict[str, str]) -> None:
    for ask in (pinned, matching, known, fit):
        assert ask(facts(CODE, documents=documents)).outcome is Outcome.NOT_APPLICABLE


def test_a_lock_that_knows_everything_matches() -> None:
    documents = {"package.json": MANIFEST, "package-lock.json": lock(vue="MIT")}
    assert matching(facts(CODE, documents=documents)).outcome is Outcome.MET


def test_a_lock_that_does_not_know_a_part_is_out_of_date() -> None:
    finding = matching(
        facts(CODE, documents={"package.json": MANIFEST, "package-lock.json": lock(pinia="MIT")})
    )
    assert finding.outcome is Outcome.NOT_MET
    assert [(p.path, p.line) for p in finding.evidence] == [("package.json", 3), ("package-lock.json", None)]


def test_another_exact_version_than_in_the_lock_is_a_difference() -> None:
    exact = MANIFEST.replace("^3", "3.4.0")
    documents = {"package.json": exact, "package-lock.json": lock(vue="MIT")}
    assert matching(facts(CODE, documents=documents)).outcome is Outcome.NOT_MET


PNPM = """lockfileVersion: '9.0'

overrides:
  vue: 3.5.1
  '@scope/part@^2': 2.1.0

importers:

  .:
    dependencies:
      vue:
        specifier: 3.5.1
  packages/ui:
    dependencies: {}

packages:

  vue@3.5.1:
    resolution: {}

  '@scope/part@2.1.0':
    resolution: {}
"""


def test_a_version_the_workspace_overrides_is_no_difference() -> None:
    manifest = '{"dependencies": {"vue": "3.4.0", "@scope/part": "2.0.0"}}'
    assert matching(facts(CODE, documents={"package.json": manifest, "pnpm-lock.yaml": PNPM})).outcome is (
        Outcome.MET
    )
    without = PNPM.replace("overrides:", "others:")
    differing = matching(facts(CODE, documents={"package.json": manifest, "pnpm-lock.yaml": without}))
    assert differing.outcome is Outcome.NOT_MET
    settled = '{"resolutions": {"vue": "3.5.1"}, "dependencies": {"vue": "3.4.0"}}'
    yarn = 'vue@3.5.1:\n  version "3.5.1"\n'
    assert (
        matching(facts(CODE, documents={"package.json": settled, "yarn.lock": yarn})).outcome is Outcome.MET
    )


@pytest.mark.parametrize(("member", "expected"), [("packages/ui", Outcome.MET), ("tools", Outcome.NOT_MET)])
def test_a_left_over_lock_of_a_workspace_member_does_not_count(member: str, expected: Outcome) -> None:
    documents = {
        "pnpm-lock.yaml": PNPM,
        f"{member}/package.json": MANIFEST,
        f"{member}/pnpm-lock.yaml": PNPM.replace("vue@3.5.1", "react@1.0.0"),
    }
    assert matching(facts(CODE, documents=documents)).outcome is expected


def test_a_lock_in_a_format_we_cannot_read_is_not_judged() -> None:
    documents = {"package.json": MANIFEST, "bun.lockb": "\x00"}
    assert matching(facts(CODE, documents=documents)).outcome is Outcome.NOT_ASSESSABLE


def test_licences_are_known_unclear_or_unnamed() -> None:
    def ask(text: str) -> Outcome:
        return known(facts(CODE, documents={"package-lock.json": text})).outcome

    assert ask(lock(vue="MIT", pinia="Apache-2.0")) is Outcome.MET
    assert ask(lock(vue="MIT", odd="SEE LICENSE IN x")) is Outcome.NOT_MET
    assert ask(lock(vue="MIT", silent=None)) is Outcome.NOT_ASSESSABLE


def test_a_part_with_further_reaching_terms_is_shown_with_both_places() -> None:
    documents = {"package-lock.json": lock(vue="MIT", gnu="GPL-3.0-or-later")}
    finding = fit(facts(CODE, documents=documents, licence_files=MIT))
    assert finding.outcome is Outcome.NOT_MET
    assert [place.path for place in finding.evidence] == ["LICENSE", "package-lock.json"]
    assert finding.evidence[1].line == 9


def test_fitting_unknown_and_restricted_licences() -> None:
    def ask(own: tuple[LicenceFile, ...], **licences: str | None) -> Outcome:
        return fit(facts(CODE, documents={"package-lock.json": lock(**licences)}, licence_files=own)).outcome

    assert ask(MIT, vue="MIT", other="(MIT OR GPL-3.0)") is Outcome.MET
    assert ask(MIT, vue="MIT", silent=None) is Outcome.NOT_ASSESSABLE
    assert ask((), vue="MIT") is Outcome.NOT_ASSESSABLE
    assert ask(MIT, closed="BUSL-1.1") is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("part", "own", "expected"),
    [
        ("GPL-3.0-only", "EUPL-1.2", False),
        ("AGPL-3.0-only", "GPL-3.0-only", False),
        ("AGPL-3.0-only", "MIT", True),
        ("GPL-2.0-only", "GPL-3.0-only", True),
        ("GPL-2.0-or-later", "GPL-3.0-only", False),
        ("GPL-2.0+", "GPL-3.0-only", False),
        ("LGPL-3.0-only", "Apache-2.0", False),
        ("MIT AND GPL-3.0-only", "MIT", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "MIT", False),
    ],
)
def test_which_licences_may_stand_together(part: str, own: str, expected: bool) -> None:
    assert conflicts(part, own) is expected
