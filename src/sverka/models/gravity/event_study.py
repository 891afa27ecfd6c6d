"""How trade moved around dated events: agreements, sanctions, visits.

Model: E[y_ijt] = exp(sum over k of b_k D^k_ijt + x_ijt' g + a_it + b_jt + c_ij), three-way PPML; D^k_ijt is
1 in the k-th year after the event of a pair, the base year left out, so that b_k is the pair's trade then
beside the base year, less what both countries' trade with everybody else did. Coefficients before the event
show whether the pair was on its way already. Nothing of it says why.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from sverka.models.gravity.effects import Effects
from sverka.models.gravity.estimate import estimate_laid
from sverka.models.gravity.event_window import Event, Laid, Window, lay_events, name_of, periods_of
from sverka.models.gravity.formula import Formula
from sverka.models.gravity.placebos import alike, moves
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.terms import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sverka.models.gravity.result import GravityResult
    from sverka.models.gravity.tensor import Numbers, Panel

PLACEBOS = 500
"""Pairs, those nearest in size, of which the event is supposed where one pair is treated."""
_ROUNDING = 1e-9
FEW = 50
"""Treated pairs below which cluster-robust errors are called unreliable (MacKinnon and Webb 2017).

Measured 2026-11-23 on made-up panels of 30 countries, 10 years, 40 draws: 95 % intervals of 12 treated pairs
held the truth in 75 %, those of 60 in 88 %; the placebos' of one pair in 94 %.
"""


class Caveat(StrEnum):
    """What a reader of an event study must know.

    ONE_PAIR: a single pair is treated, so intervals and p are from placebos. FEW_PAIRS: cluster-robust errors
    of few treated pairs are unreliable and mostly too small. STAGGERED: the events are of several years, and
    where effects differ between them the coefficients mix effects of other periods (Sun and Abraham 2021).
    """

    ONE_PAIR = "one pair"
    FEW_PAIRS = "few pairs"
    STAGGERED = "staggered"


class Study(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be studied: events with their window, regressors to hold constant, the intervals' level."""

    events: tuple[Event, ...]
    window: Window = Window()
    controls: tuple[str, ...] = ()
    level: float = 0.95


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A period of the window: the coefficient beside the base year in logs, with its interval and p.

    The base has 0 and nothing else. `estimate` is None where the treated did not trade in the period, `why`
    says so. `binned` ends hold all earlier, or all later years. `cells` are treated observations.
    """

    time: int
    cells: int
    binned: bool = False
    base: bool = False
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    why: str = ""


class Joint(msgspec.Struct, frozen=True):
    """A test that all coefficients before the base year are nothing.

    `statistic` is Wald's, chi-squared with `count` degrees, or with placebos the mean square.
    """

    statistic: float
    count: int
    p: float


@dataclass(frozen=True, eq=False)
class Placebos:
    """The event supposed of other pairs: coefficients (P, B) of the periods `times`, and the pair's own (B,).

    `own` is by the same approximation, which holds country-years; it is what p compares. `pairs` name them.
    """

    times: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...]
    coefficients: Numbers
    own: Numbers


@dataclass(frozen=True, eq=False)
class EventStudy:
    """An event study: periods in order, the mean from the event on, the joint test of those before.

    `after` is the mean of the coefficients from the event's year on, None where there is none; `before` is
    None where no period lies before the base. `pairs` counts treated pairs, both directions one; `cohorts`
    treated pairs by the event's year. `placebos` only with one pair. `dropped` counts what was not studied.
    """

    study: Study
    periods: tuple[Period, ...]
    after: Period | None
    before: Joint | None
    pairs: int
    cohorts: dict[int, int]
    caveats: tuple[Caveat, ...]
    placebos: Placebos | None
    dropped: dict[str, int]
    result: GravityResult


def event_study(panel: Panel, study: Study) -> EventStudy:
    """Estimate the years around events. Raises NoWindow, NoEvent, NothingInBase, and what an estimation does.

    Domestic trade is left out: its trend would be the comparison of every pair's.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  heavy

    with threadpool_limits(1):
        return _event_study(panel, study)


