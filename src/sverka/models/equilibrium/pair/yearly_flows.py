"""A pair's yearly totals in every book: as published, or the sum of goods where a source has no totals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sverka.measures.pair_totals import as_flow, choose_totals, pair_totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.vocabulary.country import Pair
    from sverka.vocabulary.flow import Flow
    from sverka.vocabulary.origin import Origin

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
            at = partial(_origin, ledger, source, total.year)
            yield as_flow(total, total.value_usd, at)


def _origin(ledger: Ledger, source: str, year: int, place: str) -> Origin:
    return ledger.origins(place, source=source, years=(year, year))[0]
