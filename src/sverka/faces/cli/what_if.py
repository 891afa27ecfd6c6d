"""`sverka what-if`: what a change in costs of trade would do to a pair, and to everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.faces.cli.equilibrium_ask import answer, told_model
from sverka.faces.cli.equilibrium_give import Shown, give
from sverka.faces.cli.equilibrium_options import (
    add_model_options,
    add_trade,
    asked_routes,
    cut,
    rise,
    tariff,
)
from sverka.faces.cli.gravity_pair import pair_of_words
from sverka.faces.cli.options import command_parser

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sverka.faces.cli.equilibrium_ask import Answered, Asked
    from sverka.models.equilibrium.pair.answer import WhatIf
    from sverka.models.equilibrium.pair.question import ChangeAsked


def parser() -> ArgumentParser:
    """Make the parser of `sverka what-if`."""
    found = command_parser(
        "what-if", "sverka what-if A B (--cut-costs P | --raise-costs P | --tariff P | --like NAME) [options]"
    )
    add = found.add_argument
    add("pair", nargs="+", metavar="A B", help="two countries by code or name, as in BLR KAZ")
    change = found.add_mutually_exclusive_group(required=True)
    costs = "what goods cost at their destination falls by so many percent, as in 10%%"
    change.add_argument("--cut-costs", type=cut, metavar="P", help=costs)
    change.add_argument("--raise-costs", type=rise, metavar="P", help="it rises by so many percent")
    change.add_argument("--tariff", type=tariff, metavar="P", help="tariffs are set to so many percent")
    change.add_argument(
        "--like",
        metavar="NAME",
        help="a change as large as an effect estimated from the book's trade, as in rta or contiguity",
    )
    add_trade(found, "the first country's exports, its imports, or both (both)")
    add_model_options(found)
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Ask what a change does, and show it; return the exit code."""
    pair = pair_of_words(asked, options.pair)
    with told_model() as outcome:
        change = asked_change(pair, options)
        answered = answer(options, pair, lambda question: _ask(pair, change, question))
        outcome.code = give(options, answered, answered.found, _shown(answered))
    return outcome.code


def asked_change(pair: tuple[str, str], options: Namespace) -> ChangeAsked:
    """Return the change that the options name. Raises QuestionError."""
    from sverka.models.equilibrium.pair.question import ChangeAsked  # noqa: PLC0415  after `--help`

    percent = options.raise_costs if options.cut_costs is None else -options.cut_costs
    return ChangeAsked(
        routes=asked_routes(*pair, options.direction),
        named=options.sectors,
        percent=percent,
        tariff=options.tariff,
        like=options.like,
    )


def _ask(pair: tuple[str, str], change: ChangeAsked, question: Asked) -> WhatIf:
    from sverka.models.equilibrium.pair.ask_what_if import ask_what_if  # noqa: PLC0415  likewise

    return ask_what_if(
        question.ledger,
        pair,
        change,
        question.options,
        engine=question.engine,
        keep=question.keep,
        tell=question.tell,
        progress=question.progress,
    )


def _shown(answered: Answered[WhatIf]) -> Shown:
    from sverka.faces.cli.what_if_table import headline, print_what_if  # noqa: PLC0415  rich costs time

    found = answered.found
    return Shown(lambda: headline(found), lambda: print_what_if(found, answered.cards))
