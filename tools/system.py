"""Programs the operating system brings: used when there, installed when we may, asked for otherwise."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess

from tools.console import Refusal
from tools.places import ROOT


def install_missing(packages: list[str], *, purpose: str) -> None:
    """Install Debian packages, or say exactly how to.

    Raises:
        Refusal: we are not root, this is no Debian-like system, or the installation failed.
    """
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Refusal(
            f"{purpose} is missing. Please install it and try again:\n"
            f"    sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"
        )
    _refresh_package_lists()
    _apt("install", "-y", "--no-install-recommends", *packages, purpose=purpose)


@functools.cache
def _refresh_package_lists() -> None:
    _apt("update", purpose="The list of Debian packages")


def _apt(*arguments: str, purpose: str) -> None:
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Daemons started by a package's scripts must not keep our pipe open, so the output goes to a file.
    log = ROOT / ".cache" / "apt.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as output:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
        )
    if done.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-10:])
        raise Refusal(f"{purpose} could not be installed by apt-get:\n{tail}")
