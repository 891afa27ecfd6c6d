"""What is asked about a pair, checked as it is written down: a change, or a goal, and how to answer."""

from __future__ import annotations

from enum import StrEnum
from math import isfinite
from pathlib import Path  # noqa: TC003 - msgspec reads the field's type

import msgspec

from sverka.models.equilibrium.from_icio import FinalGoods
from sverka.models.equilibrium.pair.answer import Model, Route  # noqa: TC001  likewise

LOWEST_PERCENT, HIGHEST_PERCENT = -99.0, 900.0
"""Costs may fall by all but a hundredth, or become ten times as high."""

LOWEST_FACTOR, HIGHEST_FACTOR = 0.2, 5.0
"""Bounds of the factor on costs that a goal is sought within, unless others are given."""


class What(StrEnum):
    """Which trade of the pair a goal is about; EXPORTS are those of the first route's exporter."""

    TURNOVER = "turnover"
    EXPORTS = "exports"


class QuestionError(ValueError):
    """A question that cannot be meant; the message says what to write instead."""


class NotOneChange(QuestionError):
    """A change is to be one of three things, and none or several of them are given."""

    def __init__(self, given: list[str]) -> None:
        told = f"{' and '.join(given)} are given" if given else "none is given"
        super().__init__(
            "A change is a percentage of costs, a new tariff, or as large as an estimated effect, one of "
            f"these; {told}. Give one: “10 % lower costs”, “a tariff of 5 %” or “like rta”."
        )


class NumberOutOfBounds(QuestionError):
    """A number of the question is not one that can be meant."""

    def __init__(self, what: str, value: float, wanted: str) -> None:
        super().__init__(f"{what} is {value:g}; it has to be {wanted}. Give such a number.")


class RoutesNotMeant(QuestionError):
    """The routes of a question are none, repeated, or lead from a country to itself."""

    def __init__(self, routes: tuple[Route, ...]) -> None:
        told = ", ".join(f"{exporter}>{importer}" for exporter, importer in routes) or "none"
        super().__init__(
            f"The routes of the question are {told}: they have to be one or more, each once, from one "
            "country to another. Name both directions of the pair or one of them."
        )


class GoalLacksYear(QuestionError):
    """A growth rate is given and no year until which it would run."""

    def __init__(self, growth: float) -> None:
        super().__init__(
            f"Trade is said to grow by {growth:g} percent a year, but no year is named for the goal. "
            "Name the year by which it is to be reached."
        )


class Uncertainty(msgspec.Struct, frozen=True, kw_only=True):
    """How intervals are made: `draws` of what is uncertain (none: no intervals), `level` of the intervals.

    `error`: the standard error of every elasticity as a part of it, 0.2 is a fifth; None takes what the set
    of elasticities says. The same `seed` gives the same draws. Raises NumberOutOfBounds.
    """

    draws: int = 100
    seed: int = 0
    level: float = 0.95
    error: float | None = None

    def __post_init__(self) -> None:
        """Check the numbers."""
        _check("The number of draws", self.draws, self.draws >= 0, "0 (no intervals) or more")
        _check("The seed", self.seed, self.seed >= 0, "0 or more")
        _check("The level of the intervals", self.level, 0 < self.level < 1, "between 0 and 1, as 0.95 is")
        if self.error is not None:
            fits = isfinite(self.error) and 0 <= self.error <= 1
            _check(
                "The error of the elasticities",
                self.error,
                fits,
                "from 0 to 1, a part of the elasticity: 0.2 is 20 %",
            )


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to answer. `model`: None takes many sectors where the tables hold both countries, else one sector.

    `closure`: what becomes of deficits, by the name of a choice of the model ("held", "ratio" ...), None its
    default. `elasticities` names a set, `elasticities_file` a file of the user's own instead. `year`: of the
    world before, None the newest that will do.
    """

    model: Model | None = None
    final_goods: FinalGoods = FinalGoods.LIKE_INPUTS
    closure: str | None = None
    elasticities: str = "head-mayer"
    elasticities_file: Path | None = None
    year: int | None = None
    uncertainty: Uncertainty = msgspec.field(default_factory=Uncertainty)

    def __post_init__(self) -> None:
        """Check the year."""
        if self.year is not None:
            _check("The year", self.year, 1000 <= self.year <= 9999, "a year, as 2022 is")  # noqa: PLR2004


class ChangeAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A change of costs on `routes`, in the sectors `named` ("machinery", "C28"; all where empty).

    One of: `percent` of what goods cost at their destination (-10: a tenth less); `tariff`, the new
    ad-valorem rate in percent; `like`, the name of an effect that is estimated from the book's trade
    ("rta"). Raises NotOneChange, NumberOutOfBounds, RoutesNotMeant.
    """

    routes: tuple[Route, ...]
    named: tuple[str, ...] = ()
    percent: float | None = None
    tariff: float | None = None
    like: str | None = None

    def __post_init__(self) -> None:
        """Check that it is one change, of a size that can be meant."""
        _check_routes(self.routes)
        given = [name for name in ("percent", "tariff", "like") if getattr(self, name) is not None]
        if len(given) != 1:
            raise NotOneChange(given)
        if self.percent is not None:
            fits = LOWEST_PERCENT <= self.percent <= HIGHEST_PERCENT
            wanted = f"from {LOWEST_PERCENT:g} (almost nothing left) to {HIGHEST_PERCENT:g} (ten times)"
            _check("The change of costs in percent", self.percent, fits, wanted)
        if self.tariff is not None:
            fits = 0 <= self.tariff <= HIGHEST_PERCENT
            _check("The tariff in percent", self.tariff, fits, f"from 0 to {HIGHEST_PERCENT:g}")


