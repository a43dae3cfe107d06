"""Templates of settings that come with a program, such as ``.env.example``."""

from __future__ import annotations

import re

from grader.facts.model import Facts, Role
from grader.findings import Location

_TEMPLATE = re.compile(
    r"(?:^|/)(?:[\w.-]*\.)?env[._-](?:example|sample|template|dist|tpl|default|schema)$|(?:^|/)(?:example|sample|template)\.env$"
    r"|(?:^|/)[\w.-]*(?:config|settings|parameters|application|database|secrets)[\w-]*(?:\.[\w-]+)?[._-](?:example|sample|dist|template)"
    r"(?:\.\w+)?$|(?:^|/)values\.schema\.json$",
    re.IGNORECASE,
)


def settings_templates(facts: Facts) -> list[Location]:
    """The templates in path order, those of third-party code left out."""
    return [
        Location(file.path, 1)
        for file in facts.files
        if file.role is not Role.VENDORED and _TEMPLATE.search(file.path)
    ]
