"""Read a table by its mapping: a packed snapshot of the data file and `mapping.yml`."""

from collections.abc import Iterator

from sverka.sources.card import Card
from sverka.sources.own_tables import kinds
from sverka.sources.own_tables.body import Body
from sverka.sources.own_tables.flows import flows_of
from sverka.sources.own_tables.headings import check_headings
from sverka.sources.own_tables.mapping import Mapping
from sverka.sources.own_tables.mapping_file import read_mapping
from sverka.sources.own_tables.notes import Notes
from sverka.sources.own_tables.sheets import Opened, Sheet, open_table
from sverka.sources.snapshot import Snapshot, members, unpack_snapshot
from sverka.sources.workbook import MissingSheet
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.origin import Origin

MAPPING = "mapping.yml"
_ENCODING, _SEPARATOR = "utf-8", ","


class MissingMapping(ValueError):
    """A table comes without the mapping that says what its cells mean."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} comes without a mapping, so what its columns hold is not known. "
            f"Run `sverka look {name} --write MAPPING.yml`, fill in what is left open there, and post it "
            f"with `sverka post own_tables {name} --mapping MAPPING.yml`."
        )


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read a packed table and its mapping; the flows are made as they are asked for.

    Raises MissingMapping, MappingError, UnreadableTable, UnreadableWorkbook, MissingSheet or ColumnsMoved.
    """
    files = members(snapshot)
    tables = [name for name in files if name != MAPPING]
    if MAPPING not in files or len(tables) != 1:
        raise MissingMapping(snapshot.name)
    written, data = unpack_snapshot(snapshot, MAPPING, tables[0])
    mapping = read_mapping(written, MAPPING)
    layout = mapping.layout
    opened = open_table(data, tables[0], layout.encoding or _ENCODING, layout.separator or _SEPARATOR)
    notes = Notes(tables[0])
    sheets = chosen_sheets(opened, mapping, tables[0], notes)
    for sheet in sheets:
        check_headings(sheet, mapping, tables[0], notes)
    origin = origin_of(mapping, card, snapshot.sha256)
    return Batch(source=card.id, flows=_flows(sheets, mapping, notes, origin), findings=notes)


def chosen_sheets(opened: Opened, mapping: Mapping, name: str, notes: Notes) -> tuple[Sheet, ...]:
    """Return the sheets that a mapping names, the only one without; raise MissingSheet."""
    by_name = {sheet.name: sheet for sheet in opened.sheets}
    wanted = tuple(map(str, mapping.layout.sheets)) or tuple(by_name)[:1]
    for one in wanted:
        if one not in by_name:
            raise MissingSheet(name, one, tuple(by_name), opened.charts)
        if by_name[one].hidden:
            notes.add(kinds.HIDDEN_SHEET, f"sheet {one}")
    for one, sheet in by_name.items():
        if one not in wanted:
            notes.add(kinds.UNREAD_SHEET, f"sheet {one}", "hidden" if sheet.hidden else "")
    for one in opened.charts:
        notes.add(kinds.CHART_SHEET, f"sheet {one}")
    return tuple(by_name[one] for one in wanted)


def origin_of(mapping: Mapping, card: Card, sha256: str) -> Origin:
    """Make the origin that all figures of a table share."""
    table = mapping.table
    return Origin(
        source=card.id,
        snapshot=sha256,
        place="",
        licence=table.licence or card.licence,
        accessed=table.accessed or card.accessed,
        cites=f"{table.publisher}: {table.title}",
        address=table.address,
    )


def _flows(sheets: tuple[Sheet, ...], mapping: Mapping, notes: Notes, origin: Origin) -> Iterator[Flow]:
    for sheet in sheets:
        flows = flows_of(Body(sheet, mapping, notes).drafts(), mapping, notes, origin)
        first = next(flows, None)
        if first is None:
            notes.add(kinds.NO_ROWS, f"sheet {sheet.name}" if sheet.name else "the table")
            continue
        yield first
        yield from flows
