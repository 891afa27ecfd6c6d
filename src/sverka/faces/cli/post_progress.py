"""Show how a post goes on: a line that is written over on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

_OFTEN, _SELDOM = 0.2, 10.0  # seconds between two lines: on a terminal, and in a log
_FIRST = 1.0  # seconds before a post is worth a line
_WIDTH = 78


class PostProgress:
    """Called by the ledger, from two threads, with what is being done and how much of it is done."""

    def __init__(self, out: TextIO | None = None, steady: Callable[[], float] = time.monotonic) -> None:
        self._out = out or sys.stderr
        self._steady = steady
        self._terminal = self._out.isatty()
        self._next = steady() + _FIRST
        self._what = ""
        self._shown = False

    def __call__(self, what: str, done: float | None) -> None:
        """Take note, and show it if the last line is old enough."""
        self._what = what or self._what
        now = self._steady()
        if now < self._next or not self._what:
            return
        self._next = now + (_OFTEN if self._terminal else _SELDOM)
        text = f"sverka: {self._what}{'' if done is None else f', {done:.0%} of this step'}"
        if self._terminal:
            self._out.write(f"\r{text[:_WIDTH]:{_WIDTH}}")
        else:
            self._out.write(f"{text}\n")
        self._out.flush()
        self._shown = True

    def clear(self) -> None:
        """Wipe the line that was written over and over."""
        if self._shown and self._terminal:
            self._out.write(f"\r{'':{_WIDTH}}\r")
            self._out.flush()
        self._shown = False
