"""Mirror join: what the exporter and what the importer declares of the same goods, side by side.

Unit: US dollars, whole; the ratio is the importer's figure as a multiple of the exporter's. Formula:
gap = M(i>j, k, t) - X(i>j, k, t), ratio = M / X. Reference: G. Federico, A. Tena (1991), On the accuracy of
foreign trade statistics (1909-1935): Morgenstern revisited, Explorations in Economic History 28(3), 259-273.
"""

from typing import TYPE_CHECKING

import msgspec

from sverka.measures.addable import HS_SUBHEADING, Side, between_countries, declared_by, of_level, whole_years
from sverka.vocabulary.country import Country
from sverka.vocabulary.flow import Valuation

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame

_KEY = ("exporter", "importer", "revision", "product", "year")
COLUMNS = (*_KEY, "exporter_usd", "importer_usd", "import_valuation", "gap", "ratio")


class MirrorRow(msgspec.Struct, frozen=True):
    """One flow in both books: a row of `mirror_join`, in its order.

    A side is None where it declares nothing, which is not zero. `gap` and `ratio` need both sides, `ratio`
    an exporter's figure above zero.
    """

    exporter: Country
    importer: Country
    revision: str
    product: str
    year: int
    exporter_usd: int | None
    importer_usd: int | None
    import_valuation: str | None
    gap: int | None
    ratio: float | None


def mirror_join(frame: "Frame", *, digits: int | None = HS_SUBHEADING, product: str | None = None) -> "Frame":
    """Return COLUMNS (see MirrorRow) for every flow that either side declares for a calendar year.

    The exporter's figure is FOB; the importer's is CIF or, where it declares no CIF, FOB, and
    `import_valuation` says which. `digits` None joins the published totals of all goods; `product` keeps one
    code. Sides that declare in different revisions do not meet here. The ledger holds one row a flow,
    reporter and valuation, so the two sides meet in one grouping, in a single pass, without a join; which
    rows are a side's is asked once, in the grouping: a filter before it costs a fifth more.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    level = of_level(digits) if product is None else nw.col("product") == product
    fob, cif = (nw.col("valuation") == name for name in (Valuation.FOB.value, Valuation.CIF.value))
    exporters, importers = declared_by(Side.EXPORTER) & fob, declared_by(Side.IMPORTER)
    value = nw.col("value_usd")
    sides = (
        frame.filter(whole_years(), level, between_countries())
        .group_by(*_KEY)
        .agg(
            nw.when(exporters).then(value).max().alias("exporter_usd"),
            nw.when(importers & cif).then(value).max().alias("cif"),
            nw.when(importers & fob).then(value).max().alias("fob"),
        )
    )
    exported, imported = nw.col("exporter_usd"), nw.coalesce("cif", "fob")
    return sides.filter(~exported.is_null() | ~imported.is_null()).select(
        *_KEY,
        "exporter_usd",
        imported.alias("importer_usd"),
        nw.when(~nw.col("cif").is_null())
        .then(nw.lit(Valuation.CIF.value))
        .when(~nw.col("fob").is_null())
        .then(nw.lit(Valuation.FOB.value))
        .alias("import_valuation"),
        (imported - exported).alias("gap"),
        nw.when(exported > 0).then(imported.cast(nw.Float64) / exported.cast(nw.Float64)).alias("ratio"),
    )
