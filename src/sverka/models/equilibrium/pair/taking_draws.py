"""Draws of a question: in this process or in two more, kept under a digest, cut short without loss."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sverka.models.equilibrium.draws import AllFailed, Draws, Kept, take_draws
from sverka.models.equilibrium.over_cores import over_cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sverka.models.equilibrium.draws import Uncertain
    from sverka.models.equilibrium.pair.question import Uncertainty

    Figures = dict[str, float]
    Progress = Callable[[int, int], object]

_CORES = 2
_TIMED = 2
_WORTH = 10.0
"""Processes take seconds to start: they are started where so many seconds of drawing are left."""
_DIGITS = 20


class Asks(Protocol):
    """A question that is asked of every draw; it can be pickled."""

    @property
    def digest(self) -> str:
        """Tell this question from others."""

    def ask(self, drawn: dict[str, float]) -> dict[str, float]:
        """Return figures by name; raise ArithmeticError or ValueError where there is no answer."""


class Taken(NamedTuple):
    """The draws that had an answer (None where none had or none was asked for), and how many had none.

    `why`: what the first that failed said; `interrupted`: taking them was cut short.
    """

    draws: Draws | None
    failed: int
    why: str
    interrupted: bool


def take(
    question: Asks,
    uncertain: Uncertain,
    uncertainty: Uncertainty,
    *,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> Taken:
    """Ask a question of as many draws as `uncertainty` says.

    With a folder to `keep` them in, each is written there as it is made, and those that are there already
    are read: the same question goes on where it was cut short. Ctrl-C ends it and gives what there is.
    """
    about = _about(question, uncertain, uncertainty.seed)
    done = 0

    def told(number: int, count: int) -> None:
        nonlocal done
        done = number
        if progress is not None:
            progress(number, count)

    if not uncertainty.draws:
        return Taken(None, 0, "", interrupted=False)
    with _folder(keep) as folder:
        kept = Kept(folder / f"{about[:_DIGITS]}.jsonl", about)
        try:
            with _asking(question, uncertain, uncertainty) as ask:
                draws = take_draws(
                    ask, uncertain, uncertainty.draws, seed=uncertainty.seed, kept=kept, progress=told
                )
        except KeyboardInterrupt:
            read_back = partial(take_draws, question.ask, uncertain, done, seed=uncertainty.seed, kept=kept)
            return _cut_short(read_back, done)
        except AllFailed as problem:
            return Taken(None, uncertainty.draws, str(problem), interrupted=False)
    return _taken(draws, interrupted=False)


def _cut_short(read_back: Callable[[], Draws], done: int) -> Taken:
    """Return what was done: all of it is kept, so nothing is asked any more."""
    if not done:
        return Taken(None, 0, "", interrupted=True)
    try:
        return _taken(read_back(), interrupted=True)
    except AllFailed as problem:
        return Taken(None, done, str(problem), interrupted=True)


def _taken(draws: Draws, *, interrupted: bool) -> Taken:
    why = next(iter(draws.failed.values()), "")
    return Taken(draws, len(draws.failed), why, interrupted)


@contextmanager
def _asking(
    question: Asks, uncertain: Uncertain, uncertainty: Uncertainty
) -> Iterator[Callable[[Figures], Figures]]:
    """Give what answers draws: here, and in processes once the first draws show that it would take long."""
    seed, count = uncertainty.seed, uncertainty.draws
    place = {tuple(uncertain.draw(seed, number).items()): number for number in range(count)}
    seconds: list[float] = []
    with ExitStack() as stack:
        elsewhere: list[Callable[[Figures], Figures]] = []

        def ask(drawn: Figures) -> Figures:
            if elsewhere:
                return elsewhere[0](drawn)
            left = count - place[tuple(drawn.items())]
            if len(seconds) >= _TIMED and left * sum(seconds) / len(seconds) > _WORTH:
                pool = over_cores(question, uncertain, count, seed=seed, cores=_CORES)
                elsewhere.append(stack.enter_context(pool))
                return elsewhere[0](drawn)
            start = perf_counter()
            try:
                return question.ask(drawn)
            finally:
                seconds.append(perf_counter() - start)

        yield ask


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with TemporaryDirectory() as folder:
        yield Path(folder)


def _about(question: Asks, uncertain: Uncertain, seed: int) -> str:
    found = sha256(repr((question.digest, uncertain.names, sorted(uncertain.above.items()), seed)).encode())
    for array in (uncertain.mean, uncertain.covariance):
        found.update(array.tobytes())
    return found.hexdigest()
