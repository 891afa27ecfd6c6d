"""Caliendo and Parro's original inputs, of 1993, laid out as accounts."""

from pathlib import Path

import numpy as np

from sverka.models.equilibrium.many_sectors.baseline import Accounts

FOLDER = Path(__file__).parents[4].parent / "shared" / "data" / "ge_caliendo_parro_2015"
COUNTRIES = (  # noqa: SIM905  a list of thirty-one literals hides their order
    "ARG AUS AUT BRA CAN CHL CHN DNK FIN FRA DEU GRC HUN IND IDN IRL ITA JPN KOR MEX NLD NZL NOR PRT ZAF ESP "
    "SWE TUR GBR USA ROW"
).split()
UNTRADED = 8.22  # the authors' elasticity of the twenty sectors without trade, which has no effect


def bilateral(name: str) -> np.ndarray:
    """Read a table of importers by exporters, a block a sector; return (40, exporter, importer)."""
    block = np.loadtxt(FOLDER / f"{name}.txt").reshape(20, 31, 31).transpose(0, 2, 1)
    return np.concatenate([block, np.zeros_like(block)])


def accounts_1993() -> Accounts:
    """Do what the authors do: output at least exports, home sales the rest, coefficients normalised."""
    trade = bilateral("xbilat1993") * 1000
    exports = trade.sum(axis=2)
    home = np.arange(31)
    trade[:, home, home] += np.maximum(np.loadtxt(FOLDER / "GO.txt"), exports) - exports
    value_added = np.loadtxt(FOLDER / "B.txt")
    inputs = np.loadtxt(FOLDER / "IO.txt").reshape(31, 40, 40).clip(min=0)  # one is -0.0008
    totals = inputs.sum(axis=1)
    none = totals == 0  # private households use no inputs
    inputs *= np.where(none, 0, (1 - value_added.T) / np.where(none, 1, totals))[:, None, :]
    return Accounts(
        countries=tuple(COUNTRIES),
        sectors=tuple(f"{k + 1}" for k in range(40)),
        trade=trade,
        tariffs=bilateral("tariffs1993") / 100,
        inputs=inputs,
        value_added_shares=np.where(none.T, 1.0, value_added),
        elasticities=np.concatenate([np.loadtxt(FOLDER / "T.txt"), np.full(20, UNTRADED)]),
    )


def nafta_tariffs() -> np.ndarray:
    """Return the tariffs of 1993 with those between the three of 2005."""
    tariffs, later = bilateral("tariffs1993") / 100, bilateral("tariffs2005") / 100
    three = [COUNTRIES.index(code) for code in ("CAN", "MEX", "USA")]
    for i in three:
        tariffs[:, i, three] = later[:, i, three]
    return tariffs
