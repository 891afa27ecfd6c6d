"""Lay an outline out for print: say it, number its footnotes, tables and pictures."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from sverka.dossier.formats.clean_text import clean
from sverka.dossier.formats.print_table import figures_in, label_of, lay_table, source_line
from sverka.dossier.formats.printed import (
    Part,
    Piece,
    Printed,
    PrintedBlock,
    PrintedLack,
    PrintedParagraph,
    PrintedPicture,
    PrintedPoints,
    PrintedSection,
    PrintedSource,
    TableNote,
)
from sverka.dossier.formats.table_notes import merged_notes, one_source_each
from sverka.dossier.outline import (
    Block,
    Lack,
    Outline,
    Paragraph,
    Picture,
    Points,
    Section,
    Sentence,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sverka.dossier.words.language import Words
    from sverka.sources.card import Card
    from sverka.vocabulary.figure import Figure

    Draw = Callable[[dict[str, Any]], str | bytes]

MOST_ROWS = 40
"""The longest table behind a picture that the annex prints; longer ones are in the workbook only."""

_WORDS = ("contents", "sources", "commands", "asked")


def lay_out(outline: Outline, language: Words, draw: Draw) -> Printed:
    """Say an outline for print; `draw` makes the image of a picture from its specification.

    The tables behind the pictures follow the sections in an annex, and the cards of the sources the annex,
    unless a section "sources" lists them.
    """
    layout = _Layout(language, outline.cards, draw)
    sections = [layout.section(section) for section in outline.sections]
    annex = layout.annex()
    listed = any(section.id == "sources" for section in outline.sections)
    return Printed(
        language=language.code,
        title=clean(language.text(outline.title)),
        made_on=outline.made_on,
        lines=(
            clean(language.text(outline.book)),
            clean(language.text(Sentence("documents.made_on", {"day": language.day(outline.made_on)}))),
        ),
        asked=clean(outline.asked),
        words={word: language.text(Sentence(f"documents.{word}")) for word in _WORDS},
        footnotes=tuple(layout.footnotes),
        sections=(*sections, *((annex,) if annex else ())),
        sources=() if listed else tuple(_source(card, language) for card in outline.cards.values()),
    )


class _Layout:
    """Counts footnotes, tables and pictures through a document."""

    def __init__(self, language: Words, cards: Mapping[str, Card], draw: Draw) -> None:
        self.footnotes: list[str] = []
        self._language = language
        self._cards = cards
        self._draw = draw
        self._in_section: dict[str, int] = {}
        self._tables = 0
        self._pictures: list[tuple[str, Table]] = []

    def section(self, section: Section) -> PrintedSection:
        """Lay out a section; a line of origins that it has named already keeps its footnote's number."""
        self._in_section = {}
        figures = [run.figure for run in self._language.inline(section.title) if run.figure]
        return PrintedSection(
            section.id,
            clean(self._language.text(section.title)),
            self._sources(figures),
            tuple(self._block(block) for block in section.blocks),
        )

    def annex(self) -> PrintedSection | None:
        """Lay out the tables behind the pictures, None where there are no pictures."""
        if not self._pictures:
            return None
        title = self._language.text(Sentence("documents.behind_pictures"))
        return PrintedSection("behind-pictures", title, (), tuple(self._behind()))

    def _behind(self) -> Iterator[PrintedBlock]:
        for name, table in self._pictures:
            if len(table.rows) <= MOST_ROWS:
                yield self._table(table)
            else:
                told = self._language.text(
                    Sentence("documents.rows_elsewhere", {"picture": name, "rows": len(table.rows)})
                )
                yield PrintedParagraph((Piece(clean(told)),))

    def _block(self, block: Block) -> PrintedBlock:
        match block:
            case Paragraph(sentences):
                return PrintedParagraph(self._prose(sentences))
            case Points(items):
                return PrintedPoints(tuple(self._pieces(item) for item in items))
            case Lack(what, commands):
                return PrintedLack(self._pieces(what), tuple(clean(command) for command in commands))
            case Table():
                return self._table(block)
            case Picture():
                return self._picture(block)

    def _prose(self, sentences: Sequence[Sentence]) -> tuple[Piece, ...]:
        """Say sentences with a space between two."""
        pieces: list[Piece] = []
        for sentence in sentences:
            pieces += [Piece(" "), *self._pieces(sentence)] if pieces else self._pieces(sentence)
        return tuple(_joined(pieces))

    def _pieces(self, sentence: Sentence) -> tuple[Piece, ...]:
        pieces = (
            self._noted(clean(run.text), self._language.origin_line(run.figure, self._cards))
            if run.figure
            else Piece(clean(run.text))
            for run in self._language.inline(sentence)
        )
        return tuple(_joined(pieces))

    def _noted(self, text: str, line: str) -> Piece:
        if line in self._in_section:
            return Piece(text, self._in_section[line], again=True)
        self.footnotes.append(clean(line))
        self._in_section[line] = len(self.footnotes)
        return Piece(text, len(self.footnotes))

    def _table(self, table: Table) -> PrintedBlock:
        self._tables += 1
        label = label_of("documents.table", self._tables, self._language)
        return lay_table(table, label, self._language, self._cards)

    def _picture(self, picture: Picture) -> PrintedPicture:
        label = label_of("documents.picture", len(self._pictures) + 1, self._language)
        name = f"{label.before}{label.number}{label.after}"
        self._pictures.append((name, picture.table))
        shown = msgspec.structs.replace(picture.table, note=picture.caption)
        return PrintedPicture(
            id=picture.id,
            label=label,
            caption=(Part(clean(self._language.text(picture.caption))),),
            alt=clean(self._language.text(picture.alt)),
            image=self._draw(picture.drawing.specification(self._language)),
            notes=self._sources(list(figures_in(shown, self._language))),
        )

    def _sources(self, figures: Sequence[Figure]) -> tuple[TableNote, ...]:
        if not figures:
            return ()
        lines = list(merged_notes(one_source_each(figures), self._language, self._cards).values())
        return (TableNote("", (source_line(lines, self._language),)),)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Draw words together that no note parts."""
    for noted, same in groupby(pieces, key=lambda piece: piece.note is not None):
        if noted:
            yield from same
        else:
            yield Piece("".join(piece.text for piece in same))


def _source(card: Card, language: Words) -> PrintedSource:
    values = {
        "publisher": card.publisher,
        "licence": card.licence,
        "valuation": language.valuation(card.valuation),
        "day": language.day(card.accessed),
    }
    followed = card.address.startswith(("https://", "http://"))
    return PrintedSource(
        clean(card.title),
        clean(language.text(Sentence("documents.card", values))),
        clean(card.address) if followed else "",
    )
