"""Cumulative-period growth: the change of several months of a year against the same months a year before.

Unit: percent. Formula: g = (V(t) / V(t - 1) - 1) x 100, V(t) the published level of the months, such as
"2018-01..2018-08", or, without one, the sum of all its months in the same book. Reference: OECD (2007), Data
and Metadata Reporting and Presentation Handbook, on growth rates against the same period of the year before.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sverka.measures.growth import change
from sverka.measures.level import level
from sverka.measures.missing import Missing
from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.interval import plus
from sverka.vocabulary.period import Period, same_period, shift_years, span, write_months


def cumulative_growth(
    flows: Iterable[Flow],
    subject: Subject,
    book: Country | None,
    period: Period,
    revisions: Mapping[str, float],
) -> Figure | Missing:
    """Return the change of `cumulative_level` against the same months a year before, in percent of these.

    Where one of the two levels is published and the other added up from months, `method` says so: a published
    cumulative level holds corrections of earlier months that the months themselves may not have.
    """
    known = tuple(flows)
    after = cumulative_level(known, subject, book, period, revisions)
    before = cumulative_level(known, subject, book, shift_years(period, -1), revisions)
    if isinstance(after, Figure) and isinstance(before, Figure):
        return _named(before, after)
    lacking = after if isinstance(after, Missing) else before
    reason = lacking.reason if isinstance(lacking, Missing) else ""
    return Missing(measure="cumulative_growth", subject=subject, period=period, book=book, reason=reason)


def cumulative_level(
    flows: Iterable[Flow],
    subject: Subject,
    book: Country | None,
    period: Period,
    revisions: Mapping[str, float],
) -> Figure | Missing:
    """Return the level of a period as it is published or, without that, the sum of all its months.

    A sum needs every month: with one missing there is no level. Quarters and halves are not added up. The
    interval takes the months' revisions as if all went the same way.
    """
    known = tuple(flows)
    published = level(known, subject, book, period, revisions)
    months = months_of(period)
    if isinstance(published, Figure) or len(months) <= 1:
        return published
    found = {month: level(known, subject, book, month, revisions) for month in months}
    parts = [figure for figure in found.values() if isinstance(figure, Figure)]
    if len(parts) == len(months):
        return _added(parts, period)
    lacking = ", ".join(month for month, figure in found.items() if isinstance(figure, Missing))
    reason = f"{published.reason}, nor all of its months: {lacking} {_is_are(months, parts)} missing"
    return replace(published, reason=reason)


def months_of(period: Period) -> tuple[Period, ...]:
    """Return the months of a period in one calendar year; none where it has days or several years."""
    days = span(period)
    if days is None:
        return ()
    year, first, last = days.first.year, days.first.month, days.last.month
    if days.last.year != year or not same_period(write_months(year, first, last), period):
        return ()
    return tuple(f"{year}-{month:02}" for month in range(first, last + 1))


def _named(before: Figure, after: Figure) -> Figure | Missing:
    found = replace(change(before, after), measure="cumulative_growth")
    if isinstance(found, Missing) or before.method == after.method:
        return found
    return replace(found, method=f"{found.method}; {before.period}: {before.method}")


def _added(parts: list[Figure], period: Period) -> Figure:
    return replace(
        parts[0],
        value=sum(part.value for part in parts),
        period=period,
        method=f"sum of {len(parts)} months: {parts[0].method}",
        allowed=plus(part.allowed for part in parts),
        origins=tuple(origin for part in parts for origin in part.origins),
    )


def _is_are(months: tuple[Period, ...], parts: list[Figure]) -> str:
    return "is" if len(months) - len(parts) == 1 else "are"
