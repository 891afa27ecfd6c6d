"""How an iteration went: always returned, whether it arrived or not."""

from __future__ import annotations

import msgspec


class Convergence(msgspec.Struct, frozen=True, kw_only=True):
    """The steps of an iteration and where it ended.

    `criterion` names what `history` measures, one number a step, `tolerance` what it had to fall below.
    `inner` counts the steps of the linear solver, all together. `why` is empty where it arrived.
    """

    arrived: bool
    steps: int
    inner: int
    criterion: str
    tolerance: float
    history: tuple[float, ...]
    why: str = ""
