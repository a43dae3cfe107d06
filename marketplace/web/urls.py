"""Addresses of the pages; German paths, translated for English."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
