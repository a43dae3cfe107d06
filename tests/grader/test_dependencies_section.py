"""The section on third-party parts: what is asked for, what is fixed, what is known about licences."""

from __future__ import annotations

from grader.facts.dependencies import dependencies_of
from grader.report.dependencies import MAX_DIRECT, dependencies_section

LOCK = """{"packages": {
 "node_modules/a": {"version": "1.2.0", "license": "MIT"},
 "node_modules/b": {"version": "2"}}}"""


def test_counts_and_the_direct_list_name_version_licence_and_line() -> None:
    section = dependencies_section(
        dependencies_of({"package.json": '{"dependencies": {\n"a": "^1"}}', "package-lock.json": LOCK})
    )
    assert section["ecosystems"] == [{"ecosystem": "npm", "direct": 1, "locked": 2, "with_licence": 1}]
    assert section["direct"] == [
        {
            "ecosystem": "npm",
            "name": "a",
            "requested": "^1",
            "resolved": "1.2.0",
            "licence": "MIT",
            "development": False,
            "path": "package.json",
            "line": 2,
        }
    ]
    assert section["truncated"] is False


def test_a_long_list_is_cut_and_says_so() -> None:
    many = "".join(f"part{number}==1.0\n" for number in range(MAX_DIRECT + 1))
    section = dependencies_section(dependencies_of({"requirements.txt": many}))
    assert (len(section["direct"]), section["truncated"]) == (MAX_DIRECT, True)


def test_without_manifests_the_section_is_empty() -> None:
    assert dependencies_section(dependencies_of({})) == {
        "ecosystems": [],
        "lock_files": [],
        "direct": [],
        "truncated": False,
    }
