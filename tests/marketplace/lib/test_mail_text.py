"""Plain mails in pieces."""

from __future__ import annotations

from marketplace.lib.mail_text import Paragraph, one_line, paragraphs_of

HERE = "https://markt.example/a?b=1"


def test_an_address_alone_becomes_a_link_and_text_stays_text() -> None:
    text = f"bitte hier:\n\n{HERE}\n\nGruß\nhttps://markt.example\n"
    assert paragraphs_of(text, {HERE: "Ansehen"}) == [
        Paragraph("bitte hier:"),
        Paragraph("Ansehen", HERE),
        Paragraph("Gruß\nhttps://markt.example"),
    ]


def test_an_address_nobody_named_stands_for_itself() -> None:
    assert paragraphs_of(HERE, {}) == [Paragraph(HERE, HERE)]


def test_other_schemes_are_no_links() -> None:
    assert paragraphs_of("javascript:alert(1)", {}) == [Paragraph("javascript:alert(1)")]


def test_a_name_becomes_one_line_without_unseen_signs() -> None:
    assert one_line("Stadt\r\n Muster\u202ehausen\0") == "Stadt Musterhausen"
