"""Draws over what is not known: every answer with an interval, every draw kept.

A draw takes elasticities and coefficients from their distribution, asks the model, and keeps the figures.
Draw number i depends on the seed and i alone: what was kept before an interruption is taken up where it
stopped and gives the same figures as a run without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Ask = Callable[[dict[str, float]], dict[str, float]]
    Progress = Callable[[int, int], None]

_SYMMETRIC = 1e-9


class UncertainError(ValueError):
    """What is uncertain is given wrongly, or draws cannot go on from what was kept."""


class CovarianceOfOtherShape(UncertainError):
    """A covariance does not fit its names, is not symmetric or has a negative variance."""

    def __init__(self, names: tuple[str, ...], shape: tuple[int, ...]) -> None:
        super().__init__(
            f"The covariance of {', '.join(names)} has the shape {shape}: it must be symmetric, "
            f"{len(names)} by {len(names)}, without negative variances. A standard error is the root of one."
        )


class MeanBelowBound(UncertainError):
    """A mean is not above the bound that its values must keep above."""

    def __init__(self, name: str, mean: float, bound: float) -> None:
        super().__init__(
            f"{name} has the mean {mean:g} and must lie above {bound:g}: no draw could. "
            "Correct one of the two."
        )


class OtherDraws(UncertainError):
    """The file holds draws of another question."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"{place} holds draws of another question: another shock or baseline, other names, means, errors "
            "or seed. Give another file, or take this one away to begin anew."
        )


class AllFailed(ArithmeticError):
    """No draw had an answer."""

    def __init__(self, count: int, why: str) -> None:
        super().__init__(
            f"None of {count} draws had an answer; the first said: {why} "
            "Ask with the means first, and look at how wide the errors are."
        )


