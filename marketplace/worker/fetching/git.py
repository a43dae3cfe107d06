"""Git repositories over https, and local ones for operators.

What is fetched: the wanted commit with the history of the last 25 months (the grader looks at 24), falling
back to 15 months where that is too large, and to the commit alone where the server cannot cut the history.
Names and commits of tags come with the list of references; those inside the fetched history are written down
here, and the newest tag objects, which hold signatures, are fetched. Never fetched: submodules, LFS objects,
links, hooks, settings.
"""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from grader.unpacking.tree_writer import checked_parts, too_many_files
from marketplace.lib.addresses import parse_https
from marketplace.worker.fetching.errors import SourceInvalid, SourceUnreachable
from marketplace.worker.fetching.git_command import FETCH, Git, GitFailed, TooMuch, git_missing
from marketplace.worker.fetching.git_tags import versions, write_tags
from marketplace.worker.fetching.https import Client, proxy_for
from marketplace.worker.fetching.order import MEGABYTE, Fetched, FetchOrder, Limits, Progress

HISTORIES = (timedelta(days=760), timedelta(days=460))
_ADVERTISEMENT = "application/x-git-upload-pack-advertisement"
_FETCHED = "refs/marktplatz/fetched"
_TEMPORARY = re.compile(
    r"Could not resolve|Connection|timed? ?out|HTTP 5\d\d|error: 5\d\d|error: 429|early EOF|hung up"
    r"|RPC failed|unexpected disconnect|Operation too slow|SSL|TLS",
    re.IGNORECASE,
)
_CONFIG = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tfilemode = false\n\tsymlinks = false\n"
# Highest precedence of all attributes: files are written byte by byte as they were committed.
_ATTRIBUTES = "* -text -filter -ident -working-tree-encoding -export-subst\n"


def fetch_git(order: FetchOrder, progress: Progress) -> Fetched:
    """Fetch a public repository over https.

    Raises:
        SourceInvalid: there is no public repository, it is empty, or beyond a limit.
        SourceUnreachable: the server does not answer.
        AddressRefused: the name leads into a network that is not public.
    """
    client = Client(order.private_hosts)
    asked = parse_https(order.location, private_hosts=order.private_hosts)
    address = client.final_address(asked, suffix="/info/refs?service=git-upload-pack", kind=_ADVERTISEMENT)
    if address is None:
        raise SourceInvalid(
            "no-repository",
            f"Unter {asked.url} ist kein Git-Repository zu finden.",
            f"There is no git repository at {asked.url}.",
        )
    options = {"protocol.https.allow": "always"}
    if not proxy_for(address):
        # git dials exactly the address that was looked up and checked, whatever the name says later.
        options["http.curloptResolve"] = f"{address.host}:{address.port}:{_bracketed(client.ip_of(address))}"
    return _fetch(address.url, order, options, progress)


def fetch_repository(path: str, order: FetchOrder, progress: Progress) -> Fetched:
    """Fetch what is committed in a repository of this machine. Same errors as `fetch_git`."""
    return _fetch(path, order, {"protocol.file.allow": "always"}, progress)


def _fetch(url: str, order: FetchOrder, options: dict[str, str], progress: Progress) -> Fetched:
    if shutil.which("git") is None:
        raise git_missing()
    tree = order.folder / "tree"
    git = Git(tree / ".git", tree, order.folder, options)
    try:
        tree.mkdir(mode=0o700)
        git.run("init", "--quiet", "--template=", "--initial-branch=marktplatz")
        references = _references(git, url)
        reference = _wanted(references, order.version)
        _transfer(git, url, reference, order.limits, progress)
        _complete(git, url, reference, references, order.limits)
        commit = git.run("rev-parse", "--verify", f"{_FETCHED}^{{commit}}").decode().strip()
        git.run("update-ref", "refs/heads/marktplatz", commit)
        left_out = _check_tree(git, commit, order.limits)
        _write_tree(git, commit, left_out, order.folder)
        write_tags(git, url, references, order.limits)
    except TooMuch as error:
        raise _too_large(order.limits) from error
    except GitFailed as error:
        raise _explained(str(error), url) from error
    _tidy(git.directory)
    return Fetched(tree, "commit", commit, _short(reference), [path for path, _ in left_out])


def _references(git: Git, url: str) -> dict[str, str]:
    """Names and commits of HEAD, branches and tags (peeled ones end in ^{})."""
    lines = git.run("ls-remote", "--symref", "--", url, "HEAD", "refs/heads/*", "refs/tags/*").decode(
        "utf-8", "replace"
    )
    found = {}
    for line in lines.splitlines():
        value, _, name = line.partition("\t")
        found["ref: HEAD" if value.startswith("ref: ") else name] = value.removeprefix("ref: ")
    return found


def _wanted(references: dict[str, str], version: str) -> str:
    """The full name of the wanted branch or tag."""
    if not version:
        if "HEAD" not in references:
            raise _empty()
        return references.get("ref: HEAD", "HEAD")
    for name in (f"refs/heads/{version}", f"refs/tags/{version}"):
        if name in references:
            return name
    if not references:
        raise _empty()
    raise SourceInvalid(
        "unknown-version",
        f"Im Repository gibt es weder Zweig noch Marke „{version}“.",
        f"The repository has neither a branch nor a tag “{version}”.",
    )


