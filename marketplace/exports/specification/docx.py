"""Writes a requirement text as DOCX, with real headings, tables with header rows, title and language."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from marketplace.exports.specification.text import Block, Specification
from marketplace.exports.specification.xml_text import xml_text


def as_docx(found: Specification) -> bytes:
    """The document as bytes."""
    document = Document()
    code = "de-DE" if found.language == "de" else "en-GB"
    document.core_properties.title = xml_text(found.title)[:255]
    document.core_properties.language = code
    document.core_properties.author = ""
    _set_page_and_language(document, code)
    document.add_paragraph(xml_text(found.title), style="Title")
    document.add_paragraph(xml_text(found.subtitle), style="Subtitle")
    for block in found.blocks:
        _add(document, block)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _set_page_and_language(document: Docx, code: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), code)
    properties.append(language)


def _add(document: Docx, block: Block) -> None:
    document.add_heading(xml_text(block.heading), level=block.level)
    for text in block.paragraphs:
        document.add_paragraph(xml_text(text))
    for text in block.items:
        document.add_paragraph(xml_text(text), style="List Bullet")
    if block.table:
        _add_table(document, block)


def _add_table(document: Docx, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.table[0]), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, block.widths, strict=True):
        column.width = Mm(width)
    for number, texts in enumerate(block.table):
        row = table.add_row()
        for cell, text, width in zip(row.cells, texts, block.widths, strict=True):
            cell.text, cell.width = xml_text(text), Mm(width)
        if number == 0:
            repeated = OxmlElement("w:tblHeader")
            repeated.set(qn("w:val"), "true")
            row._tr.get_or_add_trPr().append(repeated)
            for cell in row.cells:
                cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph()
