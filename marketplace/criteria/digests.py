"""Published editions never change: a digest of each of their files lies in the repository.

python -m marketplace.criteria.digests            tell whether published files changed
python -m marketplace.criteria.digests publish    record the editions not yet recorded
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from marketplace.criteria.editions import FOLDER

RECORD = FOLDER / "published.json"


def digests_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of an edition, by its path below the edition's folder."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*.yaml"))
    }


def changed_files(folder: Path = FOLDER, record: Path = RECORD) -> list[str]:
    """Files of published editions that were changed, added or removed since, as `edition/path`."""
    published: dict[str, dict[str, str]] = json.loads(record.read_text(encoding="utf-8"))
    changed = []
    for edition, recorded in published.items():
        today = digests_of(folder / edition)
        changed += [
            f"{edition}/{path}" for path in sorted(recorded | today) if recorded.get(path) != today.get(path)
        ]
    return changed


def publish(folder: Path = FOLDER, record: Path = RECORD) -> list[str]:
    """Record the digests of editions that are not recorded yet; what is recorded stays.

    Returns:
        The keys of the editions that were added to the record.
    """
    published = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    keys = sorted(file.parent.name for file in folder.glob("*/edition.yaml"))
    added = [key for key in keys if key not in published]
    published |= {key: digests_of(folder / key) for key in added}
    record.write_text(json.dumps(published, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return added


def main() -> int:
    if sys.argv[1:] == ["publish"]:
        sys.stdout.write(f"recorded: {', '.join(publish()) or 'nothing new'}\n")
    changed = changed_files()
    if changed:
        sys.stderr.write(
            "A published edition never changes. Put these into a new edition: " + ", ".join(changed) + "\n"
        )
        return 1
    sys.stdout.write("The published editions are as they were.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
