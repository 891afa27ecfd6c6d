"""Panels that gravity's benchmark is timed on: made up, or the Advanced Guide's.

Made-up panels have countries of very different size, a pair effect each, half of the cells zero and some
pairs and country-years that trade nothing; "extreme" ones have the tails of a real panel with domestic trade.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sverka.sources.r_frame import read_frame

if TYPE_CHECKING:
    from pathlib import Path

Columns = dict[str, Any]
LAG, EVERY_YEAR = 4, 21
LAGS = ("rta", "rta_lag4", "rta_lag8", "rta_lag12")


class Case(NamedTuple):
    """A panel: `guide` years of the Advanced Guide's, or made up of so many countries and years.

    `fixest`: the CPU seconds recorded of it.
    """

    name: str
    countries: int
    years: int
    extreme: bool = False
    guide: bool = False
    borders: bool = False
    fixest: float = 0.0


TINY = Case("12x12x6", 12, 6)
SMALL = (
    Case("guide 69x69x6", 69, 6, guide=True, borders=True, fixest=0.496),
    Case("guide 69x69x21", 69, 21, guide=True, borders=True, fixest=4.3),
    Case("150x150x20 mild", 150, 20, fixest=4.2),
    Case("150x150x20 extreme", 150, 20, extreme=True, fixest=7.2),
)
LARGE = (
    Case("200x200x30 mild", 200, 30, fixest=11.0),
    Case("200x200x30 extreme", 200, 30, extreme=True, fixest=29.0),
    Case("200x200x30 extreme, K=34", 200, 30, extreme=True, borders=True, fixest=185.0),
    Case("200x200x60 mild", 200, 60),
    Case("200x200x60 extreme", 200, 60, extreme=True, fixest=70.0),
)


def made_up(case: Case, seed: int = 11) -> Columns:
    """Make the columns of a panel; all regressors change within pairs."""
    chance = np.random.default_rng(seed)
    n, t = case.countries, case.years
    spread, noise, home = (1.7, 1.5, 7.0) if case.extreme else (0.9, 0.7, 2.0)
    size, drift = chance.normal(0, spread, (2, n)), chance.normal(0, 0.2, (2, n, t)).cumsum(axis=2)
    pair = chance.normal(0, spread, (n, n)) + home * np.eye(n)
    level = (size[0][:, None] + drift[0])[:, :, None] + (size[1][:, None] + drift[1]).T + pair[:, None, :]
    abroad, years = ~np.eye(n, dtype=bool)[:, None, :], np.arange(t)[:, None]
    since = years - chance.integers(-t, 2 * t, (n, n))[:, None, :]

    def some(share: float, *shape: int) -> Any:  # noqa: ANN401  an array of truths
        return chance.random(shape) < share

    x = {
        "rta": (since >= 0) & abroad,
        "rta_lag4": (since >= LAG) & abroad,
        "wto": (years >= chance.integers(0, 2 * t, n)) & abroad & some(0.5, n, 1, n),
        "ln_tariff": chance.normal(0, 0.3, (n, t, n)) * abroad,
        "sanction": some(0.02, n, t, n) & abroad,
    }
    for slope, values in zip((0.3, 0.1, 0.1, -0.5, -0.4), x.values(), strict=True):
        level += slope * values
    trade = np.exp(level + chance.normal(0, noise, (n, t, n)))
    trade *= some(0.55, n, t, n) & some(0.95, n, 1, n) & ~some(0.005, n, t, 1)
    exporter, year, importer = (axis.reshape(-1) for axis in np.indices((n, t, n)))
    columns = {"exporter": exporter, "importer": importer, "year": 1990 + year, "trade": trade.reshape(-1)}
    columns |= {name: values.reshape(-1).astype(float) for name, values in x.items()}
    return columns | (borders(columns) if case.borders else {})


def guide(case: Case, folder: Path) -> Columns:
    """Read the Guide's panel: every year, or every fourth."""
    frame = read_frame(
        (folder / "agtpa_applications.rda").read_bytes(), "the Guide's panel", "agtpa_applications"
    )
    year = np.asarray(frame["year"], dtype=np.int64)
    kept = (year - 1986) % (LAG if case.years < EVERY_YEAR else 1) == 0
    names = sorted({str(name) for name in frame["exporter"]})
    codes = {name: np.searchsorted(names, np.asarray(frame[name])[kept]) for name in ("exporter", "importer")}
    columns: Columns = {**codes, "year": year[kept]}
    columns |= {name: np.asarray(frame[name], dtype=float)[kept] for name in ("trade", *LAGS)}
    return columns | borders(columns)


def borders(columns: Columns) -> Columns:
    """Return a dummy of the border in every year but the last."""
    abroad, year = columns["exporter"] != columns["importer"], columns["year"]
    return {f"border_{t}": (abroad & (year == t)).astype(float) for t in np.unique(year)[:-1]}


def regressors(columns: Columns) -> list[str]:
    return [name for name in columns if name not in {"exporter", "importer", "year", "trade"}]


def named(case: Case, columns: Columns) -> list[Any]:
    """Return the columns that a panel is laid out of: countries as strings, as a table has them."""
    names = np.array([f"{number:03d}" for number in range(case.countries)])
    x = {name: columns[name] for name in regressors(columns)}
    return [names[columns["exporter"]], names[columns["importer"]], columns["year"], columns["trade"], x]
