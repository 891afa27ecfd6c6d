"""Lay products out in a plane so that those that the same countries export lie near each other.

Start: pivot multidimensional scaling of the distances along the links (Brandes and Pich 2007), a spectral
method. Then stress majorization (Gansner, Koren and North 2005): steps of springs between all products,
each as long as the shortest way along the links. Last, the crowded middle is loosened. Nothing is drawn by
lot: the same links give the same plane.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

_STEPS: Final = 25
_TINY: Final = 1e-12
_LOOSE: Final = 0.75
_PIVOTS: Final = 40
_APART: Final = 1.5  # how far groups without a link lie apart, in diameters of the largest
_SHORT, _LONG = 0.3, 1.0


def lay_out(
    codes: Sequence[str], links: Iterable[tuple[str, str, float]]
) -> Mapping[str, tuple[float, float]]:
    """Return x and y, both from 0 to 1, for each product; `links` are two codes and their proximity.

    A link is the shorter the nearer its products are. 800 products take half a second.
    """
    places = {code: number for number, code in enumerate(codes)}
    known = [
        (places[one], places[other], near) for one, other, near in links if {one, other} <= places.keys()
    ]
    if len(codes) < 3 or not known:  # noqa: PLR2004
        return {code: (round((number + 0.5) / len(codes), 4), 0.5) for code, number in places.items()}
    ways = _ways(len(codes), known)
    plane = _loosened(_turned(_majorized(_start(ways), ways)))
    return {code: (round(float(x), 4), round(float(y), 4)) for code, (x, y) in zip(codes, plane, strict=True)}


def backbone(links: Iterable[tuple[str, str, float]], most: int) -> tuple[tuple[str, str], ...]:
    """Return the links to draw where there are too many: what holds all products together, then the nearest.

    The first are the tree with the nearest links (Hidalgo and others 2007).
    """
    ordered = sorted(links, key=lambda link: (-link[2], link[0], link[1]))
    codes = sorted({code for one, other, _ in ordered for code in (one, other)})
    if not codes:
        return ()
    from scipy.sparse import csr_array  # noqa: PLC0415  0.3 s that a book without products does not need
    from scipy.sparse.csgraph import minimum_spanning_tree  # noqa: PLC0415  likewise

    places = {code: number for number, code in enumerate(codes)}
    ends = [(places[one], places[other]) for one, other, _ in ordered]
    rows, columns = (np.array(part) for part in zip(*ends, strict=True))
    graph = csr_array((np.arange(1.0, len(ends) + 1), (rows, columns)), shape=(len(codes), len(codes)))
    kept = {round(place) - 1 for place in minimum_spanning_tree(graph).data}
    order = [*sorted(kept), *(place for place in range(len(ordered)) if place not in kept)]
    return tuple((ordered[place][0], ordered[place][1]) for place in order[:most])


def _ways(count: int, links: list[tuple[int, int, float]]) -> NDArray[np.float64]:
    """Return the lengths (P, P) of the shortest ways along the links; groups without one lie apart."""
    from scipy.sparse import csr_array  # noqa: PLC0415  likewise
    from scipy.sparse.csgraph import connected_components, shortest_path  # noqa: PLC0415  likewise

    rows, columns, near = (np.array(part) for part in zip(*links, strict=True))
    lengths = np.clip(_LONG - near, _SHORT, _LONG)
    graph = csr_array((lengths, (rows, columns)), shape=(count, count))
    ways: NDArray[np.float64] = shortest_path(graph, directed=False)
    apart = np.isinf(ways)
    if connected_components(graph, directed=False, return_labels=False) > 1:
        ways[apart] = _APART * ways[~apart].max() / 2
    return ways


def _start(ways: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a first plane (P, 2): the distances to pivots that lie far apart, in two dimensions."""
    pivots = [int(ways.sum(axis=1).argmin())]
    nearest = ways[pivots[0]].copy()
    while len(pivots) < min(_PIVOTS, len(ways)):
        pivots.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, ways[pivots[-1]])
    squares = ways[:, pivots] ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    plane: NDArray[np.float64] = -0.5 * centred @ vectors[:, [-1, -2]]
    signs = np.sign(plane[np.abs(plane).argmax(axis=0), [0, 1]])
    spread = np.abs(plane).max() or 1.0
    scaled: NDArray[np.float64] = plane * signs / spread * ways.max() / 2
    return scaled


def _majorized(plane: NDArray[np.float64], ways: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move all products towards the places where their springs pull them; each step lowers the stress."""
    from scipy.linalg import cho_factor, cho_solve  # noqa: PLC0415  likewise

    weights = 1 / np.where(ways > 0, ways, 1) ** 2
    np.fill_diagonal(weights, 0)
    springs = cho_factor(np.diag(weights.sum(axis=1)) - weights + 1 / len(plane))
    lengths = weights * ways
    for _ in range(_STEPS):
        squares = (plane**2).sum(axis=1)
        apart = np.sqrt(np.maximum(squares[:, None] + squares - 2 * plane @ plane.T, _TINY))
        ratio = lengths / apart
        plane = np.asarray(cho_solve(springs, ratio.sum(axis=1)[:, None] * plane - ratio @ plane))
    return plane


def _loosened(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """Make room in the crowded middle: each coordinate goes most of the way to its rank among all."""
    low, high = plane.min(axis=0), plane.max(axis=0)
    scaled = (plane - low) / np.where(high > low, high - low, 1)
    ranks = plane.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(plane) - 1, 1)
    loose: NDArray[np.float64] = (1 - _LOOSE) * scaled + _LOOSE * ranks
    return loose


def _turned(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn a plane so that it is widest from left to right."""
    centred = plane - plane.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned: NDArray[np.float64] = centred @ axes[:, ::-1]
    signs = np.sign(turned[np.abs(turned).argmax(axis=0), [0, 1]])
    return turned * signs
