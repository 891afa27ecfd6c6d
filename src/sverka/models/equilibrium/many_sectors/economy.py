"""An economy in shares: how spending, costs and final demand divide, and what value added there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]

_SLACK = 1e-9


class MisshapenEconomy(ValueError):
    """An array has not the shape that countries and sectors ask for, or holds what is no number."""

    def __init__(self, name: str, why: str, wanted: str) -> None:
        super().__init__(f"The array {name} cannot be used: {why}. Give it as {wanted}.")


class NegativeEntry(ValueError):
    """A flow or share is negative."""

    def __init__(self, name: str, where: str, value: float, count: int) -> None:
        super().__init__(
            f"{name} holds {count} negative values, the lowest {value:.6g} at {where}. "
            "The model divides what is spent and cannot divide a negative amount. "
            "Set them to zero or net them out where the data are read, and say so."
        )


class SharesDoNotAddUp(ValueError):
    """Shares of a whole do not add up to one."""

    def __init__(self, name: str, where: str, total: float, count: int) -> None:
        super().__init__(
            f"{name} do not add up to 1 in {count} places; the worst is {where}, where they add up "
            f"to {total:.9g} ({total - 1:+.3g}). Look there for a row or a sector that is "
            "missing or counted twice."
        )


class BadElasticity(ValueError):
    """A trade elasticity is zero or negative."""

    def __init__(self, sector: str, value: float) -> None:
        super().__init__(
            f"The trade elasticity of sector {sector} is {value:g}; it has to be above zero: trade falls by "
            "so many percent when its cost rises by one. Give the positive number (theta), not the "
            "coefficient."
        )


class UnbalancedDeficits(ValueError):
    """The countries' deficits do not add up to zero."""

    def __init__(self, total: float, world: float) -> None:
        super().__init__(
            f"The deficits add up to {total:.6g}, {total / world:.2%} of the world's value added, not to "
            "zero. Add the rest of the world as a country, or take the difference off where the data are "
            "read."
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Economy:
    """What the equations need of S sectors and N countries; it cannot be made with shares that do not add up.

    `elasticities` (S,) theta; `tariffs` (S, N, N) rates on s from i to j, 0.05 is five percent; `shares`
    (S, N, N) parts of what j spends on s, tariffs included, that go to i, one over all i; `inputs` (N, S, S)
    of country j: spending on s per dollar that u sells; `value_added_shares` (S, N) the rest of that dollar;
    `final_shares` (S, N) parts of j's final demand, one over all s; `value_added` and `deficits` (N,) in one
    unit of money. An economy need not be in equilibrium: a `Baseline` is.
    """

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    elasticities: Numbers
    tariffs: Numbers
    shares: Numbers
    inputs: Numbers
    value_added_shares: Numbers
    final_shares: Numbers
    value_added: Numbers
    deficits: Numbers

    def __post_init__(self) -> None:
        """Check shapes, signs and sums; the arrays are not to be written to any more."""
        s, n = len(self.sectors), len(self.countries)
        for name, shape in (
            ("elasticities", (s,)),
            ("tariffs", (s, n, n)),
            ("shares", (s, n, n)),
            ("inputs", (n, s, s)),
            ("value_added_shares", (s, n)),
            ("final_shares", (s, n)),
            ("value_added", (n,)),
            ("deficits", (n,)),
        ):
            array = numbers(name, getattr(self, name), shape)
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        self._check_signs()
        self._check_sums()

    def place(self, name: str, index: tuple[int, ...]) -> str:
        """Return the words for an element of one of the arrays."""
        i, c = self.sectors, self.countries
        match name:
            case "tariffs" | "shares":
                return f"{i[index[0]]} from {c[index[1]]} to {c[index[2]]}"
            case "inputs":
                return f"{i[index[1]]} used by {i[index[2]]} of {c[index[0]]}"
            case "value_added_shares" | "final_shares":
                return f"{i[index[0]]} of {c[index[1]]}"
            case _:
                return c[index[0]]

    def _check_signs(self) -> None:
        low = self.elasticities <= 0
        if low.any():
            worst = int(low.argmax())
            raise BadElasticity(self.sectors[worst], float(self.elasticities[worst]))
        for name in ("shares", "inputs", "value_added_shares", "final_shares", "value_added"):
            array = getattr(self, name)
            if (array < 0).any():
                where = self.place(name, place_of(array.argmin(), array))
                raise NegativeEntry(name, where, float(array.min()), int((array < 0).sum()))
        if (self.tariffs <= -1).any():
            where = self.place("tariffs", place_of(self.tariffs.argmin(), self.tariffs))
            raise MisshapenEconomy("tariffs", f"at {where} it is -1 or less", "rates above -1, 0.05 for 5 %")

    def _check_sums(self) -> None:
        s, c = self.sectors, self.countries
        costs = self.value_added_shares + self.inputs.sum(axis=1).T
        for name, totals, words in (
            ("The shares of origins in spending", self.shares.sum(axis=1), "{s} bought by {c}"),
            ("The shares of inputs and value added in costs", costs, "{s} made in {c}"),
            ("The shares of sectors in final demand", self.final_shares.sum(axis=0)[None], "{c}"),
        ):
            gap = np.abs(totals - 1)
            if gap.max() > _SLACK:
                at = place_of(gap.argmax(), gap)
                where = words.format(s=s[at[0]], c=c[at[1]])
                raise SharesDoNotAddUp(name, where, float(totals[at]), int((gap > _SLACK).sum()))
        world = float(self.value_added.sum())
        if abs(self.deficits.sum()) > _SLACK * world:
            raise UnbalancedDeficits(float(self.deficits.sum()), world)


def numbers(name: str, given: npt.ArrayLike, shape: tuple[int, ...]) -> Numbers:
    """Return an own contiguous copy of an array of that shape; raise MisshapenEconomy."""
    array = np.array(given, dtype=np.float64, order="C")
    wanted = f"an array of shape {shape}"
    if array.shape != shape:
        raise MisshapenEconomy(name, f"its shape is {array.shape}", wanted)
    if not np.isfinite(array).all():
        raise MisshapenEconomy(
            name, f"{int((~np.isfinite(array)).sum())} of its values are no numbers", wanted
        )
    return array


def place_of(flat: np.intp, array: Numbers) -> tuple[int, ...]:
    """Return the indices of an element, from its place in the flattened array."""
    return tuple(int(k) for k in np.unravel_index(int(flat), array.shape))
