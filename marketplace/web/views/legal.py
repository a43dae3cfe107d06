"""Impressum, Datenschutz and Barrierefreiheit: the operator's own texts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace.pages.models import Page
from marketplace.web.markdown_text import as_html


@require_safe
def legal_page(request: HttpRequest, key: str) -> HttpResponse:
    """One of the operator's texts; a draft says that it is one."""
    page = Page.objects.filter(key=key).first()
    if page is None:
        raise Http404
    return render(request, "web/legal.html", {"page": page, "body": as_html(page.body)})
