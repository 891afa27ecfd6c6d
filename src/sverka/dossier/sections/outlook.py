"""What open promises take, beside what the pair and all pairs ever did; and a forecast with its backtest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sverka.dossier.outline import (
    Block,
    Lack,
    Land,
    Paragraph,
    Section,
    Sentence,
    Table,
    Value,
    When,
)
from sverka.dossier.sections.open_goals import OpenGoal, open_goals, promised_figure
from sverka.dossier.sections.own_years import is_gone, is_own_level, year_runs
from sverka.dossier.sections.promise_levels import is_estimate, promise_levels
from sverka.measures.forecast import Forecast, NoForecast, forecast
from sverka.measures.missing import Missing
from sverka.measures.promise_meter import AllPairs, PromiseMeter, promise_meter
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.measures.spells import Odds
    from sverka.vocabulary.country import Country

ID = "outlook"
_SUPPOSED = 5  # years that a promise without a date is given, said so
_MANY = 20  # times the pair's own rows: a source with more of them holds other pairs to compare with


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("outlook.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    goals = open_goals(desk)
    if not goals and desk.promises.promises:
        yield Paragraph((Sentence("outlook.no_goal"),))
    for goal in goals:
        yield Paragraph(tuple(_goal(desk, goal)))
    gone = [country for country in (desk.asked.one, desk.asked.other) if is_gone(desk, country)]
    for country in gone:
        yield Lack(Sentence("outlook.no_forecast.gone", {"country": Land(country)}), ())
    for book in () if gone else (desk.asked.one, desk.asked.other):
        yield from _forecast(desk, book)


def _forecast(desk: Desk, book: Country) -> Iterator[Block]:
    made = forecast(desk.books.years(desk.pair.subject, book))
    if isinstance(made, NoForecast):
        yield Lack(_no_forecast(book, made), ())
        return
    last, passed = int(made.used[-1].period), desk.asked.today.year - 1
    if last < passed - len(made.steps):
        ended: dict[str, Value] = {"country": Land(book), "period": When(str(last))}
        yield Lack(Sentence("outlook.no_forecast.ended", ended), ())
        return
    yield Paragraph((*_method(book, made), *_caveats(desk, made)))
    yield _steps(book, made)


def _caveats(desk: Desk, made: Forecast) -> Iterator[Sentence]:
    """Say which years rest on estimates, which forecast years are past, and what is known of those."""
    filled = [int(level.period) for level in made.used if not is_own_level(desk, level)]
    if filled:
        yield Sentence("outlook.estimated", {"list": year_runs(filled)})
    past = [int(step.figure.period) for step in made.steps]
    past = [year for year in past if year < desk.asked.today.year]
    if past:
        yield Sentence("outlook.past", {"list": year_runs(past)})
    for step in made.steps:
        known = desk.books.level(desk.pair.subject, None, step.figure.period)
        if known is not None:
            said: dict[str, Value] = {"period": When(known.period), "level": known}
            inside = step.wide.meets(known.allowed)
            yield Sentence("outlook.reconciled" if inside else "outlook.reconciled_outside", said)


def _goal(desk: Desk, goal: OpenGoal) -> Iterator[Sentence]:
    """Say what a promise takes in each book."""
    promised: dict[str, Value] = {"goal": promised_figure(desk, goal), "who": goal.who, "day": goal.day}
    if goal.due is None:
        yield Sentence("outlook.goal_undated", promised, count=_SUPPOSED)
    else:
        yield Sentence("outlook.goal", promised | {"due": When(str(goal.due.year))})
    for book in (desk.asked.one, desk.asked.other):
        levels = promise_levels(desk, desk.pair.subject, book)
        latest = int(levels[-1].period) if levels else desk.asked.today.year
        due = str(goal.due.year if goal.due else latest + _SUPPOSED)
        everyone = _everyone(desk, levels[-1]) if levels else None
        meter = promise_meter(levels, goal.level, due, everyone)
        if isinstance(meter, Missing):
            yield Sentence("outlook.not_measured", {"country": Land(book)})
        elif meter.is_reached:
            yield Sentence("outlook.reached", {"country": Land(book), "level": meter.latest})
            yield from _start(desk, book, meter.latest)
        else:
            yield from _meter(desk, book, meter)


def _start(desk: Desk, book: Country, start: Figure) -> Iterator[Sentence]:
    """Say that a level is an estimate, or that newer ones are."""
    values: dict[str, Value] = {"country": Land(book), "period": When(start.period)}
    if is_estimate(desk, start):
        yield Sentence("outlook.start_estimated", values)
        return
    later = [
        int(one.period) for one in desk.books.years(desk.pair.subject, book) if one.period > start.period
    ]
    if later:
        yield Sentence("outlook.start_declared", values | {"list": year_runs(later)})


def _everyone(desk: Desk, latest: Figure) -> AllPairs | None:
    """Return the totals of all pairs in the source of a level, where it holds many."""
    source = latest.origins[0].source
    if desk.held.get(source, 0) <= _MANY * desk.sources.get(source, 0):
        return None
    return AllPairs(desk.turnovers(source), desk.engine.collect)


def _meter(desk: Desk, book: Country, meter: PromiseMeter) -> Iterator[Sentence]:
    own = meter.own
    known: dict[str, Value] = {"country": Land(book), "level": meter.latest, "needed": meter.needed}
    yield Sentence("outlook.needed", known | {"period": When(meter.latest.period)}, count=meter.years)
    yield from _start(desk, book, meter.latest)
    if own.best is not None:
        history: dict[str, Value] = {"best": own.best, "period": _spell(own.best, meter.years)}
        yield Sentence("outlook.own", history | {"reached": own.reached, "spells": own.spells})
    if meter.odds is not None and meter.odds.is_enough:
        yield _odds(desk, meter.odds, meter.latest)


def _spell(best: Figure, years: int) -> When:
    """Return the years of a spell that ends with the figure's year."""
    last = int(best.period[-4:])
    return When(f"{last - years}..{last}")


