"""Commits and versions are read with git, and nothing the repository configures is trusted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grader.facts.history import read_history, version_key
from tests.grader.building import TODAY, commit, git, repository


def test_commits_people_and_months_are_counted(tmp_path: Path) -> None:
    repository(tmp_path, days=("2024-01-10", "2026-03-05", "2026-11-02"))
    commit(tmp_path, day="2026-11-20", author="Bernd Bau")
    history = read_history(tmp_path, as_of=TODAY)
    assert (history.available, history.commits, history.commits_last_12_months) == (True, 4, 3)
    assert history.authors_last_12_months == 2
    assert history.first_commit_on == date(2024, 1, 10)
    assert history.committed_on == date(2026, 11, 20)
    assert history.months == (0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2)
    assert not history.truncated


def test_automatic_accounts_are_no_people(tmp_path: Path) -> None:
    repository(tmp_path)
    commit(tmp_path, day="2026-11-02", author="renovate[bot]")
    history = read_history(tmp_path, as_of=TODAY)
    assert (history.commits_last_12_months, history.authors_last_12_months) == (2, 1)


def test_commits_from_the_future_do_not_look_like_activity(tmp_path: Path) -> None:
    repository(tmp_path, days=("2020-01-01", "2031-01-01"))
    history = read_history(tmp_path, as_of=TODAY)
    assert history.commits_last_12_months == 0
    assert history.committed_on == TODAY


def test_the_newest_version_is_found_and_other_tags_are_none(tmp_path: Path) -> None:
    repository(tmp_path)
    git(tmp_path, "tag", "v1.9.0", day="2026-01-01")
    git(tmp_path, "tag", "-a", "-m", "Version", "v1.10.0", day="2026-10-01")
    git(tmp_path, "tag", "-a", "-m", "Test", "test-tag", day="2026-11-10")
    history = read_history(tmp_path, as_of=TODAY)
    assert (history.latest_tag, history.latest_tag_on) == ("v1.9.0", date(2026, 11, 1))
    assert history.tags_last_12_months == 2


@pytest.mark.parametrize(
    "tag",
    ["v1.2", "1.2.3", "ckan-2.10.1", "release-2024-05", "2024.1", "v3", "@scope/part@1.2.3", "release/1.0"],
)
def test_names_of_versions_are_recognised(tag: str) -> None:
    assert version_key(tag) is not None


@pytest.mark.parametrize(
    "tag", ["test-tag", "test-1.0", "latest", "build-123", "nightly-2024-01-01", "7", "main"]
)
def test_other_names_are_no_versions(tag: str) -> None:
    assert version_key(tag) is None


def test_trial_versions_count_only_where_there_are_no_others(tmp_path: Path) -> None:
    repository(tmp_path)
    git(tmp_path, "tag", "v2.0.0-rc1")
    assert read_history(tmp_path, as_of=TODAY).latest_tag == "v2.0.0-rc1"
    git(tmp_path, "tag", "v1.0.0")
    assert read_history(tmp_path, as_of=TODAY).latest_tag == "v1.0.0"


def test_a_shallow_clone_is_marked_as_cut_off(tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin", {"a.txt": "x"}, days=("2026-01-01", "2026-02-01"))
    git(tmp_path, "clone", "--depth", "1", origin.as_uri(), "shallow")
    assert read_history(tmp_path / "shallow", as_of=TODAY).truncated


def test_a_folder_without_history_has_none(tmp_path: Path) -> None:
    assert not read_history(tmp_path, as_of=TODAY).available


def test_a_git_file_or_link_is_never_followed(tmp_path: Path) -> None:
    elsewhere = repository(tmp_path / "elsewhere", {"secret.txt": "x"})
    linked, pointing = tmp_path / "linked", tmp_path / "pointing"
    linked.mkdir()
    pointing.mkdir()
    (linked / ".git").symlink_to(elsewhere / ".git")
    (pointing / ".git").write_text(f"gitdir: {elsewhere / '.git'}\n", encoding="utf-8")
    assert not read_history(linked, as_of=TODAY).available
    assert not read_history(pointing, as_of=TODAY).available


def test_programs_named_in_the_repository_settings_are_never_started(tmp_path: Path) -> None:
    repository(tmp_path)
    proof = tmp_path / "started"
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch {proof}\n", encoding="utf-8")
    program.chmod(0o755)
    with (tmp_path / ".git" / "config").open("a", encoding="utf-8") as settings:
        settings.write(
            f"[core]\n\tfsmonitor = {program}\n\tpager = {program}\n\tsshCommand = {program}\n"
            f"[gpg]\n\tprogram = {program}\n[log]\n\tshowSignature = true\n"
            f"[pager]\n\tlog = {program}\n[alias]\n\tlog = !{program}\n"
        )
    assert read_history(tmp_path, as_of=TODAY).available
    assert not proof.exists()


@pytest.mark.parametrize("head", ["", "ref: refs/heads/missing\n", "zzzz\n"])
def test_a_broken_repository_has_no_history_and_stops_nothing(tmp_path: Path, head: str) -> None:
    repository(tmp_path)
    (tmp_path / ".git" / "HEAD").write_text(head, encoding="utf-8")
    assert not read_history(tmp_path, as_of=TODAY).available
