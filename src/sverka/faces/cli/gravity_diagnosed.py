"""What a referee asks of an estimate, for its table and its data: RESET and the pairs that move it most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from sverka.models.gravity.result import Coefficient  # noqa: TC001  msgspec reads the annotation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.models.gravity.result import GravityResult

_PAIRS = 3


class MovingPair(msgspec.Struct, frozen=True):
    """Two countries, and about how far a coefficient moves without their trade with each other."""

    one: str
    other: str
    change: float


class Diagnosed(msgspec.Struct, frozen=True):
    """RESET, or why there is none, and by regressor the pairs that move its coefficient most."""

    reset: Coefficient | None
    no_reset: str
    moving: dict[str, tuple[MovingPair, ...]]

    @property
    def sentences(self) -> Iterator[str]:
        """Say it, a line each."""
        if self.reset is None:
            yield f"RESET: none, {self.no_reset}"
        else:
            yield f"RESET: p {self.reset.p:.4f} (a small one says that the form leaves something out)"
        for name, pairs in self.moving.items():
            told = ", ".join(f"{one.one}–{one.other} {one.change:+.5f}" for one in pairs)
            yield f"without the pair, {name} moves by about: {told}"


def diagnose(result: GravityResult) -> Diagnosed:
    """Estimate once more with the squared fitted logarithm, and look at single pairs."""
    from sverka.models.gravity.diagnostics import influence, reset  # noqa: PLC0415  seldom asked for

    found, why = None, ""
    try:
        found = reset(result)
    except (ValueError, LookupError) as problem:
        why = str(problem)
    moved = influence(result)
    pairs = {name: tuple(MovingPair(*one) for one in moved.largest(name, _PAIRS)) for name in result.names}
    return Diagnosed(found, why, pairs)


def diagnosed_data(diagnosed: Diagnosed) -> Any:  # noqa: ANN401  JSON
    """Return it as JSON-ready data; a number that does not exist is null."""
    return msgspec.json.decode(msgspec.json.encode(diagnosed))
