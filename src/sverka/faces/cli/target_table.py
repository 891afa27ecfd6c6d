"""Print what a goal would take: whose figures it is held against, the change, the world after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from sverka.dossier.citations import cite_origins
from sverka.faces.cli.check_table import sources
from sverka.faces.cli.what_if_table import (
    QUIET,
    new_table,
    print_findings,
    print_model,
    print_setting,
    print_table,
    print_world,
    screen,
)
from sverka.faces.cli.what_if_words import (
    NONE,
    amount,
    between,
    effect,
    fallen,
    goal_words,
    goods_of,
    grown,
    in_brackets,
    land,
    millions,
    percent,
    places_of,
    scaled,
    times,
    where,
)
from sverka.models.equilibrium.pair.answer import Estimate, Outcome
from sverka.models.equilibrium.pair.declared_turnover import IMPORTER_FIRST, PUBLISHED, RECONCILED
from sverka.models.equilibrium.pair.tables_trade import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console
    from rich.table import Table

    from sverka.dossier.citations import Citations
    from sverka.models.equilibrium.pair.answer import Beside, Declared, Lever, Target
    from sverka.sources.card import Card
    from sverka.vocabulary.origin import Origin

_COSTS = "of what the goods cost at their destination"
_MILLION = 1e6
_PAST = "past"
_NOTHING = "nothing: "


def print_target(found: Target, cards: Mapping[str, Card]) -> None:
    """Print the answer; tables in millions of US dollars, sources numbered and told by their `cards`."""
    console = screen()
    citations = cite_origins(_origins(found), cards)
    console.print(Text(headline(found), style="bold"))
    held = f"the tables’ own trade in {', '.join(found.of)}" if found.of else "what is declared"
    print_table(console, f"The goal against {held}: {found.what}, USD mn", _declared(found))
    for told in (*_asked(found, citations), *_left(found), *_tries(found)):
        console.print(told)
    print_findings(console, found.findings)
    _print_levers(console, found)
    if found.after is not None:
        console.print()
        which = "at the nearest change" if found.outcome is Outcome.NO_SUCH_CHANGE else "after this change"
        console.print(Text(f"The world {which}", style="bold"))
        print_model(console, found.after.setting)
        print_world(console, found.after)
        print_setting(console, found.after.setting)
    console.print(sources(citations))


def headline(found: Target) -> str:
    """Say in a sentence what the goal would take."""
    goal = f"{goal_words(found.wanted)} of {_what(found)}{f' by {found.by}' if found.by else ''}"
    match found.outcome:
        case Outcome.REACHED:
            taken = "; ".join(_lever(found, lever) for lever in found.levers)
            return f"{goal}: {taken} {_COSTS}"
        case Outcome.ALREADY:
            return f"{goal}: reached without any change of costs"
        case Outcome.NO_SUCH_CHANGE:
            return f"{goal}: no such change within these bounds"


def _what(found: Target) -> str:
    one, other = found.pair
    of = f" in {', '.join(found.of)}" if found.of else ""
    if found.what == "turnover":
        return f"turnover{of} between {land(one)} and {land(other)}"
    exporter, importer = found.routes[0]
    return f"exports{of} from {land(exporter)} to {land(importer)}"


def _lever(found: Target, lever: Lever) -> str:
    return f"costs of {_costs(found, lever)} would have to {fallen(lever.percent)}"


def _costs(found: Target, lever: Lever) -> str:
    """Name the trade that a lever is about: its own sector where each changes by itself."""
    named = (lever.name,) if lever.name in found.named else found.named
    return f"{goods_of(named) if named else 'trade'} {where(lever.routes)}"


def _declared(found: Target) -> Table:
    table = new_table(
        "Whose figures",
        ("Year", "Trade" if found.of else "Declared", "Goal is", "A year", "Best ever a year"),
    )
    places = max(places_of([one.turnover / _MILLION]) for one in found.declared)
    for one in found.declared:
        table.add_row(
            _whose(one),
            str(one.year),
            millions(one.turnover, places),
            times(one.factor),
            grown(one.a_year),
            _best(one),
            style="bold" if one == found.against else "",
        )
    return table


def _whose(one: Declared) -> str:
    if one.reporter:
        return land(one.reporter)
    if one.method == TABLES:
        return "the tables"
    if one.method.startswith(IMPORTER_FIRST):
        return "importers first"
    return "published" if one.method.startswith(PUBLISHED) else RECONCILED


def _best(one: Declared) -> str:
    if one.best is None:
        return NONE
    years = f" {one.best_years[0]}–{one.best_years[1]}" if one.best_years else ""
    return f"{grown(one.best)}{years}"


def _origins(found: Target) -> Iterator[Origin]:
    for one in found.declared:
        yield from one.origins
    yield from found.growing.origins
    if found.after is not None:
        yield from found.after.setting.origins


def _asked(found: Target, citations: Citations) -> Iterator[Text]:
    """Say how each row came about, and which one the model was asked with."""
    for one in found.declared:
        numbers = "".join(f"[{number}]" for number in citations.numbers_of(one.origins))
        yield Text(f"{_whose(one)}: {one.method} {numbers}", QUIET)
    with_ = f"{_whose(found.against)} of {found.against.year}"
    others = "" if found.of else "; --against chooses others"
    yield Text.assemble("The model was asked with ", (with_, "bold"), (others, QUIET))


def _left(found: Target) -> Iterator[Text]:
    until = f" until {found.by}" if found.by else ""
    told = found.growing.basis
    if told.startswith(_NOTHING):
        way = "--growth P gives a rate" if found.by else "name one with --by"
        yield Text(f"By itself{until}: nothing, for {told.removeprefix(_NOTHING)} ({way})")
    else:
        yield Text(f"By itself{until}: {times(found.growing.factor)}, by {told}")
    left = Text.assemble("Left for costs of trade to do: ", (times(found.scaled), "bold"))
    yield left.append(f" the trade of the model’s world before{_model_has(found)}", QUIET)


def _model_has(found: Target) -> str:
    """Say how much the model's world has of a goal for all goods, for that differs from what is declared."""
    if found.after is None or found.of:
        return ""
    flows = {(flow.exporter, flow.importer): flow.before for flow in found.after.flows}
    return f", {amount(sum(flows[route] for route in found.routes))}, which is nobody’s declaration"


