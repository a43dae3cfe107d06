"""Addresses in mails are ours and in the reader's language."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.utils.translation import override

from marketplace.lib.own_addresses import at_home, in_language


@pytest.mark.parametrize("spoken", ["de", "en"])
def test_a_page_in_either_language_leads_to_the_one_wanted(spoken: str) -> None:
    with override(spoken):
        assert in_language("/konto/anmelden/?next=/a/#b", "en") == "/en/account/sign-in/?next=/a/#b"
        assert in_language("/en/account/sign-in/", "de") == "/konto/anmelden/"
        assert in_language("/nothing-here/", "en") == "/nothing-here/"


def test_another_host_becomes_ours(settings: LazySettings) -> None:
    settings.SITE_URL = "https://markt.example/"
    assert at_home("https://evil.example/konto/?a=1") == "https://markt.example/konto/?a=1"
