"""Balance: exports minus imports of one country of a pair.

Unit: US dollars. Formula: B(i, j, t) = X(i>j, t) - M(j>i, t) in the book of i, exports FOB, imports CIF, so
that freight and insurance of the imports lower it. Reference: United Nations, International Merchandise Trade
Statistics: Concepts and Definitions 2010, chapter IV (valuation).
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sverka.measures.goods import both_ways
from sverka.measures.missing import Missing
from sverka.vocabulary.country import Country, Pair
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.interval import negative, plus
from sverka.vocabulary.period import Period


def balance(
    flows: Iterable[Flow], pair: Pair, book: Country | None, period: Period, revisions: Mapping[str, float]
) -> Figure | Missing:
    """Return exports minus imports in US dollars as `book` has them, FOB against CIF (see `goods`).

    With `book` None it is the reconciled balance of the pair's first country; `method` names the order.
    """
    legs = both_ways(flows, pair, book, period, revisions)
    if isinstance(legs, Missing):
        return replace(legs, measure="balance", subject=pair.subject)
    out, back = legs
    return Figure(
        measure="balance",
        subject=pair.subject,
        value=out.value - back.value,
        unit="USD",
        period=period,
        book=book,
        valuation=" - ".join(dict.fromkeys((out.valuation, back.valuation))),
        method=f"{out.subject} - {back.subject}, {out.method}",
        allowed=plus([out.allowed, negative(back.allowed)]),
        origins=out.origins + back.origins,
    )
