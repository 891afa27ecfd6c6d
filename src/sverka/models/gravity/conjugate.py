"""Conjugate gradients for several right-hand sides at once, each stopped when it has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from sverka.models.gravity.tensor import Numbers

_MOST_STEPS = 500


class Solved(NamedTuple):
    """Solutions and what they leave of the right-hand sides, (T, R, L) both; steps; whether all arrived."""

    solution: Numbers
    left: Numbers
    steps: int
    arrived: bool


class Goals(NamedTuple):
    """When a side has arrived: its residual is below its `floor` (R,) or its `share` (R,) of where it began.

    Both in the norm of the preconditioner. A floor belongs above what rounding leaves: of an f that is nearly
    nothing, the rest has no solution.
    """

    floor: Numbers
    share: Numbers


def conjugate_gradients(
    apply: Callable[[Numbers], Numbers],
    precondition: Callable[[Numbers], Numbers],
    sides: Numbers,
    start: Numbers | None,
    goals: Goals,
) -> Solved:
    """Solve S z = f for right-hand sides (T, R, L), R of them, from `start` (zeros where None).

    S is symmetric and positive semi-definite, f in its range.
    """
    solution = np.zeros_like(sides) if start is None else start.copy()
    left = sides.copy() if start is None else sides - apply(start)
    conditioned = precondition(left)
    size = _products(left, conditioned)
    goal = np.maximum(goals.floor, goals.share * np.sqrt(np.maximum(size, 0.0))) ** 2
    live = np.flatnonzero(size > goal)
    direction, size = conditioned.take(live, axis=1), size[live]
    for step in range(_MOST_STEPS):
        if not len(live):
            return Solved(solution, left, step, arrived=True)
        image = apply(direction)
        curve = _products(direction, image)
        length = np.where(curve > 0, size / np.where(curve > 0, curve, 1.0), 0.0)
        solution[:, live] += length[:, None] * direction
        rest = left.take(live, axis=1) - length[:, None] * image
        left[:, live] = rest
        conditioned = precondition(rest)
        now = np.maximum(_products(rest, conditioned), 0.0)
        going = np.flatnonzero((now > goal[live]) & (curve > 0))
        ratio = (now / size)[going, None]
        direction = conditioned.take(going, axis=1) + ratio * direction.take(going, axis=1)
        live, size = live[going], now[going]
    return Solved(solution, left, _MOST_STEPS, arrived=False)


def _products(one: Numbers, other: Numbers) -> Numbers:
    products: Numbers = np.einsum("trl,trl->r", one, other)
    return products
