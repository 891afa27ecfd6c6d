"""A baseline of many sectors from the OECD's Inter-Country Input-Output tables, as arrays.

The arrays of 2022 say who sells inputs to whom, but of final goods only how much an industry sells in all;
the rest of the world is left out, and sales to it are among those. Who buys the final goods is therefore
assumed, by a choice that is named: `FinalGoods`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.many_sectors.baseline import Accounts, Baseline, build_baseline
from sverka.vocabulary.finding import Finding, Severity

if TYPE_CHECKING:
    from sverka.models.equilibrium.many_sectors.economy import Numbers

_MOST = 2000
_BALANCED = 1e-10
_LEAST_VALUE_ADDED = 0.001
_TOLD = 1e-4
_WORST = 5


class FinalGoods(Enum):
    """Who buys what industries sell to final demand.

    LIKE_INPUTS: in the same proportions as their inputs go to countries (what has no buyer of inputs stays
    at home); deficits follow and are those that trade in inputs suggests. BALANCED: nearest to that, with
    each country's final demand as large as its value added, so that no country has a deficit (biproportional
    fitting). AS_PUBLISHED: the final demand by buyer of the official tables.
    """

    LIKE_INPUTS = "like inputs"
    BALANCED = "balanced"
    AS_PUBLISHED = "as published"


class NoFinalDemand(LookupError):
    """The tables have no final demand by buyer."""

    def __init__(self) -> None:
        super().__init__(
            "These tables do not say who buys final goods, so they cannot be taken as published. Choose "
            "'like inputs' or 'balanced', or post the official CSV of the Inter-Country Input-Output tables."
        )


class NoBalance(ValueError):
    """Final demand cannot be fitted to the countries' value added."""

    def __init__(self, country: str, gap: float) -> None:
        super().__init__(
            f"No split of final goods gives every country a final demand as large as its value added; "
            f"{country} misses it by {gap:.2%}. Choose 'like inputs'."
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Tables:
    """What the tables say, in one unit of money, called `unit`.

    `inputs` (S, N, N): inputs sold by s of i to all industries of j; `used` (S, S, N): bought by u of j from
    s of all countries; `output`, `final_sales` (S, N): published output, and sales to final demand (and the
    rest of the world); `final` (S, N, N): to final demand by buyer, where published.
    """

    countries: tuple[str, ...]
    industries: tuple[str, ...]
    inputs: Numbers
    used: Numbers
    output: Numbers
    final_sales: Numbers
    final: Numbers | None = None
    unit: str = "million US dollars"


@dataclass(frozen=True, eq=False, kw_only=True)
class IcioBaseline:
    """The baseline, the assumption about final goods in it, and what did not add up in the tables."""

    baseline: Baseline
    final_goods: FinalGoods
    findings: tuple[Finding, ...]


def baseline_from_icio(tables: Tables, elasticities: Numbers, final_goods: FinalGoods) -> IcioBaseline:
    """Build the baseline; tariffs are zero, for the tables are in basic prices and hold none.

    Output is what is sold and value added what is left of it: by how much both differ from what is published
    is a finding, as are negative final sales, which count as zero. An industry that would keep less than
    0.1 percent of its output has its inputs scaled down to that. Raises NoFinalDemand, NoBalance, and as
    `build_baseline` does.
    """
    final, findings = _final(tables, final_goods)
    trade = tables.inputs + final
    sold = trade.sum(axis=2)
    made = sold > 0
    inputs = np.divide(tables.used, sold, out=np.zeros_like(tables.used), where=made)
    total = inputs.sum(axis=0)
    most = 1 - _LEAST_VALUE_ADDED
    inputs *= np.where(total > most, most / np.maximum(total, most), 1.0)
    findings += _output_differs(tables, sold) + _squeezed(tables, total > most)
    accounts = Accounts(
        countries=tables.countries,
        sectors=tables.industries,
        trade=trade,
        tariffs=np.zeros_like(trade),
        inputs=inputs.transpose(2, 0, 1),
        value_added_shares=1 - inputs.sum(axis=0),
        elasticities=elasticities,
    )
    return IcioBaseline(baseline=build_baseline(accounts), final_goods=final_goods, findings=tuple(findings))


def _final(tables: Tables, final_goods: FinalGoods) -> tuple[Numbers, list[Finding]]:
    given = tables.final if final_goods is FinalGoods.AS_PUBLISHED else tables.final_sales
    if given is None:
        raise NoFinalDemand
    findings = _negative(tables, given)
    if final_goods is FinalGoods.AS_PUBLISHED:
        return given.clip(min=0), findings
    bought = tables.inputs.sum(axis=2)
    shares = np.divide(
        tables.inputs, bought[:, :, None], out=np.zeros_like(tables.inputs), where=bought[:, :, None] > 0
    )
    s, i = (bought <= 0).nonzero()
    shares[s, i, i] = 1.0
    final = given.clip(min=0)[:, :, None] * shares
    findings += _stay_home(tables, given * (bought <= 0))
    return (_balance(tables, final) if final_goods is FinalGoods.BALANCED else final), findings


def _balance(tables: Tables, final: Numbers) -> Numbers:
    rows = final.sum(axis=2)
    made = tables.inputs.sum(axis=2) + rows
    wanted = (made - tables.used.sum(axis=0)).sum(axis=0)
    wanted *= rows.sum() / wanted.sum()
    for _ in range(_MOST):
        columns = final.sum(axis=(0, 1))
        if np.abs(columns / wanted - 1).max() < _BALANCED:
            return final
        final = final * (wanted / columns)
        now = final.sum(axis=2)
        final *= np.divide(rows, now, out=np.ones_like(now), where=now > 0)[:, :, None]
    gap = final.sum(axis=(0, 1)) / wanted - 1
    worst = int(np.abs(gap).argmax())
    raise NoBalance(tables.countries[worst], float(gap[worst]))


def _negative(tables: Tables, given: Numbers) -> list[Finding]:
    low = given < 0
    if not low.any():
        return []
    return [
        _finding(
            "final sales",
            Severity.WARNING,
            f"{int(low.sum())} final sales are negative, {-given[low].sum():,.6g} {tables.unit} in all "
            f"({-given[low].sum() / given[~low].sum():.3%}): inventories sold out of. They count as zero.",
            _worst(tables, -given.reshape(*given.shape[:2], -1).clip(max=0).sum(axis=2)),
        )
    ]


def _stay_home(tables: Tables, kept: Numbers) -> list[Finding]:
    if not kept.any():
        return []
    return [
        _finding(
            "final sales",
            Severity.NOTE,
            f"{int((kept > 0).sum())} industries sell to final demand and nothing as inputs; their sales, "
            f"{kept.sum():,.6g} {tables.unit}, are taken to stay at home.",
            _worst(tables, kept),
        )
    ]


def _output_differs(tables: Tables, sold: Numbers) -> list[Finding]:
    gap = np.abs(tables.output - sold)
    off = gap > _TOLD * np.maximum(sold, 1e-300)
    if not off.any():
        return []
    return [
        _finding(
            "adding up",
            Severity.NOTE,
            f"The sales of {int(off.sum())} of {gap.size} industries differ from published output by more "
            f"than {_TOLD:.2%}, all together by {gap[off].sum():,.3g} {tables.unit} "
            f"({gap[off].sum() / sold.sum():.2g} of the world's output). Sales are kept.",
            _worst(tables, np.where(off, gap / np.maximum(sold, 1e-300), 0), percent=True),
        )
    ]


def _squeezed(tables: Tables, squeezed: Numbers) -> list[Finding]:
    if not squeezed.any():
        return []
    return [
        _finding(
            "adding up",
            Severity.NOTE,
            f"{int(squeezed.sum())} industries use as much as they sell or more; their inputs are scaled so "
            f"that {_LEAST_VALUE_ADDED:.1%} of output is left as value added.",
            _worst(tables, squeezed * tables.output),
        )
    ]


def _worst(tables: Tables, size: Numbers, *, percent: bool = False) -> tuple[str, ...]:
    order = np.argsort(-size, axis=None)[:_WORST]
    cells = [np.unravel_index(int(k), size.shape) for k in order if size.flat[k] > 0]
    return tuple(
        f"{tables.countries[i]}_{tables.industries[s]}: "
        + (f"{size[s, i]:.2%}" if percent else f"{size[s, i]:,.6g} {tables.unit}")
        for s, i in cells
    )


def _finding(check: str, severity: Severity, message: str, evidence: tuple[str, ...]) -> Finding:
    return Finding(check=check, severity=severity, about="oecd_icio", message=message, evidence=evidence)
