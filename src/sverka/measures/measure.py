"""Ask a measure over the rows of one source, by its name: one table, the same on every engine."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from sverka.measures import mirror_join, pair_totals, product_history, rca
from sverka.measures.addable import Side, of_pair
from sverka.measures.pair_totals import PairTotal, choose_totals
from sverka.sources.card import Card
from sverka.vocabulary.country import Pair
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame, FrameEngine


class Measure(StrEnum):
    """Measures over many rows."""

    PAIR_TOTALS = "pair-totals"
    PRODUCT_HISTORY = "product-history"
    RCA = "rca"
    MIRROR_JOIN = "mirror-join"


UNITS = {
    Measure.PAIR_TOTALS: "US dollars",
    Measure.PRODUCT_HISTORY: "US dollars; part as a fraction of the year",
    Measure.RCA: "ratio; US dollars",
    Measure.MIRROR_JOIN: "US dollars; ratio",
}


class MeasureTable(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a measure, in order, under the names of `columns`; money in whole US dollars.

    `digits` is the level of detail of the products, None where there are only totals.
    """

    measure: Measure
    unit: str
    digits: int | None
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class SourceTable(NamedTuple):
    """A measure of one source's rows, with the source's card where the book has it."""

    source: str
    card: Card | None
    table: MeasureTable


class Question(NamedTuple):
    """What is asked: a measure of a pair, in some years (both included) and of products, if given.

    `product` is the beginning of the products' codes.
    """

    measure: Measure
    pair: Pair
    years: tuple[int, int] | None = None
    product: str | None = None


class _Known(NamedTuple):
    """What the pair's totals tell of a source: how deep its products go, and whose books it has."""

    totals: tuple[PairTotal, ...]
    digits: int | None
    side: Side


def measure(frame: "Frame", engine: "FrameEngine", asked: Question) -> MeasureTable:
    """Ask a measure of the current flows of one source (`Ledger.frame`); no rows where it has none.

    Products are those of the most detailed level that the source has for the pair. Advantages are worked
    out over all countries and given for the two.
    """
    rows = frame if asked.years is None else _in_years(frame, asked.years)
    known = _look(rows, engine, asked)
    columns, found = _ASK[asked.measure](rows, engine, asked, known)
    return MeasureTable(
        measure=asked.measure,
        unit=UNITS[asked.measure],
        digits=known.digits,
        columns=columns,
        rows=tuple(found),
    )


_Rows = tuple[tuple[str, ...], list[tuple[Any, ...]]]


def _look(frame: "Frame", engine: "FrameEngine", asked: Question) -> _Known:
    rows = engine.collect(pair_totals.pair_totals(_of_product(frame, asked.product), asked.pair))
    totals = choose_totals(rows)
    depths = [digits for revision, digits in (row[5:7] for row in rows) if revision]
    reconciled = bool(totals) and all(one.reporter is None for one in totals)
    side = Side.RECONCILED if reconciled else Side.EXPORTER
    return _Known(totals, max(depths, default=None), side)


def _totals(_frame: "Frame", _engine: "FrameEngine", _asked: Question, known: _Known) -> _Rows:
    return PairTotal.__struct_fields__, [msgspec.structs.astuple(one) for one in known.totals]


def _history(frame: "Frame", engine: "FrameEngine", asked: Question, known: _Known) -> _Rows:
    if known.digits is None:
        return product_history.COLUMNS, []
    found = product_history.product_history(frame, asked.pair, engine.cache, digits=known.digits)
    return product_history.COLUMNS, sorted(engine.collect(_of_product(found, asked.product)), key=_in_order)


def _advantages(frame: "Frame", engine: "FrameEngine", asked: Question, known: _Known) -> _Rows:
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    if known.digits is None:
        return rca.COLUMNS, []
    found = rca.rca(frame, engine.cache, side=known.side, digits=known.digits)
    exporter = nw.col("exporter")
    theirs = found.filter((exporter == asked.pair.first) | (exporter == asked.pair.second))
    return rca.COLUMNS, sorted(engine.collect(_of_product(theirs, asked.product)), key=_in_order)


def _mirror(frame: "Frame", engine: "FrameEngine", asked: Question, known: _Known) -> _Rows:
    between = frame.filter(of_pair(asked.pair))
    digits = None if asked.product is None else known.digits
    if digits is None and any(one.published for one in known.totals):
        found = mirror_join.mirror_join(between, digits=None)
    else:
        found = _of_product(mirror_join.mirror_join(between, digits=known.digits), asked.product)
    return mirror_join.COLUMNS, sorted(engine.collect(found), key=_in_order)


_ASK: dict[Measure, Callable[["Frame", "FrameEngine", Question, _Known], _Rows]] = {
    Measure.PAIR_TOTALS: _totals,
    Measure.PRODUCT_HISTORY: _history,
    Measure.RCA: _advantages,
    Measure.MIRROR_JOIN: _mirror,
}


def _in_order(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Order rows by the columns that name what they are about; these come first and are never missing."""
    return tuple(map(str, row[:7]))


def _in_years(frame: "Frame", years: tuple[int, int]) -> "Frame":
    import narwhals as nw  # noqa: PLC0415

    return frame.filter(nw.col("year") >= years[0], nw.col("year") <= years[1])


def _of_product(frame: "Frame", product: str | None) -> "Frame":
    import narwhals as nw  # noqa: PLC0415

    if product is None:
        return frame
    return frame.filter(nw.col("product").str.starts_with(product), nw.col("product") != TOTAL.code)
