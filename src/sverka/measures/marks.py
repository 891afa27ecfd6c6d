"""Marks: how many of a pair's figures carry which mark of their publisher.

Unit: rows. Formula: the count of rows by reporter and mark ("reported", "estimated", "confidential", or
several joined by a comma). Reference: Eurostat (2016), SDMX code list for observation status (CL_OBS_STATUS).
"""

from typing import TYPE_CHECKING

from sverka.measures.addable import of_pair
from sverka.vocabulary.country import Pair

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame

COLUMNS = ("reporter", "flag", "rows")


def marks(frame: "Frame", pair: Pair) -> "Frame":
    """Return COLUMNS: a row for each reporter ("" for reconciled rows) and each mark as it is published.

    Totals and products, years and months count alike: it is said of rows, not of values.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    found: Frame = (
        frame.filter(of_pair(pair)).group_by("reporter", "flag").agg(nw.len().cast(nw.Int64).alias("rows"))
    )
    return found
