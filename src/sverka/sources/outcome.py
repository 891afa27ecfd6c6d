"""Outcomes: what became of each thing that was asked for."""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from sverka.sources.request import Request
from sverka.sources.shelf import Kept


class State(StrEnum):
    """What became of a request."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"  # asked again, and the same bytes came
    KNOWN = "known"  # fetched before, not asked again
    LISTED = "listed"
    EMPTY = "empty"
    BY_HAND = "by hand"
    FAILED = "failed"


class Outcome(NamedTuple):
    """What became of one request: words for a person, and the whole file with its note where there is one."""

    name: str
    state: State
    words: str = ""
    path: Path | None = None
    note: Kept | None = None
    followed: tuple[Request, ...] = ()
