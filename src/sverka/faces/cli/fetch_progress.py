"""Show how a download goes: a line that is written over on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from sverka.faces.cli.bytes_words import bytes_words
from sverka.sources.terms import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

_OFTEN, _SELDOM = 0.2, 10.0  # seconds between two looks: on a terminal, and in a log
_FIRST = 1.0  # seconds that a download must take before it is worth a line
_WIDTH = 78


class Progress(Watch):
    """Write progress to standard error; a download that is over within a second leaves no line in a log."""

    def __init__(self, out: TextIO | None = None, steady: Callable[[], float] = time.monotonic) -> None:
        self._out = out or sys.stderr
        self._steady = steady
        self._terminal = self._out.isatty()
        self._name = ""
        self._next = 0.0
        self._shown = False

    def starts(self, name: str, have: int) -> None:
        """Begin with a file; say so where an interrupted download goes on."""
        self._name = name
        self._next = self._steady() + (0.0 if self._terminal else _FIRST)
        if have:
            self._line(f"{name}: goes on after {bytes_words(have)}")

    def moves(self, have: int, total: int | None) -> None:
        """Show the bytes, from time to time."""
        now = self._steady()
        if now < self._next:
            return
        self._next = now + (_OFTEN if self._terminal else _SELDOM)
        of = f" of {bytes_words(total)} ({have * 100 // total} %)" if total else ""
        text = f"{self._name}: {bytes_words(have)}{of}"
        if self._terminal:
            self._out.write(f"\r{text[:_WIDTH]:{_WIDTH}}")
            self._out.flush()
            self._shown = True
        else:
            self._line(text)

    def waits(self, seconds: float, why: str) -> None:
        """Say why and how long is waited."""
        self._line(f"{self._name}: {why}; asking again in {seconds:.0f} s")

    def clear(self) -> None:
        """Wipe the line that was written over and over."""
        if self._shown:
            self._out.write(f"\r{'':{_WIDTH}}\r")
            self._out.flush()
            self._shown = False

    def _line(self, text: str) -> None:
        self.clear()
        self._out.write(f"sverka: {text}\n")
        self._out.flush()
