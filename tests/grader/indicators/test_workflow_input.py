"""Automated runs that execute what strangers write or send."""

from __future__ import annotations

import pytest

from grader.findings import Finding, Outcome
from grader.indicators.workflows_run_no_foreign_input.measure import measure
from tests.grader.building import facts, source, tidy_functions

CODE = source("app.py", *tidy_functions(60))
PATH = ".github/workflows/ci.yml"


def ask(text: str) -> Finding:
    return measure(facts(CODE, documents={PATH: text}))


def run(command: str, on: str = "issues") -> str:
    return f"on: {on}\njobs:\n  a:\n    steps:\n      - run: {command}\n"


@pytest.mark.parametrize(
    "text",
    [
        "github.event.issue.title",
        "github.event.comment.body",
        "github.event.pull_request.head.ref",
        "github.head_ref",
        "format('{0}', github.event.pull_request.body)",
    ],
)
def test_text_of_strangers_in_a_command_is_found_with_its_line(text: str) -> None:
    finding = ask(run(f'echo "${{{{ {text} }}}}"'))
    assert finding.outcome is Outcome.NOT_MET
    assert [(place.path, place.line) for place in finding.evidence] == [(PATH, 5)]


def test_commands_of_several_lines_and_scripts_are_read() -> None:
    several = run("|\n          make\n          echo ${{ github.event.issue.title }}\n        env: {}")
    assert [place.line for place in ask(several).evidence] == [7]
    script = run("make").replace(
        "run: make", "with:\n          script: log('${{ github.event.issue.body }}')"
    )
    assert [place.line for place in ask(script).evidence] == [6]


def test_text_handed_over_in_a_variable_is_met() -> None:
    safe = run('echo "$TITLE"\n        env:\n          TITLE: ${{ github.event.issue.title }}')
    finding = ask(safe)
    assert finding.outcome is Outcome.MET
    assert [place.path for place in finding.evidence] == [PATH]


def test_numbers_and_events_of_the_own_people_are_met() -> None:
    assert ask(run("echo ${{ github.event.issue.number }}")).outcome is Outcome.MET
    assert ask(run("echo ${{ github.event.head_commit.message }}", on="push")).outcome is Outcome.MET


FETCH = """      - uses: actions/checkout@v5
        with:
          ref: ${{ github.event.pull_request.head.sha }}
"""


def test_files_of_strangers_in_a_run_with_rights_are_found() -> None:
    finding = ask(run("make", on="pull_request_target") + FETCH)
    assert finding.outcome is Outcome.NOT_MET
    assert [place.line for place in finding.evidence] == [8]


def test_files_of_strangers_in_a_run_without_rights_are_met() -> None:
    assert ask(run("make", on="pull_request") + FETCH).outcome is Outcome.MET


def test_without_such_runs_the_question_is_not_asked() -> None:
    assert measure(facts(CODE)).outcome is Outcome.NOT_APPLICABLE
    assert measure(facts(CODE, documents={".gitlab-ci.yml": "a: b"})).outcome is Outcome.NOT_APPLICABLE