def _odds(desk: Desk, odds: Odds, latest: Figure) -> Sentence:
    source = latest.origins[0].source
    origins = desk.origins(source, f"{odds.first_year}-{odds.last_year}")

    def figure(value: float, unit: str) -> Figure:
        return Figure(
            measure="promise_meter",
            subject=latest.subject,
            value=value,
            unit=unit,
            period=f"{odds.first_year}..{odds.last_year}",
            book=latest.book,
            valuation=latest.valuation,
            method=f"spells of {odds.years} years that start in the size class, each in one country's book",
            allowed=Interval(value, value),
            origins=origins,
        )

    values: dict[str, Value] = {
        "reached": figure(odds.reached, "count"),
        "spells": figure(odds.spells, "count"),
    }
    if odds.low_usd is None or odds.high_usd is None:
        return Sentence("outlook.odds", values, count=odds.years)
    sizes: dict[str, Value] = {"low": figure(odds.low_usd, "USD"), "high": figure(odds.high_usd, "USD")}
    return Sentence("outlook.odds_of_size", values | sizes, count=odds.years)


def _method(book: Country, made: Forecast) -> Iterator[Sentence]:
    used: dict[str, Value] = {"years": When(f"{made.used[0].period}..{made.used[-1].period}")}
    key = f"outlook.method.{made.method.name.lower()}"
    yield Sentence(key, {"country": Land(book)} | used, count=len(made.used))
    tested, origins = made.backtest, made.steps[0].figure.origins
    latest = made.used[-1]

    def error(value: float) -> Figure:
        return Figure(
            measure="backtest",
            subject=latest.subject,
            value=value,
            unit="%",
            period=f"{made.used[0].period}..{latest.period}",
            book=book,
            valuation=latest.valuation,
            method=f"mean absolute error of {tested.forecasts} forecasts from {tested.origins} past years",
            allowed=Interval(value * 0.95, value * 1.05),
            origins=origins,
        )

    errors: dict[str, Value] = {"theta": error(tested.theta_mape), "naive": error(tested.naive_mape)}
    yield Sentence("outlook.backtest", errors, count=tested.origins)
    if tested.covered_80 is not None and tested.covered_95 is not None:
        held: dict[str, Value] = {
            "narrow": error(100 * tested.covered_80),
            "wide": error(100 * tested.covered_95),
        }
        yield Sentence("outlook.coverage", held, count=tested.intervals)


def _steps(book: Country, made: Forecast) -> Table:
    return Table(
        id=f"outlook-forecast-{book.lower()}",
        caption=Sentence("outlook.table", {"country": Land(book)}),
        headings=tuple(
            Sentence(key)
            for key in (
                "column.year",
                "outlook.median",
                "outlook.low_80",
                "outlook.high_80",
                "outlook.low_95",
                "outlook.high_95",
            )
        ),
        rows=tuple(
            (
                When(step.figure.period),
                step.figure,
                *(_end(step.figure, end) for end in (step.figure.allowed.low, step.figure.allowed.high)),
                *(_end(step.figure, end) for end in (step.wide.low, step.wide.high)),
            )
            for step in made.steps
        ),
        note=Sentence("outlook.table_note"),
    )


def _end(figure: Figure, value: float) -> Figure:
    return msgspec.structs.replace(figure, value=value)


def _no_forecast(book: Country, made: NoForecast) -> Sentence:
    return Sentence(f"outlook.no_forecast.{made.why.name.lower()}", {"country": Land(book)}, count=made.years)
