"""All addresses of the product, an empty page and SQLite's full text search."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.full_text import full_text
from config.urls import urlpatterns as product


def empty(_: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("bench/empty/", empty), path("bench/full-text/", full_text), *product]
