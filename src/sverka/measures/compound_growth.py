"""Compound annual growth: the constant rate a year that leads from one level to a later one.

Unit: percent a year. Formula: CAGR = ((V(t + n) / V(t))^(1 / n) - 1) x 100, n the years between.
Reference: Eurostat, Glossary: Annual average growth rate (AAGR), Statistics Explained.
"""

from msgspec.structs import replace

from sverka.measures.constant_dollars import dollars_of
from sverka.measures.missing import Missing
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import Period, same_period, shift_years, span


def compound_growth(before: Figure, after: Figure) -> Figure | Missing:
    """Return the growth a year from one figure to a later one of the same kind and book, in percent.

    Both must be of periods of the same months, whole years apart: 2012 and 2017, 2012H1 and 2017H1. What
    happened between them does not count. The interval follows from both levels' usual revisions, as if they
    were independent. Figures in constant dollars give real growth.
    """
    years = years_between(before.period, after.period)
    if _kind(before) != _kind(after):
        return _missing(after, f"{before.period} and {after.period} are not levels of one kind and book")
    if years is None or years < 1:
        return _missing(after, f"{after.period} is not whole years after {before.period}")
    if before.allowed.low <= 0:
        return _missing(after, f"the level of {before.period} that the growth starts from is zero")
    return replace(
        after,
        measure="compound_growth",
        value=yearly_percent(before.value, after.value, years),
        unit="%",
        method=f"{before.period} to {after.period}, a year over {years} years: {after.method}",
        allowed=Interval(
            yearly_percent(before.allowed.high, max(0.0, after.allowed.low), years),
            yearly_percent(before.allowed.low, after.allowed.high, years),
        ),
        origins=tuple(dict.fromkeys(before.origins + after.origins)),
    )


def years_between(first: Period, last: Period) -> int | None:
    """Return how many whole years one period lies after another, None where they are no such two."""
    start, end = span(first), span(last)
    if start is None or end is None:
        return None
    years = end.first.year - start.first.year
    return years if same_period(shift_years(first, years), last) else None


def yearly_percent(before: float, after: float, years: int) -> float:
    """Return the growth a year that leads from one positive number to another in so many years."""
    ratio: float = (after / before) ** (1 / years)
    return 100 * (ratio - 1)


def _kind(figure: Figure) -> tuple[str | None, ...]:
    return figure.subject, figure.book, figure.measure, figure.unit, dollars_of(figure)


def _missing(after: Figure, reason: str) -> Missing:
    return Missing(
        measure="compound_growth", subject=after.subject, period=after.period, book=after.book, reason=reason
    )
