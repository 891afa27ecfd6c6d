"""Tell what a briefing is at, once it takes long, even while one section does."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Self

from sverka.faces.cli.status_line import StatusLine

if TYPE_CHECKING:
    from types import TracebackType

_LATE = 1.0  # seconds after which it is told what is being worked out
_TICK = 0.1


class BriefProgress:
    """A context in which standard error says what was told last, from a second after its start.

    A thread of its own writes: the one that works may be inside a query for seconds.
    """

    def __init__(self, at: str) -> None:
        self._at = at
        self._line = StatusLine()
        self._line.rest(_LATE)
        self._over = Event()
        self._thread = Thread(target=self._tell, daemon=True)

    def tell(self, at: str) -> None:
        """Say what comes next."""
        self._at = at

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the line: what follows is the command's own."""
        self._over.set()
        self._thread.join()
        self._line.clear()

    def _tell(self) -> None:
        shown = ""
        while not self._over.wait(_TICK):
            at = self._at
            if at != shown and self._line.due():
                self._line.show(f"{at} …")
                shown = at
