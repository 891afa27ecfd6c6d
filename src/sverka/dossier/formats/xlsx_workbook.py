"""Make the workbook: contents, text, numbers in the text, a sheet a table, sources."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from xlsxwriter import Workbook

from sverka.dossier.formats.clean_text import one_line
from sverka.dossier.formats.xlsx_cells import Cells, clip, raise_row
from sverka.dossier.formats.xlsx_table import write_table
from sverka.dossier.outline import Lack, Land, Outline, Paragraph, Picture, Points, Section, Sentence, Table
from sverka.dossier.words.amounts import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.worksheet import Worksheet

    from sverka.dossier.words.language import Words
    from sverka.vocabulary.figure import Figure

_LONGEST_NAME = 31
_LONGEST_PROPERTY = 255
_LONGEST_HEADER = 100
_FORBIDDEN = re.compile("[][:*?/\\\\\U00010000-\U0010ffff]")
_A4 = 9
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_TEXT_COLUMNS = (("section", 26), ("text", 80), ("source_column", 60))
_NUMBER_COLUMNS = (
    "section",
    "sentence",
    "value",
    "unit",
    "period",
    "book_column",
    "valuation",
    "lowest",
    "highest",
    "source_column",
)
_NUMBER_WIDTHS = (22, 50, 16, 16, 16, 20, 16, 16, 16, 50)
_SOURCE_WIDTHS = (45, 35, 25, 25, 14, 50)
_SOURCE_COLUMNS = ("title", "publisher", "licence", "valuation", "accessed", "address")


class _Shown(NamedTuple):
    """A table with the caption and the name of its sheet, and the section that shows it."""

    table: Table
    caption: str
    name: str
    section: str


def write_workbook(outline: Outline, language: Words) -> bytes:
    """Return a workbook's bytes."""
    saved = BytesIO()
    with Workbook(saved, _OPTIONS) as workbook:
        writer = _Writer(workbook, outline, language)
        _properties(workbook, outline, language)
        tables = tuple(writer.tables())
        writer.contents(tables)
        writer.prose({shown.table.id: shown for shown in tables})
        writer.numbers()
        for shown in tables:
            write_table(writer.sheet(shown.name, shown.caption), shown.table, shown.caption, writer.cells)
        writer.sources()
    return saved.getvalue()


