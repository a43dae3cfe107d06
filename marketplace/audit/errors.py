"""Why the trail refuses."""

from marketplace.lib.refusals import Refusal


class AppendOnly(Refusal):
    """Events are added, never changed or deleted."""

    def __init__(self, wish: str) -> None:
        super().__init__(
            f"append-only-{wish}",
            "Das Protokoll wird nur fortgeschrieben: Ereignisse lassen sich weder ändern noch löschen.",
            "The trail is append-only: events can neither be changed nor deleted.",
        )
