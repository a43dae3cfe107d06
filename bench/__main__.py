"""`make bench`: every measurement, or the named ones (`make bench WHAT=http`)."""

from __future__ import annotations

import subprocess
import sys

MEASUREMENTS = {
    "grader": "bench.grader_speed",
    "agreement": "bench.lizard_agreement",
    "http": "bench.http",
    "reader": "bench.reader",
    "search": "bench.search",
}


def main() -> int:
    wanted = sys.argv[1:] or list(MEASUREMENTS)
    if unknown := [name for name in wanted if name not in MEASUREMENTS]:
        print(f"There is no measurement {', '.join(unknown)}; there are: {', '.join(MEASUREMENTS)}.")
        return 2
    commands = [[sys.executable, "-m", MEASUREMENTS[name]] for name in wanted]
    return max([subprocess.run(command, check=False).returncode for command in commands])


if __name__ == "__main__":
    raise SystemExit(main())
