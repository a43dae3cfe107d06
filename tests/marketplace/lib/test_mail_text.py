"""Plain mails in pieces."""

from __future__ import annotations

from marketplace.lib.mail_text import Paragraph, one_line, paragraphs_of


def test_an_address_alone_becomes_a_link_and_text_stays_text() -> None:
    text = "Guten Tag,\n\nbitte hier:\n\nhttps://markt.example/a?b=1\n\nGruß\nhttps://markt.example\n"
    assert paragraphs_of(text) == [
        Paragraph("Guten Tag,"),
        Paragraph("bitte hier:"),
        Paragraph("", "https://markt.example/a?b=1"),
        Paragraph("Gruß\nhttps://markt.example"),
    ]


def test_other_schemes_are_no_links() -> None:
    assert paragraphs_of("javascript:alert(1)") == [Paragraph("javascript:alert(1)")]


def test_a_name_becomes_one_line_without_unseen_signs() -> None:
    assert one_line("Stadt\r\n Muster\u202ehausen\0") == "Stadt Musterhausen"
