"""Conjugate gradients for several right-hand sides at once, each stopped when it has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from sverka.models.gravity.tensor import Numbers

_MOST_STEPS = 500


class Applied(NamedTuple):
    """What S makes of a z (T, R, L), of that shape too, and what else is linear in z (R, ...)."""

    image: Numbers
    trail: Numbers


class Solved(NamedTuple):
    """Solutions (T, R, L) and their trail (R, ...); what they leave of the sides; steps; if all arrived."""

    solution: Numbers
    trail: Numbers
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
    apply: Callable[[Numbers], Applied],
    precondition: Callable[[Numbers], Numbers],
    start: Numbers,
    applied: Applied,
    goals: Goals,
) -> Solved:
    """Solve S z = f for right-hand sides (T, R, L), R of them, from `start`.

    `applied` holds what the start leaves, f - S z, and its trail; it is overwritten. S is symmetric and
    positive semi-definite, f in its range.
    """
    solution, (left, trail) = start.copy(), applied
    conditioned = precondition(left)
    size = _products(left, conditioned)
    goal = np.maximum(goals.floor, goals.share * np.sqrt(np.maximum(size, 0.0))) ** 2
    live = np.flatnonzero(size > goal)
    direction, rest, steps = conditioned.take(live, axis=1), left.take(live, axis=1), 0
    while len(live) and steps < _MOST_STEPS:
        (image, more), steps = apply(direction), steps + 1
        curve = _products(direction, image)
        length = np.where(curve > 0, size[live] / np.where(curve > 0, curve, 1.0), 0.0)
        solution[:, live] += length[:, None] * direction
        for field, by, along in zip(live, length, more, strict=True):
            trail[field] += by * along
        rest -= length[:, None] * image
        left[:, live] = rest
        conditioned = precondition(rest)
        before, size[live] = size[live], np.abs(_products(rest, conditioned))
        going = np.flatnonzero((size[live] > goal[live]) & (curve > 0))
        ratio = size[live[going]] / before[going]
        direction = conditioned.take(going, axis=1) + ratio[:, None] * direction.take(going, axis=1)
        live, rest = live[going], rest.take(going, axis=1)
    return Solved(solution, trail, left, steps, bool((size <= goal).all()))


def _products(one: Numbers, other: Numbers) -> Numbers:
    products: Numbers = np.einsum("trl,trl->r", one, other)
    return products
