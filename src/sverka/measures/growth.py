"""Growth of a level of trade, year on year in one book.

Unit: percent. Formula: g = (V(t) / V(t - 1) - 1) x 100, t a year, month or any other period, t - 1 the same
one a year before. Reference: OECD (2007), Data and Metadata Reporting and Presentation Handbook, on growth
rates against the same period of the year before.
"""

from collections.abc import Iterable, Mapping

from sverka.measures.level import level
from sverka.measures.missing import Missing
from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import Period, shift_years


def growth(
    flows: Iterable[Flow],
    subject: Subject,
    book: Country | None,
    period: Period,
    revisions: Mapping[str, float],
) -> Figure | Missing:
    """Return the change of `level` against the same period a year before, in percent of that year.

    The interval allowed follows from both levels' usual revisions, as if they were independent.
    """
    known = tuple(flows)
    after = level(known, subject, book, period, revisions)
    before = level(known, subject, book, shift_years(period, -1), revisions)
    if isinstance(after, Figure) and isinstance(before, Figure):
        return change(before, after)
    lacking = after if isinstance(after, Missing) else before
    reason = lacking.reason if isinstance(lacking, Missing) else ""
    return Missing(measure="growth", subject=subject, period=period, book=book, reason=reason)


def change(before: Figure, after: Figure) -> Figure | Missing:
    """Return the change from one figure to a later one of the same book, in percent of the first."""
    if before.allowed.low <= 0:
        reason = f"the level of {before.period} that the growth starts from is zero"
        return Missing(
            measure="growth", subject=after.subject, period=after.period, book=after.book, reason=reason
        )
    return Figure(
        measure="growth",
        subject=after.subject,
        value=_percent(before.value, after.value),
        unit="%",
        period=after.period,
        book=after.book,
        valuation=after.valuation,
        method=f"{after.period} against {before.period}: {after.method}",
        allowed=Interval(
            _percent(before.allowed.high, after.allowed.low), _percent(before.allowed.low, after.allowed.high)
        ),
        origins=before.origins + after.origins,
    )


def _percent(before: float, after: float) -> float:
    return (after / before - 1) * 100
