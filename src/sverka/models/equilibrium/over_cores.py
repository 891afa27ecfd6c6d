"""Ask the same question of many draws on several cores at once; `draws.take_draws` keeps what they answer."""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from sverka.models.equilibrium.draws import Uncertain

    Figures = dict[str, float]

_AHEAD = 4
"""So many draws a core wait or are being solved."""


class Asks(Protocol):
    """A question that can be pickled and asked of a draw."""

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
