"""Ask what it would take to bring a pair's trade to a goal: from the book to an answer."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from sverka.models.equilibrium.one_thread import one_thread
from sverka.models.equilibrium.pair.ask_what_if import Interrupted, sectors_of
from sverka.models.equilibrium.pair.choose_world import world_of
from sverka.models.equilibrium.pair.declared_turnover import Asked, declared_turnover
from sverka.models.equilibrium.pair.estimated_effects import EstimatedEffects, Lacks, estimated_effects
from sverka.models.equilibrium.pair.figures import Intervals, figures_of
from sverka.models.equilibrium.pair.found_change import DIRECT, Found, percent_name
from sverka.models.equilibrium.pair.growing import growing
from sverka.models.equilibrium.pair.levers import tools_of
from sverka.models.equilibrium.pair.question import What
from sverka.models.equilibrium.pair.reaching import Reached, Sought, reach
from sverka.models.equilibrium.pair.reaching_nearby import Known, known, reach_nearby
from sverka.models.equilibrium.pair.tables_trade import trade_of_tables
from sverka.models.equilibrium.pair.taking_draws import Taken, take
from sverka.models.equilibrium.pair.target_answer import Framed, already, answered
from sverka.vocabulary.country import goods_flow, pair_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.equilibrium.pair.answer import Model, Target, WhatIf
    from sverka.models.equilibrium.pair.question import GoalAsked, Options, Uncertainty
    from sverka.models.gravity.book_panel import BookPanel
    from sverka.models.gravity.potential import Potential
    from sverka.models.mirror.answer import Answer
    from sverka.models.mirror.question import MirrorError
    from sverka.vocabulary.country import Country, Pair
    from sverka.vocabulary.flow import Flow

    Figures = dict[str, float]
    Progress = Callable[[int, int], object]


class TargetInterrupted(Interrupted):
    """Taking draws was cut short; `answer` rests on those that were taken, all of which are kept."""

    answer: Target  # type: ignore[assignment]

    def __init__(self, answer: Target, after: WhatIf) -> None:
        super().__init__(after)
        self.answer = answer


class Readings(NamedTuple):
    """What somebody who asks other questions of the same book shares: of all its years, made when called.

    None: it is read here. `summed` gives what `summed_flows` yields of a source, `mirror` both declarations
    reconciled, `panel` what `effects_panel` makes, `potential` what `ask_potential` says of the pair on it.
    """

    summed: Callable[[str], Iterable[Flow]] | None = None
    mirror: Callable[[], Answer | MirrorError] | None = None
    panel: Callable[[], BookPanel | None] | None = None
    potential: Callable[[BookPanel], Potential] | None = None


class NoAnswer(ArithmeticError):
    """A draw has no answer, in the words of what kept it from one: made of a text, it leaves its process."""


def ask_target(  # noqa: PLR0913  the question, and how to tell of it
    ledger: Ledger,
    pair: tuple[Country, Country] | Pair,
    goal: GoalAsked,
    options: Options,
    *,
    engine: FrameEngine | None = None,
    keep: Path | None = None,
    tell: Callable[[str], object] = str,
    progress: Progress | None = None,
    today: date,
    compare: bool = True,
    readings: Readings = Readings(),  # noqa: B008  frozen
) -> Target:
    """Return the smallest change of costs that reaches a goal, with its interval over the draws.

    The model is asked for as many times the trade of its world before as the goal is of declared trade, less
    what grows by itself. Without `compare` nothing is estimated to hold the change beside; `readings` saves
    time only. For `tell`,
    `progress`, `keep` and Ctrl-C see `ask_what_if`; here TargetInterrupted is raised. Raises
    NothingToCompare, NotDeclared, NothingToReach, what `world_of` and `tools_of` raise, and an
    ArithmeticError where the model has no equilibrium.
    """
    framed = _framed(ledger, (pair[0], pair[1]), goal, options, today, engine, tell, readings)
    if framed.sought.scaled <= 1:
        return already(framed)
    means = _means(framed.sought)
    tell("searching for the change that reaches the goal")
    with one_thread():
        reached = reach(framed.sought, means)
    effects = EstimatedEffects((), Lacks.SKIPPED)
    if compare:
        effects = estimated_effects(
            ledger,
            framed.routes,
            engine=engine,
            tell=tell,
            panel=readings.panel,
            potential=readings.potential,
        )
    tell("drawing what is uncertain")
    with one_thread():
        start = known(framed.sought, reached)
        asked = TargetAsked(sought=framed.sought, pair=framed.pair, start=start)
        taken = _taken(asked, reached, options.uncertainty, keep, progress)
    figures = Intervals(asked.figures(reached), taken.draws, options.uncertainty.level)
    target = answered(framed, Found(means, reached, figures, taken, effects, options.uncertainty))
    if taken.interrupted and target.after is not None:
        raise TargetInterrupted(target, target.after)
    return target


@dataclass(frozen=True, eq=False, kw_only=True)
class TargetAsked:
    """What it takes to reach a goal at drawn numbers; `start`, the answer at the means, saves time only."""

    sought: Sought
    pair: tuple[Country, Country]
    start: Known | None = None

    @property
    def digest(self) -> str:
        """Tell this question from others."""
        sought = self.sought
        said = (sought.world.digest, self.pair, sought.routes, sought.tools, sought.scaled, sought.of)
        return sha256(repr(said).encode()).hexdigest()

    @property
    def model(self) -> Model:
        """Return the model of the world."""
        return self.sought.world.ground.model

    def ask(self, drawn: Figures) -> Figures:
        """Return the figures of a draw; raise NoAnswer where there is no such change."""
        try:
            return self.figures(reach_nearby(self.sought, drawn, self.start))
        except (ArithmeticError, ValueError) as problem:
            raise NoAnswer(str(problem)) from None

    def figures(self, found: Reached) -> Figures:
        """Return the figures of an answer: the changes in percent, and those of the world after it."""
        percents = {percent_name(k): 100 * (factor - 1) for k, factor in enumerate(found.factors)}
        direct = found.flows.direct(found.logs)
        after = figures_of(self.sought.world, self.pair, found.after, self.sought.counts)
        return {**percents, DIRECT: direct, **after}


def _framed(  # noqa: PLR0913, PLR0917  as ask_target, of which it is the first part
    ledger: Ledger,
    pair: tuple[Country, Country],
    goal: GoalAsked,
    options: Options,
    today: date,
    engine: FrameEngine | None,
    tell: Callable[[str], object],
    readings: Readings,
) -> Framed:
    """Hold the goal against what is declared, and say what it comes to in the world before."""
    both = goal.what is What.TURNOVER
    routes = (pair, pair[::-1]) if both else goal.routes[:1]
    subject = pair_of(*pair).subject if both else goods_flow(*goal.routes[0])
    asked = Asked(pair, subject, goal.wanted, goal.by)
    if not goal.of:
        tell("reading what the two declare")
        trade = declared_turnover(
            ledger, asked, engine=engine, tell=tell, summed=readings.summed, mirrored=readings.mirror
        )
    tell("reading the world before the change")
    world = world_of(ledger, pair, options, engine)
    of = sectors_of(world, goal.of)
    if goal.of:
        trade = trade_of_tables(world, asked, routes, of)
    against = trade.against(goal.against)
    grown = growing(against, goal.by, goal.growth)
    sought = Sought(
        world=world,
        routes=routes,
        tools=tools_of(world, goal),
        scaled=against.declared.factor / grown.factor,
        of=of,
    )
    return Framed(pair, goal, routes, trade, against.declared, grown, sought, today)


def _means(sought: Sought) -> Figures:
    uncertain = sought.world.uncertain
    return dict(zip(uncertain.names, map(float, uncertain.mean), strict=True))


def _taken(
    asked: TargetAsked,
    reached: Reached,
    uncertainty: Uncertainty,
    keep: Path | None,
    progress: Progress | None,
) -> Taken:
    """Take the draws; none where there is no such change at the means, for the bounds are the answer then."""
    if not reached.met:
        return Taken(None, 0, "", interrupted=False)
    return take(asked, asked.sought.world.uncertain, uncertainty, keep=keep, progress=progress)
