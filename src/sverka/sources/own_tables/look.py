"""Look at a table before anything is posted: the guessed mapping, the rows it gives, what is still open."""

from datetime import date
from itertools import chain
from typing import NamedTuple

from sverka.sources.own_tables.body import Body
from sverka.sources.own_tables.flows import Posted, posted, refused
from sverka.sources.own_tables.guessing.guess import guess_mapping, see
from sverka.sources.own_tables.guessing.shape import LOOKED_AT
from sverka.sources.own_tables.headings import check_headings
from sverka.sources.own_tables.mapping import Mapping
from sverka.sources.own_tables.mapping_file import read_draft
from sverka.sources.own_tables.notes import Kind, Notes
from sverka.sources.own_tables.read import chosen_sheets
from sverka.sources.own_tables.sheets import Opened, Sheet, open_table
from sverka.vocabulary.finding import Finding, Severity

_SHOWN = 12
_DOUBLED = Kind(
    "figures given twice",
    Severity.ERROR,
    "{count} figures are given for a flow that has another one in this table; the book would post neither.",
    "Map one of the columns and set the others to “holds: nothing”.",
)
_CUT = Kind(
    "long table", Severity.NOTE, f"The table is longer than the {LOOKED_AT:,} rows that were looked at."
)


class Look(NamedTuple):
    """What a first look found.

    `mapping` is the YAML text, `open_fields` where it still says "???"; `rows` are the first figures as
    they would be posted, `readable` counts all of them that were looked at.
    """

    mapping: str
    open_fields: tuple[str, ...]
    rows: tuple[Posted, ...]
    readable: int
    findings: tuple[Finding, ...]


def look(name: str, data: bytes, modified: date | None = None) -> Look:
    """Guess a table's mapping and try it on the table; nothing is posted and nothing written.

    `modified` is the day of the file, taken for the day of access. Raises UnreadableTable,
    UnreadableWorkbook or NoFigures, all ValueErrors.
    """
    opened = open_table(data, name)
    seen = see(opened, name)
    return _try(name, opened, guess_mapping(seen, modified), cut=seen.shape.cut)


def look_with(name: str, data: bytes, mapping: bytes) -> Look:
    """Try a mapping that a person has worked on; it may still hold "???".

    Raises what `look` raises, and MappingError, MissingSheet and ColumnsMoved.
    """
    draft, _ = read_draft(mapping, "the mapping")
    opened = open_table(data, name, draft.layout.encoding, draft.layout.separator)
    return _try(name, opened, mapping.decode("utf-8-sig"), cut=False)


def _try(name: str, opened: Opened, text: str, *, cut: bool) -> Look:
    mapping, still_open = read_draft(text.encode(), "the mapping")
    notes = Notes(name)
    sheets = chosen_sheets(opened, mapping, name, notes)
    for sheet in sheets:
        check_headings(sheet, mapping, name, notes)
    rows, readable = _tried(sheets, mapping, notes)
    if cut:
        notes.add(_CUT, name)
    return Look(text, still_open, rows, readable, tuple(notes))


def _tried(sheets: tuple[Sheet, ...], mapping: Mapping, notes: Notes) -> tuple[tuple[Posted, ...], int]:
    """Read the table as far as the guess goes; a figure that lacks something is still shown."""
    shown: list[Posted] = []
    readable = 0
    seen: dict[tuple[object, ...], int | None] = {}
    drafts = chain.from_iterable(Body(sheet, mapping, notes, LOOKED_AT).drafts() for sheet in sheets)
    for draft in drafts:
        found = posted(draft, mapping)
        if not found.lacking and refused(found, draft, notes):
            continue
        readable += 1
        if len(shown) < _SHOWN:
            shown.append(found)
        key = (found.exporter, found.importer, found.reporter, found.product, found.period, found.valuation)
        if None not in key and seen.setdefault(key, found.value) != found.value:
            notes.add(_DOUBLED, found.place)
    return tuple(shown), readable
