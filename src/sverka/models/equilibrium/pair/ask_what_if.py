"""Ask what a change of costs does to a pair's trade and to everybody: from the book to an answer."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sverka.models.equilibrium.draws import Uncertain
from sverka.models.equilibrium.one_thread import one_thread
from sverka.models.equilibrium.pair.answer import Change, Estimate, Model
from sverka.models.equilibrium.pair.choose_world import world_of
from sverka.models.equilibrium.pair.figures import PERCENT, Intervals, figures_of
from sverka.models.equilibrium.pair.industries import read_industries
from sverka.models.equilibrium.pair.taking_draws import take
from sverka.models.equilibrium.pair.what_if_answer import Solved, what_if_of
from sverka.models.equilibrium.pair.world import Move, counted, percent_of, place, solve_move, touched

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.equilibrium.pair.answer import WhatIf
    from sverka.models.equilibrium.pair.like_effect import LikeEffect
    from sverka.models.equilibrium.pair.question import ChangeAsked, Options
    from sverka.models.equilibrium.pair.world import After, World
    from sverka.vocabulary.country import Country, Pair

    Figures = dict[str, float]

_EFFECT = "effect"


class NeedsSectors(ValueError):
    """A question names sectors or a tariff, and the model of one sector has neither."""

    def __init__(self, what: str, baseline: str) -> None:
        super().__init__(
            f"{what} cannot be asked about in the model of one sector ({baseline}): it tells neither sectors "
            "nor tariffs apart. Ask about all goods and costs in percent, or with the model of many sectors "
            "where the input-output tables hold both countries."
        )


class Interrupted(Exception):
    """Taking draws was cut short; `answer` rests on those that were taken, all of which are kept."""

    def __init__(self, answer: WhatIf) -> None:
        self.answer = answer
        super().__init__(
            f"Interrupted after {answer.setting.draws + answer.setting.failed} draws: the answer rests on "
            "these. They are kept where a folder was given; ask the same again to go on."
        )


def ask_what_if(  # noqa: PLR0913  the question, and how to tell of it
    ledger: Ledger,
    pair: tuple[Country, Country] | Pair,
    change: ChangeAsked,
    options: Options,
    *,
    engine: FrameEngine | None = None,
    keep: Path | None = None,
    tell: Callable[[str], object] = str,
    progress: Callable[[int, int], object] | None = None,
) -> WhatIf:
    """Return what a change does, with intervals over the draws.

    `tell` hears what is being done, `progress` how many draws of how many are done. Draws are kept in the
    folder `keep`, a file a question, and taken up again from there. Ctrl-C while they are taken raises
    Interrupted, which carries the answer that the draws so far give; before that there is none, and
    KeyboardInterrupt goes through. Raises what `world_of` and `like_effect` raise, UnknownSector,
    SectorNotInTables, NeedsSectors, NothingTraded, and an ArithmeticError where the model has no equilibrium.
    """
    tell("reading the world before the change")
    world = world_of(ledger, pair, options, engine)
    move = move_of(world, change)
    touched(world, move)
    effect = None
    if change.like is not None:
        from sverka.models.equilibrium.pair.like_effect import like_effect  # noqa: PLC0415  gravity models

        tell(f"estimating the effect {change.like}")
        effect = like_effect(ledger, change.like, engine)
    uncertain = uncertain_of(world, effect)
    means = dict(zip(uncertain.names, map(float, uncertain.mean), strict=True))
    tell("solving for the world after the change")
    with one_thread():
        after = solve_move(world, move, means)
        asked = WhatIfAsked(world=world, pair=(pair[0], pair[1]), move=move, near=after.near)
        tell("drawing what is uncertain")
        taken = take(asked, uncertain, options.uncertainty, keep=keep, progress=progress)
    figures = Intervals(asked.figures(after, means), taken.draws, options.uncertainty.level)
    told = _change(world, change, move, figures)
    solved = Solved(world, (pair[0], pair[1]), move, means, after)
    found = what_if_of(solved, told, figures, taken, options.uncertainty, effect)
    if taken.interrupted:
        raise Interrupted(found)
    return found


@dataclass(frozen=True, eq=False, kw_only=True)
class WhatIfAsked:
    """What a move does at drawn numbers; `near`, the solution at the means, saves time only."""

    world: World
    pair: tuple[Country, Country]
    move: Move
    near: object = None

    @property
    def digest(self) -> str:
        """Tell this question from others."""
        return sha256(repr((self.world.digest, self.pair, self.move)).encode()).hexdigest()

    def ask(self, drawn: Figures) -> Figures:
        """Return the figures of a draw; raise an ArithmeticError where there is no equilibrium."""
        return self.figures(solve_move(self.world, self.move, drawn, self.near), drawn)

    def figures(self, after: After, drawn: Figures) -> Figures:
        """Return the figures of a solution."""
        found = figures_of(self.world, self.pair, after, counted(self.world, self.move))
        if self.move.effect is not None:
            found[PERCENT] = percent_of(self.world, self.move, drawn)
        return found


def move_of(world: World, change: ChangeAsked) -> Move:
    """Return what a change asked for means in a world; a tariff without sectors is one on goods.

    Raises UnknownSector, SectorNotInTables, NeedsSectors, NotInWorld.
    """
    for exporter, importer in change.routes:
        place(world, exporter), place(world, importer)
    return Move(
        routes=change.routes,
        sectors=sectors_of(world, change.named) if change.named or change.tariff is None else _goods(world),
        factor=None if change.percent is None else 1 + change.percent / 100,
        tariff=None if change.tariff is None else _tariff(world, change.tariff),
        effect=None if change.like is None else _EFFECT,
    )


def sectors_of(world: World, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of sectors named; raise UnknownSector, SectorNotInTables, NeedsSectors."""
    if named and world.ground.model is Model.ONE:
        raise NeedsSectors(", ".join(named), world.ground.baseline)
    return read_industries().codes(named, world.sectors)


def uncertain_of(world: World, effect: LikeEffect | None) -> Uncertain:
    """Return what is drawn: the elasticities, and with them the effect, if there is one."""
    known = world.uncertain
    if effect is None:
        return known
    spread = known.covariance.diagonal() ** 0.5
    numbers = {name: (float(known.mean[k]), float(spread[k])) for k, name in enumerate(known.names)}
    return Uncertain.independent({**numbers, _EFFECT: (effect.log, effect.error)}, known.above)


def _goods(world: World) -> tuple[str, ...]:
    return tuple(name for name, kept in zip(world.sectors, world.goods, strict=True) if kept)


def _tariff(world: World, percent: float) -> float:
    if world.ground.model is Model.ONE:
        raise NeedsSectors(f"A tariff of {percent:g} %", world.ground.baseline)
    return percent / 100


def _change(world: World, change: ChangeAsked, move: Move, figures: Intervals) -> Change:
    percent = (
        figures.of(PERCENT) if figures.has(PERCENT) else Estimate(percent_of(world, move, figures.means))
    )
    return Change(
        routes=move.routes,
        sectors=move.sectors,
        named=change.named,
        percent=percent,
        tariff=change.tariff,
        like=change.like,
    )
