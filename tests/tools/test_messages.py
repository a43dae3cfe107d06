"""Gaps in the English are found, whatever kind they are; compiled texts are what Django shows."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from tools import messages
from tools.console import Refusal

TEMPLATE = """{% load i18n %}<div>
      <h1>{% translate "Lösungen" %}</h1>
   </div>
{% blocktranslate count number=number %}{{ number }} Treffer{% plural %}\
{{ number }} Treffer gesamt{% endblocktranslate %}
"""
CODE = 'from django.utils.translation import gettext as _\nlabel = _("Größe: %(size)s")\n'
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
COMPLETE = (
    HEADER
    + 'msgid "Lösungen"\nmsgstr "Solutions"\n\nmsgid "Größe: %(size)s"\nmsgstr "Size: %(size)s"\n\n'
    + 'msgid "%(number)s Treffer"\nmsgid_plural "%(number)s Treffer gesamt"\n'
    + 'msgstr[0] "%(number)s hit"\nmsgstr[1] "%(number)s hits"\n'
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny project with one template and one module; returns the path of its English catalogue."""
    (tmp_path / "marketplace" / "templates").mkdir(parents=True)
    (tmp_path / "marketplace" / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "marketplace" / "labels.py").write_text(CODE, encoding="utf-8")
    catalogue = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "CATALOGUE", catalogue)
    monkeypatch.setattr(messages, "COMPILED", catalogue.with_suffix(".mo"))
    return catalogue


def test_texts_of_templates_and_code_are_collected(project: Path) -> None:
    messages.extract_messages()
    text = project.read_text(encoding="utf-8")
    assert 'msgid "Lösungen"\nmsgstr ""' in text
    assert 'msgid "Größe: %(size)s"' in text
    assert 'msgid_plural "%(number)s Treffer gesamt"' in text


def test_collecting_again_keeps_the_english_and_changes_nothing(project: Path) -> None:
    project.write_text(COMPLETE, encoding="utf-8")
    messages.extract_messages()
    once = project.read_text(encoding="utf-8")
    messages.extract_messages()
    assert project.read_text(encoding="utf-8") == once
    assert 'msgstr "Solutions"' in once
    assert messages.check_messages() == 0


@pytest.mark.parametrize(
    ("complete", "broken", "complaint"),
    [
        ('msgstr "Solutions"', 'msgstr ""', "empty"),
        ('msgid "Lösungen"', '#, fuzzy\nmsgid "Lösungen"', "fuzzy"),
        ('msgid "Lösungen"', 'msgid "Loesungen"', "missing"),
        ('msgid "Lösungen"', 'msgid "Früher"\nmsgstr "Once"\n\nmsgid "Lösungen"', "no longer used"),
        ("Size: %(size)s", "Size: %(length)s", "other placeholders"),
        ("%(number)s hits", "", "empty"),
    ],
)
def test_each_kind_of_gap_fails_the_check(
    project: Path, capsys: pytest.CaptureFixture[str], complete: str, broken: str, complaint: str
) -> None:
    project.write_text(COMPLETE.replace(complete, broken), encoding="utf-8")
    with pytest.raises(Refusal, match="need English"):
        messages.check_messages()
    assert complaint in capsys.readouterr().out


def test_the_compiled_catalogue_translates(project: Path) -> None:
    project.write_text(COMPLETE, encoding="utf-8")
    messages.compile_messages()
    with project.with_suffix(".mo").open("rb") as file:
        english = gettext.GNUTranslations(file)
    assert english.gettext("Lösungen") == "Solutions"
    assert english.ngettext("%(number)s Treffer", "%(number)s Treffer gesamt", 2) == "%(number)s hits"
