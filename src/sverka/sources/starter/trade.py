"""Read `trade.csv`: a year's goods in one direction, as one side declares them, in millions of dollars."""

from decimal import Decimal

import msgspec

from sverka.sources.row import Row, Sheet
from sverka.sources.starter.lookups import Lookups
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin

_MILLION = 1_000_000


def read_trade(sheet: Sheet, origin: Origin, lookups: Lookups) -> tuple[Flow, ...]:
    """Read the rows into flows in whole dollars; `origin` is completed with place and publication."""
    return tuple(_read_flow(row, origin, lookups) for row in sheet)


def _read_flow(row: Row, origin: Origin, lookups: Lookups) -> Flow:
    publication = row.take("publication")
    dollars = int(Decimal(row.take("value_usd_mn")) * _MILLION)  # exact: published with four decimals at most
    valuation = Valuation(row.take("valuation"))
    flow = Flow(
        exporter=row.take("exporter"),
        importer=row.take("importer"),
        reporter=row.take("reporter") or None,
        period=row.take("period"),
        valuation=valuation,
        value=dollars,
        value_usd=dollars,
        flag="estimated" if valuation is Valuation.RECONCILED else "reported",
        origin=msgspec.structs.replace(
            origin, place=row.place, cites=publication, address=lookups.publication(publication)
        ),
    )
    row.done()
    return flow
