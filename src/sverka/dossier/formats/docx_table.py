"""Write a printed table into a Word document: header row repeated, numbers to the right, notes below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import _Cell

from sverka.dossier.formats.docx_marks import field, link_inside
from sverka.dossier.formats.docx_package import TEXT_WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.oxml.table import CT_Row, CT_Tbl
    from docx.text.paragraph import Paragraph

    from sverka.dossier.formats.docx_marks import Marks
    from sverka.dossier.formats.printed import Label, Part, PrintedTable, TableNote

_TWIPS = TEXT_WIDTH.twips
_MOST_COLUMNS = 6
"""A table of more columns is set small."""
_TOGETHER = 15
"""A table of so few rows, the header among them, stays on one page."""


def write_table(document: Document, table: PrintedTable, marks: Marks) -> None:
    """Write caption, table and notes."""
    prefix = f"Table{table.label.number}_"
    write_caption(document, table.label, table.caption, prefix)
    rows = (table.headings, *table.rows)
    size = "Small " if len(table.headings) > _MOST_COLUMNS else ""
    written = document.add_table(len(rows), len(table.headings), style="Briefing Table")
    _describe(written._tbl, table)  # noqa: SLF001 - python-docx has no name for most of a table's settings
    for at, (row, cells) in enumerate(zip(written._tbl.tr_lst, rows, strict=True)):  # noqa: SLF001
        _row_settings(row, header=at == 0)
        for column, (found, parts) in enumerate(zip(row.tc_lst, cells, strict=True)):
            found.width = Emu(int(TEXT_WIDTH * table.widths[column]))
            paragraph = _Cell(found, written).paragraphs[0]
            paragraph.style = f"{size}Table {'Number' if table.numeric[column] else 'Text'}"
            write_parts(paragraph, parts, prefix)
            if at == 0 or (at < len(rows) - 1 and len(rows) <= _TOGETHER):
                paragraph.paragraph_format.keep_with_next = True
    write_notes(document, table.notes, prefix, marks)


def write_caption(document: Document, label: Label, caption: Sequence[Part], prefix: str) -> None:
    """Write "Table 3. Turnover" with a number that Word counts itself."""
    paragraph = document.add_paragraph(style="Caption")
    kind = prefix.rstrip("_0123456789")
    paragraph.add_run(label.before).bold = True
    start = len(paragraph.runs)
    field(paragraph, f" SEQ {kind} \\* ARABIC ", str(label.number))
    for run in paragraph.runs[start:]:
        run.bold = True
    paragraph.add_run(f"{label.after}. ").bold = True
    write_parts(paragraph, caption, prefix)


def write_notes(document: Document, notes: Sequence[TableNote], prefix: str, marks: Marks) -> None:
    """Write the notes below a table or picture, each with a bookmark that its letter leads to."""
    paragraph = None
    for note in notes:
        paragraph = document.add_paragraph(style="Table Note")
        if note.mark:
            paragraph.add_run(note.mark, style="Note Mark")
            marks.bookmark(paragraph, prefix + note.mark)
            paragraph.add_run("\u00a0")
        write_parts(paragraph, note.parts, prefix)
    last = paragraph or document.add_paragraph(style="Table Note")
    last.paragraph_format.space_after = Pt(14)


def write_parts(paragraph: Paragraph, parts: Sequence[Part], prefix: str) -> None:
    """Write words with the letters of their notes."""
    for part in parts:
        if part.text:
            paragraph.add_run(part.text)
        if part.mark:
            link_inside(paragraph, prefix + part.mark, part.mark, "Note Mark")


def _describe(table: CT_Tbl, printed: PrintedTable) -> None:
    """Set the widths, and name the table for those who hear it."""
    settings = table.tblPr
    for element in settings.findall(qn("w:tblW")) + settings.findall(qn("w:tblLayout")):
        settings.remove(element)
    width, layout = OxmlElement("w:tblW"), OxmlElement("w:tblLayout")
    width.set(qn("w:w"), str(_TWIPS))
    width.set(qn("w:type"), "dxa")
    layout.set(qn("w:type"), "fixed")
    look = settings.find(qn("w:tblLook"))
    look.addprevious(width)
    look.addprevious(layout)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), "".join(part.text for part in printed.caption))
    look.addnext(caption)
    for column, share in zip(table.tblGrid.gridCol_lst, printed.widths, strict=True):
        column.w = Emu(int(TEXT_WIDTH * share))


def _row_settings(row: CT_Row, *, header: bool) -> None:
    """Keep a row on one page; repeat the header on each."""
    settings = row.get_or_add_trPr()
    settings.append(OxmlElement("w:cantSplit"))
    if header:
        settings.append(OxmlElement("w:tblHeader"))
