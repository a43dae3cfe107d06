"""The child that presses a document: reads one order, writes one PDF, sees neither network nor project.

Started by `press`; the order comes as JSON on standard input, the PDF goes to standard output.
"""

from __future__ import annotations

import ctypes
import json
import resource
import sys
from typing import Any

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_MEMORY = 3 << 30
_LARGEST_PDF = 200 << 20


def main() -> int:
    """Press the order on standard input; 0 when it went well."""
    order = json.load(sys.stdin.buffer)
    _limit(int(order["seconds"]))
    sys.stdout.buffer.write(_pressed(order))
    return 0


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_PDF, _LARGEST_PDF))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # An empty network of its own, where the kernel allows it; the template asks for none anyway.
    ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NETWORK)


def _pressed(order: dict[str, Any]) -> bytes:
    import typst

    compiler = typst.Compiler(
        input=str(order["template"]).encode(),
        root=order["root"],
        font_paths=[order["fonts"]],
        ignore_system_fonts=True,
        sys_inputs={"contents": json.dumps(order["contents"])},
        package_path=order["root"],
        package_cache_path=order["root"],
    )
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(order["timestamp"]))
    if not isinstance(pdf, bytes):
        raise TypeError("one document was expected")
    return pdf


if __name__ == "__main__":
    sys.exit(main())
