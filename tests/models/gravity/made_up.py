"""Small made-up panels of countries A, B, C ... for tests."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from sverka.models.gravity.tensor import Panel, lay_out

Rows: TypeAlias = dict[str, Any]
"""Columns by name: exporter, importer, year, trade, x1, x2, weight."""


def made_up_rows(
    seed: int, countries: int = 6, years: int = 4, missing: float = 0.15, zero: float = 0.25
) -> Rows:
    """Return columns exporter, importer, year, trade, x1, x2, weight; some cells missing, some zero."""
    chance = np.random.default_rng(seed)
    names = [chr(ord("A") + number) * 3 for number in range(countries)]
    cells = [
        (e, m, 2000 + t) for e in names for m in names for t in range(years) if chance.random() > missing
    ]
    exporter, importer, year = ([cell[place] for cell in cells] for place in range(3))
    count = len(cells)
    x1, x2 = chance.normal(size=count), (chance.random(count) < 0.4).astype(float)
    size = dict(zip(names, chance.normal(0, 1, countries), strict=True))
    level = np.array([size[e] + size[m] + 3 * (e == m) for e, m, _ in cells])
    trade = (
        100
        * np.exp(level + 0.5 * x1 - 0.3 * x2 + chance.normal(0, 0.8, count))
        * (chance.random(count) > zero)
    )
    return {
        "exporter": exporter,
        "importer": importer,
        "year": year,
        "trade": trade,
        "x1": x1,
        "x2": x2,
        "weight": chance.uniform(0.5, 2, count),
    }


def as_panel(rows: Rows, *, weighted: bool = False, names: tuple[str, ...] = ("x1", "x2")) -> Panel:
    """Lay the rows out."""
    x = {name: rows[name] for name in names}
    weight = rows["weight"] if weighted else None
    return lay_out(rows["exporter"], rows["importer"], rows["year"], rows["trade"], x, weight)


def made_up(seed: int, *, weighted: bool = False, countries: int = 6, years: int = 4) -> Panel:
    """Return a panel of made-up rows."""
    return as_panel(made_up_rows(seed, countries, years), weighted=weighted)
