"""What is asked of a source's rows: a measure of a pair; and what is at hand to answer it."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sverka.measures.addable import Side, of_pair
from sverka.measures.pair_totals import PairTotal
from sverka.measures.revision_bridge import Bridge
from sverka.vocabulary.country import Pair
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame, FrameEngine

Rows: TypeAlias = tuple[tuple[str, ...], list[tuple[Any, ...]]]
"""Names of columns, and rows under them."""


class Measure(StrEnum):
    """Measures over many rows."""

    PAIR_TOTALS = "pair-totals"
    PRODUCT_HISTORY = "product-history"
    MIRROR_JOIN = "mirror-join"
    DECOMPOSITION = "decomposition"
    PRICE_QUANTITY = "price-quantity"
    CONCENTRATION = "concentration"
    INTRA_INDUSTRY = "intra-industry"
    UNIT_VALUES = "unit-values"
    RCA = "rca"
    SIMILARITY = "similarity"
    POSITION = "position"
    COMPETITORS = "competitors"
    COMPLEMENTARITY = "complementarity"
    INTENSITY = "intensity"
    UNTAPPED = "untapped"
    COMPLEXITY = "complexity"


class Question(NamedTuple):
    """What is asked: a measure of a pair, in some years (both included) and of products, if given.

    `product` is the beginning of the products' codes.
    """

    measure: Measure
    pair: Pair
    years: tuple[int, int] | None = None
    product: str | None = None


class Known(NamedTuple):
    """What the pair's totals tell of a source: how deep its products go, and whose books it has."""

    totals: tuple[PairTotal, ...]
    digits: int | None
    side: Side

    @property
    def latest(self) -> int | None:
        """Return the last year that has anything of the pair."""
        return max((one.year for one in self.totals), default=None)


class Inquiry(NamedTuple):
    """A question with the rows of one source in the years asked for, and the engine to ask them with."""

    frame: "Frame"
    engine: "FrameEngine"
    asked: Question
    known: Known
    bridge: Bridge

    @property
    def narrowed(self) -> "Frame":
        """Return the rows of the products asked for; all rows where none are."""
        return of_product(self.frame, self.asked.product)

    def has_others(self) -> bool:
        """Tell whether the source has any other country: one about the pair alone knows no world."""
        import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

        beyond = self.frame.filter(~of_pair(self.asked.pair), nw.col("exporter") != nw.col("importer"))
        return bool(self.engine.collect(beyond.select("exporter").head(1)))


def of_product(frame: "Frame", product: str | None) -> "Frame":
    """Keep products whose codes begin so; the total of all goods is none of them."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    if product is None:
        return frame
    return frame.filter(nw.col("product").str.starts_with(product), nw.col("product") != TOTAL.code)


def in_order(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Order rows by the columns that name what they are about; these come first and are never missing."""
    return tuple(map(str, row[:7]))
