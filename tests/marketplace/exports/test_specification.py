"""The requirement text describes needs, and refuses to name products."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document

from marketplace.criteria.editions import current_edition
from marketplace.criteria.model import Text
from marketplace.exports.errors import NamesProducts
from marketplace.exports.specification.docx import as_docx
from marketplace.exports.specification.neutrality import names_in, product_names
from marketplace.exports.specification.odt import as_odt
from marketplace.exports.specification.text import Specification, specification_of
from marketplace.organisations.models import Provider
from marketplace.selection.folder import FolderWish, ProfileLine
from tests import factories
from tests.marketplace.exports.folders import AT, folder, wish

pytestmark = pytest.mark.django_db
NAMES = ("Mark-a-Spot", "Münster Melder", "klarschiff", "fixmystreet.example")


@pytest.mark.parametrize(
    "text",
    [
        "Wie Mark-a-Spot.", "MARK A SPOT!", "so etwas wie „Muenster Melder“", "Klarschiff, nur besser",
        "siehe https://fixmystreet.example/x", "Mark\u200b-a-Spot", "Ｋｌａｒｓｃｈｉｆｆ",
        "die Klarschiffs dieser Welt", "Klarschiff's Karte", "Klarschiff-Karte", "Mark\u2011a\u2013Spot",
        "Klar\u034fschiff", "Mu\u200b\u0308nster Melder", "MünsterMelder", "Kla\ufe0frschiff",
    ],
)  # fmt: skip
def test_a_name_is_found_whatever_its_spelling(text: str) -> None:
    assert len(names_in([text], NAMES)) == 1


@pytest.mark.parametrize("text", ["Klarschiffe fahren", "Der Marktplatz am Spot", "", "Melder in Münster"])
def test_words_that_only_resemble_a_name_are_no_names(text: str) -> None:
    assert names_in([text], NAMES) == ()


@given(st.text(max_size=50), st.text(max_size=50))
def test_a_name_between_any_separated_words_is_found(before: str, after: str) -> None:
    assert "klarschiff" in names_in([f"{before} . Klarschiff . {after}"], NAMES)


def test_a_name_in_one_word_is_found_in_its_parts_and_can_be_confirmed() -> None:
    assert names_in(["Kanban wie bei Open Project"], ["OpenProject"]) == ("OpenProject",)
    assert names_in(["OpenProjects Tafel"], ["OpenProject"]) == ("OpenProject",)
    assert names_in(["ein Open Project"], ["OpenProject"], allowed=["OpenProject"]) == ()
    assert names_in(["Das Maß der Dinge", "Abos"], ["Abo", "Ma"]) == ()


def test_the_author_is_told_every_name_and_nothing_is_dropped() -> None:
    provider = factories.provider("melder-werke", name="Melder-Werke GmbH", kind=Provider.Kind.PRIVATE)
    factories.listing("alpha", name="Alpha Melder", provider=provider)
    named = folder(need="So gut wie Alpha Melder von Melder-Werke.")
    with pytest.raises(NamesProducts) as caught:
        specification_of(named, language="de", at=AT)
    assert caught.value.words == ("Alpha Melder", "Melder-Werke")
    assert "„Alpha Melder“, „Melder-Werke“" in caught.value.de


def _standards_wish(**values: Any) -> FolderWish:
    keys = [one.key for one in current_edition().criteria]
    return wish(keys.index("open-standards"), **values)


def _requirement(made: Specification) -> str:
    return next(block.paragraphs[0] for block in made.blocks if block.heading == "B-1 Offene Standards")


@override("de")
def test_a_requirement_that_rests_on_what_the_author_names_asks_for_it_until_it_is_named() -> None:
    gap = "[Noch zu nennen: was genau verlangt ist.]"
    nothing = folder(wishes=(_standards_wish(),), profile=())
    assert _requirement(specification_of(nothing, language="de", at=AT)).endswith(gap)
    noted = replace(nothing, wishes=(_standards_wish(note="OParl 1.1"),))
    assert gap not in _requirement(specification_of(noted, language="de", at=AT))
    line = ProfileLine("standards", Text("Geforderte Standards", ""), Text("OParl, iCalendar", ""))
    profiled = replace(nothing, profile=(line,))
    found = _requirement(specification_of(profiled, language="de", at=AT))
    assert found.endswith("Verlangt ist: OParl, iCalendar.")


def test_a_note_at_a_criterion_is_checked_too_and_an_ordinary_word_can_be_confirmed() -> None:
    factories.listing("foerdermittel", name="Fördermittel")
    noted = folder(wishes=(wish(1, note="Nachweis der Fördermittel"),))
    with pytest.raises(NamesProducts):
        specification_of(noted, language="de", at=AT)
    specification_of(noted, language="de", at=AT, allowed=["Fördermittel"])


def test_public_bodies_may_be_named() -> None:
    factories.provider("stadt-musterhausen", name="Stadt Musterhausen", kind=Provider.Kind.PUBLIC)
    assert "Stadt Musterhausen" not in product_names()


def _made(language: str = "de") -> Specification:
    with override(language):
        return specification_of(folder(), language=language, at=AT)


def test_musts_exclude_and_shoulds_carry_weight_and_points() -> None:
    blocks = {block.heading: block for block in _made().blocks}
    assert [heading for heading in blocks if heading.startswith("A-")] != []
    table = blocks["Wertung"].table
    assert [row[2:] for row in table[1:]] == [("5", "50"), ("2", "20"), ("7", "70")]


def test_no_candidate_and_no_provider_of_the_folder_stands_in_the_text() -> None:
    for data in (as_odt(_made()), as_docx(_made())):
        text = _text(data)
        assert "Mängel melden" in text
        for one in folder().candidates:
            assert one.name not in text
            assert one.provider not in text


def _text(data: bytes) -> str:
    if b"opendocument" in data[:200]:
        return str(Document(io.BytesIO(data)).get_formatted_text())
    opened = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in opened.paragraphs] + cells)


@pytest.mark.parametrize("language", ["de", "en"])
def test_odt_has_headings_header_rows_title_and_language(language: str) -> None:
    made = _made(language)
    document = Document(io.BytesIO(as_odt(made)))
    assert document.meta.title == made.title
    assert str(document.meta.language).startswith(language)
    assert [header.text for header in document.body.headers] == [block.heading for block in made.blocks]
    tables = [block for block in made.blocks if block.table]
    assert len(document.body.get_elements("//table:table-header-rows")) == len(tables)


def test_docx_has_headings_repeated_header_rows_and_title() -> None:
    made = _made()
    document = docx.Document(io.BytesIO(as_docx(made)))
    assert document.core_properties.title == made.title
    headings = [
        one.text for one in document.paragraphs if one.style and str(one.style.name).startswith("Heading")
    ]
    assert headings == [block.heading for block in made.blocks]
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables)


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=80))
def test_any_need_gives_files_that_open_again(need: str) -> None:
    made = replace(_made(), subtitle=need)
    Document(io.BytesIO(as_odt(made)))
    docx.Document(io.BytesIO(as_docx(made)))
