"""Why a text document is not taken."""

from __future__ import annotations

from marketplace.evidence.errors import EvidenceRefused


def active(de: str, en: str) -> EvidenceRefused:
    """The refusal of a text document that does more than be read."""
    return EvidenceRefused(
        "active-content",
        f"Die Datei enthält {de}. Bitte entfernen Sie das oder speichern Sie sie als PDF.",
        f"The file contains {en}. Please remove that or save it as PDF.",
    )


def loads_from_outside(target: str, name: str) -> EvidenceRefused:
    """The refusal of a text document that fetches something when it is opened."""
    shown = target[:120]
    return EvidenceRefused(
        "loads-from-outside",
        f"Die Datei lädt beim Öffnen etwas von außen nach: „{shown}“ (in „{name}“). Bitte betten Sie es ein "
        "oder speichern Sie die Datei als PDF.",
        f"When opened, the file loads something from outside: “{shown}” (in “{name}”). Please embed it or "
        "save the file as PDF.",
    )
