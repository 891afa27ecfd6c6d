"""A status line: one line that is written over on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

_OFTEN, _SELDOM = 0.2, 10.0  # seconds from one text to the next: on a terminal, and in a log
_WIDTH = 78


class StatusLine:
    """Where something that takes long tells how it goes on: standard error, as the command's own words.

    What is told takes shape only when it is `due`: ask first, for texts come by the thousand.
    """

    def __init__(self, out: TextIO | None = None, steady: Callable[[], float] = time.monotonic) -> None:
        self._out = out or sys.stderr
        self._steady = steady
        self.terminal = self._out.isatty()
        self._next = 0.0
        self._shown = False

    def rest(self, seconds: float) -> None:
        """Let nothing be due for so long from now on."""
        self._next = self._steady() + seconds

    def due(self) -> bool:
        """Tell whether it is time for another text; where it is, the next one is not due at once."""
        now = self._steady()
        if now < self._next:
            return False
        self._next = now + (_OFTEN if self.terminal else _SELDOM)
        return True

    def show(self, text: str) -> None:
        """Put a text in the place of the one before; in a log it stands below it."""
        if not self.terminal:
            self.say(text)
            return
        self._out.write(f"\r{f'sverka: {text}'[:_WIDTH]:{_WIDTH}}")
        self._out.flush()
        self._shown = True

    def say(self, text: str) -> None:
        """Write a line that stays."""
        self.clear()
        self._out.write(f"sverka: {text}\n")
        self._out.flush()

    def clear(self) -> None:
        """Wipe the text that was written over and over."""
        if self._shown:
            self._out.write(f"\r{'':{_WIDTH}}\r")
            self._out.flush()
            self._shown = False
