"""What can be wrong with criteria."""

from __future__ import annotations

from collections.abc import Iterable


class CriteriaInvalid(Exception):
    """Files of the criteria catalogue that cannot be used. `problems`: one line each, with file and place."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
