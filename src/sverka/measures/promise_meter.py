"""Promise meter: the growth a year that a promised level takes, beside what the pair and all pairs ever did.

Unit: percent a year; spells, and the part of them that reached it as a fraction of one. Formula:
g = ((G / V(t))^(1 / n) - 1) x 100, G the promised level, V(t) the latest one, n the years until it is due;
of the spells of n years of the pair, and of all series of a size near V(t), those with
V(s + n) / V(s) >= G / V(t). Reference: D. Kahneman, A. Tversky (1979), Intuitive prediction: biases and
corrective procedures, TIMS Studies in Management Science 12, 313-327, for judging a plan by the record of
its kind; the spells are those of `spells`.
"""

from collections.abc import Callable, Iterable, Mapping
from statistics import median_low
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from sverka.measures.compound_growth import compound_growth, yearly_percent
from sverka.measures.constant_dollars import constant_dollars
from sverka.measures.missing import Missing
from sverka.measures.spells import Compared, Odds, choose_odds, count_spells
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import Period, deadline

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame


_NO_LEVEL = "the book has no level of a whole year to grow from"


class OwnHistory(msgspec.Struct, frozen=True, kw_only=True):
    """The pair's own spells of the same length in the same book, and how many `reached` the growth.

    `best` and `median` are growths a year with the spell they belong to; of an even number of spells the
    median is the lower of the two in the middle. None where there is no spell.
    """

    spells: int
    reached: int
    best: Figure | None
    median: Figure | None


class AllPairs(msgspec.Struct, frozen=True):
    """The yearly totals of all pairs (`spells.yearly_totals`, cached) and what runs a frame over them."""

    totals: "Frame"
    collect: Callable[["Frame"], list[tuple[Any, ...]]]


class PromiseMeter(msgspec.Struct, frozen=True, kw_only=True):
    """What a promised level takes: `needed` in percent a year over `years` from `latest` to `due`.

    `needed` is zero or less where the level has been reached. `own` is the pair's own record, `odds` that of
    all series of the book near its size, None where none was given. `dollars` is the year whose dollars all
    of it is in, the goal too; None for the dollars of each year.
    """

    goal_usd: float
    due: Period
    latest: Figure
    years: int
    needed: Figure
    own: OwnHistory
    odds: Odds | None
    dollars: int | None

    @property
    def is_reached(self) -> bool:
        """Tell whether the latest level is the promised one or more."""
        return self.latest.value >= self.goal_usd


def promise_meter(
    levels: Iterable[Figure],
    goal_usd: float,
    due: Period,
    everyone: AllPairs | None = None,
    *,
    prices: Mapping[int, Fact] | None = None,
) -> PromiseMeter | Missing:
    """Hold a promised level in US dollars against the yearly `levels` of one subject in one book.

    `levels` are in current dollars. With `prices` (`constant_dollars.us_prices`) they and all spells are put
    in dollars of the latest level's year, and the goal is read as in these: a promise in money of its own
    time is easier by the inflation until then. A level that a publisher estimated counts as any other here:
    who asks leaves it out, or says that the start is one. Missing where nothing is open: no level, no date,
    a date that is past, a level of zero.
    """
    known = {int(level.period): level for level in levels if level.period.isdigit()}
    obstacle = _obstacle(known, goal_usd, due, prices)
    if isinstance(obstacle, Missing):
        return obstacle
    start, until = max(known), deadline(due)
    dollars = None if prices is None else start
    if prices is not None:
        known = _in_dollars_of(start, known, prices)
    latest, years = known[start], until.year - start if until else 0
    growth_factor = goal_usd / latest.value
    compared = Compared(
        level_usd=latest.value,
        growth_factor=growth_factor,
        years=years,
        dollars=dollars,
        prices={year: fact.value for year, fact in (prices or {}).items() if fact.value},
    )
    return PromiseMeter(
        goal_usd=goal_usd,
        due=due,
        latest=latest,
        years=years,
        needed=_needed(latest, goal_usd, due, years),
        own=_own(known, years, growth_factor),
        odds=_odds(everyone, compared) if everyone else None,
        dollars=dollars,
    )


def _obstacle(
    known: Mapping[int, Figure], goal_usd: float, due: Period, prices: Mapping[int, Fact] | None
) -> Missing | None:
    """Say why nothing is open, None where something is."""
    until = deadline(due)
    if not known:
        return Missing(measure="promise_meter", subject="", period=due, book=None, reason=_NO_LEVEL)
    start = max(known)
    latest = known[start]
    lacking = constant_dollars(latest, prices, start) if prices is not None else None
    if isinstance(lacking, Missing):
        return replace(lacking, measure="promise_meter", period=due)
    if until is None:
        reason = "the promise names no date, so no growth a year follows from it"
    elif until.year <= start:
        reason = f"the promise was for {due}, and the book has {start} already"
    elif latest.allowed.low <= 0:
        reason = f"the level of {start} that the growth starts from is zero"
    elif goal_usd <= 0:
        reason = "the promised level is not above zero"
    else:
        return None
    return Missing(
        measure="promise_meter", subject=latest.subject, period=due, book=latest.book, reason=reason
    )


def _in_dollars_of(base: int, known: Mapping[int, Figure], prices: Mapping[int, Fact]) -> dict[int, Figure]:
    """Put levels in dollars of one year; years without prices are left out."""
    found = {year: constant_dollars(level, prices, base) for year, level in known.items()}
    return {year: level for year, level in found.items() if isinstance(level, Figure)}


def _needed(latest: Figure, goal_usd: float, due: Period, years: int) -> Figure:
    return replace(
        latest,
        measure="promise_meter",
        value=yearly_percent(latest.value, goal_usd, years),
        unit="%",
        period=due,
        method=f"growth a year from {latest.period} over {years} years: {latest.method}",
        allowed=Interval(
            yearly_percent(latest.allowed.high, goal_usd, years),
            yearly_percent(latest.allowed.low, goal_usd, years),
        ),
    )


def _own(known: Mapping[int, Figure], years: int, growth_factor: float) -> OwnHistory:
    spells = [(known[year], known[year + years]) for year in sorted(known) if year + years in known]
    grown = [
        (growth, after.value >= growth_factor * before.value)
        for before, after in spells
        if isinstance(growth := compound_growth(before, after), Figure)
    ]
    figures = sorted((growth for growth, _ in grown), key=lambda growth: growth.value)
    middle = median_low(range(len(figures))) if figures else 0
    return OwnHistory(
        spells=len(figures),
        reached=sum(reached for _, reached in grown),
        best=figures[-1] if figures else None,
        median=figures[middle] if figures else None,
    )


def _odds(everyone: AllPairs, compared: Compared) -> Odds:
    (row,) = everyone.collect(count_spells(everyone.totals, compared))
    return choose_odds(row, compared)
