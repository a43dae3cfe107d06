"""Refusals of the catalogue, by name."""


class StarterCatalogueInvalid(Exception):
    """A starter file cannot be used; the message names file, place and cause. Nothing was loaded."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
