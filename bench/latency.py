"""How long single answers take under load, measured with autocannon, a load tool from npm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.places import ROOT

AUTOCANNON = "autocannon@8.0.0"
SCRIPT = Path(__file__).with_name("autocannon.cjs")


@dataclass(frozen=True)
class Latency:
    """Milliseconds from question to whole answer, and answers per second."""

    p50: float
    p97_5: float
    p99: float
    max: float
    per_second: float


@cache
def _modules() -> Path:
    """Where autocannon is installed, from the npm registry the machine is set up with.

    Raises:
        SystemExit: there is no npm, or the registry does not answer.
    """
    target = ROOT / ".cache" / "bench"
    if not (target / "node_modules" / "autocannon").is_dir():
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("This measurement needs Node.js with npm, for the load tool autocannon.")
        target.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(target), "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run([*command, "--loglevel", "error", AUTOCANNON], check=True)
    return target / "node_modules"


def ask(port: int, paths: list[str], *, connections: int) -> Latency:
    """Ask for each path once, over connections that stay open.

    Args:
        port: of the server on 127.0.0.1; nothing else is ever asked.
        paths: with query strings, already quoted.
        connections: how many people ask at once, each as soon as she has her answer.
    """
    wanted = {
        "url": f"http://127.0.0.1:{port}",
        "connections": connections,
        "amount": len(paths),
        "paths": paths,
    }
    answer = subprocess.run(
        ["node", str(SCRIPT)],
        input=json.dumps(wanted),
        env=os.environ | {"NODE_PATH": str(_modules())},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    result = json.loads(answer.stdout)
    if failures := result.pop("failures"):
        raise SystemExit(f"{failures} of {len(paths)} answers were no success, such as {paths[0]}")
    return Latency(**result)
