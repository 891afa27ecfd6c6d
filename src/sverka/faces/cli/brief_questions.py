"""What a reader of a briefing asks a model of the world: a change of costs, a goal, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.faces.cli.draws_folder import draws_folder
from sverka.faces.cli.equilibrium_options import asked_routes, cut, dollars, names
from sverka.faces.cli.options import year
from sverka.faces.settings import default_book

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sverka.dossier.desk import Asked

_WHAT_IF, _TARGET = "what-if", "target"


def add_questions(parser: ArgumentParser) -> None:
    """Add the options that ask a model, each of which adds its section to the briefing."""
    add = parser.add_argument
    add(
        "--cut-costs",
        type=cut,
        metavar="P",
        help="add what such a cut of costs of trade would do, as in 10%% (section what-if)",
    )
    add(
        "--turnover",
        type=dollars,
        metavar="USD",
        help="add what it would take to reach so many US dollars a year, as in 2e9 or 2bn (section target)",
    )
    add("--by", type=year, metavar="YEAR", help="the year by which they are to be reached")
    add(
        "--in",
        dest="industries",
        type=names,
        default=(),
        metavar="NAME,…",
        help="costs of these goods only, as in machinery or C28,C29 (all); for both questions",
    )


def check_questions(asked: ArgumentParser, options: Namespace) -> None:
    """End with an error where an option stands without the one that it belongs to."""
    if options.by and not options.turnover:
        asked.error("--by is the year of a goal: name the goal too, as in --turnover 2e9")
    if options.industries and not (options.turnover or options.cut_costs):
        asked.error("--in says whose costs change: ask with --cut-costs 10% or --turnover 2e9 too")


def asked_sections(options: Namespace) -> tuple[str, ...]:
    """Return the sections that the questions add."""
    found = ((_WHAT_IF, options.cut_costs), (_TARGET, options.turnover))
    return tuple(name for name, value in found if value)


def with_questions(asked: Asked, options: Namespace) -> Asked:
    """Return what a briefing is asked, with the questions to the model and where its draws are kept."""
    chosen = {*asked_sections(options), *(options.sections or ())}
    if not chosen & {_WHAT_IF, _TARGET}:
        return asked
    from sverka.models.equilibrium.pair.question import ChangeAsked, GoalAsked  # noqa: PLC0415  after `--help`

    routes = asked_routes(asked.one, asked.other, "both")
    change = goal = None
    if options.cut_costs:
        change = ChangeAsked(routes=routes, named=options.industries, percent=-options.cut_costs)
    if options.turnover:
        goal = GoalAsked(wanted=options.turnover, by=options.by, named=options.industries, routes=routes)
    keep = draws_folder(options.book or default_book())
    return asked._replace(change=change, goal=goal, keep=keep)


def question_words(options: Namespace) -> list[str]:
    """Write the options that ask the same again."""
    found = (
        ("--cut-costs", f"{options.cut_costs or 0:.15g}%" if options.cut_costs else ""),
        ("--turnover", f"{options.turnover or 0:.15g}" if options.turnover else ""),
        ("--by", str(options.by or "")),
        ("--in", ",".join(options.industries)),
    )
    return [word for option, value in found if value for word in (option, value)]
