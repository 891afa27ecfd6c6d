"""How the turnover grew over the years, in current and constant dollars, and in the months since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Block, Lack, Land, Points, Sentence, Value, When
from sverka.dossier.sections.own_years import is_own_level
from sverka.dossier.sections.together import years_of_both
from sverka.measures.compound_growth import compound_growth
from sverka.measures.constant_dollars import COMMAND, PRICES, constant_dollars, us_prices
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.period import shift_years, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sverka.dossier.desk import Desk
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.fact import Fact

_SPANS = (10, 5)  # years; the first that the book has both ends of
_MONTHS = 12


def growth_blocks(desk: Desk) -> Iterator[Block]:
    """Write a point for each book and stretch of time; nothing where a book has no two years far apart."""
    prices = us_prices(desk.ledger.facts(PRICES, country="USA"))
    books = (desk.asked.one, desk.asked.other)
    points = [sentence for book in books for sentence in (*_years(desk, book, prices), *_months(desk, book))]
    if points:
        yield Points(tuple(points))
    if not prices and any(point.key == "turnover.growth_current" for point in points):
        yield Lack(Sentence("turnover.no_prices"), (COMMAND,))


def _years(desk: Desk, book: Country, prices: Mapping[int, Fact]) -> Iterator[Sentence]:
    levels = {
        int(one.period): one
        for one in years_of_both(desk, desk.pair.subject, book)
        if is_own_level(desk, one)
    }
    if not levels:
        return
    last = max(levels)
    years = next((years for years in _SPANS if last - years in levels), None)
    if years is None:
        return
    before, after = levels[last - years], levels[last]
    current = compound_growth(before, after)
    if not isinstance(current, Figure):
        return
    said: dict[str, Value] = {
        "country": Land(book),
        "period": When(f"{before.period}..{after.period}"),
        "current": current,
    }
    real = _real(before, after, prices, last)
    if real is None:
        yield Sentence("turnover.growth_current", said)
    else:
        yield Sentence("turnover.growth_real", said | {"real": real, "base": str(last)})


def _real(before: Figure, after: Figure, prices: Mapping[int, Fact], base: int) -> Figure | None:
    start, end = (constant_dollars(one, prices, base) for one in (before, after))
    if not isinstance(start, Figure) or not isinstance(end, Figure):
        return None
    found = compound_growth(start, end)
    return found if isinstance(found, Figure) else None


def _months(desk: Desk, book: Country) -> Iterator[Sentence]:
    """Say the newest months of a year that is not whole yet, against the same months before."""
    levels = [one for one in desk.books.levels(desk.pair.subject, book) if _is_part(one)]
    whole = desk.books.years(desk.pair.subject, book)
    if not levels or (whole and levels[-1].period[:4] <= whole[-1].period):
        return
    latest = max(levels, key=lambda one: (one.period[:4], _length(one)))
    grown = desk.books.growth(desk.pair.subject, book, latest.period, shift_years(latest.period, -1))
    said: dict[str, Value] = {"country": Land(book), "period": When(latest.period), "level": latest}
    if grown:
        yield Sentence("turnover.months_grown", said | {"growth": grown})
    else:
        yield Sentence("turnover.months", said)


def _is_part(level: Figure) -> bool:
    return 0 < _length(level) < _MONTHS


def _length(level: Figure) -> int:
    days = span(level.period)
    return days.months if days else 0
