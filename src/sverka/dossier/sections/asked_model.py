"""Ask a model of the world what a briefing's reader asked, and say in words what keeps it from an answer."""

from __future__ import annotations

import shlex
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING, TypeVar

from sverka.dossier.outline import Lack, Sentence
from sverka.dossier.sections.bring import comtrade
from sverka.dossier.sections.gravity_panel import gravity_panel
from sverka.dossier.sections.industry_names import industries

if TYPE_CHECKING:
    from collections.abc import Callable

    from sverka.dossier.desk import Desk
    from sverka.models.equilibrium.pair.answer import Target, WhatIf
    from sverka.models.equilibrium.pair.ask_target import Readings
    from sverka.models.equilibrium.pair.question import ChangeAsked, GoalAsked
    from sverka.models.gravity.book_panel import BookPanel

T = TypeVar("T")

_SINCE = 1992  # before it many of today's countries had no books
_INSTALL = ("pip install 'sverka[gravity]'",)


def ask_change(desk: Desk, change: ChangeAsked) -> WhatIf | Lack:
    """Return what a change does, or what is lacking for an answer."""
    from sverka.models.equilibrium.pair.ask_what_if import ask_what_if  # noqa: PLC0415  seldom asked for
    from sverka.models.equilibrium.pair.question import Options  # noqa: PLC0415  likewise

    def asked() -> WhatIf:
        return ask_what_if(
            desk.ledger,
            (desk.asked.one, desk.asked.other),
            change,
            Options(),
            engine=desk.engine,
            keep=desk.asked.keep,
            tell=lambda text: desk.tell(f"what-if: {text}"),
            progress=lambda done, of: desk.tell(f"what-if: draws: {done} of {of}"),
        )

    return _answered(desk, asked, change_command(desk, change), change.named)


def ask_goal(desk: Desk, goal: GoalAsked) -> Target | Lack:
    """Return what a goal would take, or what is lacking for an answer."""
    from sverka.models.equilibrium.pair.ask_target import ask_target  # noqa: PLC0415  seldom asked for
    from sverka.models.equilibrium.pair.question import Options  # noqa: PLC0415  likewise

    def asked() -> Target:
        return ask_target(
            desk.ledger,
            (desk.asked.one, desk.asked.other),
            goal,
            Options(),
            engine=desk.engine,
            keep=desk.asked.keep,
            tell=lambda text: desk.tell(f"target: {text}"),
            progress=lambda done, of: desk.tell(f"target: draws: {done} of {of}"),
            today=desk.asked.today,
            readings=readings(desk),
        )

    return _answered(desk, asked, goal_command(desk, goal), goal.named)


def readings(desk: Desk) -> Readings:
    """Return what the desk shares with a question about a goal, which is of all years, whatever is asked."""
    from sverka.models.equilibrium.pair.ask_target import Readings  # noqa: PLC0415  seldom asked for

    if desk.asked.years is not None:
        return Readings(summed=desk.summed)
    return Readings(
        summed=desk.summed,
        mirror=lambda: desk.mirror,
        panel=lambda: _with_domestic(gravity_panel(desk)),
        potential=desk.potential,
    )


def _with_domestic(panel: BookPanel | Lack) -> BookPanel | None:
    """Return the panel as effects are estimated on it."""
    from sverka.models.gravity.from_book import with_domestic  # noqa: PLC0415  seldom asked for

    return None if isinstance(panel, Lack) else with_domestic(panel)


def change_command(desk: Desk, change: ChangeAsked | None = None) -> str:
    """Return the command that asks the same; without a change, one that shows how to ask."""
    if change is None or change.percent is None:
        return f"sverka brief {desk.asked.one} {desk.asked.other} --sections what-if --cut-costs 10%"
    words = ["sverka", "what-if", desk.asked.one, desk.asked.other]
    option = "--cut-costs" if change.percent < 0 else "--raise-costs"
    return shlex.join([*words, option, f"{abs(change.percent):.15g}%", *_sectors(change.named)])