class LeverAsked(msgspec.Struct, frozen=True, kw_only=True):
    """One of several kinds of costs that may change apart: on `routes`, in the sectors `named`.

    `bounds` as those of a goal. `effort` weighs its change beside the others': the mix that is chosen has the
    least sum of effort times squared log factor. Raises NumberOutOfBounds, RoutesNotMeant.
    """

    name: str
    routes: tuple[Route, ...]
    named: tuple[str, ...] = ()
    bounds: tuple[float, float] = (LOWEST_FACTOR, HIGHEST_FACTOR)
    effort: float = 1.0

    def __post_init__(self) -> None:
        """Check the numbers and the routes."""
        _check_routes(self.routes)
        _check_bounds(self.bounds)
        fits = isfinite(self.effort) and self.effort > 0
        _check(f"The effort of “{self.name}”", self.effort, fits, "above 0")


class SectorsNotDeclared(QuestionError):
    """A goal for some sectors is to be held against figures that customs declare."""

    def __init__(self, of: tuple[str, ...], against: str) -> None:
        super().__init__(
            f"The goal is for {', '.join(of)} and is to be held against figures of {against}, which are of "
            "all goods: nobody declares trade by these sectors. Leave out whose figures to take: it is held "
            "against the tables' own."
        )


class GoalAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A goal for trade, and the costs that may change to reach it: of `routes`, in the sectors `named`.

    `wanted` US dollars of `what` in the year `by`; of the sectors `of` alone where they are named, and then
    held against the model's own trade in them, for nobody declares it. `against`: whose declared trade a
    goal for all goods is held against, one of the two countries or "reconciled", None the default; `growth`
    percent a year that trade grows by itself. `bounds`: lowest and highest factor on costs, around 1.
    `levers`: costs that may change apart from one another, in place of all those of `routes` and `named`
    together. Raises NumberOutOfBounds, RoutesNotMeant, GoalLacksYear, SectorsNotDeclared.
    """

    what: What = What.TURNOVER
    wanted: float
    of: tuple[str, ...] = ()
    by: int | None = None
    named: tuple[str, ...] = ()
    routes: tuple[Route, ...]
    against: str | None = None
    growth: float | None = None
    bounds: tuple[float, float] = (LOWEST_FACTOR, HIGHEST_FACTOR)
    levers: tuple[LeverAsked, ...] = ()

    def __post_init__(self) -> None:
        """Check the numbers and the routes."""
        _check_routes(self.routes)
        fits = isfinite(self.wanted) and self.wanted > 0
        _check("The goal in US dollars", self.wanted, fits, "an amount above 0")
        if self.by is not None:
            _check("The goal's year", self.by, 1000 <= self.by <= 9999, "a year, as 2030 is")  # noqa: PLR2004
        if self.growth is not None:
            fits = -50 <= self.growth <= 100  # noqa: PLR2004
            _check("The growth in percent a year", self.growth, fits, "from -50 to 100")
            if self.by is None:
                raise GoalLacksYear(self.growth)
        if self.of and self.against is not None:
            raise SectorsNotDeclared(self.of, self.against)
        _check_bounds(self.bounds)


def _check_bounds(bounds: tuple[float, float]) -> None:
    lowest, highest = bounds
    _check("The lowest factor on costs", lowest, 0 < lowest <= 1, "above 0 and at most 1")
    _check("The highest factor on costs", highest, highest >= 1 and isfinite(highest), "1 or more")


def _check(what: str, value: float, fits: bool, wanted: str) -> None:  # noqa: FBT001  what was found
    if not fits:
        raise NumberOutOfBounds(what, value, wanted)


def _check_routes(routes: tuple[Route, ...]) -> None:
    if not routes or len(set(routes)) < len(routes) or any(one == other for one, other in routes):
        raise RoutesNotMeant(routes)