def _tries(found: Target) -> Iterator[Text]:
    """Say what is nearest where the goal is out of reach, and what to try; what follows where it is met."""
    if found.outcome is Outcome.ALREADY:
        grows = found.growing.factor > 1
        enough = "What the pair trades, and what grows by itself, is" if grows else "What the pair trades is"
        ways = ["ask for a higher goal"]
        if any(one.factor > found.growing.factor for one in found.declared):
            ways.append("hold it against another book (--against)")
        if grows and found.against.factor > 1:
            ways.append("let nothing grow by itself (--growth 0)")
        yield Text(f"{enough} enough. To see what more would take, {' or '.join(ways)}.", style="yellow")
    if found.outcome is not Outcome.NO_SUCH_CHANGE:
        return
    for lever in found.levers:
        low, high = lever.bounds
        yield Text(
            f"Costs of {_costs(found, lever)} were let fall by up to {percent(low)} and rise by up to "
            f"{percent(high)}; the nearest is that costs {fallen(lever.percent)}, which gives "
            f"{times(found.reached)} the trade where {scaled(found.scaled)} are needed.",
            style="yellow",
        )
    both = "" if len({route for lever in found.levers for route in lever.routes}) > 1 else ", both directions"
    wider = ", all sectors" if found.named else ""
    yield Text(
        f"Try wider bounds (--most-cut 95%){both}{wider}, a lower goal, a later year, or another book to "
        "hold it against (--against).",
        style="yellow",
    )


def _print_levers(console: Console, found: Target) -> None:
    if found.outcome is not Outcome.REACHED:
        return
    for lever in found.levers:
        partial = "no answer" if lever.partial is None else f"costs {fallen(Estimate(lever.partial))}"
        of = f"; {_costs(found, lever)}" if len(found.levers) > 1 else ""
        told = f"If nothing else moved, prices and incomes as before{of}: {partial}"
        console.print(Text(told, style=QUIET))
    if found.beside:
        print_table(console, "How large that is beside what was estimated", _beside(found))
    if found.beside_lacks:
        console.print(Text(f"Beside what was estimated: {found.beside_lacks}", style="yellow"))
    if any(one.name == _PAST for one in found.beside):
        console.print(Text("The past is net of how both countries’ sizes grew.", style=QUIET))
    for source in dict.fromkeys(one.source for one in found.beside):
        console.print(Text(f"Estimated from {source}", style=QUIET))


def _beside(found: Target) -> Table:
    table = new_table("Estimated effect", ("Does to trade", "This change is"))
    for one in found.beside:
        does = f"{grown(one.effect.value)}{in_brackets(between(one.effect))}"
        table.add_row(_name(one), does, _times(one))
    return table


def _name(one: Beside) -> str:
    if one.name != _PAST:
        return effect(one.name)
    years = f" {one.years[0]}–{one.years[1]}" if one.years else ""
    return f"this pair’s past{years}"


def _times(one: Beside) -> str:
    if one.times is None:
        return "not told: that goes the other way" if one.sure else "not told: that may be nothing"
    low, high = one.times.low, one.times.high
    ends = "" if low is None or high is None else f" ({low:.1f} to {high:.1f})"
    return f"{one.times.value:.1f} times that{ends}"