def _event_study(panel: Panel, study: Study) -> EventStudy:
    laid = lay_events(_abroad(panel), study.events, study.window, study.controls)
    names = laid.panel.names
    spec = GravitySpec(
        formula=Formula(logarithms=False, terms=tuple(map(Column, names))),
        effects=Effects(),
        directed=False,
        level=study.level,
    )
    result = estimate_laid(spec, laid.panel, laid.dropped)
    treated = {frozenset((event.exporter, event.importer)) for event in laid.treated}
    cohorts = Counter(event.year for event in {_undirected(event) for event in laid.treated})
    found = _placebos(result, laid, study) if len(treated) == 1 else None
    errors = _from_clusters(result) if found is None else _from_placebos(result, found, study.level)
    known = {time: name_of(time) for time in laid.times if name_of(time) in result.names}
    after = {name: 1.0 for time, name in known.items() if time >= 0}
    before = [name for time, name in known.items() if time < min(0, study.window.base)]
    return EventStudy(
        study=study,
        periods=tuple(_periods(result, laid, study.window, errors)),
        after=_mean(list(after), errors),
        before=errors.joint(before) if before else None,
        pairs=len(treated),
        cohorts=dict(sorted(cohorts.items())),
        caveats=tuple(_caveats(len(treated), len(cohorts))),
        placebos=found,
        dropped=result.dropped,
        result=result,
    )


def _abroad(panel: Panel) -> Panel:
    same = np.array(panel.exporters)[:, None] == np.array(panel.importers)
    if not (panel.weight * same[:, None]).any():
        return panel
    weight = np.where(same[:, None], 0.0, panel.weight)
    return replace(panel, weight=weight, trade=np.where(weight > 0, panel.trade, 0.0))


def _undirected(event: Event) -> Event:
    first, second = sorted((event.exporter, event.importer))
    return Event(first, second, event.year)


def _caveats(treated: int, cohorts: int) -> list[Caveat]:
    found = [Caveat.ONE_PAIR] if treated == 1 else [Caveat.FEW_PAIRS] if treated < FEW else []
    return [*found, Caveat.STAGGERED] if cohorts > 1 and treated > 1 else found


class _Told(NamedTuple):
    """A coefficient or a mean of several, with its interval and p."""

    estimate: float
    low: float
    high: float
    p: float


class _Clustered(NamedTuple):
    """Errors by clusters of pairs."""

    result: GravityResult

    def told(self, names: Sequence[str]) -> _Told:
        found = self.result.combined(dict.fromkeys(names, 1 / len(names)))
        return _Told(found.estimate, found.low, found.high, found.p)

    def joint(self, names: Sequence[str]) -> Joint:
        """Wald's test, b' V^-1 b."""
        from scipy.special import chdtrc  # noqa: PLC0415  heavy

        places = [self.result.names.index(name) for name in names]
        estimate = self.result.estimate[places]
        statistic = float(
            estimate @ np.linalg.pinv(self.result.covariance[np.ix_(places, places)]) @ estimate
        )
        return Joint(statistic, len(names), float(chdtrc(len(names), statistic)))


class _Randomised(NamedTuple):
    """Errors by placebos: other pairs' moves are what the pair's own scatter is like.

    Both ask how many moved as far, up or down: an interval without 0 has a p below 1 - level, but for how far
    the estimate is from the pair's own move by the placebos' approximation. With too few placebos for the
    level the interval is endless.
    """

    result: GravityResult
    placebos: Placebos
    level: float

    def told(self, names: Sequence[str]) -> _Told:
        places = self._places(names)
        moved = self.placebos.coefficients[:, places].mean(axis=1)
        own = self.placebos.own[places].mean()
        estimate = float(np.mean([self.result.named(name).estimate for name in names]))
        reach = _reach(np.abs(moved), self.level)
        return _Told(estimate, estimate - reach, estimate + reach, _share(np.abs(moved), abs(own)))

    def joint(self, names: Sequence[str]) -> Joint:
        """Compare the mean square before the base year with that of the placebos."""
        places = self._places(names)
        squares = np.mean(self.placebos.coefficients[:, places] ** 2, axis=1)
        own = float(np.mean(self.placebos.own[places] ** 2))
        return Joint(own, len(names), _share(squares, own))

    def _places(self, names: Sequence[str]) -> list[int]:
        return [k for k, time in enumerate(self.placebos.times) if name_of(time) in names]


