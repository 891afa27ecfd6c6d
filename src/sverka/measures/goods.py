"""Goods that moved in one direction, as one book has them.

Unit: US dollars. Formula: V(i>j, t, b), as book b declares it or a third party has reconciled it; its
interval is V (1 - r) to V (1 + r), r the usual revision of the source. Reference: United Nations,
International Merchandise Trade Statistics: Concepts and Definitions 2010, chapters IV (valuation) and IX
(data quality).
"""

from collections.abc import Iterable, Mapping

from sverka.measures.missing import Missing
from sverka.vocabulary.country import Country, Pair, Subject, goods_flow
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import Period, same_period


def goods(
    flows: Iterable[Flow],
    subject: Subject,
    book: Country | None,
    period: Period,
    revisions: Mapping[str, float],
) -> Figure | Missing:
    """Return the value in US dollars of the goods that moved as `subject` ("BLR>KAZ") says.

    `book` is the reporter, None for the flow that a third party reconciled. `revisions` gives each
    source's usual revision as a fraction, from its card; it makes the interval allowed. Of several
    publishers of the same declaration the one read last is taken.
    """
    declared = [
        flow
        for flow in flows
        if flow.reporter == book and flow.subject == subject and same_period(flow.period, period)
    ]
    if not declared:
        holder = f"{book} declares" if book else "there is"
        reason = f"{holder} no goods {subject} for {period} in this book"
        return Missing(measure="goods", subject=subject, period=period, book=book, reason=reason)
    flow = max(declared, key=lambda flow: (flow.origin.accessed, flow.origin.source))
    revision = revisions[flow.origin.source]
    return Figure(
        measure="goods",
        subject=subject,
        value=float(flow.value_usd),
        unit="USD",
        period=period,
        book=book,
        valuation=flow.valuation,
        method=f"as declared by {book}" if book else "as reconciled from both sides' declarations",
        allowed=Interval(flow.value_usd * (1 - revision), flow.value_usd * (1 + revision)),
        origins=(flow.origin,),
    )


def both_ways(
    flows: Iterable[Flow], pair: Pair, book: Country | None, period: Period, revisions: Mapping[str, float]
) -> tuple[Figure, Figure] | Missing:
    """Return what left `book` (the pair's first country where it is None) and what came to it."""
    known, exporter = tuple(flows), book or pair.first
    importer = pair.other(exporter)
    out = goods(known, goods_flow(exporter, importer), book, period, revisions)
    if isinstance(out, Missing):
        return out
    back = goods(known, goods_flow(importer, exporter), book, period, revisions)
    return back if isinstance(back, Missing) else (out, back)
