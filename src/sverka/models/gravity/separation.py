"""What has to leave a panel before PPML: observations alone in an effect, and separated ones.

Separated observations (Correia, Guimaraes and Zylkin 2019) have trade of zero that the model would fit with
a trade cost of infinity: effects without any trade, and what the rectifier finds. Left in, the likelihood
has no maximum: coefficients drift off and errors mean nothing. The others' estimates lose nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sverka.models.convergence import Convergence
from sverka.models.gravity.absorption import absorbing
from sverka.models.gravity.effects import Pairs
from sverka.models.gravity.pair_groups import pair_groups
from sverka.models.gravity.rectifier import CRITERION, Observed, rectify
from sverka.models.gravity.tensor import PanelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sverka.models.gravity.effects import Effects
    from sverka.models.gravity.tensor import Indices, Marks, Panel

_NAMED = 10
Reasons: TypeAlias = NDArray[np.int8]


class Reason(IntEnum):
    """Why an observation leaves: alone in an effect, an effect without trade, found by the rectifier."""

    KEPT = 0
    SINGLE = 1
    NO_TRADE = 2
    RECTIFIED = 3


LABELS = {
    Reason.SINGLE: "alone in an effect",
    Reason.NO_TRADE: "separated: an effect without any trade",
    Reason.RECTIFIED: "separated: nothing holds up their fitted trade",
}


class NoFiniteMaximum(PanelError):
    """PPML has no finite maximum on the panel."""

    def __init__(self, count: int, first: str, regressors: tuple[str, ...]) -> None:
        through = f"through {', '.join(regressors)}" if regressors else "through the effects alone"
        super().__init__(
            f"The likelihood has no finite maximum: {count:,} observations of zero trade, first {first}, are "
            f"separated, {through}. Leave these observations out (the default), and a regressor that is then "
            "the same everywhere; or take fewer regressors."
        )


class NothingHoldsUp(PanelError):
    """No observation is left."""

    def __init__(self, counts: dict[str, int]) -> None:
        gone = "; ".join(f"{reason}: {count:,}" for reason, count in counts.items())
        super().__init__(
            f"No observation is left to estimate from ({gone}). "
            "Take more years or countries, or fewer effects."
        )


@dataclass(frozen=True, eq=False)
class Separation:
    """What leaves the panel, and why.

    `reason` (N, T, M) holds a Reason for every cell (KEPT where nothing was observed). `single` and
    `no_trade` name the effects: “exporter AAA 2001”, “importer BBB 2001”, “pair AAA>BBB” (the first of
    its cells where the pair is symmetric). `regressors` are those that take part in what the rectifier found:
    some of them may not vary any more, look for collinear ones again. `convergence` is the rectifier's.
    `independent`: of what is left, trade alone shows that no regressor is collinear with others and effects.
    """

    reason: Reasons
    single: tuple[str, ...]
    no_trade: tuple[str, ...]
    regressors: tuple[str, ...]
    convergence: Convergence
    independent: bool = False

    @property
    def cells(self) -> Marks:
        """Return the separated cells (N, T, M)."""
        return self.reason >= Reason.NO_TRADE

    @property
    def counts(self) -> dict[str, int]:
        """Return how many observations leave, by reason; reasons without any do not stand in it."""
        number = np.bincount(self.reason.reshape(-1), minlength=len(Reason))
        return {label: int(number[reason]) for reason, label in LABELS.items() if number[reason]}

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what a reader should know, a sentence a reason."""
        number = np.bincount(self.reason.reshape(-1), minlength=len(Reason))
        said = []
        if self.single:
            alone = f"{number[Reason.SINGLE]:,} observations are alone in an effect"
            said.append(f"{alone}: {_list(self.single)}.")
        if self.no_trade:
            said.append(f"{number[Reason.NO_TRADE]:,} observations trade nothing: {_list(self.no_trade)}.")
        if number[Reason.RECTIFIED]:
            through = f"through {_list(self.regressors)}" if self.regressors else "through the effects alone"
            said.append(
                f"{number[Reason.RECTIFIED]:,} observations of zero trade are separated {through}: "
                "with them the likelihood has no finite maximum."
            )
        if not self.convergence.arrived:
            said.append(f"The search for separated observations did not end: {self.convergence.why}.")
        return tuple(said)


def separated(panel: Panel, effects: Effects, *, countries: bool = False, singles: bool = True) -> Separation:
    """Find what has to leave the panel before PPML; `leave_out` then takes it out.

    Alone in an effect and without any trade are looked for in turn until nothing more leaves, as ppmlhdfe
    does, then the rectifier, then both again. `singles` false keeps those alone in an effect, as fixest can.
    `countries` is for models without country-years: exporters and importers have effects for all years.
    Memory: about eight tensors of the panel's shape, and four more where regressors take part.
    Raises NothingHoldsUp.
    """
    course = _Course(panel, effects, countries=countries, singles=singles)
    course.narrow()
    regressors = np.zeros(len(panel.names), np.bool_)
    while True:
        if not course.kept.any():
            raise NothingHoldsUp(course.found(()).counts)
        rectified = rectify(
            Observed(course.trading, course.kept & ~course.trading, panel.regressors),
            absorbing(panel, effects, countries=countries),
        )
        course.convergence, course.independent = rectified.convergence, rectified.independent
        if not rectified.cells.any():
            break
        regressors |= rectified.regressors
        course.leave(rectified.cells, Reason.RECTIFIED)
        course.narrow()
    names = tuple(name for name, takes in zip(panel.names, regressors, strict=True) if takes)
    return course.found(names)


