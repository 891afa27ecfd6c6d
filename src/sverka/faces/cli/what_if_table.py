"""Print what a change would do: both directions, industries, who gains and loses, both markets, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sverka.dossier.citations import cite_origins
from sverka.faces.cli.check_table import sources
from sverka.faces.cli.what_if_words import (
    NONE,
    added,
    amount,
    between,
    change_words,
    direction,
    grown,
    in_brackets,
    industry_name,
    interval,
    land,
    level_words,
    millions,
    percent,
    percent_places,
    places_of,
)
from sverka.models.equilibrium.pair.industries import read_industries
from sverka.vocabulary.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sverka.models.equilibrium.pair.answer import Diversion, Effect, Flow, SectorFlow, Setting, WhatIf
    from sverka.sources.card import Card
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.finding import Finding

QUIET = "bright_black"
_NARROWEST = 80
_SECTORS, _COUNTRIES, _SELLERS = 8, 4, 5
_MILLION = 1e6
_GOODS = "goods"
_MODEL = "model"
_SERVICES = (
    "Costs of services change too: they are in what countries gain and lose, not in these sums. "
    "--sectors goods leaves them as they are."
)
_HARDLY, _DOLLAR = 0.01, 1.0
_ENDS = 2
"""Draws beyond both ends of an interval, below which the outermost draws decide where it ends."""
_MUCH = 10
_MOST_PLACES = 4
_STYLES = {Severity.NOTE: QUIET, Severity.WARNING: "yellow", Severity.ERROR: "bold red"}


def screen() -> Console:
    """Return the terminal, never narrower than the tables: a figure that is cut off is another figure."""
    console = Console(highlight=False)
    console.width = max(console.width, _NARROWEST)
    return console


def print_what_if(found: WhatIf, cards: Mapping[str, Card]) -> None:
    """Print the answer; tables in millions of US dollars of the baseline's year, sources by their `cards`."""
    console = screen()
    console.print(Text(headline(found), style="bold"))
    print_model(console, found.setting)
    if found.change.tariff is not None:
        console.print(_on_top(found.change.tariff), style="yellow")
    print_world(console, found)
    print_setting(console, found.setting)
    console.print(sources(cite_origins(found.setting.origins, cards)))


def headline(found: WhatIf) -> str:
    """Say in a sentence what was changed and what becomes of turnover."""
    turnover = found.turnover
    bounds = in_brackets(between(turnover.growth))
    return (
        f"{change_words(found.change)}: turnover {grown(turnover.growth.value)}{bounds}, "
        f"{amount(turnover.before)} → {amount(turnover.after.value)}"
    )


def print_world(console: Console, found: WhatIf) -> None:
    """Print the tables of a world after a change."""
    print_table(console, _trade_title(found.setting), _flows(found))
    console.print(_if_alone(found), style=QUIET)
    if _moves_services(found):
        console.print(_SERVICES, style="yellow")
    if _changed(found):
        print_table(console, "Industries whose trade changes most, USD mn", _sectors(found))
        left = len(_counted(found)) - len(_changed(found))
        print_rest(console, left, "others that change less")
    if found.effects:
        print_table(console, "Who gains and who loses", _effects(found))
        left = len(found.effects) - sum(map(len, _groups(found)))
        print_rest(console, left, "countries that gain or lose less")
    for market in found.pair:
        sellers = [one for one in found.diversions if one.importer == market]
        if sellers:
            title = f"The market of {land(market)}: who sells more and who less, USD mn"
            print_table(console, title, _market(market, sellers, found.pair))


def print_table(console: Console, title: str, table: Table) -> None:
    """Print a table under its title, which may be wider than the table."""
    console.print()
    console.print(Text(title, style="italic"))
    console.print(table)


def print_rest(console: Console, count: int, what: str) -> None:
    """Say how many rows were not printed, and where they are."""
    if count > 0:
        console.print(Text(f"{what}: {count}, in the data (--json)", style=QUIET))