def _transfer(git: Git, url: str, reference: str, limits: Limits, progress: Progress) -> None:
    place = f"+{reference}:{_FETCHED}"
    for history in HISTORIES:
        since = (datetime.now(UTC) - history).date().isoformat()
        try:
            git.transfer(
                *FETCH, f"--shallow-since={since}", "--", url, place,
                most_megabytes=limits.clone_megabytes, progress=progress,
            )  # fmt: skip
            return
        except TooMuch:
            _forget(git)
        except GitFailed as error:
            # No commit in that time, or a server that cannot cut by date: the tip is enough.
            if _is_temporary(str(error), url):
                raise
            _forget(git)
            break
    git.transfer(
        *FETCH, "--depth=1", "--", url, place, most_megabytes=limits.clone_megabytes, progress=progress
    )


def _forget(git: Git) -> None:
    """Remove what a transfer that was given up has left."""
    for leftover in ("objects/pack", "shallow", "shallow.lock"):
        path = git.directory / leftover
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _complete(git: Git, url: str, reference: str, references: dict[str, str], limits: Limits) -> None:
    """Fetch one commit before the cut, which proves that nothing after it is missing, and the newest version.

    Release branches often hold the newest version tag outside the fetched history. Neither is needed for
    the assessment itself, so trouble here is no reason to stop.
    """
    wanted = [("--deepen=1", f"+{reference}:{_FETCHED}")] if (git.directory / "shallow").exists() else []
    newest = next(iter(versions(references)), "")
    if newest and not _is_here(git, references.get(newest + "^{}", references[newest])):
        wanted.append(("--depth=1", f"+{newest}:refs/marktplatz/newest"))
    for depth, place in wanted:
        try:
            git.transfer(
                *FETCH, depth, "--", url, place,
                most_megabytes=limits.clone_megabytes, progress=lambda _done, _total: None,
            )  # fmt: skip
        except (GitFailed, TooMuch):
            continue


def _is_here(git: Git, commit: str) -> bool:
    return (
        git.run("cat-file", "--batch-check=%(objecttype)", given=f"{commit}\n".encode()).strip() == b"commit"
    )


def _check_tree(git: Git, commit: str, limits: Limits) -> list[tuple[str, str]]:
    """Count and measure the tree before anything is written.

    Returns:
        Path and kind (link, submodule) of what is left out.
    """
    files, total = 0, 0
    left_out = []
    for record in git.records("ls-tree", "-r", "-l", "-z", "--full-tree", commit):
        mode, size, name = _entry(record)
        files += 1
        total += size
        if files > limits.files:
            raise too_many_files(limits)
        if total > limits.unpacked_megabytes * MEGABYTE:
            raise _too_large(limits)
        checked_parts(name.replace("\\", "/") if "\\" in name else name, limits)
        if mode not in {b"100644", b"100755", b"100664"}:
            left_out.append((name, "link" if mode == b"120000" else "submodule"))
    if files == len(left_out):
        raise _empty()
    return left_out


def _entry(record: bytes) -> tuple[bytes, int, str]:
    facts, _, name = record.partition(b"\t")
    mode, _, _, size = facts.split()
    return mode, int(size) if size.isdigit() else 0, name.decode("utf-8", "surrogateescape")


def _write_tree(git: Git, commit: str, left_out: list[tuple[str, str]], scratch: Path) -> None:
    """Write regular files only; links and submodules are taken out of the index first."""
    attributes = git.directory / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text(_ATTRIBUTES, encoding="ascii")
    git.run("read-tree", commit)
    if left_out:
        removed = b"".join(
            b"0 " + b"0" * 40 + b"\t" + name.encode("utf-8", "surrogateescape") + b"\0"
            for name, _ in left_out
        )
        git.run("update-index", "-z", "--index-info", given=removed)
    git.run("checkout-index", "--all", "--quiet")
    (scratch / "gitconfig").unlink(missing_ok=True)


def _tidy(directory: Path) -> None:
    """What remains is objects, references and the shallow mark; the settings are our own."""
    shutil.rmtree(directory / "hooks", ignore_errors=True)
    for name in ("index", "FETCH_HEAD", "ORIG_HEAD"):
        (directory / name).unlink(missing_ok=True)
    (directory / "config").write_text(_CONFIG, encoding="ascii")


def _is_temporary(message: str, url: str) -> bool:
    """A server may be well again later; what is wrong with a repository of this machine stays wrong."""
    return url.startswith("https://") and bool(_TEMPORARY.search(message))


def _explained(message: str, location: str) -> SourceInvalid | SourceUnreachable:
    last = message.splitlines()[-1][:200] if message else "git"
    if _is_temporary(message, location):
        return SourceUnreachable(
            "unreachable",
            f"{location} ist zurzeit nicht erreichbar (git: {last}).",
            f"{location} cannot be reached at the moment (git: {last}).",
        )
    return SourceInvalid(
        "git-failed",
        f"Das Repository {location} lässt sich nicht lesen (git: {last}).",
        f"The repository {location} cannot be read (git: {last}).",
    )


def _empty() -> SourceInvalid:
    return SourceInvalid("empty-repository", "Das Repository ist leer.", "The repository is empty.")


def _too_large(limits: Limits) -> SourceInvalid:
    return SourceInvalid(
        "too-large",
        f"Das Repository ist größer, als hier geprüft wird: bis {limits.clone_megabytes} MB Übertragung "
        f"und {limits.unpacked_megabytes} MB Dateien.",
        f"The repository is larger than what is assessed here: up to {limits.clone_megabytes} MB of transfer "
        f"and {limits.unpacked_megabytes} MB of files.",
    )


def _short(reference: str) -> str:
    return reference.removeprefix("refs/heads/").removeprefix("refs/tags/")


def _bracketed(ip: str) -> str:
    return f"[{ip}]" if ":" in ip else ip
