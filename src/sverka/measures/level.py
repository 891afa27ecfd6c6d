"""The level of trade on any subject: a pair's turnover, or the goods that move one way.

Unit: US dollars. Formula: T(i, j, t) of `turnover` for a pair, V(i>j, t) of `goods` for a direction.
Reference: United Nations, International Merchandise Trade Statistics: Concepts and Definitions 2010, chapter
IV (valuation).
"""

from collections.abc import Iterable, Mapping

from sverka.measures.goods import goods
from sverka.measures.missing import Missing
from sverka.measures.turnover import turnover
from sverka.vocabulary.country import Country, Subject, parse_pair
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.period import Period


def level(
    flows: Iterable[Flow],
    subject: Subject,
    book: Country | None,
    period: Period,
    revisions: Mapping[str, float],
) -> Figure | Missing:
    """Return the turnover of "BLR-KAZ" or the goods of "BLR>KAZ"; raise PairError for another subject."""
    if ">" in subject:
        return goods(flows, subject, book, period, revisions)
    return turnover(flows, parse_pair(subject), book, period, revisions)