def without_trade(panel: Panel, effects: Effects) -> Separation:
    """Find only what is alone in an effect or in an effect without trade, of models with country-years.

    For where the fit itself shows that there is nothing else (`ppml.first_fit`). Raises NothingHoldsUp.
    """
    course = _Course(panel, effects, countries=False, singles=True)
    course.narrow()
    if not course.kept.any():
        raise NothingHoldsUp(course.found(()).counts)
    return course.found(())


def leave_out(panel: Panel, separation: Separation) -> Panel:
    """Return the panel without what leaves it: no trade and no weight there, the regressors as they were."""
    gone = separation.reason != Reason.KEPT
    if not gone.any():
        return panel
    return replace(panel, trade=np.where(gone, 0, panel.trade), weight=np.where(gone, 0, panel.weight))


def require_finite_maximum(panel: Panel, separation: Separation) -> None:
    """Refuse a panel with separated observations instead of leaving them out. Raises NoFiniteMaximum."""
    cells = np.argwhere(separation.cells)
    if len(cells):
        i, t, j = cells[0]
        first = f"{panel.exporters[i]}>{panel.importers[j]} {panel.years[t]}"
        raise NoFiniteMaximum(len(cells), first, separation.regressors)


class _Course:
    """What has left so far."""

    def __init__(self, panel: Panel, effects: Effects, *, countries: bool, singles: bool) -> None:
        self.panel = panel
        self.levels = tuple(_levels(panel, effects, countries=countries))
        self.singles = singles
        self.reason: Reasons = np.zeros(panel.trade.shape, np.int8)
        self.kept = panel.observed
        self.trading = self.kept & (panel.trade > 0)
        self.names: dict[Reason, list[str]] = {Reason.SINGLE: [], Reason.NO_TRADE: []}
        self.convergence = _not_started()
        self.independent = False

    def narrow(self) -> None:
        """Take out those alone in an effect and effects without trade until there are none."""
        while sum(self._narrow(levels) for levels in self.levels):
            pass

    def _narrow(self, levels: _Levels) -> bool:
        count, traded = levels.sums(self.kept), levels.sums(self.trading)
        left = False
        for reason, found in (
            (Reason.SINGLE, (count == 1) & self.singles),
            (Reason.NO_TRADE, (count > self.singles) & (traded == 0)),
        ):
            if found.any():
                left = True
                self.names[reason].extend(levels.names(found))
                self.leave(self.kept & levels.spread(found), reason)
        return left

    def leave(self, cells: Marks, reason: Reason) -> None:
        """Take cells out."""
        self.reason[cells] = reason
        self.kept &= ~cells
        self.trading &= self.kept

    def found(self, regressors: tuple[str, ...]) -> Separation:
        return Separation(
            reason=self.reason,
            single=tuple(self.names[Reason.SINGLE]),
            no_trade=tuple(self.names[Reason.NO_TRADE]),
            regressors=regressors,
            convergence=self.convergence,
            independent=self.independent,
        )


@dataclass(frozen=True, eq=False)
class _Levels:
    """The levels of an effect: sums over `axes` of cells, and over the cells of a group of `groups`, if any.

    `label` names a level (counted from 0, country by country) when one is found.
    """

    kind: str
    axes: tuple[int, ...]
    label: Callable[[int], str]
    groups: Indices | None = None

    def sums(self, marks: Marks) -> Indices:
        """Return how many marked cells each level has: (G,), or the tensor's with 1 for the axes summed."""
        counted = marks
        for axis in self.axes:  # small numbers, so that many are added at a time
            counted = counted.sum(axis=axis, keepdims=True, dtype=np.int32)
        if self.groups is None:
            return counted.astype(np.int64)
        return np.bincount(self.groups.reshape(-1), weights=counted.reshape(-1)).astype(np.int64)

    def spread(self, found: Marks) -> Marks:
        """Return levels as cells (N, T, M), broadcast."""
        return found if self.groups is None else found[self.groups][:, None, :]

    def names(self, found: Marks) -> Iterator[str]:
        """Yield the names of levels found."""
        by_country = found.T if 0 in self.axes else found
        return (f"{self.kind} {self.label(int(level))}" for level in np.flatnonzero(by_country))


def _levels(panel: Panel, effects: Effects, *, countries: bool) -> Iterator[_Levels]:
    exporters, importers, years = panel.exporters, panel.importers, panel.years
    times = len(years)
    if effects.country_years:
        yield _Levels("exporter", (2,), lambda level: f"{exporters[level // times]} {years[level % times]}")
        yield _Levels("importer", (0,), lambda level: f"{importers[level // times]} {years[level % times]}")
    elif countries:
        yield _Levels("exporter", (2, 1), lambda level: exporters[level])
        yield _Levels("importer", (0, 1), lambda level: importers[level])
    if effects.pairs is not Pairs.NONE:
        groups = pair_groups(exporters, importers, effects.pairs)
        first = np.empty(groups.max() + 1, np.int64)
        first[groups.reshape(-1)[::-1]] = np.arange(groups.size)[::-1]
        yield _Levels("pair", (1,), partial(_pair, panel, first), groups)


def _pair(panel: Panel, first: Indices, group: int) -> str:
    """Name the first cell of a group."""
    exporter, importer = divmod(int(first[group]), len(panel.importers))
    return f"{panel.exporters[exporter]}>{panel.importers[importer]}"


def _not_started() -> Convergence:
    return Convergence(arrived=True, steps=0, inner=0, criterion=CRITERION, tolerance=0, history=())


def _list(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
