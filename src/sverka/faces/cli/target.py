"""`sverka target`: what it would take to bring a pair's trade to a goal."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sverka.faces.cli.country_argument import UnknownCountry, country
from sverka.faces.cli.equilibrium_ask import answer, told_model
from sverka.faces.cli.equilibrium_give import Shown, give
from sverka.faces.cli.equilibrium_options import (
    add_model_options,
    add_trade,
    asked_routes,
    cut,
    dollars,
    names,
    percent,
)
from sverka.faces.cli.gravity_pair import pair_of_words
from sverka.faces.cli.options import command_parser, year

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sverka.faces.cli.equilibrium_ask import Answered, Asked
    from sverka.models.equilibrium.pair.answer import Route, Target
    from sverka.models.equilibrium.pair.question import GoalAsked, LeverAsked

RECONCILED = "reconciled"
APART = ("directions", "sectors")
_HUNDRED = 100.0
_SEVERAL = 2


def parser() -> ArgumentParser:
    """Make the parser of `sverka target`."""
    found = command_parser(
        "target", "sverka target A B (--turnover USD | --exports USD) [--by YEAR] [options]"
    )
    add = found.add_argument
    add("pair", nargs="+", metavar="A B", help="two countries by code or name, as in BLR KAZ")
    goal = found.add_mutually_exclusive_group(required=True)
    amount = (
        "exports and imports together are to reach so many US dollars a year, as in 2e9, 2bn or “2 billion”"
    )
    goal.add_argument("--turnover", type=dollars, metavar="USD", help=amount)
    goal.add_argument("--exports", type=dollars, metavar="USD", help="the first country's to the second are")
    add(
        "--of",
        type=names,
        default=(),
        metavar="NAME,…",
        help="the goal is for these goods alone, as in machinery or C28; it is held against the tables' own "
        "trade in them, and their costs change unless --sectors names others (all goods)",
    )
    add("--by", type=year, metavar="YEAR", help="the year by which they are to")
    _add_measure(found)
    _add_means(found)
    add_trade(found, "whose costs may change: those of the first country's exports, its imports, or both")
    add_model_options(found)
    return found


def _add_measure(parser: ArgumentParser) -> None:
    """Add what the goal is held against."""
    add = parser.add_argument
    add(
        "--against",
        metavar="A|B|reconciled",
        help="whose figures the goal is held against: one of the two, or both reconciled (reconciled where "
        "it can be had, else the importers')",
    )
    add(
        "--growth",
        type=percent,
        metavar="P",
        help="percent a year that trade grows by itself until then, as in 2%% or --growth=-1%% (what the "
        "series' own forecast says where it reaches)",
    )


def _add_means(parser: ArgumentParser) -> None:
    """Add how far costs may fall, and which of them apart."""
    add = parser.add_argument
    add(
        "--most-cut",
        type=cut,
        metavar="P",
        help="the most by which costs may fall (80%%); what is not reached then is told",
    )
    add(
        "--apart",
        choices=APART,
        help="let costs of each direction, or of each of --sectors, change by themselves: of the mixes that "
        "reach the goal the one whose changes are smallest together (all change alike)",
    )
    add(
        "--efforts",
        type=efforts,
        metavar="N,…",
        help="how dear a change of each of them is beside the others, in their order, as in 1,3: the mix has "
        "the least sum of effort times squared change (all alike)",
    )


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Ask what a goal would take, and show it; return the exit code."""
    pair = pair_of_words(asked, options.pair)
    _refuse(asked, options)
    against = _against(asked, pair, options.against)
    with told_model() as outcome:
        goal = asked_goal(pair, against, options)
        answered = answer(options, pair, lambda question: _ask(pair, goal, question))
        outcome.code = give(options, answered, answered.found.after, _shown(answered))
    return outcome.code


def _refuse(asked: ArgumentParser, options: Namespace) -> None:
    """End with the parser's usage where options do not go together."""
    if options.exports and options.direction == "imports":
        asked.error(
            "--exports with --direction imports changes costs of the other direction: drop one of them"
        )
    if options.of and options.against:
        asked.error("--of has no declared figure to be held --against: drop one of them")
    if options.growth is not None and options.by is None:
        asked.error("--growth is a year's: name the year of the goal, as in --by 2030")
    _refuse_efforts(asked, options)
    if options.apart == "directions" and options.direction != "both":
        asked.error("--apart directions needs both: leave --direction out")
    if options.apart == "sectors" and len(_named(options)) < _SEVERAL:
        asked.error("--apart sectors needs several sectors, as in --sectors machinery,food")
    today = datetime.now(tz=UTC).date()
    if options.by is not None and options.by < today.year:
        asked.error(f"--by {options.by} is past: name {today.year} or a later year, or leave it out")


