"""Taking effects out of fields by weighted regression: over rows of any design, or over the tensor's cells.

Fields are (R, ...) with the cells' own shape behind: (n,) for rows, (N, T, M) for the tensor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np

from sverka.models.gravity.effects import Pairs
from sverka.models.gravity.explained import Explained
from sverka.models.gravity.pair_groups import pair_groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from sverka.models.gravity.effects import Effects
    from sverka.models.gravity.kernels import Margins
    from sverka.models.gravity.tensor import Indices, Marks, Numbers, Panel

_NOTHING = 1e-12  # singular values below this, of the largest, are zero
_DENSE = 4_000_000  # numbers in the dummies up to which they are written out
_SMALL = 300_000  # likewise for the tensor, whose solver is soon faster
_TOLERANCE = 1e-12
_LEFT = 1e-10  # of the margins, what the solver of the tensor's effects may leave
_ROUGHLY = 1e-6  # likewise, where its square is enough
_STEPS_PER_COLUMN = 20
_FOUND_AGAIN = 1e-6  # of effects drawn with a deviation of one


Residuals: TypeAlias = "Callable[[Numbers], Numbers]"
"""Takes fields (R, ...) and returns them less what the effects explain; cells of no weight get any number."""


class Absorbs(Protocol):
    """What takes the effects of a model out of fields.

    `penalty` is the weight, against 1, of a cell that has to be fitted: the higher the fewer times it has to
    be corrected, and the less exactly the regression is solved.
    """

    @property
    def penalty(self) -> float:
        """Return the weight of a cell that has to be fitted."""

    def at(self, weight: Numbers) -> Residuals:
        """Return the regression on the effects at `weight` (...)."""

    def products(self, fields: Numbers, weight: Numbers) -> Numbers:
        """Return the weighted products (R, R) of fields (R, ...) once the effects are out."""

    def held(self, fields: Numbers, marks: Marks, among: Marks) -> tuple[Numbers, bool]:
        """Return `products` roughly, at marked cells, and whether these determine the effects' sum `among`.

        False also where it is not known. Roughly means to 1e-10 of the squares or better.
        """


@dataclass(frozen=True, eq=False)
class Rows:
    """Effects of n rows: for each effect, every row's level (n,) counted from 0; none means a constant."""

    levels: tuple[Indices, ...]
    count: int
    penalty: float = 1e6

    def at(self, weight: Numbers) -> Residuals:
        """Return the regression on the effects at `weight` (n,): by an orthogonal basis, sparse if large."""
        seen = weight > 0
        root = np.sqrt(weight[seen])
        dummies = self._dummies()[seen]
        size = dummies.shape[0] * dummies.shape[1]
        explain = _dense(dummies, root) if size <= _DENSE else _sparse(dummies, root)

        def rest(fields: Numbers) -> Numbers:
            left = np.zeros_like(fields)
            left[:, seen] = fields[:, seen] - explain(fields[:, seen] * root) / root
            return left

        return rest

    def products(self, fields: Numbers, weight: Numbers) -> Numbers:
        """Return the weighted products (R, R) of fields (R, n) once the effects are out."""
        left = self.at(weight)(fields)
        products: Numbers = (left * weight) @ left.T
        return products

    def held(self, fields: Numbers, marks: Marks, among: Marks) -> tuple[Numbers, bool]:  # noqa: ARG002
        """Return `products` at marked rows, and false: what they determine is not looked at."""
        return self.products(fields, marks.astype(np.float64)), False

    def _dummies(self) -> Any:  # noqa: ANN401  scipy's sparse arrays have no types
        from scipy.sparse import csr_array, hstack  # noqa: PLC0415  heavy

        rows, ones = np.arange(self.count), np.ones(self.count)
        levels = self.levels or (np.zeros(self.count, np.int64),)
        return hstack([csr_array((ones, (rows, level))) for level in levels], format="csr")


