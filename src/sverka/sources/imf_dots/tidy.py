"""Describe the tidy table of annual totals: reporter, partner, year, flow, millions of dollars, estimate."""

import narwhals as nw

from sverka.sources.half_even import half_even
from sverka.sources.imf_dots.lookups import Lookups
from sverka.vocabulary.table import Cell, Layout, Table

COLUMNS = ("reporter_iso3", "partner_iso3", "year", "flow", "value_musd", "imf_estimate")
_MILLION = 1_000_000


def tidy_table(lookups: Lookups, layout: Layout, member: str | None = None) -> Table:
    """Describe a file of these columns; the codes are the book's own, WLD being the world total."""
    reporter, partner, flow = nw.col("reporter_iso3"), nw.col("partner_iso3"), nw.col("flow")
    estimate = nw.col("imf_estimate").str.to_lowercase()
    exports = [code for code, side in lookups.flows.items() if side.direction == "export"]
    dollars = half_even(nw.col("value_musd"), _MILLION)
    known = list(lookups.codes())
    return Table(
        member=member,
        layout=layout,
        columns=dict.fromkeys(COLUMNS, Cell.TEXT) | {"year": Cell.WHOLE, "value_musd": Cell.NUMBER},
        book={
            "exporter": nw.when(flow.is_in(exports)).then(reporter).otherwise(partner),
            "importer": nw.when(flow.is_in(exports)).then(partner).otherwise(reporter),
            "reporter": reporter,
            "period": nw.col("year").cast(nw.String),
            "valuation": flow.replace_strict(
                list(lookups.flows),
                [side.valuation.value for side in lookups.flows.values()],
                default=None,
                return_dtype=nw.String,
            ),
            "value": dollars,
            "flag": nw.when(estimate == "true").then(nw.lit("estimated")).otherwise(nw.lit("reported")),
        },
        refused={
            "the reporter or partner is not known": ~(reporter.is_in(known) & partner.is_in(known)),
            "the flow is not known": ~flow.is_in(list(lookups.flows)),
            "the row does not say whether the figure is an estimate": ~estimate.is_in(["true", "false"]),
            "the figure is larger than any country's trade": dollars.abs() >= lookups.largest,
        },
    )
