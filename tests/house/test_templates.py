"""No template lies around unused."""

from __future__ import annotations

from pathlib import Path

import allauth

from tests.house.tracked import texts
from tools.places import ROOT

# Found by Django under these names, without anybody naming them.
BY_CONVENTION = {"404.html", "500.html", "403.html", "400.html", "403_csrf.html"}


def _templates() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in (ROOT / "marketplace").glob("*/templates"):
        found |= {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return found


def _replaces(name: str) -> bool:
    """Whether the sign-in library looks for a template under this name; its notice of resets has none."""
    library = Path(allauth.__file__).parent / "templates"
    return (library / name).is_file() or name.startswith("account/email/password_reset_")


def test_every_template_is_used() -> None:
    templates = _templates()
    assert templates
    users = {path: path.read_text(encoding="utf-8") for path in texts(".py", ".html", ".txt", ".xml")}
    unused = []
    for name, own_path in templates.items():
        conventional = name in BY_CONVENTION or name.startswith(("admin/", "django/")) or _replaces(name)
        if not conventional and not any(name in text for path, text in users.items() if path != own_path):
            unused.append(name)
    assert unused == []
