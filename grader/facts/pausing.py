"""Python looks for circles of dead objects again and again while many objects are made; here it waits."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_looking_for_circles() -> Iterator[None]:
    """Switch that search off for a step that makes many objects and no circles.

    Facts, findings and results are trees; among hundreds of thousands of them each search finds nothing and
    takes longer than making the next thousand. Everything else is freed as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def looking_for_circles() -> Iterator[None]:
    """Switch the search on again within such a step, for work that may leave circles behind."""
    was_on = gc.isenabled()
    gc.enable()
    try:
        yield
    finally:
        if not was_on:
            gc.disable()
