"""Effects on trade that the book's panel tells of: an agreement, a common border, the pair's own past.

Each is a logarithm with its standard error, so that a change of costs can be held beside it (`beside.py`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.ledger import NothingHeld
from sverka.models.equilibrium.pair.expected_change import ExpectedChange
from sverka.models.gravity.ask_pair import SEEN, NoDistances, ask_potential
from sverka.models.gravity.book_panel import Domestic, Rules
from sverka.models.gravity.book_tensor import as_tensor, known_columns
from sverka.models.gravity.formula import Formula
from sverka.models.gravity.from_book import NoTradeHeld, book_panel, held_years
from sverka.models.gravity.ppml import has_compiler
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.terms import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.equilibrium.pair.answer import Route
    from sverka.models.gravity.book_panel import BookPanel
    from sverka.models.gravity.potential import Potential
    from sverka.models.gravity.result import Coefficient

AGREEMENT, BORDER, PAST = "rta", "contiguity", "past"
SPELL = 5
"""Years over which the pair's own past is looked at."""

_EVERY = 4
"""Years between those that an agreement's effect is estimated on: trade takes time to adjust (Cheng and Wall
2005; Egger, Larch and Yotov 2022 argue for all years), and a bias correction of 29 years takes 40 seconds."""
_FEWEST_YEARS, _FEWEST_COUNTRIES = 3, 10


class Lacks(StrEnum):
    """Why there is nothing to hold a change beside, or not all of it."""

    SKIPPED = "it was not asked for"
    NO_COMPILER = "gravity models are not installed: pip install 'sverka[gravity]'"
    NO_PANEL = "the book has no yearly trade of many countries: sverka fetch imf_dots --reporter all"
    NO_AGREEMENTS = "the book knows of no agreements between countries: sverka post covariates PATH (DESTA)"
    NO_ESTIMATE = "the effect of an agreement could not be estimated from the book's panel"
    NO_DISTANCES = "the book has no distances: sverka fetch covariates"
    NO_POTENTIAL = "the pair's trade could not be held against what others' expect of it"
    NO_BORDERS = "the book does not know which countries share a border: sverka fetch covariates"


class Estimated(NamedTuple):
    """An effect on trade: its logarithm, the standard error, from when to when (None: of no years), whose."""

    name: str
    log: float
    error: float
    years: tuple[int, int] | None
    source: str


class EstimatedEffects(NamedTuple):
    """What was estimated, and why the rest is lacking, None where nothing is."""

    found: tuple[Estimated, ...]
    lacks: str | None


def estimated_effects(
    ledger: Ledger,
    routes: Sequence[Route],
    *,
    engine: FrameEngine | None = None,
    tell: Callable[[str], object] = str,
    panel: Callable[[], BookPanel | None] | None = None,
    potential: Callable[[BookPanel], Potential] | None = None,
) -> EstimatedEffects:
    """Estimate what the book's panel of all pairs tells; `routes` are those whose past is looked at.

    Takes seconds: 15 for 211 countries and 29 years on two busy cores. `panel` and `potential` give what is
    known already: see `ask_target.Readings`. Raises nothing of the estimations: what cannot be estimated is
    said in `lacks`.
    """
    if not has_compiler():
        return EstimatedEffects((), Lacks.NO_COMPILER)
    tell("making the panel of all pairs")
    made = panel() if panel else effects_panel(ledger, engine, SEEN)
    if made is None:
        return EstimatedEffects((), Lacks.NO_PANEL)
    tell("estimating the effect of agreements")
    first = agreement(made)
    tell("estimating what the pair could be expected to trade")
    found = [first, *_of_pairs(made, routes, potential or (lambda of: ask_potential(of, *routes[0])))]
    lacks = "; ".join(one for one in found if isinstance(one, Lacks))
    return EstimatedEffects(tuple(one for one in found if isinstance(one, Estimated)), lacks or None)


def effects_panel(
    ledger: Ledger, engine: FrameEngine | None = None, columns: Collection[str] | None = None
) -> BookPanel | None:
    """Make the panel of all years held, domestic trade constructed; None where the book has none of many.

    `columns` are the covariates to read, all unless given.
    """
    rules = Rules(domestic=Domestic.CONSTRUCTED)
    try:
        years = held_years(ledger, engine=engine)
        panel = book_panel(ledger, years=years, engine=engine, rules=rules, columns=columns)
    except (NoTradeHeld, NothingHeld):
        return None
    return panel if len(panel.countries) >= _FEWEST_COUNTRIES else None


