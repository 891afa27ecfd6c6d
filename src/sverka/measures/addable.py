"""Which rows of a book may be added up: one side's, whole years, one level of detail.

A book holds the total beside its parts, months beside years, both sides' declarations of the same
goods, and the world beside its countries. Adding rows of two kinds counts the same goods twice, so
every measure over rows chooses with these conditions.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from sverka.vocabulary.country import Pair
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from narwhals import Expr

WORLD = "WLD"
"""The partner code of rows that are published for all countries together."""

HS_SUBHEADING = 6
"""Digits of the most detailed product codes that all countries share."""


class Side(StrEnum):
    """Whose declaration of a flow is meant; `reconciled` rows are a third party's."""

    EXPORTER = "exporter"
    IMPORTER = "importer"
    RECONCILED = "reconciled"


def declared_by(side: Side) -> "Expr":
    """Keep the rows of one side's books."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    reporter = nw.col("reporter")
    return reporter == ("" if side is Side.RECONCILED else nw.col(side.value))


def of_pair(pair: Pair) -> "Expr":
    """Keep what moves from one country of a pair to the other.

    Written as equalities: engines skip the parts of a file that cannot hold them, and none by a list.
    """
    import narwhals as nw  # noqa: PLC0415

    exporter, importer = nw.col("exporter"), nw.col("importer")
    from_pair = (exporter == pair.first) | (exporter == pair.second)
    to_pair = (importer == pair.first) | (importer == pair.second)
    return from_pair & to_pair & (exporter != importer)


def whole_years() -> "Expr":
    """Keep the rows published for a calendar year, not its months, quarters or halves."""
    import narwhals as nw  # noqa: PLC0415

    return nw.col("period").str.len_chars() == 4  # noqa: PLR2004  "2017"


def of_level(digits: int | None) -> "Expr":
    """Keep the rows whose product codes have so many digits; None keeps the published totals of all goods."""
    import narwhals as nw  # noqa: PLC0415

    product = nw.col("product")
    if digits is None:
        return product == TOTAL.code
    level = product.str.len_chars() == digits
    return level & (product != TOTAL.code) if digits == len(TOTAL.code) else level


def between_countries() -> "Expr":
    """Keep the rows of two countries: neither the world as a partner nor goods that came back."""
    import narwhals as nw  # noqa: PLC0415

    exporter, importer = nw.col("exporter"), nw.col("importer")
    return (exporter != WORLD) & (importer != WORLD) & (exporter != importer)
