"""Show how a post goes on on a status line."""

from __future__ import annotations

from sverka.faces.cli.status_line import StatusLine

_FIRST = 1.0  # seconds before a post is worth a line


class PostProgress:
    """Called by the ledger, from two threads, with what is being done and how much of it is done."""

    def __init__(self, line: StatusLine | None = None) -> None:
        self._line = line or StatusLine()
        self._line.rest(_FIRST)
        self._what = ""

    def __call__(self, what: str, done: float | None) -> None:
        """Take note, and show it if the last text is old enough."""
        self._what = what or self._what
        if self._what and self._line.due():
            self._line.show(f"{self._what}{'' if done is None else f', {done:.0%} of this step'}")

    def clear(self) -> None:
        """Wipe the line."""
        self._line.clear()
