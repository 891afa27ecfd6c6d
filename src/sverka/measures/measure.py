"""Ask a measure over the rows of one source, by its name: one table, the same on every engine."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from sverka.measures import ask_countries, ask_pair, pair_totals
from sverka.measures.addable import Side
from sverka.measures.pair_totals import choose_totals
from sverka.measures.question import Inquiry, Known, Measure, Question, Rows
from sverka.measures.revision_bridge import Bridge, no_bridge
from sverka.sources.card import Card

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame, FrameEngine


class _Asked(NamedTuple):
    """How a measure is asked for, and the units of its columns."""

    ask: Callable[[Inquiry], Rows]
    unit: str


_MEASURES = {
    Measure.PAIR_TOTALS: _Asked(ask_pair.ask_totals, "US dollars"),
    Measure.PRODUCT_HISTORY: _Asked(ask_pair.ask_history, "US dollars; part as a fraction of the year"),
    Measure.MIRROR_JOIN: _Asked(ask_pair.ask_mirror, "US dollars; ratio"),
    Measure.DECOMPOSITION: _Asked(ask_pair.ask_decomposition, "US dollars; percentage points"),
    Measure.PRICE_QUANTITY: _Asked(ask_pair.ask_price_quantity, "US dollars"),
    Measure.CONCENTRATION: _Asked(ask_pair.ask_concentration, "index 0 to 1; lines"),
    Measure.INTRA_INDUSTRY: _Asked(ask_pair.ask_intra_industry, "index 0 to 1"),
    Measure.UNIT_VALUES: _Asked(ask_pair.ask_unit_values, "US dollars a unit"),
    Measure.RCA: _Asked(ask_countries.ask_advantages, "ratio; US dollars"),
    Measure.SIMILARITY: _Asked(ask_countries.ask_similarity, "index 0 to 100"),
    Measure.POSITION: _Asked(ask_countries.ask_position, "US dollars; share as a fraction; rank"),
    Measure.COMPETITORS: _Asked(ask_countries.ask_competitors, "US dollars; share as a fraction; rank"),
    Measure.COMPLEMENTARITY: _Asked(ask_countries.ask_fit, "index 0 to 100"),
    Measure.INTENSITY: _Asked(ask_countries.ask_intensity, "ratio; US dollars"),
    Measure.UNTAPPED: _Asked(ask_countries.ask_untapped, "US dollars; shares as fractions; ratio"),
    Measure.COMPLEXITY: _Asked(ask_countries.ask_complexities, "standard deviations over countries"),
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


def measure(
    frame: "Frame", engine: "FrameEngine", asked: Question, bridge: Bridge = no_bridge
) -> MeasureTable:
    """Ask a measure of the current flows of one source (`Ledger.frame`); no rows where it has none.

    Products are those of the most detailed level that the source has for the pair; years in two revisions
    are compared where `bridge` has their concordance. What is measured against other countries is worked out
    over all of them and given for the two.
    """
    rows = frame if asked.years is None else _in_years(frame, asked.years)
    known = _look(rows, engine, asked)
    found = _MEASURES[asked.measure]
    columns, answer = found.ask(Inquiry(rows, engine, asked, known, bridge))
    return MeasureTable(
        measure=asked.measure,
        unit=found.unit,
        digits=known.digits,
        columns=columns,
        rows=tuple(answer),
    )


def _look(frame: "Frame", engine: "FrameEngine", asked: Question) -> Known:
    rows = engine.collect(pair_totals.pair_totals(frame, asked.pair))
    totals = choose_totals(rows)
    depths = [digits for revision, digits in (row[5:7] for row in rows) if revision]
    reconciled = bool(totals) and all(one.reporter is None for one in totals)
    side = Side.RECONCILED if reconciled else Side.EXPORTER
    return Known(totals, max(depths, default=None), side)


def _in_years(frame: "Frame", years: tuple[int, int]) -> "Frame":
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    return frame.filter(nw.col("year") >= years[0], nw.col("year") <= years[1])
