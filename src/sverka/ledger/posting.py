"""What a post did, and how it says what it is doing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread
from typing import Protocol, TypeAlias

import msgspec

from sverka.vocabulary.finding import Finding

_EVERY_S = 0.5

Progress: TypeAlias = Callable[[str, float | None], None]
"""Called with what is being done, "" for what was said last, and which part (0 to 1) is done if known."""


class Posting(msgspec.Struct, frozen=True, kw_only=True):
    """Rows and entries that are new, that revise an older one, that were known already.

    `findings` are those of the batch, and what the ledger noticed in its rows.
    """

    new: int
    revised: int
    known: int
    posted_at: datetime
    findings: tuple[Finding, ...] = ()


def silent(_what: str, _done: float | None) -> None:
    """Say nothing of how a post goes on."""


class Measurable(Protocol):
    """An engine that knows how far its running query is."""

    def done(self) -> float | None:
        """Return which part of the running query is done, 0 to 1, None where it is not known."""


@contextmanager
def watched(engine: Measurable, tell: Progress) -> Iterator[None]:
    """Tell every half second how far the engine's running query is, from a thread of its own."""
    if tell is silent:
        yield
        return
    over = Event()

    def watch() -> None:
        while not over.wait(_EVERY_S):
            if (done := engine.done()) is not None:
                tell("", done)

    watcher = Thread(target=watch, name="sverka-progress", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
