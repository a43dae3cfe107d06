"""The operator's texts: drafts say so, gaps are marked, markup in them stays text."""

from __future__ import annotations

from datetime import date

from django.test import Client

from marketplace.pages.models import Page
from marketplace.web.markdown_text import as_html


def test_a_draft_says_that_it_is_one(client: Client, legal_texts: None) -> None:
    html = client.get("/impressum/").content.decode()
    assert "Entwurf, vom Betreiber noch nicht bestätigt." in html
    assert '<mark class="gap">[Name der Stelle]</mark>' in html


def test_a_confirmed_text_names_the_day(client: Client, legal_texts: None) -> None:
    Page.objects.filter(key="impressum").update(confirmed_on=date(2026, 11, 20))
    html = client.get("/impressum/").content.decode()
    assert "Vom Betreiber bestätigt am 20. November 2026" in html
    assert "Entwurf" not in html


def test_a_missing_text_is_404(client: Client, db: None) -> None:
    assert client.get("/impressum/").status_code == 404


def test_markup_in_a_text_stays_text() -> None:
    html = as_html("<script>alert(1)</script>\n\n[x](javascript:alert(1)) **fett**")
    assert "<script>" not in html
    assert 'href="javascript' not in html
    assert "<strong>fett</strong>" in html


def test_a_link_is_no_gap() -> None:
    html = as_html("[Aufsicht](https://example.org)")
    assert '<a href="https://example.org">Aufsicht</a>' in html
    assert "gap" not in html


def test_markup_in_a_gap_stays_text() -> None:
    assert '<mark class="gap">[Name &lt;b&gt;]</mark>' in as_html("[Name <b>]")