def new_table(first: str, headings: Iterable[str]) -> Table:
    """Return a table whose first column is words and the others numbers."""
    table = Table(box=box.HORIZONTALS, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(first, overflow="fold")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def print_setting(console: Console, setting: Setting) -> None:
    """Print all that was chosen, and what was noticed on the way."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style=QUIET, no_wrap=True)
    grid.add_column(overflow="fold")
    for name, told in _settings(setting):
        grid.add_row(name, told)
    console.print()
    console.print(grid)
    print_findings(console, [one for one in setting.findings if one.check != _MODEL])


def print_model(console: Console, setting: Setting) -> None:
    """Print which model answers, and why that one where nobody asked for it."""
    console.print(Text(_of(setting), style=QUIET))
    for finding in setting.findings:
        if finding.check == _MODEL:
            console.print(Text(f"{finding.message} {finding.next_step or ''}", style="yellow"))


def print_findings(console: Console, findings: Iterable[Finding]) -> None:
    """Print what was noticed on the way; the evidence of what is more than a note."""
    for finding in findings:
        step = f" {finding.next_step}" if finding.next_step else ""
        console.print(Text(f"{finding.about}: {finding.message}{step}", style=_STYLES[finding.severity]))
        for evidence in finding.evidence if finding.severity is not Severity.NOTE else ():
            console.print(Text(f"  {evidence}", style=QUIET))


def _of(setting: Setting) -> str:
    sectors = f", {setting.sectors} industries" if setting.sectors > 1 else ""
    return (
        f"A model of {setting.model} over {setting.countries} countries{sectors}: the world of "
        f"{setting.year} as {setting.source} has it, all else as it was. No forecast."
    )


def _on_top(tariff: float) -> Text:
    return Text(
        f"The tables are in basic prices and hold no tariffs: {percent(tariff)} is set where the model has "
        "none, so it comes on top of whatever is charged today."
    )


def _trade_title(setting: Setting) -> str:
    return f"The pair’s trade in {setting.counts}, USD mn of {setting.year}"


def _flows(found: WhatIf) -> Table:
    setting = found.setting
    table = new_table("", ("Before", "After", "Change", _interval_heading(setting)))
    rows = (*found.flows, found.turnover)
    places = _FlowPlaces(
        places_of(flow.before / _MILLION for flow in rows),
        percent_places(found.turnover.growth.value),
    )
    for flow in found.flows:
        table.add_row(direction(flow.exporter, flow.importer), *_flow(flow, places))
    table.add_section()
    table.add_row("Both", *_flow(found.turnover, places), style="bold")
    return table


class _FlowPlaces(NamedTuple):
    """How many decimals amounts and percentages need."""

    amount: int
    percent: int


def _flow(flow: Flow, places: _FlowPlaces) -> tuple[str, ...]:
    return (
        millions(flow.before, places.amount),
        millions(flow.after.value, places.amount),
        grown(flow.growth.value, places.percent),
        interval(flow.growth, places.percent) or NONE,
    )


def _moves_services(found: WhatIf) -> bool:
    """Tell whether costs of services change too while only goods are counted."""
    setting, change = found.setting, found.change
    return setting.sectors > 1 and setting.counts == _GOODS and not change.named and change.tariff is None


def _if_alone(found: WhatIf) -> Text:
    before = found.turnover.before
    growth = 100 * (found.partial / before - 1) if before else None
    return Text(
        f"If only these flows reacted, prices and incomes as before: {amount(found.partial)}, {grown(growth)}"
    )


def _sectors(found: WhatIf) -> Table:
    shown = _changed(found)
    table = new_table("Industry", ("Direction", "Before", "After", "Change", "Growth"))
    largest = (max(one.before, one.after) / _MILLION for one in shown)
    changes = ((one.after - one.before) / _MILLION for one in shown)
    places = max(places_of(largest), 1)
    change_places = max(places, places_of(changes))
    for one in shown:
        cells = _sector(one, places, change_places)
        table.add_row(industry_name(one.sector), f"{one.exporter} → {one.importer}", *cells)
    return table


def _changed(found: WhatIf) -> tuple[SectorFlow, ...]:
    """Return the industries that change most, without those that hardly do beside the first."""
    counted = _counted(found)
    largest = max((abs(one.after - one.before) for one in counted), default=0.0)
    least = max(_HARDLY * largest, _DOLLAR)
    return tuple(one for one in counted[:_SECTORS] if abs(one.after - one.before) >= least)


def _counted(found: WhatIf) -> tuple[SectorFlow, ...]:
    """Return the industries that the sums count; none of a model that has one."""
    if found.setting.sectors <= 1 or found.setting.counts != _GOODS:
        return found.sectors if found.setting.sectors > 1 else ()
    goods = set(read_industries().groups[_GOODS].codes)
    return tuple(one for one in found.sectors if one.sector in goods)


def _sector(one: SectorFlow, places: int, change_places: int) -> tuple[str, ...]:
    growth = 100 * (one.after / one.before - 1) if one.before else None
    return (
        millions(one.before, places),
        millions(one.after, places),
        added(one.after - one.before, change_places),
        grown(growth),
    )


def _effects(found: WhatIf) -> Table:
    headings = ("Real income", _interval_heading(found.setting), "USD mn", "Exports, USD mn")
    table = new_table("Country", headings)
    shown = [one for group in _groups(found) for one in group]
    places = _Places(shown, found.pair)
    for group in _groups(found):
        for one in group:
            table.add_row(*places.cells(one), style="bold" if one.country in found.pair else "")
        table.add_section()
    return table


class _Places:
    """How many decimals the columns of the effects need."""

    def __init__(self, shown: list[Effect], pair: tuple[Country, Country]) -> None:
        self._percent = _income_places([one for one in shown if one.country not in pair] or shown)
        self._income = places_of(one.income_usd / _MILLION for one in shown)
        self._exports = places_of(one.exports_usd / _MILLION for one in shown)

    def cells(self, one: Effect) -> tuple[str, ...]:
        value = one.real_income.value
        places = min(self._percent, percent_places(value)) if abs(value) >= _MUCH else self._percent
        return (
            land(one.country),
            grown(value, places),
            interval(one.real_income, places) or NONE,
            added(one.income_usd, self._income),
            added(one.exports_usd, self._exports),
        )


def _income_places(effects: list[Effect]) -> int:
    """Return the decimals of changes of real income, so many that the largest shows two digits."""
    largest = max(abs(one.real_income.value) for one in effects)
    return min(max(percent_places(largest), 3), _MOST_PLACES)


def _groups(found: WhatIf) -> tuple[list[Effect], ...]:
    """Return the pair, those others that gain most, and those that lose most, where they feel it."""
    pair = [one for one in found.effects if one.country in found.pair]
    others = [one for one in found.effects if one.country not in found.pair]
    least = 0.5 * 10 ** -_income_places(others or pair)
    gain = [one for one in others if one.real_income.value >= least][:_COUNTRIES]
    lose = [one for one in others if one.real_income.value <= -least][-_COUNTRIES:]
    return tuple(group for group in (pair, gain, lose) if group)


def _market(market: Country, sellers: list[Diversion], pair: tuple[Country, Country]) -> Table:
    table = new_table("Seller", ("Before", "Change", "Growth"))
    own = [one for one in sellers if one.seller == market]
    abroad = sorted((one for one in sellers if one not in own), key=lambda one: -abs(one.change))
    shown = [*own, *abroad[: _SELLERS - len(own)]]
    places = places_of(one.change / _MILLION for one in shown)
    before_places = places_of(one.before / _MILLION for one in shown)
    for one in sorted(shown, key=lambda one: -one.change):
        growth = 100 * one.change / one.before if one.before else None
        name = "its own producers" if one.seller == market else land(one.seller)
        cells = millions(one.before, before_places), added(one.change, places), grown(growth)
        table.add_row(name, *cells, style="bold" if one.seller in pair and one.seller != market else "")
    rest = [one for one in sellers if one not in shown]
    if rest:
        before, change = sum(one.before for one in rest), sum(one.change for one in rest)
        growth = 100 * change / before if before else None
        cells = millions(before, before_places), added(change, places), grown(growth)
        table.add_row("1 other" if len(rest) == 1 else f"{len(rest)} others", *cells, style=QUIET)
    return table


def _interval_heading(setting: Setting) -> str:
    return f"{level_words(setting.level)} interval"


def _settings(setting: Setting) -> Iterator[tuple[str, str]]:
    yield "Model", f"{setting.model}"
    yield "World before", setting.baseline
    yield "Deficits", setting.closure
    yield "Elasticities", setting.elasticities
    yield "Their error", setting.error
    yield "Intervals", _intervals(setting)


def _intervals(setting: Setting) -> str:
    taken = setting.draws + setting.failed
    if not taken:
        return "none: no draws were taken"
    failed = f"; {setting.failed} had no answer and are in no interval" if setting.failed else ""
    level = level_words(setting.level)
    few = " (few for that: ask for more --draws)" if setting.draws * (1 - setting.level) < _ENDS else ""
    return f"{level} of {setting.draws} draws that were answered, seed {setting.seed}{failed}{few}"