def _dense(dummies: Any, root: Numbers) -> Residuals:  # noqa: ANN401  scipy's sparse arrays have no types
    left, values, _ = np.linalg.svd(dummies.toarray() * root[:, None], full_matrices=False)
    basis = left[:, values > _NOTHING * values.max(initial=0)]
    return lambda fields: (fields @ basis) @ basis.T


def _sparse(dummies: Any, root: Numbers) -> Residuals:  # noqa: ANN401  scipy's sparse arrays have no types
    from scipy.sparse.linalg import lsmr  # noqa: PLC0415  heavy

    weighted = dummies.multiply(root[:, None]).tocsr()
    length = np.sqrt(weighted.multiply(weighted).sum(axis=0))
    scaled = weighted.multiply(1 / np.where(length > 0, length, 1)[None, :]).tocsr()
    most = _STEPS_PER_COLUMN * scaled.shape[1]

    def explain(fields: Numbers) -> Numbers:
        solved = [
            lsmr(scaled, field, atol=_TOLERANCE, btol=_TOLERANCE, conlim=0, maxiter=most)[0]
            for field in fields
        ]
        return np.array([scaled @ effects for effects in solved]).reshape(fields.shape)

    return explain


@dataclass(frozen=True, eq=False)
class Cells:
    """Exporter-year and importer-year effects over the tensor, those of `groups` (N, M) where `paired`."""

    groups: Indices
    paired: bool
    penalty: float = 1e4

    def at(self, weight: Numbers) -> Residuals:
        """Return the regression on the effects at `weight` (N, T, M)."""
        explain = self._explaining(weight)
        return lambda fields: explain((fields, _LEFT)).rest(fields)

    def products(self, fields: Numbers, weight: Numbers) -> Numbers:
        """Return the weighted products (R, R) once the effects are out, held for one exporter at a time."""
        return _left_products(fields, weight, self._explaining(weight)((fields, _LEFT)))

    def held(self, fields: Numbers, marks: Marks, among: Marks) -> tuple[Numbers, bool]:
        """Return `products` roughly, at marked cells, and whether these determine the effects' sum `among`.

        Effects are drawn, and found again from their sums in the marked cells alone: were the sum free to
        move anywhere else, what was drawn of that move would be lost (for certain but for rounding).
        """
        weight = marks.astype(np.float64)
        drawn = self._draw(marks.shape)[None]
        found = self._explaining(weight)((drawn, _LEFT), (fields, _ROUGHLY))
        lost = max(_furthest(drawn[0, i], found, i, among[i]) for i in range(len(weight)))
        explained = Explained(*(part[1:] for part in found))
        return _left_products(fields, weight, explained), lost < _FOUND_AGAIN

    def _draw(self, shape: tuple[int, ...]) -> Numbers:
        n, t, m = shape
        chance = np.random.default_rng(0)
        drawn = chance.normal(size=(n, t, 1)) + chance.normal(size=(t, m))
        if self.paired:
            drawn += chance.normal(size=self.groups.max() + 1)[self.groups][:, None, :]
        return drawn

    def _explaining(self, weight: Numbers) -> Callable[..., Explained]:
        """Return what explains fields (R, N, T, M), each lot given with the share that may be left of it."""
        from threadpoolctl import threadpool_limits  # noqa: PLC0415  heavy

        from sverka.models.gravity.conjugate import Goals  # noqa: PLC0415  compiles
        from sverka.models.gravity.kernels import Margins, field_sums, plain_sums  # noqa: PLC0415  compiles
        from sverka.models.gravity.normal_equations import NOTHING, no_margins, normal_equations  # noqa: PLC0415

        def sums(fields: Numbers) -> Margins:
            margins = no_margins(len(fields), weight.shape)
            field_sums(fields, weight, margins)
            return margins

        own = no_margins(1, weight.shape)
        with threadpool_limits(1):
            plain_sums(weight, own)
            equations = normal_equations(weight, own, self.groups, paired=self.paired)

        def explain(*lots: tuple[Numbers, float]) -> Explained:
            margins = [sums(fields) for fields, _ in lots]
            together = Margins(
                np.concatenate([part.country_years for part in margins], axis=1),
                np.concatenate([part.pairs for part in margins]),
            )
            floor = NOTHING * np.sqrt([_squares(field, weight) for lot, _ in lots for field in lot])
            share = np.concatenate([np.full(len(fields), share) for fields, share in lots])
            with threadpool_limits(1):
                return equations.solve(together, Goals(floor, share)).explained()

        return explain


