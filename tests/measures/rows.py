"""Tables of declared flows as the ledger gives them, and the measures over them in plain Python."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import product as every
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import duckdb
import pytest
from hypothesis import strategies as st

from sverka.ledger.engine import Frame, FrameEngine
from sverka.vocabulary.country import Pair

PAIR = Pair("ARL", "BED")
_TYPES = {"year": "INTEGER", "digits": "BIGINT", "value_usd": "BIGINT", "quantity": "BIGINT"}


class Row(NamedTuple):
    """A row of the book with the columns that measures read."""

    exporter: str
    importer: str
    reporter: str
    product: str = "TOTAL"
    revision: str = ""
    period: str = "2017"
    valuation: str = "FOB"
    value_usd: int | None = 0
    quantity: int | None = None
    quantity_unit: str | None = None
    flag: str = "reported"

    @property
    def year(self) -> int:
        return int(self.period[:4])

    @property
    def digits(self) -> int:
        return len(self.product)


def said(
    subject: str,
    reporter: str,
    value: int | None,
    product: str = "TOTAL",
    period: str = "2017",
    **fields: Any,  # noqa: ANN401
) -> Row:
    """Declare goods in dollars, FOB by the exporter, CIF by the importer: "ARL>BED", "ARL", 80."""
    exporter, importer = subject.split(">")
    valuation = "reconciled" if not reporter else "FOB" if reporter == exporter else "CIF"
    revision = "" if product == "TOTAL" else "HS2017"
    given = {"revision": revision, "period": period, "valuation": valuation, "value_usd": value, **fields}
    return Row(exporter, importer, reporter, product, **given)


def write_rows(path: Path, rows: Sequence[Row]) -> Path:
    """Write rows into a Parquet file."""
    columns = (*Row._fields, "year", "digits")
    with duckdb.connect() as connection:
        types = ", ".join(f"{name} {_TYPES.get(name, 'VARCHAR')}" for name in columns)
        connection.execute(f"CREATE TABLE flow ({types})")
        if rows:
            marks = ", ".join("unnest(?)" for _ in columns)
            whole = [(*row, row.year, row.digits) for row in rows]
            cells = [list(column) for column in zip(*whole, strict=True)]
            connection.execute(f"INSERT INTO flow SELECT {marks}", cells)
        connection.execute(f"COPY flow TO '{path}' (FORMAT parquet)")
    return path


def frame_of(engine: FrameEngine, folder: Path, rows: Sequence[Row]) -> Frame:
    """Scan rows as a file of their own: like the book's, it never changes."""
    return engine.scan([write_rows(folder / f"{uuid4()}.parquet", rows)])


def alike(rows: Iterable[Sequence[Any]]) -> list[Any]:
    """Prepare rows to be compared whatever their order: whole numbers exactly, ratios to 1e-9."""
    ordered = sorted((tuple(row) for row in rows), key=repr)
    return [
        [pytest.approx(cell, rel=1e-9) if isinstance(cell, float) else cell for cell in row]
        for row in ordered
    ]


