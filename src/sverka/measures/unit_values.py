"""Unit values: dollars for a unit of a product, and which of them are out of line with the others.

Unit: US dollars for a unit of quantity; kilograms and pieces are never compared. Formula: u = v / q; over the
unit values of a product, m = median of ln u, s = 1.4826 median |ln u - m|; an outlier lies outside
[exp(m - 3.5 s), exp(m + 3.5 s)] whatever rounding to whole dollars and whole units has done to it. A unit
value is no price: it moves with the mix of goods too. Reference: B. Iglewicz, D. C. Hoaglin (1993), How to
detect and handle outliers, Milwaukee: ASQC Quality Press (the bound 3.5); F. R. Hampel (1974), The influence
curve and its role in robust estimation, Journal of the American Statistical Association 69(346), 383-393;
A. Berthou, C. Emlinger (2011), The Trade Unit Values database, CEPII Working Paper 2011-10.
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from math import exp, log
from statistics import median
from typing import Any

import msgspec

from sverka.measures.matched_lines import Comparison
from sverka.measures.product_history import ProductYear
from sverka.vocabulary.country import Country

COLUMNS = (
    *("exporter", "importer", "reporter", "valuation", "revision", "year", "product"),
    *("value_usd", "quantity", "quantity_unit", "unit_value", "median", "low", "high", "compared", "outlier"),
)
_NORMAL = 1.4826  # median absolute deviation of a normal distribution to its standard deviation


class Across(StrEnum):
    """What a unit value is compared with: the same flow in other years, or other flows of the year.

    Over years prices move for good reasons too; over partners the goods of one line differ more.
    """

    YEARS = "years"
    PARTNERS = "partners"


class Fence(msgspec.Struct, frozen=True, kw_only=True):
    """How far from the median, in robust standard deviations of the logarithm, a unit value may lie.

    `spread` is the least standard deviation assumed: within an HS line a tenth either way is no news, and
    publishers' estimates repeat one unit value, beside which every other would be far. Fewer than `least`
    unit values are not judged.
    """

    reach: float = 3.5
    spread: float = 0.1
    least: int = 5


class UnitValue(msgspec.Struct, frozen=True, kw_only=True):
    """US dollars for a `unit` of a product in a year, and the bounds that the `compared` ones set.

    `median` is theirs, this one among them. `low`, `high` and `outlier` are None where there are too few to
    judge by. `marked` tells that the row carries a publisher's mark, such as "estimated": a quantity may then
    have been made from a unit value.
    """

    exporter: Country
    importer: Country
    reporter: Country
    valuation: str
    revision: str
    year: int
    product: str
    unit: str
    value_usd: int
    quantity: int
    unit_value: float
    median: float
    low: float | None
    high: float | None
    compared: int
    outlier: bool | None
    marked: bool


class UnitValues(msgspec.Struct, frozen=True):
    """Unit values, and the rows that have none because value, quantity or unit is missing or zero."""

    values: tuple[UnitValue, ...]
    without: tuple[ProductYear, ...]

    def suspect(self, asked: Comparison) -> frozenset[str]:
        """Return the products with an outlier in one of the two years of a direction and book."""
        return frozenset(
            one.product
            for one in self.values
            if one.outlier
            and one.year in (asked.before, asked.after)
            and (one.exporter, one.importer, one.reporter) == asked[:3]
        )


def unit_values(
    rows: Iterable[ProductYear], *, across: Across = Across.YEARS, fence: Fence | None = None
) -> UnitValues:
    """Return the unit value of every row that has one, in order, judged by those it can be compared with.

    Compared are unit values of one product, revision, unit and valuation: over years those of one direction
    and book, over partners those of one year, whoever trades and declares. `rows` may be of many pairs.
    """
    usable: list[ProductYear] = []
    without: list[ProductYear] = []
    for row in rows:
        (usable if row.value_usd and row.quantity and row.quantity_unit else without).append(row)
    key = _flow if across is Across.YEARS else _year
    found: list[UnitValue] = []
    for _, group in groupby(sorted(usable, key=key), key=key):
        found += _judged(list(group), fence or Fence())
    return UnitValues(tuple(sorted(found, key=_order)), tuple(without))


def _flow(row: ProductYear) -> tuple[Any, ...]:
    return (*_goods(row), row.exporter, row.importer, row.reporter)


def _year(row: ProductYear) -> tuple[Any, ...]:
    return (*_goods(row), row.year)


def _goods(row: ProductYear) -> tuple[Any, ...]:
    return row.product, row.revision, row.quantity_unit, row.valuation


def _order(one: UnitValue) -> tuple[Any, ...]:
    return one.exporter, one.importer, one.reporter, one.valuation, one.revision, one.year, one.product


def _judged(rows: list[ProductYear], fence: Fence) -> list[UnitValue]:
    """Judge unit values by their own median, which a minority of wrong ones cannot move far."""
    logs = [log(_known(row.value_usd) / _known(row.quantity)) for row in rows]
    middle = median(logs)
    low = high = None
    if len(rows) >= fence.least:
        spread = max(_NORMAL * median(abs(one - middle) for one in logs), fence.spread)
        low, high = exp(middle - fence.reach * spread), exp(middle + fence.reach * spread)
    return [_unit_value(row, exp(middle), low, high, len(rows)) for row in rows]


def _unit_value(
    row: ProductYear, middle: float, low: float | None, high: float | None, compared: int
) -> UnitValue:
    value, quantity = _known(row.value_usd), _known(row.quantity)
    least, most = (value - 0.5) / (quantity + 0.5), (value + 0.5) / (quantity - 0.5)
    return UnitValue(
        exporter=row.exporter,
        importer=row.importer,
        reporter=row.reporter,
        valuation=row.valuation,
        revision=row.revision,
        year=row.year,
        product=row.product,
        unit=row.quantity_unit or "",
        value_usd=value,
        quantity=quantity,
        unit_value=value / quantity,
        median=middle,
        low=low,
        high=high,
        compared=compared,
        outlier=None if low is None or high is None else most < low or least > high,
        marked=row.flag != "reported",
    )


def _known(number: int | None) -> int:
    return number or 0  # rows without one are set apart before


def table(
    rows: Iterable[ProductYear], across: Across = Across.YEARS
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return COLUMNS and a row for every unit value."""
    values = unit_values(rows, across=across).values
    return COLUMNS, [
        (
            *_order(one),
            *(one.value_usd, one.quantity, one.unit, one.unit_value, one.median, one.low, one.high),
            *(one.compared, one.outlier),
        )
        for one in values
    ]
