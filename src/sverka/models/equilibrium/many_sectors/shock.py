"""What changes from outside: tariffs, other costs of trade, productivity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.many_sectors.economy import MisshapenEconomy, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.equilibrium.many_sectors.economy import Economy, Numbers


class UnknownName(LookupError):
    """A country or sector is not in the baseline."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"{name} is not in this baseline, which has {', '.join(known)}. Take one of these names."
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Shock:
    """New tariffs and changes in costs and productivity; made from `no_shock` by the functions below.

    `tariffs` (S, N, N) are the rates after the shock, not changes; `costs` (S, N, N) factors on non-tariff
    costs of s from i to j, 0.9 is a cut by ten percent; `productivity` (S, N) factors on what sector s of a
    country makes with the same inputs (the unit cost is divided by it).
    """

    tariffs: Numbers
    costs: Numbers
    productivity: Numbers

    def __post_init__(self) -> None:
        """Check shapes and signs; the arrays are not to be written to any more."""
        shape = np.shape(self.tariffs)
        for name, wanted in (("tariffs", shape), ("costs", shape), ("productivity", shape[:2])):
            array = numbers(name, getattr(self, name), wanted)
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        for name, lowest in (("tariffs", -1.0), ("costs", 0.0), ("productivity", 0.0)):
            if (getattr(self, name) <= lowest).any():
                raise MisshapenEconomy(name, f"a value is {lowest:g} or less", f"values above {lowest:g}")


def no_shock(economy: Economy) -> Shock:
    """Return the shock that changes nothing."""
    return Shock(
        tariffs=economy.tariffs,
        costs=np.ones_like(economy.tariffs),
        productivity=np.ones_like(economy.final_shares),
    )


def part_of(shock: Shock, economy: Economy, part: float) -> Shock:
    """Return a part of the shock, 0 none of it and 1 all, in logs of all that it changes."""
    before = np.log1p(economy.tariffs)
    return Shock(
        tariffs=np.expm1(before + part * (np.log1p(shock.tariffs) - before)),
        costs=shock.costs**part,
        productivity=shock.productivity**part,
    )


def position(name: str, known: Sequence[str]) -> int:
    """Return where a country or sector stands; raise UnknownName."""
    try:
        return known.index(name)
    except ValueError as error:
        raise UnknownName(name, known) from error
