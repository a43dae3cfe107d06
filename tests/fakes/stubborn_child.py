"""Children that do not end as they should."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from marketplace.worker.children import Say, main


def _work(message: dict[str, Any], _say: Say) -> None:
    if message["do"] == "sleep":
        time.sleep(60)
    elif message["do"] == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    else:
        raise ValueError("no idea what to do")


if __name__ == "__main__":
    main(_work)
