"""Real repositories over real https."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from grader.facts.history import read_history
from marketplace.worker.fetch_child import fetch
from marketplace.worker.fetching import git_tags
from marketplace.worker.fetching.errors import SourceInvalid, SourceUnreachable
from marketplace.worker.fetching.git import HISTORIES
from marketplace.worker.fetching.git_command import Git, TooMuch
from marketplace.worker.fetching.order import Fetched, Limits, Progress
from tests.fakes.host import Host
from tests.fakes.repositories import commit, git, make_repository
from tests.marketplace.worker.conftest import MakeOrder
from tests.marketplace.worker.fetching.test_archives import quiet

NOW = datetime.now(UTC)


def days_ago(days: int) -> str:
    return (NOW - timedelta(days=days)).strftime("%Y-%m-%dT12:00:00+0000")


def files(fetched: Fetched) -> set[str]:
    found = (path for path in fetched.folder.rglob("*") if ".git" not in path.parts and not path.is_dir())
    return {str(path.relative_to(fetched.folder)) for path in found}


def test_a_repository_is_fetched_with_its_recent_history(host: Host, make_order: MakeOrder) -> None:
    folder = host.repositories / "app"
    make_repository(folder, {"old.py": "1"}, date=days_ago(900))
    git(folder, "tag", "v0.1")
    commit(folder, {"main.py": "2"}, date=days_ago(100))
    git(folder, "tag", "-a", "v1.0", "-m", "release", date=days_ago(99))
    newest = commit(folder, {"src/Straße.py": "3"}, date=days_ago(3))
    seen: list[int] = []
    order = make_order("git", host.url("/git/app"))
    fetched = fetch(order, lambda done, _total: seen.append(done))
    assert (fetched.identity_kind, fetched.identity, fetched.version) == ("commit", newest, "main")
    assert files(fetched) == {"old.py", "main.py", "src/Straße.py"}
    history = read_history(fetched.folder, as_of=NOW.date())
    assert (history.commit, history.commits_last_12_months) == (newest, 2)
    assert (history.truncated, history.first_commit_on) == (False, None)
    assert (history.latest_tag, history.tags_last_12_months) == ("v1.0", 1)
    assert seen


def test_two_years_of_history_are_fetched_for_the_people_behind_it(host: Host, make_order: MakeOrder) -> None:
    folder = host.repositories / "app"
    make_repository(folder, {"a.py": "1"}, date=days_ago(900))
    for days in (700, 400, 30):
        commit(folder, {"a.py": str(days)}, date=days_ago(days))
    fetched = fetch(make_order("git", host.url("/git/app")), quiet)
    year, two_years = read_history(fetched.folder, as_of=NOW.date()).contributions
    assert (year.changes, two_years.changes) == (1, 3)
    assert year.complete
    assert two_years.complete


def test_where_two_years_are_too_much_the_last_year_is_fetched(
    host: Host, make_order: MakeOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = host.repositories / "app"
    make_repository(folder, {"a.py": "1"}, date=days_ago(700))
    for days in (500, 100, 30):
        commit(folder, {"a.py": str(days)}, date=days_ago(days))
    transfer, longest = Git.transfer, f"--shallow-since={(NOW - HISTORIES[0]).date()}"

    def limited(self: Git, *arguments: str, most_megabytes: int, progress: Progress) -> None:
        transfer(self, *arguments, most_megabytes=most_megabytes, progress=progress)
        if longest in arguments:
            raise TooMuch

    monkeypatch.setattr(Git, "transfer", limited)
    fetched = fetch(make_order("git", host.url("/git/app")), quiet)
    history = read_history(fetched.folder, as_of=NOW.date())
    assert (history.truncated, history.commits_last_12_months, history.first_commit_on) == (False, 2, None)
    assert [span.complete for span in history.contributions] == [True, False]


def test_signatures_of_version_tags_arrive(host: Host, make_order: MakeOrder) -> None:
    folder = host.repositories / "app"
    newest = make_repository(folder, {"a.py": "1"}, date=days_ago(20))
    text = (
        f"object {newest}\ntype commit\ntag v2.0\n"
        f"tagger Anna <anna@example.org> {NOW.timestamp():.0f} +0000\n\nVersion\n"
        "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"
    )
    signed = git(folder, "hash-object", "-t", "tag", "-w", "--stdin", given=text.encode())
    git(folder, "update-ref", "refs/tags/v2.0", signed)
    git(folder, "tag", "-a", "v1.0", "-m", "release", date=days_ago(19))
    git(folder, "tag", "v0.9")
    fetched = fetch(make_order("git", host.url("/git/app")), quiet)
    releases = read_history(fetched.folder, as_of=NOW.date()).releases
    assert {release.name: release.signed for release in releases} == {
        "v2.0": True,
        "v1.0": False,
        "v0.9": False,
    }


def test_tags_beyond_the_limit_are_known_and_their_signatures_are_not(
    host: Host, make_order: MakeOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = host.repositories / "app"
    make_repository(folder, {"a.py": "1"}, date=days_ago(20))
    for version in ("v1.0", "v1.1"):
        git(folder, "tag", "-a", version, "-m", "release", date=days_ago(19))
    monkeypatch.setattr(git_tags, "MOST_TAG_OBJECTS", 1)
    fetched = fetch(make_order("git", host.url("/git/app")), quiet)
    releases = read_history(fetched.folder, as_of=NOW.date()).releases
    assert {release.name: release.signed for release in releases} == {"v1.1": False, "v1.0": None}


def test_a_project_at_rest_is_fetched_without_old_history(host: Host, make_order: MakeOrder) -> None:
    folder = host.repositories / "app"
    make_repository(folder, {"a.py": "1"}, date="2015-01-01T00:00:00+0000")
    newest = commit(folder, {"a.py": "2"}, date="2016-01-01T00:00:00+0000")
    fetched = fetch(make_order("git", host.url("/git/app")), quiet)
    history = read_history(fetched.folder, as_of=NOW.date())
    assert fetched.identity == newest
    assert (history.commits_last_12_months, history.committed_on) == (0, date(2016, 1, 1))


def test_the_newest_version_is_found_outside_the_fetched_history(host: Host, make_order: MakeOrder) -> None:
    folder = host.repositories / "app"
    make_repository(folder, {"a.py": "1"}, date=days_ago(2000))
    git(folder, "tag", "1.9")
    git(folder, "checkout", "-q", "-b", "release")
    commit(folder, {"a.py": "2"}, date=days_ago(1000))
    git(folder, "tag", "-a", "1.10", "-m", "release", date=days_ago(1000))
    commit(folder, {"a.py": "3"}, date=days_ago(90))
    git(folder, "tag", "1.11")
    git(folder, "tag", "2.0rc1")
    git(folder, "checkout", "-q", "main")
    commit(folder, {"b.py": "1"}, date=days_ago(5))
    fetched = fetch(make_order("git", host.url("/git/app")), quiet)
    history = read_history(fetched.folder, as_of=NOW.date())
    assert (history.latest_tag, history.tags_last_12_months) == ("1.11", 1)
    assert (history.truncated, history.commits_last_12_months) == (False, 1)
    assert files(fetched) == {"a.py", "b.py"}


@pytest.mark.parametrize("kind", ["branch", "tag", "annotated"])
def test_a_branch_or_tag_can_be_named(host: Host, make_order: MakeOrder, kind: str) -> None:
    folder = host.repositories / "app"
    first = make_repository(folder, {"a.py": "1"}, date=days_ago(20))
    git(folder, *{"branch": ["branch", "x/1"], "tag": ["tag", "x/1"]}.get(kind, ["tag", "-am", "t", "x/1"]))
    commit(folder, {"b.py": "2"}, date=days_ago(10))
    fetched = fetch(make_order("git", host.url("/git/app"), version="x/1"), quiet)
    assert (fetched.identity, fetched.version, files(fetched)) == (first, "x/1", {"a.py"})


def test_links_and_submodules_are_named_and_not_fetched(host: Host, make_order: MakeOrder) -> None:
    folder = host.repositories / "app"
    make_repository(folder, {"a.py": "1"}, date=days_ago(2))
    (folder / "secrets").symlink_to("/etc/passwd")
    modules = '[submodule "x"]\n\tpath = sub\n\turl = ext::sh -c "touch evil"\n'
    (folder / ".gitmodules").write_text(modules)
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    commit(folder, {"b.py": "2"}, date=days_ago(1))
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    git(folder, "commit", "--quiet", "--message", "Submodule", date=days_ago(1))
    fetched = fetch(make_order("git", host.url("/git/app")), quiet)
    assert files(fetched) == {"a.py", "b.py", ".gitmodules"}
    assert fetched.left_out == ["secrets", "sub"]


def test_the_repository_keeps_no_settings_and_hooks(host: Host, make_order: MakeOrder) -> None:
    make_repository(host.repositories / "app", {"a.py": "1"}, date=days_ago(2))
    fetched = fetch(make_order("git", host.url("/git/app")), quiet)
    assert sorted((fetched.folder / ".git/config").read_text().split()) == sorted(
        [
            "[core]",
            "repositoryformatversion",
            "=",
            "0",
            "bare",
            "=",
            "false",
            "filemode",
            "=",
            "false",
            "symlinks",
            "=",
            "false",
        ]
    )
    assert not (fetched.folder / ".git/hooks").exists()


def test_files_are_written_as_they_were_committed(host: Host, make_order: MakeOrder) -> None:
    text = "a\n"
    make_repository(
        host.repositories / "app",
        {".gitattributes": "* text eol=crlf ident filter=lfs\n", "a.py": "# $Id$\n" + text},
        date=days_ago(2),
    )
    fetched = fetch(make_order("git", host.url("/git/app")), quiet)
    assert (fetched.folder / "a.py").read_bytes() == b"# $Id$\na\n"


def test_an_empty_repository_says_so(host: Host, make_order: MakeOrder) -> None:
    (host.repositories / "app").mkdir()
    git(host.repositories / "app", "init", "--quiet")
    with pytest.raises(SourceInvalid) as caught:
        fetch(make_order("git", host.url("/git/app")), quiet)
    assert caught.value.word == "empty-repository"


def test_a_wrong_address_says_so(host: Host, make_order: MakeOrder) -> None:
    with pytest.raises(SourceInvalid) as caught:
        fetch(make_order("git", host.url("/git/nothing")), quiet)
    assert caught.value.word == "not-there"
    host.serve("/page/info/refs?service=git-upload-pack", b"<html>", kind="text/html")
    with pytest.raises(SourceInvalid) as caught:
        fetch(make_order("git", host.url("/page")), quiet)
    assert caught.value.word == "no-repository"


def test_an_unknown_branch_is_named(host: Host, make_order: MakeOrder) -> None:
    make_repository(host.repositories / "app", {"a.py": "1"}, date=days_ago(2))
    with pytest.raises(SourceInvalid, match="„nirgends“"):
        fetch(make_order("git", host.url("/git/app"), version="nirgends"), quiet)


def test_a_moved_repository_is_found_on_the_same_host(host: Host, make_order: MakeOrder) -> None:
    newest = make_repository(host.repositories / "new", {"a.py": "1"}, date=days_ago(2))
    suffix = "/info/refs?service=git-upload-pack"
    host.redirect("/old" + suffix, host.url("/git/new" + suffix))
    assert fetch(make_order("git", host.url("/old")), quiet).identity == newest
    other = f"https://127.0.0.1:{host.port}/git/new{suffix}"
    host.redirect("/away" + suffix, other)
    order = make_order("git", host.url("/away"), private_hosts=(host.name, f"127.0.0.1:{host.port}"))
    with pytest.raises(SourceInvalid) as caught:
        fetch(order, quiet)
    assert caught.value.word == "redirected"


def test_a_tree_with_too_many_files_is_refused_before_it_is_written(
    host: Host, make_order: MakeOrder
) -> None:
    make_repository(host.repositories / "app", {f"{n}.py": "1" for n in range(11)}, date=days_ago(2))
    order = make_order("git", host.url("/git/app"), limits=Limits(files=10))
    with pytest.raises(SourceInvalid) as caught:
        fetch(order, quiet)
    assert caught.value.word == "too-many-files"
    assert not list((order.folder / "tree").glob("*.py"))


def test_a_git_bomb_is_counted_not_written(host: Host, make_order: MakeOrder) -> None:
    folder = host.repositories / "bomb"
    folder.mkdir()
    git(folder, "init", "--quiet")
    below = f"100644 blob {git(folder, 'hash-object', '-w', '--stdin', given=b'x')}"
    for _ in range(7):
        tree = git(folder, "mktree", given="".join(f"{below}\td{n}\n" for n in range(10)).encode())
        below = f"040000 tree {tree}"
    made = git(folder, "commit-tree", tree, "-m", "bomb", date=days_ago(1))
    git(folder, "update-ref", "refs/heads/main", made)
    with pytest.raises(SourceInvalid) as caught:
        fetch(make_order("git", host.url("/git/bomb")), quiet)
    assert caught.value.word == "too-many-files"


def test_a_damaged_repository_is_refused(host: Host, make_order: MakeOrder) -> None:
    folder = host.repositories / "app"
    make_repository(folder, {"a.py": "1"}, date=days_ago(2))
    evil = git(folder, "mktree", given=b"")
    blob = git(folder, "hash-object", "-w", "--stdin", given=b"[core]")
    entry = b"100644 ..\0" + bytes.fromhex(blob)
    evil = git(folder, "hash-object", "-t", "tree", "--literally", "-w", "--stdin", given=entry)
    made = git(folder, "commit-tree", evil, "-m", "evil", date=days_ago(1))
    git(folder, "update-ref", "refs/heads/main", made)
    with pytest.raises(SourceInvalid) as caught:
        fetch(make_order("git", host.url("/git/app")), quiet)
    assert caught.value.word == "git-failed"


def test_too_much_to_transfer_is_refused(host: Host, make_order: MakeOrder) -> None:
    folder = host.repositories / "app"
    make_repository(folder, {"a.py": "1"}, date=days_ago(2))
    order = make_order("git", host.url("/git/app"), limits=Limits(clone_megabytes=0))
    with pytest.raises(SourceInvalid) as caught:
        fetch(order, quiet)
    assert caught.value.word == "too-large"


def test_a_server_in_trouble_is_unreachable(host: Host, make_order: MakeOrder) -> None:
    host.serve("/git2/app/info/refs?service=git-upload-pack", b"", status=502)
    with pytest.raises(SourceUnreachable):
        fetch(make_order("git", host.url("/git2/app")), quiet)


def test_a_local_repository_is_fetched_as_committed(make_order: MakeOrder, tmp_path: Path) -> None:
    newest = make_repository(tmp_path / "repo", {"a.py": "1", ".gitignore": "b.py\n"}, date=days_ago(2))
    (tmp_path / "repo/b.py").write_text("not committed")
    hook = tmp_path / "repo/.git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/evil\n")
    hook.chmod(0o755)
    git(tmp_path / "repo", "config", "uploadpack.packObjectsHook", f"touch {tmp_path}/evil")
    fetched = fetch(make_order("folder", str(tmp_path / "repo")), quiet)
    assert (fetched.identity_kind, fetched.identity) == ("commit", newest)
    assert files(fetched) == {"a.py", ".gitignore"}
    assert not (tmp_path / "evil").exists()


def test_a_damaged_local_repository_is_not_called_unreachable(make_order: MakeOrder, tmp_path: Path) -> None:
    make_repository(tmp_path / "repo", {"a.py": "1"}, date=days_ago(2))
    for path in sorted((tmp_path / "repo/.git/objects").glob("??/*")):
        path.chmod(0o600)
        path.write_bytes(b"damaged")
    with pytest.raises(SourceInvalid) as caught:
        fetch(make_order("folder", str(tmp_path / "repo")), quiet)
    assert caught.value.word == "git-failed"


def test_a_bare_local_repository_is_fetched(make_order: MakeOrder, tmp_path: Path) -> None:
    newest = make_repository(tmp_path / "repo", {"a.py": "1"}, date=days_ago(2))
    git(tmp_path, "clone", "--quiet", "--bare", "repo", "bare.git")
    fetched = fetch(make_order("folder", str(tmp_path / "bare.git")), quiet)
    assert (fetched.identity, files(fetched)) == (newest, {"a.py"})


def test_a_plain_folder_is_copied_without_links_and_products(make_order: MakeOrder, tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("a.py", "src/b.py", ".venv/c.py", "node_modules/d.js", "var/e.py"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text("1")
    (source / "link").symlink_to("/etc/passwd")
    order = make_order("folder", str(source), leave_out=(str(source / "var"),))
    fetched = fetch(order, quiet)
    assert files(fetched) == {"a.py", "src/b.py"}
    assert (fetched.identity_kind, fetched.left_out) == ("tree", ["link"])


def test_a_folder_that_is_not_there_or_empty_says_so(make_order: MakeOrder, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name, word in (("missing", "no-folder"), ("empty", "empty-folder")):
        with pytest.raises(SourceInvalid) as caught:
            fetch(make_order("folder", str(tmp_path / name)), quiet)
        assert caught.value.word == word


def test_git_is_never_asked_for_a_name_that_looks_like_an_option(tmp_path: Path) -> None:
    done = subprocess.run(
        ["git", "ls-remote", "--", "--upload-pack=touch evil"], cwd=tmp_path, capture_output=True
    )
    assert done.returncode
    assert not (tmp_path / "evil").exists()
