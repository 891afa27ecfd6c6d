"""Write an outline as one HTML page that needs nothing beside it: offline, printable, usable by keyboard."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from gzip import compress
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from markupsafe import Markup, escape

from sverka import __version__
from sverka.dossier.formats.cite_outline import cite_outline
from sverka.dossier.formats.clean_text import clean
from sverka.dossier.formats.inline_svg import UnsafePicture, inline_svg
from sverka.dossier.formats.page_notes import Notes, source_title
from sverka.dossier.outline import NOTHING, Gap, Picture, Sentence, Table
from sverka.dossier.picture import PictureNotDrawn, PicturesNotInstalled, draw
from sverka.vocabulary.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Environment

    from sverka.dossier.formats.ordered_pictures import OrderedPictures
    from sverka.dossier.outline import Block, Cell, Outline
    from sverka.dossier.words.language import Run, Words

INSTALL = "pip install 'sverka[pictures]'"
_GRAMMARS = {True: "Vega-Lite", False: "Vega"}


class _Cell(NamedTuple):
    """A cell: what it says, and whether it says why it holds no number."""

    text: Markup
    gap: bool


class _Drawn(NamedTuple):
    """A picture: as SVG or as the reason why not, with its specification to download."""

    svg: Markup | None
    reason: str
    specification: str
    grammar: str


def write_html(outline: Outline, language: Words, ordered: OrderedPictures | None = None) -> str:
    """Return the page: sections, pictures with the tables behind them, a note for each number, sources.

    A number leads to its note; a script of the page's own shows the note beside the number, and without it
    the link goes to the list of notes. Pictures that cannot be drawn are left out with the reason; their
    tables are always there. `ordered` has them drawn elsewhere while the page is written.
    """
    citations = cite_outline(outline)
    page = _Page(language, Notes(citations, language), ordered)
    if ordered is not None:
        for section in outline.sections:
            ordered.order(section)
    style, script = _part("brief.css"), _part("brief.js")
    return clean(
        _environment()
        .get_template("brief.html")
        .render(
            page=page,
            say=language.say,
            words=language,
            outline=outline,
            citations=citations,
            source_title=source_title,
            install=INSTALL,
            version=__version__,
            style=Markup(style),  # noqa: S704 - a file of this package
            script=Markup(script),  # noqa: S704 - a file of this package
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


class _Page:
    """Turns an outline's parts into marks, and counts the references to its notes on the way."""

    def __init__(self, language: Words, notes: Notes, ordered: OrderedPictures | None) -> None:
        self._language = language
        self._notes = notes
        self._ordered = ordered

    @property
    def notes(self) -> Notes:
        """Return the notes of the figures that the page has shown so far."""
        return self._notes

    def kind(self, block: Block) -> str:
        """Name the kind of a block, for the template."""
        return type(block).__name__.lower()

    def plain(self, sentence: Sentence) -> str:
        """Say a sentence without links, for names and descriptions."""
        return self._language.text(sentence)

    def text(self, sentence: Sentence) -> Markup:
        """Say a sentence; its numbers lead to their notes."""
        return self._linked(self._language.runs(sentence))

    def sentences(self, found: Iterable[Sentence]) -> Markup:
        """Say sentences that stand together."""
        return Markup(" ").join(self.text(sentence) for sentence in found)

    def rows(self, table: Table) -> list[list[_Cell]]:
        """Say the cells of a table."""
        return [[self._cell(cell) for cell in row] for row in table.rows]

    def numeric(self, table: Table) -> list[bool]:
        """Tell which columns hold numbers, empty cells left out of account; the first one names the row."""
        columns = zip(*table.rows, strict=True) if table.rows else ()
        kinds = [
            [
                isinstance(cell, Figure | int)
                for cell in column
                if not isinstance(cell, Gap) and cell != NOTHING
            ]
            for column in columns
        ]
        return [at > 0 and bool(kind) and all(kind) for at, kind in enumerate(kinds)] or [
            False for _ in table.headings
        ]

    def drawn(self, picture: Picture) -> _Drawn:
        """Draw a picture for the page."""
        if self._ordered is None:
            specification = picture.drawing.specification(self._language)
            svg, reason = self._svg(picture, lambda: draw(specification))
        else:
            specification, drawn = self._ordered.of(picture)
            svg, reason = self._svg(picture, drawn)
        packed = b64encode(compress(msgspec.json.encode(specification), mtime=0)).decode()
        lite = "/vega-lite/" in str(specification.get("$schema", ""))
        return _Drawn(svg, reason, f"data:application/gzip;base64,{packed}", _GRAMMARS[lite])

    def _svg(self, picture: Picture, drawn: Callable[[], str]) -> tuple[Markup | None, str]:
        title, described = self.plain(picture.caption), self.plain(picture.alt)
        try:
            safe = inline_svg(clean(drawn()), f"picture-{picture.id}", title=title, described=described)
        except PicturesNotInstalled:
            return None, ""
        except (PictureNotDrawn, UnsafePicture) as error:
            return None, str(error)
        return Markup(safe), ""  # noqa: S704 - made of a list of harmless elements, its text escaped

    def _cell(self, cell: Cell) -> _Cell:
        return _Cell(self._linked(self._language.cell_runs(cell)), isinstance(cell, Gap))

    def _linked(self, runs: Iterable[Run]) -> Markup:
        return Markup().join(
            self._number(run.text, run.figure) if run.figure else escape(run.text) for run in runs
        )

    def _number(self, text: str, figure: Figure) -> Markup:
        number, reference = self._notes.refer(figure)
        hidden = self._language.say("page.note", number=str(number))
        return Markup(
            '<a class="figure" id="n{0}-{1}" href="#note-{0}">{2}<span class="hidden"> ({3})</span></a>'
            '<sup aria-hidden="true">{0}</sup>'
        ).format(number, reference, text, hidden)


def _is_empty(cell: Cell) -> bool:
    return cell == NOTHING or isinstance(cell, Gap)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=PackageLoader("sverka.dossier"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _part(name: str) -> str:
    loader = _environment().loader
    assert loader is not None  # noqa: S101 - tells the type checker what _environment made
    return loader.get_source(_environment(), name)[0]


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
