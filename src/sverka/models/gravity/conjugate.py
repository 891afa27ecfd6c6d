"""Conjugate gradients for several right-hand sides at once, each stopped when it has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.gravity.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from sverka.models.gravity.tensor import Indices, Numbers

_MOST_STEPS = 500


class Applied(NamedTuple):
    """What S makes of a z (T, R, L), of that shape too, and what else is linear in z (R, N, M)."""

    image: Numbers
    trail: Numbers


class Solved(NamedTuple):
    """Solutions (T, R, L) and their trail (R, N, M); what they leave of the sides; steps; if all arrived."""

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
        _advance(length, live, (direction, image, more), rest, (solution, left, trail))
        conditioned = precondition(rest)
        before, size[live] = size[live], np.abs(_products(rest, conditioned))
        going = np.flatnonzero((size[live] > goal[live]) & (curve > 0))
        ratio = size[live[going]] / before[going]
        if len(going) < len(live):
            conditioned, direction, rest = (
                each.take(going, axis=1) for each in (conditioned, direction, rest)
            )
        _turn(ratio, conditioned, direction)
        live = live[going]
    return Solved(solution, trail, left, steps, bool((size <= goal).all()))


@compiled
def _products(one: Numbers, other: Numbers) -> Numbers:
    products = np.zeros(one.shape[1])
    for t in range(len(one)):
        for r in range(len(products)):
            total, row, by = 0.0, one[t, r], other[t, r]
            for place in range(len(row)):
                total += row[place] * by[place]
            products[r] += total
    return products


@compiled
def _advance(
    length: Numbers,
    live: Indices,
    along: tuple[Numbers, Numbers, Numbers],
    rest: Numbers,
    at: tuple[Numbers, Numbers, Numbers],
) -> None:
    """Go `length` along directions, their images and trails; what is left is copied to all sides' array."""
    (direction, image, more), (solution, left, trail) = along, at
    for t in range(len(rest)):
        for r in range(len(live)):
            by, side, step = length[r], solution[t, live[r]], direction[t, r]
            now, change, copy = rest[t, r], image[t, r], left[t, live[r]]
            for place in range(len(now)):
                side[place] += by * step[place]
                now[place] -= by * change[place]
                copy[place] = now[place]
    for r in range(len(live)):
        for i in range(trail.shape[1]):
            row, change = trail[live[r], i], more[r, i]
            for place in range(len(row)):
                row[place] += length[r] * change[place]


@compiled
def _turn(ratio: Numbers, conditioned: Numbers, direction: Numbers) -> None:
    """Replace directions by the conditioned rest and `ratio` times themselves."""
    for t in range(len(direction)):
        for r in range(len(ratio)):
            row, new = direction[t, r], conditioned[t, r]
            for place in range(len(row)):
                row[place] = new[place] + ratio[r] * row[place]
