"""Figures of an answer about a goal: declared trade, the growth asked, effects beside the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sverka.dossier.sections.what_if_figures import AFTER, ASKED, COSTS, PARTIAL, exactly, interval
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from sverka.models.equilibrium.pair.answer import Beside, Declared, Estimate, Target
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.origin import Origin

_EFFECT = "estimated by a gravity model on the book's trade"
_FORECAST = "forecast of the same figures by the theta method"
_LEAST = 1e-9


class GoalFigures:
    """Makes the figures of one answer; `effects` are the origins of the trade behind estimated effects."""

    def __init__(self, found: Target, effects: tuple[Origin, ...] = ()) -> None:
        self._found, self._effects = found, effects
        sign = ">" if found.what == "exports" else "-"
        self._subject = sign.join(found.routes[0] if sign == ">" else found.pair)

    def level(self, declared: Declared) -> Figure:
        """Return declared trade."""
        about = ("exports" if self._found.what == "exports" else "turnover", "USD")
        made = self._make(declared.turnover, about, declared.method, exactly(declared.turnover))
        return self._of(made, declared.year, declared.origins, declared.reporter)

    def factor(self, declared: Declared) -> Figure:
        """Return the goal over declared trade."""
        made = self._make(
            declared.factor, ("factor", "times"), f"the goal over {declared.year}", _roughly(declared.factor)
        )
        return self._of(made, declared.year, declared.origins, declared.reporter)

    def needed(self, declared: Declared, a_year: float) -> Figure:
        """Return the growth a year that the goal asks."""
        years = (self._found.by or declared.year) - declared.year
        method = f"growth a year from {declared.year} over {years} years"
        made = self._make(a_year, ("compound_growth", "%"), method, _roughly(a_year))
        return self._of(made, declared.year, declared.origins, declared.reporter)

    def best(self, declared: Declared, best: float, years: tuple[int, int]) -> Figure:
        """Return the highest growth a year over as many years."""
        first, last = years
        method = f"{first} to {last}, a year over {last - first} years"
        made = self._make(best, ("compound_growth", "%"), method, _roughly(best))
        return self._of(made, last, declared.origins, declared.reporter)

    def growing(self, *, given: bool) -> Figure:
        """Return how many times trade comes to by itself."""
        factor = self._found.growing.factor
        made = self._make(factor, ("factor", "times"), ASKED if given else _FORECAST, _roughly(factor))
        return self._of(made, self._found.by or self._found.against.year, self._found.growing.origins)

    def left(self) -> Figure:
        """Return how many times the model's trade is wanted."""
        return self._times(self._found.scaled, ASKED)

    def reached(self) -> Figure:
        """Return how many times it comes to."""
        return self._times(self._found.reached, AFTER)

    def partial(self, percent: float) -> Figure:
        """Return the change of costs that would do if nothing else moved."""
        made = self._make(percent, (COSTS, "%"), PARTIAL, _roughly(percent))
        return self._of(made, self._year, self._origins)

    def effect(self, one: Beside, end: float | None = None) -> Figure:
        """Return what an estimated effect does to trade, or an end of its interval."""
        value = one.effect.value if end is None else end
        made = self._make(value, ("effect_growth", "%"), _EFFECT, interval(one.effect))
        return self._of(made, one.years[1] if one.years else self._year, self._effects)

    def times(self, found: Estimate, end: float | None = None) -> Figure:
        """Return how many such effects the change is, or an end of its interval."""
        value = found.value if end is None else end
        made = self._make(value, ("how_many", "index"), _EFFECT, interval(found))
        return self._of(made, self._year, tuple(dict.fromkeys((*self._origins, *self._effects))))

    @property
    def _year(self) -> int:
        return self._found.after.setting.year if self._found.after else self._found.against.year

    @property
    def _origins(self) -> tuple[Origin, ...]:
        return self._found.after.setting.origins if self._found.after else self._found.against.origins

    def _times(self, factor: float, method: str) -> Figure:
        found = self._found
        origins = dict.fromkeys((*found.against.origins, *found.growing.origins))
        made = self._make(factor, ("factor", "times"), method, _roughly(factor))
        return self._of(made, found.against.year, tuple(origins))

    def _make(self, value: float, about: tuple[str, str], method: str, allowed: Interval) -> Figure:
        measure, unit = about
        return Figure(
            measure=measure,
            subject=self._subject,
            value=value,
            unit=unit,
            period="",
            book=None,
            valuation="",
            method=method,
            allowed=allowed,
            origins=(),
        )

    def _of(
        self, made: Figure, year: int, origins: tuple[Origin, ...], reporter: Country | None = None
    ) -> Figure:
        return replace(made, period=str(year), origins=origins, book=reporter)


def _roughly(value: float) -> Interval:
    """Return an interval that leaves about three digits."""
    half = max(abs(value), _LEAST) / 50
    return Interval(value - half, value + half)
