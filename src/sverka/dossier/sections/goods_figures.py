"""Figures about products: values, parts and changes with the rows they were made of and their intervals."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from sverka.vocabulary.country import goods_flow
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval, negative, over, plus, scaled

if TYPE_CHECKING:
    from sverka.dossier.desk import Desk
    from sverka.measures.book_year import BookYear
    from sverka.measures.matched_lines import Basis
    from sverka.vocabulary.country import Country, Subject
    from sverka.vocabulary.origin import Origin

WHOLE = 100.0  # percent
_CODE = re.compile(r"\b[A-Z]+\d+ \d+\b")
"""A code with its revision, by which a row is found in any language: "HS2017 010121"."""


class About(NamedTuple):
    """What figures are about: a direction or a pair in a book ("" for reconciled), a year or two."""

    subject: Subject
    reporter: Country
    valuation: str
    years: tuple[int, ...]

    @property
    def method(self) -> str:
        """Say who declared it."""
        by = f"declared by {self.reporter}" if self.reporter else "reconciled from both sides' declarations"
        return f"as {by}"

    @property
    def period(self) -> str:
        """Write the year, the later of two."""
        return str(self.years[-1])


def about_year(one: BookYear) -> About:
    """Tell what a year's figures of a book are about."""
    return About(goods_flow(one.exporter, one.importer), one.reporter, one.valuation, (one.year,))


def about_change(basis: Basis) -> About:
    """Tell what a comparison of two years is about."""
    subject, years = goods_flow(basis.exporter, basis.importer), (basis.before, basis.after)
    return About(subject, basis.reporter, basis.valuation, years)


class GoodsFigures:
    """Makes figures of one source's products; a source revises them by `usual`, a fraction.

    Every product may be revised on its own: an interval holds for any revisions of that size.
    """

    def __init__(self, desk: Desk, source: str) -> None:
        self.source = source
        self.usual = desk.usual(source)
        self._read = cache(lambda year: desk.origins(source, "", (year, year)))

    def figure(
        self, measure: str, value: float, unit: str, about: About, *, what: str, allowed: Interval
    ) -> Figure:
        """Make a figure; `what` names the rows it was made of."""
        return Figure(
            measure=measure,
            subject=about.subject,
            value=value,
            unit=unit,
            period=about.period,
            book=about.reporter or None,
            valuation=about.valuation,
            method=f"{what}, {about.method}",
            allowed=allowed,
            origins=self._origins(about, what),
        )

    def level(self, dollars: int, about: About, what: str) -> Figure:
        """Make a value in dollars."""
        return self.figure("level", dollars, "USD", about, what=what, allowed=self.around(dollars))

    def count(self, number: int, about: About, what: str) -> Figure:
        """Make a number of products, which is exact."""
        exact = Interval(number, number)
        return self.figure("products", number, "products", about, what=what, allowed=exact)

    def part(self, dollars: int, whole: int, about: About, what: str) -> Figure:
        """Make a share in percent; `whole` is above zero."""
        found = over(scaled(self.around(dollars), WHOLE), self.around(whole))
        allowed = Interval(found.low, min(found.high, WHOLE))
        return self.figure("share", WHOLE * dollars / whole, "%", about, what=what, allowed=allowed)

    def change(self, before: int, after: int, about: About, what: str) -> Figure:
        """Make a change in dollars."""
        allowed = plus([self.around(after), negative(self.around(before))])
        return self.figure("decomposition", after - before, "USD", about, what=what, allowed=allowed)

    def points(self, before: int, after: int, base: int, about: About, what: str) -> Figure:
        """Make a change in percentage points of `base`, which is above zero, as the book has it now."""
        value = WHOLE * (after - before) / base
        moved = plus([self.around(after), negative(self.around(before))])
        allowed = scaled(moved, WHOLE / base)
        return self.figure("decomposition", value, "points", about, what=what, allowed=allowed)

    def growth(self, before: int, after: int, about: About, what: str) -> Figure | None:
        """Make a change in percent, as `growth` does of published levels; None from zero."""
        if self.around(before).low <= 0:
            return None
        ratio = over(self.around(after), self.around(before))
        allowed = Interval((ratio.low - 1) * WHOLE, (ratio.high - 1) * WHOLE)
        value = (after / before - 1) * WHOLE
        return self.figure("growth", value, "%", about, what=what, allowed=allowed)

    def around(self, value: float) -> Interval:
        """Return what usual revisions leave around a value."""
        return Interval(value * (1 - self.usual), value * (1 + self.usual))

    @property
    def tilt(self) -> float:
        """Return the most by which revisions can lower the ratio of two values, as a factor."""
        return (1 - self.usual) / (1 + self.usual)

    def _origins(self, about: About, what: str) -> tuple[Origin, ...]:
        read = dict.fromkeys(origin for year in about.years for origin in self._read(year))
        place = ", ".join((*_CODE.findall(what), about.subject, *map(str, about.years)))
        return tuple(replace(origin, place=place) for origin in read)
