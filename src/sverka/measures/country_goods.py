"""Country goods: what each country exported or imported in a year, product by product.

Unit: US dollars, whole. Formula: X(c, p) = sum over partners j of v(c>j, p), from the country's own
declarations; where it declares nothing, from its partners'. Reference: United Nations, International
Merchandise Trade Statistics: Compilers Manual, Revision 1 (2013), chapter IX (partner data in place of
missing reports).
"""

from typing import TYPE_CHECKING

from sverka.measures.addable import between_countries, of_level, whole_years
from sverka.measures.declarants import Goods, Trade, of_country
from sverka.vocabulary.country import Country

if TYPE_CHECKING:
    from narwhals import Expr

    from sverka.ledger.engine import Frame, FrameEngine

FLOW_COLUMNS = ("exporter", "importer", "year", "revision", "product", "value_usd")
SUMS = ("dollars", "known", "rows")


def chosen_flows(frame: "Frame", goods: Goods, trade: Trade) -> "Frame":
    """Return FLOW_COLUMNS: each flow once, from the book that stands for the exporter or the importer.

    `trade` says whose: the exporter's declarations of exports (FOB) or the importer's of imports (CIF where
    it gives both). The partner's stand for a country that is silent in this nomenclature, in the partner's
    valuation. Filter `frame` first to ask for one country or pair.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    rows = frame.filter(
        nw.col("year") == goods.year,
        whole_years(),
        of_level(goods.digits),
        nw.col("revision") == goods.revision,
        between_countries(),
        _counts(goods, trade),
    )
    return _in_one_valuation(rows, goods)


def country_goods(frame: "Frame", goods: Goods, trade: Trade, *, heading: int | None = None) -> "Frame":
    """Return a row a country and product: exporter or importer, year, revision, product and SUMS.

    `dollars` is the sum of the `known` values of `rows` flows. `heading` adds products up to so many digits
    (4 for HS headings). A product that a country did not trade has no row. Blocs and areas that are
    no country stay out.
    """
    import narwhals as nw  # noqa: PLC0415

    flows = chosen_flows(frame, goods, trade)
    if heading is not None:
        flows = flows.with_columns(nw.col("product").str.slice(0, heading).alias("product"))
    sums = sum_goods(flows, trade.country)
    return sums.filter(of_country(trade.country))


def sum_goods(flows: "Frame", country: str) -> "Frame":
    """Add flows up by the column `country`, year, nomenclature and product, into SUMS."""
    import narwhals as nw  # noqa: PLC0415

    value = nw.col("value_usd")
    return flows.group_by(country, "year", "revision", "product").agg(
        value.sum().cast(nw.Int64).alias("dollars"),
        value.count().cast(nw.Int64).alias("known"),
        nw.len().cast(nw.Int64).alias("rows"),
    )


def basket(
    frame: "Frame", engine: "FrameEngine", goods: Goods, trade: Trade, country: Country
) -> dict[str, int]:
    """Return a country's exports or imports in dollars by product; products without a value are left out."""
    import narwhals as nw  # noqa: PLC0415

    theirs = country_goods(frame.filter(nw.col(trade.country) == country), goods, trade)
    rows = engine.collect(theirs.filter(nw.col("known") > 0).select("product", "dollars"))
    return dict(sorted(rows))


def _counts(goods: Goods, trade: Trade) -> "Expr":
    """Keep the declarations that stand for a country."""
    import narwhals as nw  # noqa: PLC0415

    reporter, country, partner = nw.col("reporter"), nw.col(trade.country), nw.col(trade.partner)
    if goods.reconciled:
        return reporter == ""
    declaring = sorted(goods.declaring(trade))
    silent = ~country.is_in(declaring) if declaring else country == country  # noqa: PLR0124  all are
    return (reporter == country) | ((reporter == partner) & silent)


def _in_one_valuation(rows: "Frame", goods: Goods) -> "Frame":
    """Settle on one valuation of a flow, exports FOB and imports CIF, for the reporters that give several."""
    import narwhals as nw  # noqa: PLC0415

    twice = sorted({reporter for reporter, _ in goods.twice})
    if not twice:
        return rows.select(*FLOW_COLUMNS)
    reporter, value = nw.col("reporter"), nw.col("value_usd")
    usual = nw.when(reporter == nw.col("importer")).then(nw.lit("CIF")).otherwise(nw.lit("FOB"))
    is_usual = nw.col("valuation") == nw.col("usual")
    settled = (
        rows.filter(reporter.is_in(twice))
        .with_columns(usual.alias("usual"))
        .group_by(*FLOW_COLUMNS[:-1])
        .agg(
            nw.when(is_usual).then(value).max().alias("as_usual"),
            nw.when(~is_usual).then(value).max().alias("otherwise"),
        )
        .select(*FLOW_COLUMNS[:-1], nw.coalesce("as_usual", "otherwise").alias("value_usd"))
    )
    once = rows.filter(~reporter.is_in(twice)).select(*FLOW_COLUMNS)
    return nw.concat([once, settled], how="vertical")