def _share(others: Numbers, own: float) -> float:
    """Return the share of pairs, the own one too, that are as far out."""
    return float((1 + np.count_nonzero(others >= own)) / (1 + len(others)))


def _reach(others: Numbers, level: float) -> float:
    """Return the move beyond which `_share` is at most 1 - level; infinite where others are too few."""
    farther = int((1 - level) * (1 + len(others)) + _ROUNDING)
    return float(np.sort(others)[-farther]) if farther else float("inf")


def _from_clusters(result: GravityResult) -> _Clustered:
    return _Clustered(result)


def _from_placebos(result: GravityResult, placebos: Placebos, level: float) -> _Randomised:
    return _Randomised(result, placebos, level)


def _placebos(result: GravityResult, laid: Laid, study: Study) -> Placebos:
    """Suppose the single pair's event of all other pairs, and keep those nearest to it in size."""
    panel, window = result.panel, study.window
    event, base = laid.treated[0], window.base
    kept = {base, *(time for time in laid.times if name_of(time) in result.names)}
    times = tuple(time for time in window.times if time in kept)
    clipped = periods_of(panel.years, event.year, window)
    periods = np.searchsorted(times, clipped)  # a year of a period without an estimate goes to the next one
    directed = len(laid.treated) == 1
    own = moves(result, [_place(panel, event)], periods, times.index(base), directed=directed)
    treated = {event.exporter, event.importer}
    others = [
        (i, j)
        for i, exporter in enumerate(panel.exporters)
        for j, importer in enumerate(panel.importers)
        if exporter != importer and {exporter, importer} != treated and (directed or exporter < importer)
    ]
    made = moves(result, others, periods, times.index(base), directed=directed)
    near = np.flatnonzero(alike(made, float(own.size[0]), PLACEBOS))
    return Placebos(
        times=times,
        pairs=tuple((panel.exporters[made.pairs[p][0]], panel.importers[made.pairs[p][1]]) for p in near),
        coefficients=made.coefficients[near],
        own=own.coefficients[0],
    )


def _place(panel: Panel, event: Event) -> tuple[int, int]:
    return panel.exporters.index(event.exporter), panel.importers.index(event.importer)


def _periods(
    result: GravityResult, laid: Laid, window: Window, errors: _Clustered | _Randomised
) -> list[Period]:
    cells = _cells(result.panel, laid.treated, window)
    found = []
    for time in window.times:
        ends = time in {-window.leads, window.lags}
        bare = Period(time=time, cells=cells[time], binned=ends)
        if time == window.base:
            found.append(msgspec.structs.replace(bare, base=True, estimate=0.0))
        elif name_of(time) in result.names:
            found.append(msgspec.structs.replace(bare, **errors.told([name_of(time)])._asdict()))
        elif time in laid.times:
            why = result.left_out.get(name_of(time), "") if cells[time] else "no trade in the period"
            found.append(msgspec.structs.replace(bare, why=why))
    return found


def _cells(panel: Panel, events: Sequence[Event], window: Window) -> Mapping[int, int]:
    found: Counter[int] = Counter()
    for event in events:
        i, j = _place(panel, event)
        seen = panel.weight[i, :, j] > 0
        found.update(int(time) for time in periods_of(panel.years, event.year, window)[seen])
    return found


def _mean(names: list[str], errors: _Clustered | _Randomised) -> Period | None:
    if not names:
        return None
    return Period(time=0, cells=len(names), binned=True, **errors.told(names)._asdict())
