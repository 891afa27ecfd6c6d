"""Terms: how publishers are asked, with the clock and the watcher that a face or a test brings."""

import random
import time
from collections.abc import Callable
from typing import NamedTuple

from sverka.sources.patience import Patience


class Clock(NamedTuple):
    """Time and chance, so that tests need not wait."""

    now: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    share: Callable[[], float] = random.random


class Watch:
    """What a download tells while it runs; a face overrides what it shows."""

    def starts(self, name: str, have: int) -> None:
        """Tell that a file is asked for, of which so many bytes are here already."""

    def moves(self, have: int, total: int | None) -> None:
        """Tell how many bytes are here, of how many."""

    def waits(self, seconds: float, why: str) -> None:
        """Tell that the publisher is asked again after so many seconds."""


class Terms(NamedTuple):
    """How to ask: patience, the clock, and who watches."""

    patience: Patience = Patience()
    clock: Clock = Clock()
    watch: Watch = Watch()
