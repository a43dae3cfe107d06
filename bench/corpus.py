"""Millions of lines of real source in many languages, from package registries, kept outside of this tree.

    python -m bench.corpus

Packages come through their ordinary clients (pip, npm, apt-get), in fixed versions where the registry keeps
old ones, and are only unpacked, never installed or run. A client that is missing costs its languages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

PIP = ("Django==5.1.4", "sympy==1.13.3", "SQLAlchemy==2.0.36", "ansible-core==2.18.1", "twisted==24.11.0")
NPM = (
    "react-native@0.76.0",
    "rxjs@7.8.1",
    "three@0.160.0",
    "typeorm@0.3.20",
    "prisma@5.22.0",
    "date-fns@4.1.0",
)
DEBIAN = (
    "wordpress", "phpmyadmin", "golang-1.19-src", "libboost1.74-dev", "openjdk-17-source", "rust-src",
    "ruby-activerecord", "ruby-activesupport", "ruby-actionpack", "librust-regex-dev", "librust-tokio-dev",
    "postgresql-server-dev-15", "golang-golang-x-tools-dev", "php-doctrine-orm", "redmine",
)  # fmt: skip


def corpus_folder() -> Path:
    """Where the source lies: MARKTPLATZ_BENCH, else below the user's cache folder."""
    named = os.environ.get("MARKTPLATZ_BENCH")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(named) if named else cache / "marktplatz-bench"


def corpus() -> Path:
    """Fetch what is not there yet and return the folder with the unpacked packages."""
    folder = corpus_folder()
    source = folder / "source"
    source.mkdir(parents=True, exist_ok=True)
    for client, packages, fetch in (("pip", PIP, _pip), ("npm", NPM, _npm), ("apt-get", DEBIAN, _debian)):
        if client != "pip" and shutil.which(client) is None:
            print(f"No {client} here, so without its packages.")
            continue
        for package in packages:
            _unpacked(source, package, folder, fetch)
    return source


def _unpacked(source: Path, package: str, folder: Path, fetch: Callable[[str, Path], None]) -> None:
    place = source / package.replace("/", "-")
    if place.exists():
        return
    fresh = folder / "fetching"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        print(f"Fetching {package} …", flush=True)
        fetch(package, fresh)
        (fresh / "unpacked").rename(place)
    except (subprocess.CalledProcessError, OSError, StopIteration) as problem:
        print(f"  not to be had: {problem}")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _run(*command: str, at: Path) -> None:
    subprocess.run(command, cwd=at, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _pip(package: str, at: Path) -> None:
    _run(
        sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "-d", ".", package, at=at
    )
    with zipfile.ZipFile(next(at.glob("*.whl"))) as archive:
        archive.extractall(at / "unpacked")  # noqa: S202 - a zip file of a package client


def _npm(package: str, at: Path) -> None:
    _run("npm", "pack", "--ignore-scripts", package, at=at)
    with tarfile.open(next(at.glob("*.tgz"))) as archive:
        archive.extractall(at / "unpacked", filter="data")


def _debian(package: str, at: Path) -> None:
    _run("apt-get", "download", "-o", "APT::Sandbox::User=root", package, at=at)
    _run("dpkg-deb", "-x", str(next(at.glob("*.deb"))), "unpacked", at=at)
    for inner in (at / "unpacked").rglob("src.zip"):
        if inner.is_file() and not inner.is_symlink():
            with zipfile.ZipFile(inner) as archive:
                archive.extractall(inner.parent)  # noqa: S202 - a zip file of a package client


if __name__ == "__main__":
    print(corpus())
