"""`make bench`: every measurement, or the named ones (`./run bench http`)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

MEASUREMENTS = [name for name in ("grader", "http") if (Path(__file__).parent / f"{name}.py").exists()]


def main() -> int:
    wanted = sys.argv[1:] or MEASUREMENTS
    unknown = [name for name in wanted if name not in MEASUREMENTS]
    if unknown:
        print(f"There is no measurement {', '.join(unknown)}; there are: {', '.join(MEASUREMENTS)}.")
        return 2
    codes = [
        subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode for name in wanted
    ]
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
