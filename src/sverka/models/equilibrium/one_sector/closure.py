"""How deficits are closed: what a country spends once its income has changed.

In the data countries buy more or less than they sell; the model does not say why, so it cannot say what
becomes of it. The choice moves real income as much as many shocks do and is printed with every result.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sverka.models.equilibrium.one_sector.baseline import Numbers, OneSector


class Closure(StrEnum):
    """How deficits are closed.

    RATIO: each country goes on spending the same multiple of its income, all multiples scaled alike so that
    the world spends what it earns: the Advanced Guide's phi, with the common factor without which no prices
    clear all markets.
    VALUE: each country's deficit stays what it was, as a part of the world's output.
    BALANCED: deficits are closed before the shock, and its effects counted from there (Dekle, Eaton and
    Kortum 2008).
    """

    RATIO = "ratio of expenditure to income kept"
    VALUE = "deficits kept as parts of world output"
    BALANCED = "deficits closed before the shock"


class Spending(NamedTuple):
    """What countries spend, `value` (N,), and how it moves with log prices x.

    d value_j / d x_k = own_j (j = k) + common_j * by_k.
    """

    value: Numbers
    own: Numbers
    common: Numbers
    by: Numbers


def expenditure(closure: Closure, baseline: OneSector, income: Numbers) -> Numbers:
    """Return what countries (N,) spend out of `income` (N,); the world spends what it earns.

    Under VALUE a country with a large surplus and a low price may have nothing left to spend: the value is
    then zero or below, and there is no such equilibrium.
    """
    if closure is Closure.RATIO:
        planned = baseline.expenditure / baseline.output * income
        value: Numbers = planned * (income.sum() / planned.sum())
        return value
    if closure is Closure.BALANCED:
        return income
    deficits = baseline.expenditure - baseline.output
    kept: Numbers = income + deficits * (income.sum() / baseline.output.sum())
    return kept


def spending(closure: Closure, baseline: OneSector, income: Numbers) -> Spending:
    """Return expenditure with its derivatives by log prices."""
    value = expenditure(closure, baseline, income)
    if closure is Closure.RATIO:
        return Spending(value, value, value, income / income.sum() - value / value.sum())
    deficits = (baseline.expenditure - baseline.output) * (closure is Closure.VALUE)
    return Spending(value, income, deficits, income / baseline.output.sum())
