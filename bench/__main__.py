"""`make bench`: every measurement, or the named ones (`make bench WHAT=http`).

What follows a name goes to that measurement: `make bench WHAT="search 100000 --write"`.
"""

from __future__ import annotations

import subprocess
import sys

MEASUREMENTS = {
    "grader": "bench.grader_speed",
    "agreement": "bench.lizard_agreement",
    "http": "bench.http",
    "reader": "bench.reader",
    "recall": "bench.rough_recall",
    "search": "bench.search",
}


def main() -> int:
    """Run the named measurements; the highest of their exit codes."""
    words = sys.argv[1:] or list(MEASUREMENTS)
    if words[0] not in MEASUREMENTS:
        print(f"There is no measurement {words[0]}; there are: {', '.join(MEASUREMENTS)}.")
        return 2
    commands: list[list[str]] = []
    for word in words:
        if word in MEASUREMENTS:
            commands.append([sys.executable, "-m", MEASUREMENTS[word]])
        else:
            commands[-1].append(word)
    return max([subprocess.run(command, check=False).returncode for command in commands])


if __name__ == "__main__":
    raise SystemExit(main())
