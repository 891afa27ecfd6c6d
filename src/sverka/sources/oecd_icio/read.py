"""Read Inter-Country Input-Output tables: the official CSV of a year, or the arrays of a package."""

from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

import msgspec

from sverka.sources.card import Card
from sverka.sources.first_line import first_line
from sverka.sources.oecd_icio import arrays, table
from sverka.sources.oecd_icio.lookups import Lookups, read_lookups
from sverka.sources.oecd_icio.totals import Stated
from sverka.sources.snapshot import Snapshot, members, unpack_snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.origin import Origin


class NoTable(ValueError):
    """A snapshot holds no input-output table in a known layout."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} holds no input-output table: neither an official CSV (first column V1, columns like "
            "AUT_A01) nor the arrays of sanction-simulator (bench_cache.npz, or the wheel that carries it). "
            "Give one of these."
        )


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read a CSV, an archive of CSVs of several years, a wheel or an NPZ file into flows and facts.

    Raises NoTable and what the readers of the two layouts raise.
    """
    origin = Origin(
        source=card.id, snapshot=snapshot.sha256, place="", licence=card.licence, accessed=card.accessed
    )
    packed, lookups = members(snapshot), read_lookups()
    if {f"{key}.npy" for key in arrays.KEYS} <= set(packed):
        return _read_arrays(snapshot.data, snapshot.name, origin, lookups)
    inside = [name for name in packed if name.endswith(".npz")]
    if len(inside) == 1:
        return _read_arrays(unpack_snapshot(snapshot, inside[0])[0], inside[0], origin, lookups)
    files = _tables(snapshot, packed)
    if not files:
        raise NoTable(snapshot.name)
    return _read_tables(snapshot, files, origin, lookups)


def _read_arrays(data: bytes, name: str, origin: Origin, lookups: Lookups) -> Batch:
    known = arrays.arrays_of(data, name, lookups)
    benchmark = arrays.load_benchmark(data, name)
    stated = Stated(str(known.year), known.edition, msgspec.structs.replace(origin, cites=known.cites))
    return Batch(
        source=origin.source,
        flows=arrays.read_flows(benchmark, stated),
        facts=arrays.read_facts(benchmark, stated),
        findings=arrays.check_sums(benchmark, name),
    )


def _tables(snapshot: Snapshot, packed: tuple[str, ...]) -> tuple[str | None, ...]:
    """Name the members that are official tables; None stands for the snapshot itself."""
    names: tuple[str | None, ...] = packed or (None,)
    return tuple(name for name in names if table.is_table(first_line(snapshot, name)))


def _read_tables(
    snapshot: Snapshot, files: tuple[str | None, ...], origin: Origin, lookups: Lookups
) -> Batch:
    years: list[tuple[table.Year, Stated]] = []
    for member in files:
        name = member or snapshot.name
        data = snapshot.data if member is None else unpack_snapshot(snapshot, member)[0]
        year = table.read_table(TextIOWrapper(BytesIO(data), encoding="utf-8-sig", newline=""), name, lookups)
        cites = f"OECD {year.axes.edition}, {name}"
        stated = Stated(table.year_of(name), year.axes.edition, msgspec.structs.replace(origin, cites=cites))
        years.append((year, stated))
    return Batch(
        source=origin.source,
        flows=_flows(years),
        facts=_facts(years, lookups),
        findings=_findings(years),
    )


def _flows(years: list[tuple[table.Year, Stated]]) -> Iterator[Flow]:
    for year, stated in years:
        yield from table.read_flows(year, stated)


def _facts(years: list[tuple[table.Year, Stated]], lookups: Lookups) -> Iterator[Fact]:
    for year, stated in years:
        yield from table.read_facts(year, stated, lookups)


def _findings(years: list[tuple[table.Year, Stated]]) -> Iterator[Finding]:
    for year, _ in years:
        yield from year.findings