class _Writer:
    """Writes the sheets of a workbook."""

    def __init__(self, workbook: Workbook, outline: Outline, language: Words) -> None:
        self.cells = Cells(workbook, language, outline.cards)
        self._workbook = workbook
        self._outline = outline
        self._language = language

    def sheet(self, name: str, title: str) -> Worksheet:
        """Add a sheet that prints on A4 pages of one sheet's width, titled and numbered."""
        sheet: Worksheet = self._workbook.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        page = self._language.text(Sentence("documents.page", {"page": "\ue001", "pages": "\ue002"}))
        sheet.set_header(f"&L&9{_in_margin(title[:_LONGEST_HEADER])}")
        sheet.set_footer(f"&C&9{_in_margin(page)}".replace("\ue001", "&P").replace("\ue002", "&N"))
        return sheet

    def tables(self) -> Iterator[_Shown]:
        """Yield the tables, those behind pictures among them, numbered in reading order."""
        number = 0
        for section in self._outline.sections:
            for block in section.blocks:
                if isinstance(block, Table | Picture):
                    number += 1
                    yield self._shown(block, number, self._language.text(section.title))

    def contents(self, tables: tuple[_Shown, ...]) -> None:
        """Write the first sheet: what the workbook is, and a link to every sheet."""
        title = one_line(self._language.text(self._outline.title))
        sheet = self.sheet(self._name("contents"), title)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 1, 90)
        self.cells.text(sheet, (0, 0), title, "title")
        made = {"day": self._language.day(self._outline.made_on)}
        lines = (self._outline.book, Sentence("documents.made_on", made), Sentence("documents.asked"))
        for row, line in enumerate(lines, 1):
            self.cells.text(sheet, (row, 0), self._language.text(line), "small")
        self.cells.text(sheet, (len(lines) + 1, 0), self._outline.asked, "small")
        row = len(lines) + 3
        for column, key in enumerate(("section", "sheet")):
            self.cells.text(sheet, (row, column), self._word(key), "heading")
        linked = [("", self._name(key), self._word(key)) for key in ("text", "numbers")]
        linked += [(shown.section, shown.name, shown.caption) for shown in tables]
        linked.append(("", self._name("sources"), self._word("sources")))
        for at, (section, name, caption) in enumerate(linked, row + 1):
            self.cells.text(sheet, (at, 0), section)
            self.cells.link(sheet, (at, 1), _inside(name), caption)
        sheet.freeze_panes(row + 1, 0)

    def prose(self, tables: dict[str, _Shown]) -> None:
        """Write what the document says, a sentence a row, with the sources of its numbers."""
        sheet = self._listed("text", _TEXT_COLUMNS)
        row = 1
        for section in self._outline.sections:
            self.cells.text(sheet, (row, 0), self._language.text(section.title), "section")
            for sentence in _sentences(section):
                runs = self._language.inline(sentence)
                notes = dict.fromkeys(self.cells.origin(run.figure) for run in runs if run.figure)
                told = self._language.text(sentence), "\n".join(notes)
                for column, text in enumerate(told, 1):
                    self.cells.text(sheet, (row, column), text)
                raise_row(sheet, row, ((text, _TEXT_COLUMNS[at][1]) for at, text in enumerate(told, 1)))
                row += 1
            for block in section.blocks:
                if isinstance(block, Lack) and block.commands:
                    commands = "\n".join((self._word("commands"), *block.commands))
                    self.cells.text(sheet, (row, 1), commands)
                    raise_row(sheet, row, [(commands, _TEXT_COLUMNS[1][1])])
                    row += 1
                if isinstance(block, Table | Picture):
                    shown = tables[_table(block).id]
                    self.cells.link(sheet, (row, 1), _inside(shown.name), shown.caption)
                    row += 1
            row += 1

    def numbers(self) -> None:
        """Write the numbers of the text as numbers, with all that carries them."""
        sheet = self._listed("numbers", tuple(zip(_NUMBER_COLUMNS, _NUMBER_WIDTHS, strict=True)))
        row = 1
        for section in self._outline.sections:
            title = self._language.text(section.title)
            for sentence in (section.title, *_sentences(section), *_around_tables(section)):
                for run in self._language.inline(sentence):
                    if run.figure is not None:
                        self._number(sheet, row, (title, self._language.text(sentence)), run.figure)
                        row += 1
        sheet.autofilter(0, 0, max(row - 1, 1), len(_NUMBER_COLUMNS) - 1)

    def sources(self) -> None:
        """Write the cards of the sources, with links."""
        sheet = self._listed("sources", tuple(zip(_SOURCE_COLUMNS, _SOURCE_WIDTHS, strict=True)))
        for row, card in enumerate(self._outline.cards.values(), 1):
            valuation = self._language.valuation(card.valuation)
            texts = (card.title, card.publisher, card.licence, valuation)
            for column, text in enumerate(texts):
                self.cells.text(sheet, (row, column), text)
            raise_row(sheet, row, zip(texts, _SOURCE_WIDTHS, strict=False))
            self.cells.day(sheet, (row, 4), card.accessed)
            if card.address.startswith(("https://", "http://")):
                self.cells.link(sheet, (row, 5), card.address, card.address)
            else:
                self.cells.text(sheet, (row, 5), card.address)

    def _number(self, sheet: Worksheet, row: int, said: tuple[str, str], figure: Figure) -> None:
        words = self._language
        texts = {
            0: said[0],
            1: said[1],
            3: words.unit(unit_of(figure)),
            4: words.period(figure.period),
            5: words.text(Land(figure.book)) if figure.book else words.book_of(figure),
            6: words.valuation(figure.valuation),
            9: self.cells.origin(figure),
        }
        for column, text in texts.items():
            self.cells.text(sheet, (row, column), text)
        raise_row(sheet, row, ((text, _NUMBER_WIDTHS[column]) for column, text in texts.items()))
        for column, value in ((2, figure.value), (7, figure.allowed.low), (8, figure.allowed.high)):
            self.cells.amount(sheet, (row, column), value, figure)

    def _listed(self, key: str, columns: tuple[tuple[str, int], ...]) -> Worksheet:
        """Add a sheet with a header that stays; `columns` are the keys of its headings, and widths."""
        sheet = self.sheet(self._name(key), self._word(key))
        for column, (heading, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            self.cells.text(sheet, (0, column), self._word(heading), "heading")
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        return sheet

    def _shown(self, block: Table | Picture, number: int, section: str) -> _Shown:
        caption = one_line(self._language.text(block.caption))
        name = _sheet_name(f"{number} {caption}")
        return _Shown(_table(block), f"{number}. {caption}", name, section)

    def _word(self, key: str) -> str:
        return self._language.text(Sentence(f"documents.{key}"))

    def _name(self, key: str) -> str:
        return _sheet_name(self._word(key))


def _sentences(section: Section) -> Iterator[Sentence]:
    for block in section.blocks:
        match block:
            case Paragraph(sentences) | Points(sentences):
                yield from sentences
            case Lack(what):
                yield what


def _around_tables(section: Section) -> Iterator[Sentence]:
    """Yield captions and notes, whose numbers stand in no cell."""
    for block in section.blocks:
        if isinstance(block, Picture):
            yield block.caption
        if isinstance(block, Table | Picture):
            table = _table(block)
            yield from (table.caption, *table.headings, *((table.note,) if table.note else ()))


def _table(block: Table | Picture) -> Table:
    return block.table if isinstance(block, Picture) else block


def _sheet_name(text: str) -> str:
    """Cut a name to what Excel takes: 31 characters of the basic plane, none of its own signs at all.

    No quotation mark stands at an end.
    """
    return _FORBIDDEN.sub(" ", one_line(text))[:_LONGEST_NAME].strip("' ")


def _inside(name: str) -> str:
    return "internal:'{}'!A1".format(name.replace("'", "''"))


def _in_margin(text: str) -> str:
    """Write a text for a page's margin, where & begins a command; digits must not run into "&9"."""
    return " " + one_line(text).replace("&", "&&")


def _properties(workbook: Workbook, outline: Outline, language: Words) -> None:
    workbook.set_properties(
        {
            "title": clip(one_line(language.text(outline.title)))[:_LONGEST_PROPERTY],
            "subject": language.text(Sentence("documents.subject")),
            "author": "Sverka",
            "comments": one_line(outline.asked)[:_LONGEST_PROPERTY],
            "created": datetime.combine(outline.made_on, time(), tzinfo=UTC),
        }
    )
