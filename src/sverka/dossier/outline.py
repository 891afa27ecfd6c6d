"""Outlines: what a document says, before any language and any format.

A section says things as sentences: the key of a message and the values in it. `words/` puts them into a
language, `formats/` lays them out. A number is a Figure wherever it stands, so that every format can lead
from it to its origins.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol, TypeAlias

import msgspec

from sverka.sources.card import Card
from sverka.vocabulary.country import Country, Pair
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.period import Period
from sverka.vocabulary.product import Product


class Land(msgspec.Struct, frozen=True, tag=True):
    """A country or bloc, shown by its name in the nominative."""

    code: Country


class Goods(msgspec.Struct, frozen=True, tag=True):
    """Goods, shown by the name that a language has for them, and by their code; `names` by language."""

    product: Product
    names: Mapping[str, str] = {}


class When(msgspec.Struct, frozen=True, tag=True):
    """A period, or a day written as one."""

    period: Period


class Sentence(msgspec.Struct, frozen=True, tag=True):
    """A message of `words/` by its key, with its values by name; `count` chooses the form of a plural.

    A string among the values is shown as it is: a publisher's name, a quotation, a command.
    """

    key: str
    values: "Mapping[str, Value]" = {}
    count: int | None = None


Value: TypeAlias = "Figure | Land | Goods | When | Sentence | int | str"


class Gap(msgspec.Struct, frozen=True):
    """A cell without a number, and why: missing is not zero."""

    reason: Sentence


Cell: TypeAlias = "Value | Gap"

NOTHING = "–"
"""A cell that is empty because another cell of its row says why; its column may be one of numbers."""


class Paragraph(msgspec.Struct, frozen=True):
    """Sentences that stand together."""

    sentences: tuple[Sentence, ...]


class Points(msgspec.Struct, frozen=True):
    """A list, a point a sentence."""

    items: tuple[Sentence, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of cells under headings; the first column names the row. `id` is unique in its outline."""

    id: str
    caption: Sentence
    headings: tuple[Sentence, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Sentence | None = None


class Language(Protocol):
    """What a picture or a format asks of a language; `words/` has one for each."""

    @property
    def code(self) -> str:
        """Return the language's code: en, ru, kk, be."""

    def text(self, value: "Cell") -> str:
        """Say a value, with the number of digits that it bears and its unit."""

    def short(self, value: float, unit: str) -> str:
        """Write a number for a label or an axis: "$783 mn", "+12 %"."""


class Drawing(Protocol):
    """What a picture is drawn from: a frozen struct of `pictures/`."""

    def specification(self, language: Language) -> dict[str, Any]:
        """Return a Vega-Lite or Vega specification (its `$schema` says which) in a language, data inside."""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture with what it shows in words, and its numbers as a table behind it."""

    id: str
    caption: Sentence
    alt: Sentence
    drawing: Drawing
    table: Table


class Lack(msgspec.Struct, frozen=True):
    """What a section cannot show, why, and the commands that would bring it."""

    what: Sentence
    commands: tuple[str, ...]


Block: TypeAlias = "Paragraph | Points | Table | Picture | Lack"


class Section(msgspec.Struct, frozen=True):
    """A part of a document under a heading; `id` is its anchor."""

    id: str
    title: Sentence
    blocks: tuple[Block, ...]


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """A document about a pair; `cards` are the cards of the sources that its figures come from.

    `asked` is the command that writes it again, `book` says what was asked: rows and day of the last post.
    """

    pair: Pair
    title: Sentence
    made_on: date
    asked: str
    book: Sentence
    sections: tuple[Section, ...]
    cards: Mapping[str, Card]


def figures_of(outline: Outline) -> Iterator[Figure]:
    """Yield every figure of an outline in reading order; one that is shown twice comes twice."""
    for section in outline.sections:
        yield from figures_in(section.title)
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Figure]:
    match block:
        case Paragraph(sentences) | Points(sentences):
            for sentence in sentences:
                yield from figures_in(sentence)
        case Table():
            yield from _of_table(block)
        case Picture():
            yield from figures_in(block.caption)
            yield from _of_table(block.table)
        case Lack(what):
            yield from figures_in(what)


def _of_table(table: Table) -> Iterator[Figure]:
    yield from figures_in(table.caption)
    for row in table.rows:
        for cell in row:
            yield from figures_in(cell)
    if table.note:
        yield from figures_in(table.note)


def figures_in(found: Cell) -> Iterator[Figure]:
    """Yield every figure that a cell or a sentence says, in its order."""
    match found:
        case Figure():
            yield found
        case Sentence():
            for value in found.values.values():
                yield from figures_in(value)
        case Gap(reason):
            yield from figures_in(reason)
        case _:
            return