@dataclass(frozen=True, eq=False)
class Uncertain:
    """Named numbers with their means (K,) and covariance (K, K).

    `above`: by name, a bound that the number stays above (1 for sigma). Such a number is drawn lognormally
    around the same mean and variance, the others normally; the correlation is that of the logarithms.
    Raises CovarianceOfOtherShape, MeanBelowBound.
    """

    names: tuple[str, ...]
    mean: Numbers
    covariance: Numbers
    above: dict[str, float]

    def __post_init__(self) -> None:
        count = len(self.names)
        covariance = np.asarray(self.covariance, np.float64)
        fits = covariance.shape == (count, count) and len(self.mean) == count
        if not (fits and np.isfinite(covariance).all() and (covariance.diagonal() >= 0).all()):
            raise CovarianceOfOtherShape(self.names, covariance.shape)
        if np.abs(covariance - covariance.T).max() > _SYMMETRIC * max(1.0, covariance.max()):
            raise CovarianceOfOtherShape(self.names, covariance.shape)
        for name, bound in self.above.items():
            mean = float(self.mean[self.names.index(name)])
            if not mean > bound:
                raise MeanBelowBound(name, mean, bound)

    @classmethod
    def independent(
        cls, errors: dict[str, tuple[float, float]], above: dict[str, float] | None = None
    ) -> Uncertain:
        """Build it from mean and standard error by name, all independent."""
        mean, error = (np.array(column) for column in zip(*errors.values(), strict=True))
        return cls(tuple(errors), mean, np.diag(error**2), above or {})

    @cached_property
    def _decomposed(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return standard errors (K,), and roots of eigenvalues (K,) and eigenvectors of the correlations."""
        spread = np.sqrt(np.diag(self.covariance))
        scale = np.where(spread > 0, spread, 1.0)
        values, vectors = np.linalg.eigh(self.covariance / np.outer(scale, scale))
        return spread, np.sqrt(np.maximum(values, 0)), vectors

    def draw(self, seed: int, number: int) -> dict[str, float]:
        """Return draw `number`, the same whenever it is asked for.

        Draws 2k and 2k + 1 mirror each other around the means: a hundred are centred as thousands would be.
        """
        chance = np.random.default_rng([seed, number // 2])
        spread, roots, vectors = self._decomposed
        normal = chance.standard_normal(len(self.names)) * (1 - 2 * (number % 2))
        unit = vectors @ (roots * normal)
        return {
            name: _placed(float(self.mean[k]), float(spread[k]), float(unit[k]), self.above.get(name))
            for k, name in enumerate(self.names)
        }


@dataclass(frozen=True, eq=False)
class Draws:
    """What was drawn and answered: `taken` and `figures`, one an answered draw, in order of number.

    `failed`: by number, why a draw had no answer; failures are counted and shown, never replaced.
    """

    numbers: tuple[int, ...]
    taken: tuple[dict[str, float], ...]
    figures: tuple[dict[str, float], ...]
    failed: dict[int, str]

    def interval(self, figure: str, coverage: float = 0.95) -> tuple[float, float, float]:
        """Return the lower end, median and upper end of a figure over the draws that have it."""
        values = [row[figure] for row in self.figures if figure in row]
        low, middle, high = np.quantile(values, ((1 - coverage) / 2, 0.5, (1 + coverage) / 2))
        return float(low), float(middle), float(high)


class Kept(NamedTuple):
    """The file in which draws are kept, and what they are `about`: what tells one question from another.

    Such as the baseline, the shock and the closure, or a digest of them: draws of another question are
    refused, not mixed.
    """

    place: Path
    about: str


def take_draws(
    ask: Ask,
    uncertain: Uncertain,
    count: int,
    *,
    seed: int = 0,
    kept: Kept | None = None,
    progress: Progress | None = None,
) -> Draws:
    """Ask `ask` about `count` draws and return all of them.

    `ask` gets the drawn numbers by name and returns figures by name; where it raises ArithmeticError (no
    equilibrium) or ValueError the draw counts as failed. `kept` names a file to which every draw is
    written as it is made, and which is read first: an interrupted run goes on there. `progress` is told
    how many are done. Raises OtherDraws, AllFailed.
    """
    done = {} if kept is None else _read(kept.place, _question(uncertain, seed, kept.about))
    for number in range(count):
        if number not in done:
            done[number] = _ask(ask, uncertain.draw(seed, number), number)
            if kept is not None:
                with kept.place.open("ab") as file:
                    file.write(msgspec.json.encode(done[number]) + b"\n")
        if progress is not None:
            progress(number + 1, count)
    rows = [done[number] for number in range(count)]
    answered = [row for row in rows if not row.why]
    if not answered:
        raise AllFailed(count, rows[0].why if rows else "nothing, as none was taken.")
    return Draws(
        numbers=tuple(row.number for row in answered),
        taken=tuple(row.taken for row in answered),
        figures=tuple(row.figures for row in answered),
        failed={row.number: row.why for row in rows if row.why},
    )


class _Row(msgspec.Struct, frozen=True):
    """A line of the file: a draw with its figures, or why it has none."""

    number: int
    taken: dict[str, float]
    figures: dict[str, float]
    why: str = ""


class _Question(msgspec.Struct, frozen=True):
    """The first line of the file: what the draws are of."""

    names: tuple[str, ...]
    mean: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    above: dict[str, float]
    seed: int
    about: str


def _question(uncertain: Uncertain, seed: int, about: str) -> _Question:
    return _Question(
        uncertain.names,
        tuple(map(float, uncertain.mean)),
        tuple(tuple(map(float, row)) for row in uncertain.covariance),
        uncertain.above,
        seed,
        about,
    )


def _ask(ask: Ask, taken: dict[str, float], number: int) -> _Row:
    try:
        return _Row(number, taken, ask(taken))
    except (ArithmeticError, ValueError) as error:
        return _Row(number, taken, {}, str(error) or type(error).__name__)


def _read(kept: Path, question: _Question) -> dict[int, _Row]:
    """Read the draws of a file, or begin it; a last line cut short by an interruption is dropped."""
    lines = kept.read_bytes().splitlines(keepends=True) if kept.exists() else []
    whole = [line for line in lines if line.endswith(b"\n")]
    if not whole:
        kept.write_bytes(msgspec.json.encode(question) + b"\n")
        return {}
    try:
        if msgspec.json.decode(whole[0], type=_Question) != question:
            raise OtherDraws(kept)
        rows = {row.number: row for row in _rows(whole[1:])}
    except msgspec.DecodeError as error:
        raise OtherDraws(kept) from error
    kept.write_bytes(b"".join(whole))
    return rows


def _rows(lines: list[bytes]) -> Iterator[_Row]:
    for line in lines:
        yield msgspec.json.decode(line, type=_Row)


def _placed(mean: float, error: float, unit: float, bound: float | None) -> float:
    """Return mean + error * unit, or above `bound` its lognormal counterpart of the same variance."""
    if bound is None or error == 0:
        return mean + error * unit
    above = mean - bound
    log_variance = np.log1p((error / above) ** 2)
    return bound + above * float(np.exp(np.sqrt(log_variance) * unit - log_variance / 2))
