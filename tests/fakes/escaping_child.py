"""Foreign code that tries to get out of its shield and tells what it managed to do."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from marketplace.worker.children import Say, main
from marketplace.worker.kernel.process import ProcessLimits
from marketplace.worker.sandbox import Shield, lock_in


def _works(attempt: Callable[[], Any]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError):
        return False
    return True


def _fork_many() -> None:
    for _ in range(60):
        if os.fork() == 0:
            signal.pause()


def _work(message: dict[str, Any], say: Say) -> None:
    folder, outside = Path(message["folder"]), Path(message["outside"])
    limits = ProcessLimits(memory_megabytes=500, cpu_seconds=20, file_megabytes=1, processes=40)
    shield = Shield(limits=limits, scratch=folder / "scratch", read=(folder / "source",))
    say(isolation=lock_in(shield))
    tries: dict[str, Callable[[], Any]] = {
        "read the source": (folder / "source/a.py").read_text,
        "write a scratch file": lambda: (folder / "scratch/a").write_text("x"),
        "read outside": outside.read_text,
        "write outside": lambda: outside.with_name("evil").write_text("x"),
        "change the source": lambda: (folder / "source/a.py").write_text("evil"),
        "read passwords": lambda: Path("/etc/passwd").read_text(),
        "read the worker's environment": lambda: Path(f"/proc/{message['worker']}/environ").read_bytes(),
        "make a link": lambda: (folder / "scratch/link").symlink_to(outside),
        "connect": lambda: socket.create_connection(("127.0.0.1", message["port"]), 2),
        "look up": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 53)),
        "kill the worker": lambda: os.kill(message["worker"], signal.SIGCONT),
        "write a big file": lambda: (folder / "scratch/big").write_bytes(bytes(2_000_000)),
        "take memory": lambda: bytearray(800_000_000),
        "become root": lambda: os.setuid(12345),
        "start many processes": _fork_many,
    }
    say(managed=[name for name, attempt in tries.items() if _works(attempt)])


if __name__ == "__main__":
    main(_work)