def agreement(panel: BookPanel) -> Estimated | Lacks:
    """Estimate what an agreement does to trade: three-way PPML, corrected for its bias.

    Domestic trade is in the sample where the panel has it: without it the effect is of trade turned away from
    other partners only (of the world's in 1992 to 2020, 1 percent with an error of 5 instead of 21).
    """
    from sverka.models.gravity.estimate import estimate  # noqa: PLC0415  compiles

    if not known_columns(panel, (AGREEMENT,)):
        return Lacks.NO_AGREEMENTS
    years = _every_fourth(panel.years)
    formula = Formula(logarithms=False, terms=(Column(AGREEMENT),))
    try:
        result = estimate(
            GravitySpec(formula=formula, years=years, bias_corrected=True), as_tensor(panel, (AGREEMENT,))
        )
        effect = result.named(AGREEMENT)
    except (ValueError, LookupError):
        return Lacks.NO_ESTIMATE
    if not result.convergence.arrived:
        return Lacks.NO_ESTIMATE
    sample = f"{panel.source}, {len(panel.countries)} countries, {_listed(years)}"
    model = f"three-way PPML, bias corrected; domestic trade: {panel.domestic}"
    return _estimated(effect, f"{sample}: {model}")


def _every_fourth(years: Sequence[int]) -> tuple[int, ...]:
    """Return every fourth year back from the last, all where these would be too few."""
    chosen = tuple(year for year in years if (years[-1] - year) % _EVERY == 0)
    return chosen if len(chosen) >= _FEWEST_YEARS else tuple(years)


def _of_pairs(
    panel: BookPanel, routes: Sequence[Route], potential: Callable[[BookPanel], Potential]
) -> Iterator[Estimated | Lacks]:
    """Yield the effect of a border and the pair's past: what a model that sees pairs from outside tells."""
    try:
        found = potential(panel)
    except NoDistances:
        yield Lacks.NO_DISTANCES
        return
    except (ValueError, LookupError):
        yield Lacks.NO_POTENTIAL
        return
    if not found.result.convergence.arrived:
        yield Lacks.NO_POTENTIAL
        return
    yield _border(panel, found)
    yield from past(found, routes, panel.source)


def _border(panel: BookPanel, found: Potential) -> Estimated | Lacks:
    if BORDER not in found.result.names:
        return Lacks.NO_BORDERS
    sample = f"{len(panel.countries)} countries, {panel.years[0]} to {panel.years[-1]}"
    return _estimated(
        found.result.named(BORDER), f"{panel.source}, {sample}: PPML with effects of countries by year"
    )


def past(found: Potential, routes: Sequence[Route], source: str) -> Iterator[Estimated]:
    """Yield what became of trade on the routes over SPELL years beside what is expected of it.

    The spell in which it rose most, and the latest; one where both are the same, none where no two years so
    far apart are known. The error is that of the change of expected trade: trade itself is taken as declared.
    """
    logs = _ratios(found, routes)
    spells = [(year - SPELL, year) for year in sorted(logs) if year - SPELL in logs]
    if not spells:
        return
    best = max(spells, key=lambda spell: logs[spell[1]] - logs[spell[0]])
    expected = ExpectedChange(found, routes)
    for spell in dict.fromkeys((best, spells[-1])):
        told = f"{source}: actual over expected trade of {spell[1]}, beside that of {spell[0]}"
        yield Estimated(PAST, logs[spell[1]] - logs[spell[0]], expected.error(*spell), spell, told)


def _ratios(found: Potential, routes: Sequence[Route]) -> dict[int, float]:
    """Return ln(actual over expected) of the routes together, by year."""
    of_route = [
        {year.year: year for year in way.years if year.actual is not None}
        for way in found.directions
        if (way.exporter, way.importer) in routes
    ]
    logs = {}
    for year in set.intersection(*map(set, of_route)) if of_route else ():
        legs = [way[year] for way in of_route]
        actual = sum(leg.actual or 0.0 for leg in legs)
        if actual > 0:
            logs[year] = float(np.log(actual / sum(leg.expected for leg in legs)))
    return logs


def _estimated(effect: Coefficient, source: str) -> Estimated:
    return Estimated(effect.name, effect.estimate, effect.standard_error, None, source)


def _listed(years: Sequence[int]) -> str:
    if len(years) > 1 and years[1] - years[0] == _EVERY:
        return f"every fourth year from {years[0]} to {years[-1]}"
    return f"{years[0]} to {years[-1]}"
