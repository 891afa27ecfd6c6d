"""What a status line writes on, and the clock it goes by."""

import io

from sverka.faces.cli.status_line import StatusLine


class Screen(io.StringIO):
    """A terminal, or a log, that remembers all that was written; `line` writes on it by the clock `now`."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal
        self.now = 0.0
        self.line = StatusLine(self, lambda: self.now)

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        return self._terminal
