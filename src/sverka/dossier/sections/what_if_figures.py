"""Figures of the answers of an equilibrium, with the intervals of their draws and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from sverka.models.equilibrium.pair.answer import Estimate, Flow, Setting
    from sverka.vocabulary.country import Subject

BEFORE = "what the model starts from"
AFTER = "after the change, all markets cleared"
PARTIAL = "after the change, prices and incomes as before"
ASKED = "as asked"

LEVEL, GROWTH, INCOME, COSTS = "model_flow", "model_growth", "real_income_growth", "costs_growth"
"""Measures of these figures; "growth" in the name has a percentage shown with its sign."""


def exactly(value: float) -> Interval:
    """Return the interval of a number that has no error of its own."""
    return Interval(value, value)


def interval(found: Estimate) -> Interval:
    """Return the interval of the draws; where there are none, the figure stands as it is."""
    if found.low is None or found.high is None:
        return exactly(found.value)
    return Interval(min(found.low, found.value), max(found.high, found.value))


def asked_figure(value: float, about: tuple[str, Subject, str], method: str = ASKED) -> Figure:
    """Return a number that was read nowhere: one of the question's own, or an assumption, by its method.

    `about` are its measure, subject and unit.
    """
    measure, subject, unit = about
    return Figure(
        measure=measure,
        subject=subject,
        value=value,
        unit=unit,
        period="annual",
        book=None,
        valuation="",
        method=method,
        allowed=exactly(value),
        origins=(),
    )


class AnswerFigures:
    """Makes the figures of one answer."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    @property
    def level(self) -> int:
        """Return the level of intervals, in percent."""
        return round(100 * self._setting.level)

    def make(self, value: float, about: tuple[str, Subject, str], method: str, allowed: Interval) -> Figure:
        """Return a figure; `about` are its measure, subject and unit."""
        measure, subject, unit = about
        return Figure(
            measure=measure,
            subject=subject,
            value=value,
            unit=unit,
            period=str(self._setting.year),
            book=None,
            valuation="",
            method=method,
            allowed=allowed,
            origins=self._setting.origins,
        )

    def before(self, flow: Flow, subject: Subject) -> Figure:
        """Return trade before the change."""
        return self.level_before(flow.before, subject)

    def level_before(self, value: float, subject: Subject) -> Figure:
        """Return a level of the world before the change."""
        return self.make(value, (LEVEL, subject, "USD"), BEFORE, exactly(value))

    def after(self, flow: Flow, subject: Subject) -> Figure:
        """Return trade after the change."""
        return self.estimate(flow.after, (LEVEL, subject, "USD"))

    def rough(self, value: float, about: tuple[str, Subject, str]) -> Figure:
        """Return a figure after the change that has no interval of its own, with two digits."""
        return self.make(value, about, AFTER, Interval())

    def estimate(self, found: Estimate, about: tuple[str, Subject, str], method: str = AFTER) -> Figure:
        """Return a figure with the interval of its draws."""
        return self.make(found.value, about, method, interval(found))

    def ends(
        self, found: Estimate, about: tuple[str, Subject, str], method: str = AFTER
    ) -> tuple[Figure, Figure] | None:
        """Return both ends of an interval with the digits of the figure; None where there are no draws."""
        if found.low is None or found.high is None:
            return None
        allowed = interval(found)
        return self.make(found.low, about, method, allowed), self.make(found.high, about, method, allowed)


def growth_figure(turnover: Flow, setting: Setting) -> Figure:
    """Return by how many percent the turnover of a pair grows."""
    subject = f"{turnover.exporter}-{turnover.importer}"
    return AnswerFigures(setting).estimate(turnover.growth, (GROWTH, subject, "%"))
