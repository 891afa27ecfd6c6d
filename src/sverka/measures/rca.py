"""Revealed comparative advantage: how much more of a product a country exports than the world does.

Unit: a ratio, 1 where the product weighs as much in the country's exports as in the world's; `symmetric`
lies from -1 to 1. Formula: RCA(c, p) = (X(c, p) / X(c)) / (X(p) / X), RSCA = (RCA - 1) / (RCA + 1).
Reference: B. Balassa (1965), Trade liberalisation and "revealed" comparative advantage, The Manchester
School 33(2), 99-123; B. Dalum, K. Laursen, G. Villumsen (1998), Structural change in OECD export
specialisation patterns: de-specialisation and "stickiness", International Review of Applied Economics 12(3),
423-443.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from sverka.measures.addable import HS_SUBHEADING, Side, between_countries, declared_by, of_level, whole_years
from sverka.measures.country_goods import sum_goods
from sverka.vocabulary.country import Country

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame

COLUMNS = (
    "exporter",
    "year",
    "revision",
    "product",
    "value_usd",
    "known",
    "rows",
    "of_country",
    "of_product",
    "of_world",
    "rca",
    "symmetric",
)


class Advantage(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `rca`: dollars of the product, the country, the world's product and the world, and the ratios.

    `value_usd` is None where no declaration gives a value; the ratios are None where a divisor is zero.
    """

    exporter: Country
    year: int
    revision: str
    product: str
    value_usd: int | None
    known: int
    rows: int
    of_country: int
    of_product: int
    of_world: int
    rca: float | None
    symmetric: float | None


def rca(
    frame: "Frame",
    cache: Callable[["Frame"], "Frame"],
    *,
    side: Side = Side.EXPORTER,
    digits: int = HS_SUBHEADING,
) -> "Frame":
    """Return COLUMNS (see Advantage) for every country and year, and every product it exported.

    Exports are the sum over partner countries, from the books of one `side`; the world is the sum of those
    books, each nomenclature for itself, since codes of two revisions are not the same goods. `cache` is the
    engine's: the sums by country and product are needed four times. A product that a country did not
    declare has no row.
    """
    chosen = frame.filter(declared_by(side), whole_years(), of_level(digits), between_countries())
    return advantages(cache(sum_goods(chosen, "exporter")))


def advantages(exports: "Frame") -> "Frame":
    """Return COLUMNS from the sums of `country_goods`, which the engine has cached: they are read four times.

    There the books of silent countries are their partners', and the world is whole.
    """
    world = ["year", "revision"]
    of_country = _sums(exports, ["exporter", *world], "dollars", "of_country")
    of_product = _sums(exports, ["product", *world], "dollars", "of_product")
    of_world = of_product.join(_sums(of_product, world, "of_product", "of_world"), on=world, how="inner")
    joined = exports.join(of_country, on=["exporter", *world], how="inner").join(
        of_world, on=["product", *world], how="inner"
    )
    return _ratios(joined)


def _sums(frame: "Frame", keys: list[str], column: str, name: str) -> "Frame":
    import narwhals as nw  # noqa: PLC0415

    return frame.group_by(*keys).agg(nw.col(column).sum().cast(nw.Int64).alias(name))


def _ratios(joined: "Frame") -> "Frame":
    """Divide, in the last step and only where there is something to divide by."""
    import narwhals as nw  # noqa: PLC0415

    part, country, product, world = (
        nw.col(name).cast(nw.Float64) for name in ("dollars", "of_country", "of_product", "of_world")
    )
    known = nw.col("known") > 0
    divisible = known & (nw.col("of_country") > 0) & (nw.col("of_product") > 0)
    own, all_ = part / country, product / world
    return joined.select(
        *COLUMNS[:4],
        nw.when(known).then(nw.col("dollars")).alias("value_usd"),
        *COLUMNS[5:10],
        nw.when(divisible).then(own / all_).alias("rca"),
        nw.when(divisible).then((own - all_) / (own + all_)).alias("symmetric"),
    )
