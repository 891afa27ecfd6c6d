"""An outline as it is printed: every sentence said, every number with the place of its note.

What DOCX and PDF share, before their own marks. Texts are clean (clean_text.py).
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

import msgspec


class Piece(msgspec.Struct, frozen=True):
    """Words, and the number of the footnote to the figure that they say; `again`: it stands above already."""

    text: str
    note: int | None = None
    again: bool = False


class Part(msgspec.Struct, frozen=True):
    """Words of a cell, and the letter of the table's note to them; "" where there is none."""

    text: str
    mark: str = ""


class TableNote(msgspec.Struct, frozen=True):
    """A note under a table or picture; with `mark` "" it is about the whole of it."""

    mark: str
    parts: tuple[Part, ...]


class Label(msgspec.Struct, frozen=True):
    """The name of a numbered thing: "Table 3", with `before` "Table " and `after` ""."""

    before: str
    number: int
    after: str


class PrintedParagraph(msgspec.Struct, frozen=True, tag_field="kind", tag="paragraph"):
    """Sentences that stand together."""

    pieces: tuple[Piece, ...]


class PrintedPoints(msgspec.Struct, frozen=True, tag_field="kind", tag="points"):
    """A list."""

    items: tuple[tuple[Piece, ...], ...]


class PrintedTable(msgspec.Struct, frozen=True, tag_field="kind", tag="table", kw_only=True):
    """A table; `numeric` tells which columns hold numbers, `widths` adds up to 1."""

    id: str
    label: Label
    caption: tuple[Part, ...]
    headings: tuple[tuple[Part, ...], ...]
    rows: tuple[tuple[tuple[Part, ...], ...], ...]
    numeric: tuple[bool, ...]
    widths: tuple[float, ...]
    notes: tuple[TableNote, ...]


class PrintedPicture(msgspec.Struct, frozen=True, tag_field="kind", tag="picture", kw_only=True):
    """A picture: `image` is SVG text or the bytes of a PNG; `notes` lead to the origins of what it shows."""

    id: str
    label: Label
    caption: tuple[Part, ...]
    alt: str
    image: str | bytes
    notes: tuple[TableNote, ...]


class PrintedLack(msgspec.Struct, frozen=True, tag_field="kind", tag="lack"):
    """What is missing, and the commands that would bring it."""

    pieces: tuple[Piece, ...]
    commands: tuple[str, ...]


PrintedBlock: TypeAlias = PrintedParagraph | PrintedPoints | PrintedTable | PrintedPicture | PrintedLack


class PrintedSection(msgspec.Struct, frozen=True):
    """A part under a heading; `notes` lead to the origins of the numbers in the heading."""

    id: str
    title: str
    notes: tuple[TableNote, ...]
    blocks: tuple[PrintedBlock, ...]


class PrintedSource(msgspec.Struct, frozen=True):
    """A source: its title, what else its card says, and its address, "" where it has none to follow."""

    title: str
    text: str
    address: str


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it is printed; `footnotes` are numbered from 1 in their order.

    `words` are the format's own: contents, sources, commands, source, page.
    """

    language: str
    title: str
    made_on: date
    lines: tuple[str, ...]
    asked: str
    words: Mapping[str, str]
    footnotes: tuple[str, ...]
    sections: tuple[PrintedSection, ...]
    sources: tuple[PrintedSource, ...]
