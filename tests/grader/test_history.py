"""Commits and versions are read with git, and nothing the repository configures is trusted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grader.facts import churn, commits
from grader.facts.history import read_history, version_key
from grader.facts.model import FileHistory, Release
from grader.facts.people import is_robot, tell_apart
from tests.fakes.repositories import git as run_git
from tests.grader.building import TODAY, commit, git, repository, write


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
    history = read_history(tmp_path, as_of=TODAY)
    assert (history.latest_tag, history.latest_trial) == ("v1.0.0", None)
    git(tmp_path, "tag", "-a", "-m", "Trial", "v2.0.0-rc2", day="2026-11-05")
    trial = read_history(tmp_path, as_of=TODAY).latest_trial
    assert trial == Release("v2.0.0-rc2", date(2026, 11, 5), signed=False)


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


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("49699333+dependabot[bot]@users.noreply.github.com", "dependabot[bot]"),
        ("hosted@weblate.org", "Hosted Weblate"),
        ("action@github.com", "GitHub Actions"),
        ("noreply@github.com", "GitHub"),
        ("sormas@example.org", "SORMAS-Robot"),
        ("ci@example.org", "deployBot"),
        ("x@example.org", "fdsbot"),
    ],
)
def test_robots_are_known_by_their_usual_names(address: str, name: str) -> None:
    assert is_robot(address, name)


@pytest.mark.parametrize(
    "name", ["Paul Jenkins", "Tony Abbot", "talbot", "Travis Oliphant", "Anna Github", "Ci Li"]
)
def test_people_whose_names_sound_like_robots_stay_people(name: str) -> None:
    assert not is_robot("someone@example.org", name)


def test_addresses_of_one_person_are_joined_by_address_name_and_account() -> None:
    identities = [
        ("bernd@example.org", "Bernd Müller"),
        ("BERND@example.org", "bm"),
        ("b.mueller@work.example", "Bernd Muller"),
        ("bernd.muller@home.example", "someone"),
        ("123+clara99@users.noreply.github.com", "Clara"),
        ("clara@example.org", "clara99"),
        ("other@example.org", "Anna Amt"),
        ("", "Your Name"),
        ("root@localhost", "Your Name"),
    ]
    persons = tell_apart(identities)
    people = [persons[identity] for identity in identities]
    assert people[0] == people[1] == people[2] == people[3]
    assert people[4] == people[5]
    assert len(set(people)) == 5


def test_a_mailmap_joins_addresses_as_plain_data(tmp_path: Path) -> None:
    repository(tmp_path, {"a.txt": "x"}, days=("2026-10-01",))
    commit(tmp_path, day="2026-10-02", author="xz")
    assert read_history(tmp_path, as_of=TODAY).contributors == 2
    write(tmp_path, {".mailmap": "Anna Amt <anna@example.org> <xz@example.org>\n"})
    commit(tmp_path, day="2026-10-03")
    assert read_history(tmp_path, as_of=TODAY).contributors == 1


def test_contributions_leave_out_merges_and_count_robots_apart(tmp_path: Path) -> None:
    repository(tmp_path, days=("2025-01-10", "2026-10-01"))
    git(tmp_path, "checkout", "-b", "work")
    commit(tmp_path, day="2026-10-02", author="Bernd Bau")
    commit(tmp_path, day="2026-10-03", author="renovate[bot]")
    git(tmp_path, "checkout", "main")
    git(tmp_path, "merge", "--no-ff", "work", "-m", "Merge", day="2026-10-04", author="Clara Chef")
    year, two_years = read_history(tmp_path, as_of=TODAY).contributions
    assert (year.months, year.changes, year.automatic, year.people, year.bus_factor) == (12, 2, 1, 2, 2)
    assert (two_years.months, two_years.changes, two_years.bus_factor) == (24, 3, 1)
    assert (two_years.largest_share, two_years.complete) == (66.7, True)


def test_a_shallow_clone_leaves_unknown_what_it_cannot_know(tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin", {"a.txt": "x"}, days=("2024-01-01",))
    write(origin, {"b.txt": "y"})
    commit(origin, day="2026-09-01")
    write(origin, {"b.txt": "z"})
    commit(origin, day="2026-10-01")
    git(tmp_path, "clone", "--depth", "2", origin.as_uri(), "shallow")
    history = read_history(tmp_path / "shallow", as_of=TODAY)
    assert (history.contributors, history.first_commit_on, history.truncated) == (None, None, True)
    assert not any(span.complete for span in history.contributions)
    assert [(file.path, file.changes) for file in history.files] == [("b.txt", 1)]
    assert history.files_since == date(2026, 9, 1)


def test_changes_and_people_are_counted_per_file(tmp_path: Path) -> None:
    repository(tmp_path, {"a b.py": "1", "gone.py": "1", "ü.py": "1"}, days=("2024-01-10",))
    for author in ("Anna Amt", "Bernd Bau", "renovate[bot]"):
        write(tmp_path, {"a b.py": author})
        (tmp_path / "gone.py").unlink(missing_ok=True)
        commit(tmp_path, day="2026-10-01", author=author)
    assert read_history(tmp_path, as_of=TODAY).files == (
        FileHistory("a b.py", 3, 2, 2, 2, date(2026, 10, 1)),
        FileHistory("ü.py", 1, 0, 1, 0, date(2024, 1, 10)),
    )


def test_a_moved_file_keeps_its_changes(tmp_path: Path) -> None:
    repository(tmp_path, {"old.py": "print(1)\n"}, days=("2026-01-10",))
    (tmp_path / "src").mkdir()
    (tmp_path / "old.py").rename(tmp_path / "src/new.py")
    commit(tmp_path, day="2026-02-10")
    (file,) = read_history(tmp_path, as_of=TODAY).files
    assert (file.path, file.changes) == ("src/new.py", 2)


def test_a_history_that_is_too_long_is_read_from_its_newest_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(tmp_path, {"a.txt": "x"}, days=("2026-01-01",))
    for day in ("2026-02-01", "2026-03-01"):
        write(tmp_path, {"a.txt": day})
        commit(tmp_path, day=day)
    monkeypatch.setattr(churn, "MAX_COMMITS", 2)
    few_files = read_history(tmp_path, as_of=TODAY)
    assert (few_files.files_since, few_files.files[0].changes) == (date(2026, 2, 1), 2)
    monkeypatch.setattr(commits, "MAX_COMMITS", 2)
    cut = read_history(tmp_path, as_of=TODAY)
    assert (cut.commits, cut.contributors, cut.truncated) == (3, None, True)


def test_signatures_are_counted_by_their_presence(tmp_path: Path) -> None:
    repository(tmp_path)
    tree = run_git(tmp_path, "rev-parse", "HEAD^{tree}")
    head = run_git(tmp_path, "rev-parse", "HEAD")
    who = "Anna Amt <anna@example.org> 1793534400 +0000"
    text = (
        f"tree {tree}\nparent {head}\nauthor {who}\ncommitter {who}\n"
        "gpgsig -----BEGIN SSH SIGNATURE-----\n U1NIU0lH\n -----END SSH SIGNATURE-----\n\nSigned\n"
    )
    made = run_git(tmp_path, "hash-object", "-t", "commit", "-w", "--stdin", given=text.encode())
    git(tmp_path, "reset", "--hard", made)
    history = read_history(tmp_path, as_of=TODAY)
    assert (history.commits_last_12_months, history.signed_commits) == (2, 1)


def test_releases_are_listed_newest_first_with_their_signatures(tmp_path: Path) -> None:
    repository(tmp_path)
    git(tmp_path, "tag", "-a", "-m", "Version", "v1.0", day="2026-01-01")
    git(tmp_path, "tag", "-a", "-m", "Version", "v2.0", day="2026-05-01")
    git(tmp_path, "update-ref", "refs/unread-tags/v2.0", "HEAD")
    releases = read_history(tmp_path, as_of=TODAY).releases
    assert [(release.name, release.signed) for release in releases] == [("v2.0", None), ("v1.0", False)]


def test_a_commit_graph_of_the_repository_tells_nothing(tmp_path: Path) -> None:
    repository(tmp_path, days=("2026-01-01", "2026-02-01"))
    git(tmp_path, "commit-graph", "write", "--reachable")
    graph = tmp_path / ".git/objects/info/commit-graph"
    graph.chmod(0o600)
    graph.write_bytes(b"nonsense")
    assert read_history(tmp_path, as_of=TODAY).commits == 2


def test_the_time_zone_and_language_of_the_machine_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(tmp_path, {"ä.py": "1"}, days=("2026-01-01", "2026-02-01"))
    here = read_history(tmp_path, as_of=TODAY)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "log.date")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "broken")
    assert read_history(tmp_path, as_of=TODAY) == here


def test_where_trees_are_missing_the_commits_still_count(tmp_path: Path) -> None:
    repository(tmp_path)
    tree = run_git(tmp_path, "rev-parse", "HEAD^{tree}")
    (tmp_path / ".git/objects" / tree[:2] / tree[2:]).unlink()
    history = read_history(tmp_path, as_of=TODAY)
    assert (history.available, history.commits, history.contributors) == (True, 1, 1)
    assert (history.files_since, history.files) == (None, ())
