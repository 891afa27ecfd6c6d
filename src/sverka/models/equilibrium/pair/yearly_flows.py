"""A pair's totals in every book: as published, or the sum of goods where a source has no yearly totals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sverka.measures.pair_totals import as_flow, choose_totals, pair_totals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.vocabulary.country import Pair
    from sverka.vocabulary.flow import Flow
    from sverka.vocabulary.origin import Origin


def yearly_flows(
    ledger: Ledger,
    pair: Pair,
    engine: FrameEngine | None = None,
    summed: Callable[[str], Iterable[Flow]] | None = None,
) -> tuple[Flow, ...]:
    """Return the pair's totals of whole years, in both directions and all books.

    `summed` gives what `summed_flows` yields of a source where that is known already.
    """
    published = tuple(flow for flow in ledger.flows(pair) if flow.period.isdigit())
    have = {flow.origin.source for flow in published}
    cards = ledger.cards()
    others = [source for source in ledger.sources(pair) if source not in have and cards[source].goods]
    sums = summed or (lambda source: summed_flows(ledger, pair, source, engine))
    return (*published, *(flow for source in others for flow in sums(source)))


def summed_flows(
    ledger: Ledger, pair: Pair, source: str, engine: FrameEngine | None = None
) -> Iterator[Flow]:
    """Yield the pair's yearly totals of a source that publishes products only.

    Whether its products are goods is on its card (`Card.goods`): those of input-output tables, which have
    flows between countries too, are not.
    """
    asked = pair_totals(ledger.frame(source=source, engine=engine), pair)
    rows = engine.collect(asked) if engine else ledger.collect(asked)
    for total in choose_totals(rows):
        if total.value_usd is not None:
            at = partial(_origin, ledger, source, total.year)
            yield as_flow(total, total.value_usd, at)


def _origin(ledger: Ledger, source: str, year: int, place: str) -> Origin:
    return ledger.origins(place, source=source, years=(year, year))[0]
