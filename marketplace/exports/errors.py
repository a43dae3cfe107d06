"""What can go wrong with documents, in sentences people read."""

from __future__ import annotations

from datetime import datetime

from marketplace.lib.refusals import Refusal


class DocumentFailed(Refusal):
    """A document could not be made; the log has the cause."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            "document-failed",
            "Das Dokument konnte nicht erstellt werden. Der Fehler ist notiert; bitte versuchen Sie es "
            "später noch einmal.",
            "The document could not be made. The error has been noted; please try again later.",
        )
        self.cause = cause

    def __str__(self) -> str:
        return self.cause


class FontsMissing(DocumentFailed):
    """The fonts come with the front-end parts, which were never fetched."""

    def __init__(self) -> None:
        super().__init__("Fira Sans is missing; run the set-up, which fetches the front-end parts")


class TooManyDocuments(Refusal):
    """The requester has had their share of documents for this hour.

    Args:
        limit: documents per hour.
        possible_from: when the next one is possible.
        clock: the same as the local time of day.
    """

    def __init__(self, limit: int, possible_from: datetime, clock: str) -> None:
        super().__init__(
            "too-many-documents",
            f"Von Ihrem Anschluss wurden in der letzten Stunde schon {limit} Dokumente angefordert. "
            f"Wieder möglich ab {clock} Uhr.",
            f"{limit} documents were requested from your connection in the last hour. Possible again "
            f"from {clock}.",
        )
        self.possible_from = possible_from


class OddSelection(Refusal):
    """A Reader of nothing, or of more than fits."""


class NamesProducts(Refusal):
    """A requirement text names products or providers; `words` are the names found.

    Law: § 31 (6) VgV, § 23 (5) UVgO – a specification must not refer to a product or its maker.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        listed = "„" + "“, „".join(words) + "“"
        plain = "“" + "”, “".join(words) + "”"
        super().__init__(
            "names-products",
            f"Der Text nennt {listed}. Eine Leistungsbeschreibung darf keine Produkte und Anbieter nennen "
            "(§ 31 Abs. 6 VgV, § 23 Abs. 5 UVgO). Bitte beschreiben Sie stattdessen, was gebraucht wird.",
            f"The text names {plain}. A specification must not name products or providers (section 31 (6) "
            "VgV, section 23 (5) UVgO). Please describe what is needed instead.",
        )
        self.words = words
