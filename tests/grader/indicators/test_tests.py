from __future__ import annotations

import pytest

from grader.facts.model import Role
from grader.findings import Outcome
from grader.indicators.tests_exist.measure import measure as amount_of_tests
from grader.indicators.tests_run_in_ci.measure import measure as automated_runs
from tests.grader.building import archive_of, facts, source, tidy_functions, tidy_project

PROGRAM = tuple(source(f"app/{i}.py", *tidy_functions(30)) for i in range(10))


def test_as_many_lines_of_tests_as_of_program_are_plenty() -> None:
    finding = amount_of_tests(facts(*tidy_project()))
    assert finding.outcome is Outcome.MET
    assert finding.statement.de.startswith("Auf 100 Zeilen Programm kommen 100 Zeilen")
    assert finding.evidence[0].path == "tests"


def test_no_tests_in_a_repository_are_a_weakness() -> None:
    assert amount_of_tests(facts(*PROGRAM)).outcome is Outcome.NOT_MET


def test_no_tests_in_an_archive_say_nothing() -> None:
    assert amount_of_tests(archive_of(facts(*PROGRAM))).outcome is Outcome.NOT_ASSESSABLE


def test_tests_in_one_single_file_are_mentioned() -> None:
    alone = source("tests/test_all.py", *tidy_functions(300), role=Role.TEST)
    assert "einzigen Datei" in amount_of_tests(facts(*PROGRAM, alone)).statement.de


def test_without_program_there_is_nothing_to_test() -> None:
    assert amount_of_tests(facts(documents={"README.md": "# Text"})).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    "line",
    [
        "        run: pytest -q",
        "    - mvn -B verify",
        "      - run: npm run test:unit",
        "    - run: yarn test",
        "        run: ./gradlew clean build",
        "  script: go test ./...",
        "    - bundle exec rspec",
        "exec ./run check",
    ],
)
def test_a_test_command_in_the_automated_runs_is_found_with_its_line(line: str) -> None:
    settings = {".github/workflows/ci.yml": f"on: push\njobs:\n{line}\n"}
    finding = automated_runs(facts(*tidy_project(), documents=settings))
    assert finding.outcome is Outcome.MET
    assert (finding.evidence[0].path, finding.evidence[0].line) == (".github/workflows/ci.yml", 3)


@pytest.mark.parametrize(
    "line",
    [
        "        run: mvn -DskipTests package",
        "        name: pytest",
        "  cypress:",
        "        key: gradle-{{ checksum 'build.gradle' }}",
        "        run: pip install pytest",
        "        # run: pytest",
    ],
)
def test_a_line_that_runs_no_tests_is_not_taken_for_one(line: str) -> None:
    settings = {".github/workflows/ci.yml": f"on: push\njobs:\n{line}\n"}
    assert automated_runs(facts(*tidy_project(), documents=settings)).outcome is Outcome.NOT_MET


def test_runs_described_elsewhere_are_not_assessable() -> None:
    settings = {
        ".github/workflows/ci.yml": "jobs:\n  a:\n    uses: org/shared/.github/workflows/all.yml@v1\n"
    }
    assert automated_runs(facts(*tidy_project(), documents=settings)).outcome is Outcome.NOT_ASSESSABLE


def test_a_step_of_others_that_builds_may_run_the_tests() -> None:
    step = "      - uses: org/actions/templates/action-maven-build@c0ffee\n"
    settings = {".github/workflows/ci.yml": f"on: push\njobs:\n{step}"}
    finding = automated_runs(facts(*tidy_project(), documents=settings))
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert [(place.line, place.note) for place in finding.evidence] == [
        (3, "org/actions/templates/action-maven-build")
    ]


@pytest.mark.parametrize(
    "step", ["docker/build-push-action@v5", "gradle/gradle-build-action@v3", "org/setup-node@v1"]
)
def test_a_step_that_is_known_to_run_no_tests_leaves_no_doubt(step: str) -> None:
    settings = {".github/workflows/ci.yml": f"on: push\njobs:\n      - uses: {step}\n"}
    assert automated_runs(facts(*tidy_project(), documents=settings)).outcome is Outcome.NOT_MET


def test_without_tests_nothing_can_run() -> None:
    assert automated_runs(facts(*PROGRAM)).outcome is Outcome.NOT_APPLICABLE


def test_an_archive_without_automated_runs_says_nothing() -> None:
    assert automated_runs(archive_of(facts(*tidy_project()))).outcome is Outcome.NOT_ASSESSABLE


@pytest.mark.parametrize(
    "path",
    [
        ".gitlab-ci.yml",
        ".circleci/config.yml",
        ".travis.yml",
        "azure-pipelines.yml",
        "bitbucket-pipelines.yml",
        ".woodpecker.yml",
        ".drone.yml",
        "Jenkinsfile",
        ".forgejo/workflows/ci.yaml",
    ],
)
def test_each_service_is_read(path: str) -> None:
    documents = {path: "stages:\n  - pytest -q\n"}
    assert automated_runs(facts(*tidy_project(), documents=documents)).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("command", "path", "text", "line"),
    [
        ("make all", "Makefile", "lint:\n\truff .\nall: lint\n\tpytest -q\n", 4),
        ("npm run verify", "package.json", '{"scripts": {\n"verify": "eslint . && jest"\n}}', 2),
        ("./scripts/everything.sh", "scripts/everything.sh", "set -e\npytest\n", 2),
        ("composer run all", "composer.json", '{"scripts": {\n"all": ["phpunit"]\n}}', 2),
    ],
)
def test_a_call_is_followed_one_step_into_the_tree(command: str, path: str, text: str, line: int) -> None:
    documents = {".github/workflows/ci.yml": f"on: push\njobs:\n      - run: {command}\n", path: text}
    finding = automated_runs(facts(*tidy_project(), documents=documents))
    assert finding.outcome is Outcome.MET
    assert [(place.path, place.line) for place in finding.evidence] == [
        (".github/workflows/ci.yml", 3),
        (path, line),
    ]


def test_another_target_of_the_same_file_does_not_count() -> None:
    documents = {
        ".github/workflows/ci.yml": "on: push\njobs:\n      - run: make lint\n",
        "Makefile": "lint:\n\truff .\nall: lint\n\tpytest -q\n",
    }
    assert automated_runs(facts(*tidy_project(), documents=documents)).outcome is Outcome.NOT_MET


def test_runs_that_somebody_has_to_start_are_not_enough() -> None:
    documents = {".github/workflows/ci.yml": "on:\n  workflow_dispatch:\njobs:\n      - run: pytest\n"}
    finding = automated_runs(facts(*tidy_project(), documents=documents))
    assert finding.outcome is Outcome.NOT_MET
    assert "auf Anstoß" in finding.statement.de


def test_tests_whose_failure_is_ignored_do_not_count() -> None:
    documents = {".github/workflows/ci.yml": "on: push\njobs:\n      - run: pytest || true\n"}
    assert automated_runs(facts(*tidy_project(), documents=documents)).outcome is Outcome.NOT_MET


def test_measured_coverage_is_mentioned() -> None:
    documents = {".github/workflows/ci.yml": "on: push\njobs:\n      - run: pytest --cov=app\n"}
    finding = automated_runs(facts(*tidy_project(), documents=documents))
    assert "abdecken" in finding.statement.de
    assert finding.evidence[-1].note == "--cov"
