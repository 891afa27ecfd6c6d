"""Turnover: exports plus imports of a pair in one book.

Unit: US dollars. Formula: T(i, j, t) = X(i>j, t) + M(j>i, t) in the book of i, exports FOB, imports CIF; in
the reconciled book R(i>j, t) + R(j>i, t). Reference: United Nations, International Merchandise Trade
Statistics: Concepts and Definitions 2010, chapter IV (valuation).
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sverka.measures.goods import both_ways
from sverka.measures.missing import Missing
from sverka.vocabulary.country import Country, Pair
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.interval import plus
from sverka.vocabulary.period import Period


def turnover(
    flows: Iterable[Flow], pair: Pair, book: Country | None, period: Period, revisions: Mapping[str, float]
) -> Figure | Missing:
    """Return exports plus imports in US dollars as `book` has them, FOB + CIF (see `goods`).

    With `book` None both directions are reconciled flows. Missing where either direction is.
    """
    legs = both_ways(flows, pair, book, period, revisions)
    if isinstance(legs, Missing):
        return replace(legs, measure="turnover", subject=pair.subject)
    out, back = legs
    return Figure(
        measure="turnover",
        subject=pair.subject,
        value=out.value + back.value,
        unit="USD",
        period=period,
        book=book,
        valuation=" + ".join(dict.fromkeys((out.valuation, back.valuation))),
        method=f"{out.subject} + {back.subject}, {out.method}",
        allowed=plus([out.allowed, back.allowed]),
        origins=out.origins + back.origins,
    )
