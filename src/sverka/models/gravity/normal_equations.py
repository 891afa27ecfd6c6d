"""The weighted normal equations of the effects, those of pairs eliminated exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.gravity import elimination, kernels
from sverka.models.gravity.aligned import aligned_empty, aligned_zeros
from sverka.models.gravity.conjugate import Applied, Goals, conjugate_gradients
from sverka.models.gravity.explained import Explained
from sverka.models.gravity.kernels import Margins
from sverka.models.gravity.two_way import TwoWay, two_way

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Indices, Numbers

NOTHING = 1e-13
"""What rounding leaves of a field, relative to its root of weighted squares."""


class Solution(NamedTuple):
    """Effects of R fields in the layouts of kernels.py.

    `country_years` (T, R, N + M), `pairs` (R, N, M); `left` (T, R, N + M), what the solver left of the
    right-hand sides; `steps` of the solver; `arrived`, whether it met its tolerance.
    """

    country_years: Numbers
    pairs: Numbers
    left: Numbers
    steps: int
    arrived: bool

    def explained(self) -> Explained:
        """Return the effects as parts of the tensor."""
        exporters = self.pairs.shape[1]
        by_field = self.country_years.transpose(1, 0, 2)
        return Explained(
            np.ascontiguousarray(by_field[..., :exporters].transpose(0, 2, 1)),
            np.ascontiguousarray(by_field[..., exporters:]),
            self.pairs,
        )


@dataclass(frozen=True, eq=False)
class NormalEquations:
    """The effects' equations at `weight` (N, T, M); `groups` (N, M) of pairs, `shared` if any has two cells.

    `inverse` (N, M) is one over the weight of a pair's group, 0 where it has none or pairs have no effects.
    `years` solves the equations without pairs; it may be of other, similar weights.
    """

    weight: Numbers
    groups: Indices
    shared: bool
    inverse: Numbers
    years: TwoWay

    def average(self, pairs: Numbers) -> None:
        """Turn sums of pairs (R, N, M) into the averages of their groups, in place."""
        if self.shared:
            elimination.group_sums(pairs, self.groups, np.empty(pairs[0].size))
        pairs *= self.inverse

    def apply(self, country_years: Numbers) -> Applied:
        """Return the margins of the weighted sum of effects, less the averages of pairs; those trail."""
        margins = aligned_empty(*country_years.shape)
        if self.shared:
            averages = self.averages(country_years)
            elimination.centred_sums(self.weight, country_years, averages, margins)
        else:
            averages = aligned_empty(country_years.shape[1], *self.groups.shape)
            elimination.averaged_and_centred(self.weight, self.inverse, country_years, averages, margins)
        return Applied(margins, averages)

    def averages(self, country_years: Numbers) -> Numbers:
        """Return the averages of pairs (R, N, M) of the sum of effects (T, R, N + M)."""
        pairs = aligned_empty(country_years.shape[1], *self.groups.shape)
        elimination.pair_sums(self.weight, country_years, pairs)
        self.average(pairs)
        return pairs

    def solve(self, margins: Margins, goals: Goals, start: Numbers | None = None) -> Solution:
        """Return the effects of R fields from their weighted margins.

        The goals are in the root of weighted squares.
        """
        pairs = margins.pairs.copy()
        self.average(pairs)
        if start is None:
            start, trail = np.zeros_like(margins.country_years), np.zeros_like(pairs)
        else:
            trail = self.averages(start)
        left = np.empty_like(start)
        elimination.centred_sums(self.weight, start, trail - pairs, left)
        np.subtract(margins.country_years, left, out=left)
        solved = conjugate_gradients(self.apply, self.years.solve, start, Applied(left, trail), goals)
        pairs -= solved.trail
        return Solution(solved.solution, pairs, solved.left, solved.steps, solved.arrived)


def normal_equations(
    weight: Numbers, margins: Margins, groups: Indices, *, paired: bool, years: TwoWay | None = None
) -> NormalEquations:
    """Set up the equations at `weight` (N, T, M), whose own margins are `margins` (one field).

    `years`, a factorisation at similar weights, saves a new one.
    """
    sums, shared = margins.pairs.copy(), int(groups.max()) + 1 < groups.size
    if shared:
        elimination.group_sums(sums, groups, np.empty(groups.size))
    has = (sums[0] > 0) & paired
    inverse = np.where(has, 1 / np.where(has, sums[0], 1.0), 0.0)
    return NormalEquations(weight, groups, shared, inverse, years or two_way(weight, margins.country_years))


def no_margins(fields: int, shape: tuple[int, ...]) -> Margins:
    """Return zeroed margins of a number of fields on a tensor of `shape` (N, T, M)."""
    n_all, t_all, m_all = shape
    return Margins(aligned_zeros(t_all, fields, n_all + m_all), aligned_zeros(fields, n_all, m_all))


def explain(
    fields: Numbers, weight: Numbers, groups: Indices, *, paired: bool, tolerance: float = 1e-10
) -> Explained:
    """Regress fields (R, N, T, M) on the effects with weights (N, T, M).

    `paired` is false for two-way effects. Fields need numbers everywhere, also where the weight is 0.
    """
    own, margins = no_margins(1, weight.shape), no_margins(len(fields), weight.shape)
    kernels.plain_sums(weight, own)
    kernels.field_sums(fields, weight, margins)
    equations = normal_equations(weight, own, groups, paired=paired)
    squares = np.einsum("rijk,rijk,ijk->r", fields, fields, weight)
    goals = Goals(NOTHING * np.sqrt(squares), np.full(len(fields), tolerance))
    return equations.solve(margins, goals).explained()
