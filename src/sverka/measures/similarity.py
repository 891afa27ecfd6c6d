"""Export similarity: how alike the goods are that two countries export to a market, or to the world.

Unit: an index from 0 (no product in common) to 100 (the same parts of the same products). Formula:
S(a, b; m) = 100 sum over k of min(x(a, k, m) / X(a, m), x(b, k, m) / X(b, m)). It compares what exports are
made of, not how large they are, and is lower the finer the products. Reference: J. M. Finger,
M. E. Kreinin (1979), A measure of "export similarity" and its possible uses, The Economic Journal
89(356), 905-912.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from sverka.measures.addable import HS_SUBHEADING, Side, between_countries, declared_by, of_level, whole_years
from sverka.measures.known_values import known_values
from sverka.vocabulary.country import Country, Pair

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame

EXPORT_COLUMNS = ("year", "revision", "exporter", "product", "dollars", "known", "rows")
COLUMNS = (
    *("first", "second", "market", "year", "revision", "digits"),
    *("similarity", "common", "first_usd", "second_usd", "unknown"),
)


class Similarity(msgspec.Struct, frozen=True, kw_only=True):
    """The index, and the points that each product in common adds to it, the most first.

    The totals are whole US dollars over the products compared; `unknown` products lack a value on one of
    the sides and are left out on both.
    """

    index: float
    first_usd: int
    second_usd: int
    common: tuple[tuple[str, float], ...]
    unknown: tuple[str, ...]


def similarity(first: Mapping[str, int | None], second: Mapping[str, int | None]) -> Similarity | None:
    """Return how alike two countries' exports are: whole US dollars by product of one revision and level.

    None where one of them exports nothing. Raises NegativeValue.
    """
    one, other = known_values(first), known_values(second)
    unknown = {*one.unknown, *other.unknown}
    ours = {code: value for code, value in one.values.items() if code not in unknown}
    theirs = {code: value for code, value in other.values.items() if code not in unknown}
    all_ours, all_theirs = sum(ours.values()), sum(theirs.values())
    if not all_ours or not all_theirs:
        return None
    whole = all_ours * all_theirs
    least = {code: min(ours[code] * all_theirs, theirs[code] * all_ours) for code in ours.keys() & theirs}
    common = [(code, 100 * part / whole) for code, part in least.items() if part]
    return Similarity(
        index=100 * sum(least.values()) / whole,
        first_usd=all_ours,
        second_usd=all_theirs,
        common=tuple(sorted(common, key=lambda found: (-found[1], found[0]))),
        unknown=tuple(sorted(unknown)),
    )


def exports_by_product(
    frame: "Frame",
    pair: Pair,
    *,
    market: Country | None = None,
    side: Side = Side.EXPORTER,
    digits: int = HS_SUBHEADING,
) -> "Frame":
    """Return EXPORT_COLUMNS: exports of each of a pair to `market`, or all countries, by product and year.

    The world is the sum over partner countries, each other among them, from the books of one `side`.
    `dollars` is the sum of the `known` rows.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    exporter, value = nw.col("exporter"), nw.col("value_usd")
    theirs = frame.filter((exporter == pair.first) | (exporter == pair.second))
    if market is not None:
        theirs = theirs.filter(nw.col("importer") == market)
    chosen = theirs.filter(declared_by(side), whole_years(), of_level(digits), between_countries())
    return chosen.group_by(*EXPORT_COLUMNS[:4]).agg(
        value.sum().cast(nw.Int64).alias("dollars"),
        value.count().cast(nw.Int64).alias("known"),
        nw.len().cast(nw.Int64).alias("rows"),
    )


def table(
    rows: Iterable[tuple[Any, ...]], pair: Pair, digits: int, market: Country | None = None
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return COLUMNS and a row for each year and revision in which both countries export.

    `rows` are those of `exports_by_product`. `market` is "" for the world; `common` counts the products that
    both export. A product without a value towards any partner is unknown; one with some values counts with
    the sum of these.
    """
    found: list[tuple[Any, ...]] = []
    for (year, revision), group in groupby(sorted(rows), key=lambda row: row[:2]):
        exports: dict[str, dict[str, int | None]] = {pair.first: {}, pair.second: {}}
        for _, _, exporter, product, dollars, known, _ in group:
            exports[exporter][product] = dollars if known else None
        one = similarity(exports[pair.first], exports[pair.second])
        if one is not None:
            numbers = (one.index, len(one.common), one.first_usd, one.second_usd, len(one.unknown))
            found.append((*pair, market or "", year, revision, digits, *numbers))
    return COLUMNS, found
