"""The table as a Parquet file: one description for its flows, one for agreements, one for each provision."""

from collections.abc import Iterator, Mapping

import narwhals as nw

from sverka.sources.half_even import half_even
from sverka.sources.penppml.lookups import Lookups
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.table import Cell, Codes, Holds, Layout, Table

RECORDED, ZERO = "reported", "zero or not recorded"
PAIR = ("exp", "imp", "time")
MEASURED = ("export", "id", "agreement")
"""The columns besides the provisions: exporter, importer, year; dollars, the agreement's number and name."""


def tables_of(lookups: Lookups) -> tuple[Table, ...]:
    """Describe the file `trade` once for each kind of row that it makes."""
    nobody = _is_nobody("exp", lookups) | _is_nobody("imp", lookups)
    flows = _table(
        lookups,
        {"export": Cell.NUMBER},
        holds=Holds.FLOWS,
        book={
            "exporter": nw.col("exporter"),
            "importer": nw.col("importer"),
            "reporter": nw.col("exporter"),
            "period": nw.col("time"),
            "valuation": Valuation.FOB.value,
            "value": half_even(nw.col("export"), 1),
            "flag": nw.when(nw.col("export") == 0).then(nw.lit(ZERO)).otherwise(nw.lit(RECORDED)),
        },
        left_out={"the destination or origin is no country": nobody},
    )
    return flows, *_fact_tables(nobody, lookups)


def _fact_tables(nobody: nw.Expr, lookups: Lookups) -> Iterator[Table]:
    pair: dict[str, nw.Expr | str | float] = {
        "country": nw.col("exporter"),
        "partner": nw.col("importer"),
        "period": nw.col("time"),
        "value": 1.0,
    }
    yield _table(
        lookups,
        {"id": Cell.NUMBER, "agreement": Cell.TEXT},
        holds=Holds.FACTS,
        book={
            **pair,
            "name": "agreement",
            "detail": nw.col("id").cast(nw.Int64).cast(nw.String),
            "text": nw.when(nw.col("agreement") != "").then(nw.col("agreement")),
        },
        left_out={"the pair has no agreement, or is none of countries": nobody | (nw.col("id") == 0)},
    )
    for name, says in lookups.provisions.items():
        yield _table(
            lookups,
            {name: Cell.NUMBER},
            holds=Holds.FACTS,
            book={**pair, "name": "provision", "detail": name, "text": says},
            left_out={f"{name} is not in force, or not between countries": nobody | (nw.col(name) == 0)},
        )


def _table(
    lookups: Lookups,
    columns: Mapping[str, Cell],
    *,
    holds: Holds,
    book: Mapping[str, nw.Expr | str | float],
    left_out: Mapping[str, nw.Expr],
) -> Table:
    known = lookups.countries()
    no_exporter = nw.col("exporter").is_null() & ~_is_nobody("exp", lookups)
    no_importer = nw.col("importer").is_null() & ~_is_nobody("imp", lookups)
    read = {**dict.fromkeys(PAIR, Cell.TEXT), **columns}
    return Table(
        layout=Layout.PARQUET,
        holds=holds,
        columns=read,
        ignored=tuple(name for name in (*MEASURED, *lookups.provisions) if name not in read),
        codes={"exporter": Codes("exp", known), "importer": Codes("imp", known)},
        book=book,
        left_out=left_out,
        refused={
            "a code has no country": no_exporter | no_importer,
            **{
                f"{name} is missing": nw.col(name).is_null()
                for name, cell in columns.items()
                if cell is Cell.NUMBER
            },
        },
    )


def _is_nobody(column: str, lookups: Lookups) -> nw.Expr:
    return nw.col(column).is_in([*lookups.no_countries])
