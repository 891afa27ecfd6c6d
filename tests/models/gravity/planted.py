"""Made-up panels of international trade whose coefficients, pairs and events are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.gravity.tensor import Panel, lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping

DISTANCE, BORDER = -0.8, 0.5


def planted(  # noqa: PLR0913  a panel's makings
    seed: int = 1,
    *,
    countries: int = 12,
    years: int = 5,
    pair: float = 0.0,
    noise: float = 0.0,
    times: Mapping[tuple[str, str, int], float] | None = None,
    redraw: int = 0,
) -> Panel:
    """Return trade of countries A, B, C ..., none with itself, with regressors ln_distance and contiguity.

    Pairs scatter by `pair` for all years and by `noise` each year, both in logs; what is expected of trade
    stays the model's. `redraw` draws this scatter anew for the same countries. `times` multiplies single
    cells by exporter, importer and year (from 2000).
    """
    chance = np.random.default_rng(seed)
    names = [chr(ord("A") + number) for number in range(countries)]
    exporter, importer, year = zip(
        *((e, m, 2000 + t) for e in names for m in names for t in range(years) if e != m), strict=True
    )
    e, m = (np.array([names.index(name) for name in side]) for side in (exporter, importer))
    t = np.array(year) - 2000
    place = chance.uniform(0, 10, (countries, 2))
    gaps = np.log(0.5 + np.linalg.norm(place[:, None] - place, axis=2))
    borders = np.triu(chance.random((countries, countries)) < 0.2, 1)
    borders = (borders | borders.T).astype(float)
    sizes = chance.normal(0, 1, (2, countries, years)) * 0.3 + chance.normal(0, 1, (2, countries, 1))
    apart, touching = gaps[e, m], borders[e, m]
    logs = 5 + DISTANCE * apart + BORDER * touching + sizes[0, e, t] + sizes[1, m, t]
    chance = np.random.default_rng((seed, redraw))
    own = np.triu(chance.normal(-(pair**2) / 2, pair, (countries, countries)), 1)
    shocks = chance.normal(-(noise**2) / 2, noise, len(t))
    trade = np.exp(logs + (own + own.T)[e, m] + shocks)
    for row, cell in enumerate(zip(exporter, importer, year, strict=True)):
        trade[row] *= (times or {}).get(cell, 1.0)
    return lay_out(
        exporter, importer, year, trade.tolist(), {"ln_distance": list(apart), "contiguity": list(touching)}
    )


def both(one: str, other: str, factors: Mapping[int, float]) -> dict[tuple[str, str, int], float]:
    """Return the cells of both directions of a pair by year, for `times`."""
    return {(e, m, year): factor for e, m in ((one, other), (other, one)) for year, factor in factors.items()}