def efforts(text: str) -> tuple[float, ...]:
    """Read "1, 3"."""
    try:
        found = tuple(float(part) for part in text.split(","))
    except ValueError:
        found = ()
    if not found or not all(0 < one < float("inf") for one in found):
        message = f"“{text}” are no efforts: write numbers above 0 with commas, as in 1,3"
        raise ArgumentTypeError(message)
    return found


def _refuse_efforts(asked: ArgumentParser, options: Namespace) -> None:
    if options.efforts is None:
        return
    if options.apart is None:
        asked.error("--efforts weighs changes that are made --apart: name what may change by itself")
    count = _SEVERAL if options.apart == "directions" else len(_named(options))
    if len(options.efforts) != count:
        asked.error(
            f"--efforts has {len(options.efforts)} numbers for {count} {options.apart}: give one each"
        )


def asked_goal(pair: tuple[str, str], against: str | None, options: Namespace) -> GoalAsked:
    """Return the goal that the options name. Raises QuestionError."""
    from sverka.models.equilibrium.pair.question import (  # noqa: PLC0415  after `--help`
        HIGHEST_FACTOR,
        LOWEST_FACTOR,
        GoalAsked,
        What,
    )

    lowest = LOWEST_FACTOR if options.most_cut is None else 1 - options.most_cut / _HUNDRED
    bounds = lowest, HIGHEST_FACTOR
    return GoalAsked(
        what=What.TURNOVER if options.turnover else What.EXPORTS,
        wanted=options.turnover or options.exports,
        of=options.of,
        by=options.by,
        named=_named(options),
        routes=asked_routes(*pair, options.direction),
        against=against,
        growth=options.growth,
        bounds=bounds,
        levers=_levers(options, asked_routes(*pair, options.direction), bounds),
    )


def _named(options: Namespace) -> tuple[str, ...]:
    """Return the sectors whose costs may change: those of the goal where none are named."""
    named: tuple[str, ...] = options.sectors or options.of
    return named


def _levers(
    options: Namespace, routes: tuple[Route, ...], bounds: tuple[float, float]
) -> tuple[LeverAsked, ...]:
    """Return the costs that may change by themselves, none where all change alike."""
    from sverka.models.equilibrium.pair.question import LeverAsked  # noqa: PLC0415  likewise

    named = _named(options)
    apart: list[tuple[str, tuple[Route, ...], tuple[str, ...]]] = []
    if options.apart == "directions":
        apart = [(f"{one}>{other}", ((one, other),), named) for one, other in routes]
    elif options.apart == "sectors":
        apart = [(name, routes, (name,)) for name in named]
    dear = options.efforts or (1.0,) * len(apart)
    return tuple(
        LeverAsked(name=name, routes=ways, named=goods, bounds=bounds, effort=effort)
        for (name, ways, goods), effort in zip(apart, dear, strict=True)
    )


def _against(asked: ArgumentParser, pair: tuple[str, str], text: str | None) -> str | None:
    if text is None or text.strip().casefold() == RECONCILED:
        return text and RECONCILED
    try:
        found = country(text)
    except UnknownCountry as problem:
        asked.error(f"--against: {problem}")
    if found not in pair:
        asked.error(
            f"--against {text}: write {pair[0]}, {pair[1]} or {RECONCILED}; no other book has the pair"
        )
    return found


def _ask(pair: tuple[str, str], goal: GoalAsked, question: Asked) -> Target:
    from sverka.models.equilibrium.pair.ask_target import ask_target  # noqa: PLC0415  likewise

    return ask_target(
        question.ledger,
        pair,
        goal,
        question.options,
        engine=question.engine,
        keep=question.keep,
        tell=question.tell,
        progress=question.progress,
        today=datetime.now(tz=UTC).date(),
    )


def _shown(answered: Answered[Target]) -> Shown:
    from sverka.faces.cli.target_table import headline, print_target  # noqa: PLC0415  rich costs time

    found = answered.found
    return Shown(lambda: headline(found), lambda: print_target(found, answered.cards))
