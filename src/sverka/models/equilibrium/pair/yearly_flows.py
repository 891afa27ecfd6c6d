"""A pair's yearly totals in every book: as published, or the sum of goods where a source has no totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.measures.pair_totals import PairTotal, choose_totals, pair_totals
from sverka.vocabulary.country import goods_flow
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.vocabulary.country import Pair

_GOODS = "HS"
"""Input-output tables have flows between countries too, of services among others: no trade in goods."""


def yearly_flows(ledger: Ledger, pair: Pair, engine: FrameEngine | None = None) -> tuple[Flow, ...]:
    """Return the pair's totals of whole years, in both directions and all books."""
    published = tuple(flow for flow in ledger.flows(pair) if flow.period.isdigit())
    have = {flow.origin.source for flow in published}
    summed = (
        flow
        for source in ledger.sources(pair)
        if source not in have
        for flow in _summed(ledger, pair, source, engine)
    )
    return (*published, *summed)


def _summed(ledger: Ledger, pair: Pair, source: str, engine: FrameEngine | None) -> Iterator[Flow]:
    asked = pair_totals(ledger.frame(source=source, engine=engine), pair)
    rows = engine.collect(asked) if engine else ledger.collect(asked)
    for total in choose_totals(row for row in rows if str(row[5]).startswith(_GOODS)):
        if total.value_usd is not None:
            yield _as_flow(ledger, total, total.value_usd, source)


def _as_flow(ledger: Ledger, total: PairTotal, value: int, source: str) -> Flow:
    """Make a total of a sum; what of it the publisher marked is said in the flow's own mark."""
    way = goods_flow(total.exporter, total.importer)
    place = f"{total.revision}, {way} {total.year} (Σ {total.rows})"
    return Flow(
        exporter=total.exporter,
        importer=total.importer,
        reporter=total.reporter,
        product=TOTAL,
        period=str(total.year),
        valuation=Valuation(total.valuation),
        value=value,
        value_usd=value,
        flag=f"{total.marked} of {total.rows} rows marked" if total.marked else "reported",
        origin=ledger.origins(place, source=source, years=(total.year, total.year))[0],
    )