def _left_products(fields: Numbers, weight: Numbers, explained: Explained) -> Numbers:
    total = np.zeros((len(fields), len(fields)))
    for i in range(len(weight)):
        left = fields[:, i] - explained.exporter_year[:, i, :, None]
        left -= explained.importer_year
        left -= explained.pair[:, i, None, :]
        flat = left.reshape(len(fields), -1)
        total += (flat * weight[i].reshape(-1)) @ flat.T
    return total


def _squares(field: Numbers, weight: Numbers) -> float:
    """Return the weighted squares of a field (N, T, M), an exporter at a time: nothing large is copied."""
    return float(sum(np.vdot(own * by, own) for own, by in zip(field, weight, strict=True)))


def _furthest(drawn: Numbers, found: Explained, i: int, among: Marks) -> float:
    """Return by how much an exporter's sums of effects (T, M) are missed `among` these."""
    missed = drawn - found.exporter_year[0, i, :, None]
    missed -= found.importer_year[0]
    missed -= found.pair[0, i]
    return float(np.abs(missed[among]).max(initial=0))


def absorbing(panel: Panel, effects: Effects, *, countries: bool = False) -> Absorbs:
    """Return what takes the model's effects out of fields over the panel's tensor.

    Without country-years the effects are those of pairs, if any, and, with `countries`, of exporters and
    importers for all years; without any there is a constant. Small panels go by an orthogonal basis, exactly;
    others by the tensor's solver, which leaves 1e-10.
    """
    n, t, m = panel.trade.shape
    groups = pair_groups(panel.exporters, panel.importers, effects.pairs)
    paired = effects.pairs is not Pairs.NONE
    exporter, year, importer = np.arange(n)[:, None, None], np.arange(t)[:, None], np.arange(m)
    levels: list[Indices] = [groups[:, None, :]] if paired else []
    if effects.country_years:
        if panel.trade.size * (n * t + t * m + n * m) > _SMALL:
            return Cells(groups, paired)
        levels += [exporter * t + year, year * m + importer]
    elif countries:
        levels += [exporter, importer]
    spread = tuple(np.broadcast_to(level, panel.trade.shape).reshape(-1) for level in levels)
    return Flat(Rows(spread, panel.trade.size))


@dataclass(frozen=True, eq=False)
class Flat:
    """The cells of a tensor as rows, in its order."""

    rows: Rows

    @property
    def penalty(self) -> float:
        """Return that of the rows."""
        return self.rows.penalty

    def at(self, weight: Numbers) -> Residuals:
        """Return the regression on the effects at `weight` (N, T, M)."""
        rest = self.rows.at(weight.reshape(-1))
        return lambda fields: rest(fields.reshape(len(fields), -1)).reshape(fields.shape)

    def products(self, fields: Numbers, weight: Numbers) -> Numbers:
        """Return the weighted products (R, R) of the fields once the effects are out."""
        return self.rows.products(fields.reshape(len(fields), -1), weight.reshape(-1))

    def held(self, fields: Numbers, marks: Marks, among: Marks) -> tuple[Numbers, bool]:
        """Return the rows' own."""
        if not len(fields):
            return np.zeros((0, 0)), False
        return self.rows.held(fields.reshape(len(fields), -1), marks.reshape(-1), among.reshape(-1))
