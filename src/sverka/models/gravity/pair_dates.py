"""The dated events of a pair that the book knows: agreements that came into force, sanctions that began."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from sverka.models.gravity.event_window import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.ledger import Ledger
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.origin import Origin


class Kind(StrEnum):
    """What happened."""

    AGREEMENT = "agreement"
    SANCTION = "sanction"
    GIVEN = "given"


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a pair: its year, its name or text, and where the book has it from (None: a user's)."""

    kind: Kind
    year: int
    text: str
    origin: Origin | None = None


def pair_dates(ledger: Ledger, one: Country, other: Country) -> tuple[Dated, ...]:
    """Return the events of a pair in the order of years, those that both directions have once."""
    found: dict[tuple[Kind, int, str], Dated] = {}
    for dated in _dated(ledger, one, other):
        found.setdefault((dated.kind, dated.year, dated.text), dated)
    return tuple(sorted(found.values(), key=lambda dated: (dated.year, dated.kind, dated.text)))


def _dated(ledger: Ledger, one: Country, other: Country) -> Iterator[Dated]:
    for kind in (Kind.AGREEMENT, Kind.SANCTION):
        for country, partner in ((one, other), (other, one)):
            for fact in ledger.facts(kind.value, country=country, partner=partner):
                start = (fact.period or "").partition("..")[0][:4]
                text = fact.text or fact.detail
                if not start:
                    continue
                yield Dated(kind=kind, year=int(start), text=text, origin=fact.origin)


def both_directions(one: Country, other: Country, year: int) -> tuple[Event, Event]:
    """Return the event of a year for both directions of a pair."""
    return Event(one, other, year), Event(other, one, year)
