"""Draws over trade elasticities: a question asked again with others, on several cores at once.

`sverka.models.equilibrium.draws.take_draws` keeps the draws and takes them up again; here is what it asks.
"""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.util import find_spec
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sverka.models.equilibrium.many_sectors.shock import position
from sverka.models.equilibrium.many_sectors.solve import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from sverka.models.equilibrium.draws import Uncertain
    from sverka.models.equilibrium.many_sectors.baseline import Baseline
    from sverka.models.equilibrium.many_sectors.closure import Closure
    from sverka.models.equilibrium.many_sectors.equilibrium import Equilibrium
    from sverka.models.equilibrium.many_sectors.shock import Shock

    Figures = dict[str, float]

_AHEAD = 4
"""So many draws a core wait or are being solved."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Question:
    """What a shock does to a pair, where elasticities are not known.

    `names` (S,) gives the drawn number that is each sector's elasticity: sectors of one name share it.
    `near`, the solution at the means, saves steps and changes no answer.
    """

    baseline: Baseline
    shock: Shock
    closure: Closure
    pair: tuple[str, str]
    names: tuple[str, ...]
    near: Equilibrium | None = None

    @property
    def digest(self) -> str:
        """Return what tells this question from others, to keep its draws under (`draws.Kept`)."""
        economy, shock = self.baseline.economy, self.shock
        said = (economy.countries, economy.sectors, self.closure.value, self.pair, self.names)
        found = sha256(repr(said).encode())
        arrays = (economy.tariffs, economy.shares, economy.inputs, economy.value_added_shares)
        money = (economy.final_shares, economy.value_added, economy.deficits, self.baseline.spending)
        for array in (*arrays, *money, shock.tariffs, shock.costs, shock.productivity):
            found.update(np.ascontiguousarray(array).tobytes())
        return found.hexdigest()

    def ask(self, drawn: dict[str, float]) -> Figures:
        """Return trade both ways, turnover, their growth, and changes of real income in percent.

        Raises NoEquilibrium (an ArithmeticError) and BadElasticity (a ValueError).
        """
        economy = replace(self.baseline.economy, elasticities=np.array([drawn[name] for name in self.names]))
        after = solve(replace(self.baseline, economy=economy), self.shock, self.closure, near=self.near)
        a, b = (position(country, economy.countries) for country in self.pair)
        before, trade = self.baseline.trade.sum(axis=0), after.trade.sum(axis=0)
        turnover = float(trade[a, b] + trade[b, a])
        first, second = self.pair
        return {
            f"{first}>{second}": float(trade[a, b]),
            f"{second}>{first}": float(trade[b, a]),
            "turnover": turnover,
            "turnover growth, %": 100 * (turnover / float(before[a, b] + before[b, a]) - 1),
            f"real income {first}, %": 100 * float(after.real_income[a] - 1),
            f"real income {second}, %": 100 * float(after.real_income[b] - 1),
        }


class Asks(Protocol):
    """A question that can be pickled and asked of a draw: `Question`, or another."""

    def ask(self, drawn: Figures) -> Figures:
        """Return figures by name; raise ArithmeticError or ValueError where there is no answer."""


@contextmanager
def over_cores(
    question: Asks, uncertain: Uncertain, count: int, *, seed: int = 0, cores: int = 2
) -> Iterator[Callable[[Figures], Figures]]:
    """Give `take_draws` something to ask that solves the draws to come on `cores` processes.

    Take the same `uncertain`, `count` and `seed` for both. Each process uses one thread for linear algebra
    where threadpoolctl is installed. Draws that are kept already are not solved again. In a script, call
    this under `if __name__ == "__main__"`: the processes import it. They end with the one that called, and
    leave Ctrl-C to it.
    """
    draws = [uncertain.draw(seed, number) for number in range(count)]
    numbers = {tuple(drawn.items()): number for number, drawn in enumerate(draws)}
    waiting: dict[int, Future[Figures]] = {}
    with ProcessPoolExecutor(cores, get_context("spawn"), _begin, (question,)) as pool:

        def ask(drawn: Figures) -> Figures:
            number = numbers[tuple(drawn.items())]
            for k in range(number, min(number + _AHEAD * cores, count)):
                if k not in waiting:
                    with _undisturbed():
                        waiting[k] = pool.submit(_ask, draws[k])
            return waiting[number].result()

        try:
            yield ask
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Start processes that do not hear Ctrl-C, not even before they are set up: they inherit the block."""
    block = getattr(signal, "pthread_sigmask", None)  # Windows has none
    before = block(signal.SIG_BLOCK, {signal.SIGINT}) if block else None
    try:
        yield
    finally:
        if block:
            block(signal.SIG_SETMASK, before)


_asked: list[Asks] = []


def _begin(question: Asks) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with_parent, daemon=True).start()
    if find_spec("threadpoolctl") is not None:
        from threadpoolctl import threadpool_limits  # noqa: PLC0415  optional

        threadpool_limits(1)
    _asked[:] = [question]


def _leave_with_parent() -> None:
    """End this process when the one that asked is gone: the pool does not notice where it was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)


def _ask(drawn: Figures) -> Figures:
    try:
        return _asked[0].ask(drawn)
    except (ArithmeticError, ValueError) as problem:  # one made of more than a text does not leave a process
        raise ArithmeticError(str(problem)) from None
