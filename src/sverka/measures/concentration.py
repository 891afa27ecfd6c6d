"""Concentration: how far a country's or a pair's trade rests on few products, or on few partners.

Unit: an index from 0 to 1; the effective number counts products or partners. Formula: H = sum over k of
s(k)^2, s(k) = v(k) / V; effective number 1 / H, the number of equally large lines that would have the same
H; normalised (H - 1 / n) / (1 - 1 / n), 0 where all n lines are equal, 1 where one has everything.
Reference: A. O. Hirschman (1964), The paternity of an index, American Economic Review 54(5), 761-762;
M. A. Adelman (1969), Comment on the "H" concentration measure as a numbers-equivalent, Review of Economics
and Statistics 51(1), 99-101.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from sverka.measures.book_year import book_years
from sverka.measures.known_values import known_values
from sverka.measures.product_history import ProductYear

COLUMNS = (
    *("exporter", "importer", "reporter", "valuation", "revision", "year", "digits"),
    *("value_usd", "lines", "unknown", "herfindahl", "effective", "normalised", "largest", "largest_part"),
)


class Concentration(msgspec.Struct, frozen=True, kw_only=True):
    """How concentrated `total_usd` whole US dollars are, over the `lines` with a value above zero.

    `herfindahl` and `largest_part`, that of the largest line, are fractions of one. `normalised` is None
    where there is one line only. `unknown` lines have no value: with them H might be lower or higher.
    """

    total_usd: int
    lines: int
    unknown: tuple[str, ...]
    herfindahl: float
    effective: float
    normalised: float | None
    largest: str
    largest_part: float


def concentration(values: Mapping[str, int | None], *, possible: int | None = None) -> Concentration | None:
    """Return the concentration of whole US dollars by product or by partner; None where nothing is traded.

    Products must be of one revision and level of detail: H falls as lines are divided. `possible` is the
    n that H is normalised by, such as the number of subheadings in the HS; the traded lines where it is not
    given. Raises NegativeValue.
    """
    known = known_values(values)
    traded = {code: value for code, value in known.values.items() if value > 0}
    if not traded:
        return None
    total = sum(traded.values())
    squares = sum(value * value for value in traded.values())
    n = max(possible or 0, len(traded))
    largest = max(traded, key=lambda code: traded[code])
    return Concentration(
        total_usd=total,
        lines=len(traded),
        unknown=known.unknown,
        herfindahl=squares / total**2,
        effective=total**2 / squares,
        normalised=(n * squares - total**2) / (total**2 * (n - 1)) if n > 1 else None,
        largest=largest,
        largest_part=traded[largest] / total,
    )


def table(rows: Iterable[ProductYear]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return COLUMNS and a row for each direction, book and year: the concentration over its products.

    A year in which nothing is traded, or no value known, has None for the numbers.
    """
    found: list[tuple[Any, ...]] = []
    for year in book_years(rows):
        one = concentration(year.values)
        key = (*year[:6], year.digits)
        if one is None:
            found.append((*key, None, 0, len(known_values(year.values).unknown), *[None] * 5))
        else:
            index = (one.herfindahl, one.effective, one.normalised, one.largest, one.largest_part)
            found.append((*key, one.total_usd, one.lines, len(one.unknown), *index))
    return COLUMNS, found
