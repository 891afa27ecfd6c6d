"""Imports of one country from the other, in its own book.

Unit: US dollars. Formula: M(j>i, t), as i declares it, CIF, from the country of origin. Reference: United
Nations, International Merchandise Trade Statistics: Concepts and Definitions 2010, chapters IV (valuation)
and VI (partner country).
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sverka.measures.goods import goods
from sverka.measures.missing import Missing
from sverka.vocabulary.country import Country, Pair, goods_flow
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.period import Period


def imports(
    flows: Iterable[Flow], pair: Pair, book: Country, period: Period, revisions: Mapping[str, float]
) -> Figure | Missing:
    """Return what `book` declares to have received from its partner, CIF in US dollars (see `goods`)."""
    return replace(
        goods(flows, goods_flow(pair.other(book), book), book, period, revisions), measure="imports"
    )
