"""Read the Direction of Trade Statistics: workbooks, the tidy table, SDMX-CSV; one file or many packed."""

from collections.abc import Iterator
from enum import Enum, auto

from sverka.sources.card import Card
from sverka.sources.first_line import first_line
from sverka.sources.imf_dots.lookups import lookups
from sverka.sources.imf_dots.outside import Outside, Tally
from sverka.sources.imf_dots.portal import read_portal
from sverka.sources.imf_dots.tidy import COLUMNS, tidy_table
from sverka.sources.imf_dots.workbooks import lacking, open_statement, read_statement
from sverka.sources.sdmx import SdmxCsv
from sverka.sources.snapshot import Snapshot, members, unpack_snapshot
from sverka.sources.workbook import Workbook
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.country import Country
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.table import Layout

_ENDINGS = (".xlsx", ".xls", ".csv", ".parquet")


class _Kind(Enum):
    WORKBOOK = auto()
    PARQUET = auto()
    TIDY = auto()
    PORTAL = auto()
    UNKNOWN = auto()


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read a snapshot in any layout; raise UnknownFile where it holds nothing of this source.

    In a packed snapshot a file that is nothing of this source is named in a finding and passed over.
    """
    packed = not snapshot.name.lower().endswith(_ENDINGS)  # a workbook is a ZIP archive too
    names = members(snapshot) if packed else (snapshot.name,)
    kinds = {name: _kind(snapshot, name, packed=packed) for name in names}
    if all(kind is _Kind.UNKNOWN for kind in kinds.values()):
        raise UnknownFile(snapshot.name, names)
    tally = Tally(snapshot.name)
    tally.note(*(_passed_over(name) for name, kind in kinds.items() if kind is _Kind.UNKNOWN))
    layouts = {_Kind.PARQUET: Layout.PARQUET, _Kind.TIDY: Layout.CSV}
    return Batch(
        source=card.id,
        flows=_flows(snapshot, kinds, card, tally, packed=packed),
        tables=tuple(
            tidy_table(lookups(), layouts[kind], name if packed else None)
            for name, kind in kinds.items()
            if kind in layouts
        ),
        findings=tally,
    )


class UnknownFile(ValueError):
    """A snapshot holds no file of this source."""

    def __init__(self, name: str, files: tuple[str, ...]) -> None:
        held = f" (it holds {', '.join(files[:5])})" if files and files != (name,) else ""
        super().__init__(
            f"{name} is no file of the Direction of Trade Statistics{held}. Give a reporter's workbook "
            "(.xlsx), a CSV of the dataset IMF.STA:IMTS, or a table (.parquet, .csv) with the columns "
            f"{', '.join(COLUMNS)}."
        )


def _kind(snapshot: Snapshot, name: str, *, packed: bool) -> _Kind:
    ending = name.lower().rpartition(".")[2]
    if ending in {"xlsx", "xls"}:
        return _Kind.WORKBOOK
    if ending == "parquet":
        return _Kind.PARQUET
    if ending != "csv":
        return _Kind.UNKNOWN
    header = first_line(snapshot, name if packed else None)
    if set(COLUMNS) <= set(header):
        return _Kind.TIDY
    is_portal = header[:1] in {("DATAFLOW",), ("STRUCTURE",)} or {"FREQUENCY", "FREQUENCY.ID"} & set(header)
    return _Kind.PORTAL if is_portal else _Kind.UNKNOWN


def _passed_over(name: str) -> Finding:
    return Finding(
        check="file not read",
        severity=Severity.WARNING,
        about=name,
        message="The file is none of the Direction of Trade Statistics and was not read.",
        next_step="Nothing to do if it is a note or a licence; else post it under its own source.",
    )


def _flows(
    snapshot: Snapshot, kinds: dict[str, _Kind], card: Card, tally: Tally, *, packed: bool
) -> Iterator[Flow]:
    origin = Origin(
        source=card.id, snapshot=snapshot.sha256, place="", licence=card.licence, accessed=card.accessed
    )
    seen: dict[Country, int] = {}  # reporter to what its workbook holds
    for name, kind in kinds.items():
        if kind not in {_Kind.WORKBOOK, _Kind.PORTAL}:
            continue
        (data,) = unpack_snapshot(snapshot, name) if packed else (snapshot.data,)
        if kind is _Kind.PORTAL:
            yield from read_portal(SdmxCsv(data, name), origin, lookups(), tally)
        else:
            yield from _workbook(Workbook(data, name), origin, tally, seen)


def _workbook(book: Workbook, origin: Origin, tally: Tally, seen: dict[Country, int]) -> Iterator[Flow]:
    statement = open_statement(book, lookups())
    tally.note(*book.findings, *lacking(book, lookups()))
    reporter = lookups().place(statement.reporter)
    if isinstance(reporter, Outside):
        tally.put(reporter, f"reporter {statement.reporter}", book.name, statement.figures)
    elif seen.get(reporter) == statement.content:
        tally.put(Outside.WORKBOOK, statement.reporter, book.name, statement.figures)
    else:
        seen[reporter] = statement.content
        yield from read_statement(statement, reporter, origin, lookups(), tally)