def listed(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    return [list(row) for row in sorted((tuple(row) for row in rows), key=repr)]


_COUNTRIES = ("ARL", "BED", "CED", "WLD")
_GOODS = (("TOTAL", ""), ("01", "HS2017"), ("010121", "HS2017"), ("010129", "HS2012"), ("854150", "HS2017"))
_SIDES = [
    (exporter, importer, reporter)
    for exporter, importer in every(_COUNTRIES, repeat=2)
    for reporter in (exporter, importer, "")
    if reporter != "WLD"
]

tables = st.lists(
    st.builds(
        lambda side, goods, period, valuation, value, quantity, flag: Row(  # type: ignore[call-arg]
            *side, *goods, period, valuation, value, *quantity, flag
        ),
        st.sampled_from(_SIDES),
        st.sampled_from(_GOODS),
        st.sampled_from(("2017", "2018", "2017-05", "2017H1")),
        st.sampled_from(("FOB", "CIF", "reconciled")),
        st.one_of(st.none(), st.just(0), st.integers(1, 9), st.integers(0, 10**12)),
        st.one_of(st.just((None, None)), st.tuples(st.integers(0, 10**9), st.sampled_from(("kg", "items")))),
        st.sampled_from(("reported", "estimated")),
    ),
    max_size=60,
)
"""Rows with nothing, zero, one-sided flows, the same flow twice, aggregates beside their parts."""


def plain_totals(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    groups = defaultdict(list)
    for row in rows:
        if {row.exporter, row.importer} == set(PAIR) and len(row.period) == 4:
            key = (row.exporter, row.importer, row.reporter, row.year, row.valuation, row.revision)
            groups[*key, len(row.product)].append(row)
    return [
        (
            *key,
            sum(row.value_usd or 0 for row in group),
            sum(row.value_usd is not None for row in group),
            len(group),
            sum(row.flag != "reported" for row in group),
        )
        for key, group in groups.items()
    ]


def plain_history(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    found, years = [], Counter[tuple[Any, ...]]()
    for row in rows:
        if {row.exporter, row.importer} == set(PAIR) and len(row.period) == 4 and len(row.product) == 6:
            year = (row.exporter, row.importer, row.reporter, row.valuation, row.revision, row.year)
            years[year] += row.value_usd or 0
            found.append((year, row))
    return [
        (
            *year,
            row.product,
            row.value_usd,
            row.quantity,
            row.quantity_unit,
            row.flag,
            years[year],
            None if row.value_usd is None or not years[year] else row.value_usd / years[year],
        )
        for year, row in found
    ]


def plain_rca(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    groups = defaultdict(list)
    for row in rows:
        if _of_two(row) and row.reporter == row.exporter and len(row.period) == 4 and len(row.product) == 6:
            groups[row.exporter, row.year, row.revision, row.product].append(row.value_usd)
    country, product, world = Counter[Any](), Counter[Any](), Counter[Any]()
    for (exporter, year, revision, code), values in groups.items():
        dollars = sum(value or 0 for value in values)
        country[exporter, year, revision] += dollars
        product[code, year, revision] += dollars
        world[year, revision] += dollars
    found: list[tuple[Any, ...]] = []
    for (exporter, year, revision, code), values in groups.items():
        given = [value for value in values if value is not None]
        sums = (country[exporter, year, revision], product[code, year, revision], world[year, revision])
        ratio = sum(given) / sums[0] / (sums[1] / sums[2]) if given and sums[0] and sums[1] else None
        symmetric = None if ratio is None else (ratio - 1) / (ratio + 1)
        dollars_or_none = sum(given) if given else None
        counts = (len(given), len(values))
        found.append((exporter, year, revision, code, dollars_or_none, *counts, *sums, ratio, symmetric))
    return found


def plain_mirror(rows: Iterable[Row], digits: int = 6) -> list[tuple[Any, ...]]:
    groups = defaultdict(list)
    for row in rows:
        exports = row.reporter == row.exporter and row.valuation == "FOB"
        told = exports or row.reporter == row.importer
        if told and _of_two(row) and len(row.period) == 4 and len(row.product) == digits:
            groups[row.exporter, row.importer, row.revision, row.product, row.year].append(row)
    found = []
    for key, group in groups.items():
        given = [row for row in group if row.value_usd is not None]
        out = [row.value_usd or 0 for row in given if row.reporter == row.exporter]
        cif, fob = (
            [
                row.value_usd or 0
                for row in given
                if row.reporter == row.importer and row.valuation == valuation
            ]
            for valuation in ("CIF", "FOB")
        )
        exported, imported = max(out, default=None), max(cif or fob, default=None)
        valuation = "CIF" if cif else "FOB" if fob else None
        gap = None if exported is None or imported is None else imported - exported
        ratio = imported / exported if imported is not None and exported else None
        if exported is not None or imported is not None:
            found.append((*key, exported, imported, valuation, gap, ratio))
    return found


def _of_two(row: Row) -> bool:
    return "WLD" not in {row.exporter, row.importer} and row.exporter != row.importer
