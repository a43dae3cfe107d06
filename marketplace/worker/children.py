"""Messages between the worker and its children: one JSON document in, JSON lines out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from marketplace.lib.refusals import Refusal
from marketplace.worker.kernel.process import die_with_parent, exit_if_orphaned

Say = Callable[..., None]


def main(work: Callable[[dict[str, Any], Say], None]) -> None:
    """Run a child: tie it to the worker, read the order, do the work, tell what came of it.

    Args:
        work: gets the order and `say(**message)`; what it raises as Refusal is told in its words.
    """
    die_with_parent()
    exit_if_orphaned(int(os.environ["MARKETPLACE_WORKER"]))
    order = json.loads(sys.stdin.buffer.read())
    # Only messages may go to the pipe; anything printed by accident goes to the error output.
    pipe = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)

    def say(**message: Any) -> None:
        pipe.write(json.dumps(message).encode("ascii") + b"\n")

    try:
        work(order, say)
    except Refusal as refusal:
        say(problem=[type(refusal).__name__, refusal.word, refusal.de, refusal.en])
    except MemoryError:
        say(problem=[MemoryError.__name__, "", "", ""])