def goal_command(desk: Desk, goal: GoalAsked) -> str:
    """Return the command that asks the same."""
    words = ["sverka", "target", desk.asked.one, desk.asked.other, "--turnover", f"{goal.wanted:.15g}"]
    words += ["--by", str(goal.by)] if goal.by else []
    return shlex.join([*words, *_sectors(goal.named)])


def _sectors(named: tuple[str, ...]) -> list[str]:
    return ["--sectors", ",".join(named)] if named else []


def _answered(desk: Desk, asked: Callable[[], T], command: str, named: tuple[str, ...]) -> T | Lack:
    """Ask; turn whatever keeps the model from an answer into words.

    An interruption among the draws ends the briefing: the draws are kept for the next one.
    """
    from sverka.ledger import NothingHeld  # noqa: PLC0415  seldom asked for
    from sverka.models.equilibrium.pair.ask_what_if import Interrupted  # noqa: PLC0415  likewise

    try:
        return asked()
    except Interrupted as cut:
        raise KeyboardInterrupt from cut
    except (NothingHeld, BrokenExecutor, ArithmeticError, LookupError, ValueError, ImportError) as problem:
        return _lack(desk, problem, command, named)


def _lack(desk: Desk, problem: Exception, command: str, named: tuple[str, ...]) -> Lack:
    from sverka.ledger import NothingHeld  # noqa: PLC0415  seldom asked for
    from sverka.models.equilibrium.icio_book import NoTables  # noqa: PLC0415  likewise
    from sverka.models.equilibrium.pair.ask_what_if import NeedsSectors  # noqa: PLC0415  likewise
    from sverka.models.equilibrium.pair.declared_turnover import (  # noqa: PLC0415  likewise
        NotDeclared,
        NothingToCompare,
    )
    from sverka.models.equilibrium.pair.industries import SectorNotInTables, UnknownSector  # noqa: PLC0415
    from sverka.models.equilibrium.pair.one_sector_world import NoWorld  # noqa: PLC0415  likewise
    from sverka.models.equilibrium.pair.world import NothingTraded, NotInWorld  # noqa: PLC0415  likewise
    from sverka.models.gravity.from_book import NoTradeHeld  # noqa: PLC0415  likewise
    from sverka.models.gravity.ppml import NoCompiler  # noqa: PLC0415  likewise

    said = Sentence("what_if.not_answered")
    commands: tuple[str, ...] = (command,)
    match problem:
        case NothingHeld() | NoTables() | NoWorld() | NoTradeHeld():
            said, commands = Sentence("what_if.no_world"), _world_commands(desk)
        case NothingToCompare() | NotDeclared():
            said, commands = Sentence("target.nothing_declared"), comtrade(desk)
        case NotInWorld():
            said = Sentence("what_if.not_in_world")
        case NothingTraded():
            said = Sentence("what_if.nothing_traded")
        case UnknownSector() | SectorNotInTables() | NeedsSectors():
            said = Sentence("what_if.no_sectors", {"goods": industries(named)})
        case NoCompiler():
            said, commands = Sentence("potential.not_installed"), _INSTALL
        case ArithmeticError():
            said = Sentence("what_if.no_equilibrium")
    return Lack(said, commands)


def panel_commands(desk: Desk) -> tuple[str, ...]:
    """Return the commands that bring the yearly totals of all pairs."""
    first, last = desk.asked.years or (_SINCE, desk.asked.today.year - 1)
    fetch = f"sverka fetch imf_dots --reporter all --years {first}-{last}"
    return fetch, "sverka post imf_dots PATH"


def _world_commands(desk: Desk) -> tuple[str, ...]:
    """Return the commands that bring a world to start from: tables, or totals of all pairs with sizes."""
    covariates = ("sverka fetch covariates", "sverka post covariates PATH")
    tables = ("sverka fetch oecd_icio", "sverka post oecd_icio PATH")
    return *tables, *panel_commands(desk), *covariates
