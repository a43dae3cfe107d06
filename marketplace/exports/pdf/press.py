"""From contents to a PDF, in a child process with limits."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from marketplace.exports.errors import DocumentFailed
from marketplace.exports.pdf.fonts import font_folder, glyphs
from marketplace.exports.pdf.plain import printable

log = logging.getLogger(__name__)

SECONDS = 20
# Children at a time in this process: anybody may ask for a document, and each may take up to 3 GB.
_TURNS = threading.BoundedSemaphore(2)
_TEMPLATES = Path(__file__).parent / "templates"
_CHILD = Path(__file__).parent / "child.py"
# -I keeps the current folder, the user's packages and PYTHON… variables out of the child.
_COMMAND = (sys.executable, "-I", "-B", str(_CHILD))


def press(template: str, contents: Mapping[str, Any], *, at: datetime, seconds: int = SECONDS) -> bytes:
    """Lay contents out as a tagged PDF (PDF/UA-1).

    The contents reach typst as data only, never as markup, so no text in them can open a file or an
    address. The same contents and moment give the same bytes.

    Args:
        template: name of a file in `templates` without its ending.
        contents: JSON-like; `title` and `language` are needed by every template.
        at: the moment the document states as its creation.
        seconds: wall-clock limit.

    Raises:
        DocumentFailed: out of time, out of memory, or a fault of the template.
    """
    with tempfile.TemporaryDirectory(prefix="document-") as root:
        order = {
            "template": source_of(template),
            "contents": printable(contents, glyphs()),
            "fonts": str(font_folder()),
            "root": root,
            "timestamp": int(at.timestamp()),
            "seconds": seconds,
        }
        return run(order, root, seconds)


def source_of(template: str) -> str:
    """The typst source of a template: the common part first, so that it needs to import nothing."""
    return "\n".join(
        (_TEMPLATES / f"{name}.typ").read_text("utf-8") for name in ("common", "blocks", template)
    )


def run(order: Mapping[str, Any], root: str, seconds: int) -> bytes:
    """Hand an order to the child and take the PDF.

    Raises:
        DocumentFailed: the child took too long, broke down or gave no PDF, or others were before it so long.
    """
    if not _TURNS.acquire(timeout=seconds):
        raise DocumentFailed(f"no turn within {seconds} s")
    try:
        return _pressed(order, root, seconds)
    finally:
        _TURNS.release()


def _pressed(order: Mapping[str, Any], root: str, seconds: int) -> bytes:
    try:
        done = subprocess.run(
            _COMMAND,
            input=json.dumps(order).encode("ascii"),
            capture_output=True,
            timeout=seconds,
            cwd=root,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": root, "TMPDIR": root},
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentFailed(f"not done within {seconds} s") from error
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        cause = done.stderr.decode("utf-8", "replace")[-2000:].strip()
        log.error("Document failed (%s): %s", done.returncode, cause)
        raise DocumentFailed(cause)
    return done.stdout
