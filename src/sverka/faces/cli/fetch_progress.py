"""Show how a download goes on a status line."""

from __future__ import annotations

from sverka.faces.cli.bytes_words import bytes_words
from sverka.faces.cli.status_line import StatusLine
from sverka.sources.terms import Watch

_FIRST = 1.0  # seconds that a download must take before it is worth a line in a log


class Progress(Watch):
    """Tell the bytes; a download that is over within a second leaves no line in a log."""

    def __init__(self, line: StatusLine | None = None) -> None:
        self._line = line or StatusLine()
        self._name = ""

    def starts(self, name: str, have: int) -> None:
        """Begin with a file; say so where an interrupted download goes on."""
        self._name = name
        self._line.rest(0.0 if self._line.terminal else _FIRST)
        if have:
            self._line.say(f"{name}: goes on after {bytes_words(have)}")

    def moves(self, have: int, total: int | None) -> None:
        """Show the bytes, from time to time."""
        if self._line.due():
            of = f" of {bytes_words(total)} ({have * 100 // total} %)" if total else ""
            self._line.show(f"{self._name}: {bytes_words(have)}{of}")

    def waits(self, seconds: float, why: str) -> None:
        """Say why and how long is waited."""
        self._line.say(f"{self._name}: {why}; asking again in {seconds:.0f} s")

    def clear(self) -> None:
        """Wipe the line."""
        self._line.clear()
