"""Writes a requirement text as ODT, with real headings, tables with header rows, title and language."""

from __future__ import annotations

import io

from odfdo import Cell as OdfCell
from odfdo import Document, Element, Header, List, ListItem, Paragraph, Row, Style, Table

from marketplace.exports.specification.text import Block, Specification
from marketplace.exports.specification.xml_text import xml_text


def as_odt(found: Specification) -> bytes:
    """The document as bytes."""
    document = Document("text")
    document.body.clear()
    document.meta.title = xml_text(found.title)
    document.meta.language = "de-DE" if found.language == "de" else "en-GB"
    _set_language(document, found.language)
    _number_no_headings(document)
    for name, ground in (("head", "#f3f4f7"), ("body", "#ffffff")):
        document.insert_style(_cell_style(name, ground), automatic=True)
    document.body.append(Paragraph(xml_text(found.title), style="Title"))
    document.body.append(Paragraph(xml_text(found.subtitle), style="Subtitle"))
    for number, block in enumerate(found.blocks):
        for element in _elements(block, number):
            document.body.append(element)
        for column, width in enumerate(block.widths):
            style = Style("table-column", name=f"t{number}c{column}", width=f"{width}mm")
            document.insert_style(style, automatic=True)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _number_no_headings(document: Document) -> None:
    """The requirements carry numbers of their own; a second one before them would confuse."""
    for level in document.styles.root.xpath("//text:outline-level-style"):
        if isinstance(level, Element):
            level.set_attribute("style:num-format", "")
            level.del_attribute("style:num-suffix")
            # LibreOffice reads its own attribute first, and would print the dots between missing numbers.
            level.del_attribute("loext:num-list-format")


def _cell_style(name: str, ground: str) -> Style:
    return Style(
        "table-cell", name=name, background_color=ground, padding="1.2mm", border_bottom="0.5pt solid #c0c3d5"
    )


def _set_language(document: Document, language: str) -> None:
    country = {"de": "DE", "en": "GB"}[language]
    for style in document.get_styles(family="paragraph"):
        if isinstance(style, Style) and style.tag == "style:default-style":
            values = {"fo:language": language, "fo:country": country, "style:font-name": "Liberation Sans"}
            style.set_properties(values, area="text")


def _elements(block: Block, number: int) -> list[Element]:
    elements: list[Element] = [Header(block.level, xml_text(block.heading))]
    elements += [Paragraph(xml_text(text), style="Text_20_body") for text in block.paragraphs]
    if block.items:
        items = List()
        for text in block.items:
            items.append(ListItem(xml_text(text)))
        elements.append(items)
    if block.table:
        elements.append(_table(block, number))
    return elements


def _table(block: Block, number: int) -> Table:
    table = Table(f"Tabelle{number}", width=len(block.table[0]), height=0)
    for column, found in enumerate(table.get_columns()):
        found.style = f"t{number}c{column}"
        table.set_column(column, found)
    header = Element.from_tag("table:table-header-rows")
    header.append(_row(block.table[0], "head"))
    table.append(header)
    for row in block.table[1:]:
        table.append(_row(row, "body"))
    return table


def _row(texts: tuple[str, ...], style: str) -> Row:
    row = Row()
    for text in texts:
        cell = OdfCell(style=style, cell_type="string")
        cell.append(
            Paragraph(xml_text(text), style="Table_20_Heading" if style == "head" else "Table_20_Contents")
        )
        row.append_cell(cell)
    return row
