"""What an event study is asked about, as its table and its data name it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from sverka.models.gravity.pair_dates import Dated


class Happened(NamedTuple):
    """What is studied: its title, its year and day if it has them, and what else happened to the pair."""

    title: str
    year: int | None = None
    day: date | None = None
    others: tuple[Dated, ...] = ()
