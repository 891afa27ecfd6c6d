"""The dated events of a pair that the book knows: agreements that came into force, sanctions that began."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from sverka.models.gravity.event_window import Event
from sverka.vocabulary.country import Country  # noqa: TC001  msgspec reads the annotation
from sverka.vocabulary.origin import Origin  # noqa: TC001  likewise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.ledger import Ledger


class Kind(StrEnum):
    """What happened."""

    AGREEMENT = "agreement"
    SANCTION = "sanction"
    GIVEN = "given"


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a pair: its year, its name or text, and where the book has it from (None: a user's).

    `by` imposed a sanction `on` the other; of agreements both are None.
    """

    kind: Kind
    year: int
    text: str
    by: Country | None = None
    on: Country | None = None
    origin: Origin | None = None

    @property
    def words(self) -> str:
        """Say it: whose sanction it is, and its text or name."""
        return f"{self.by} on {self.on}: {self.text}" if self.by else self.text


def pair_dates(ledger: Ledger, one: Country, other: Country) -> tuple[Dated, ...]:
    """Return the events of a pair in the order of years, agreements that both directions have once."""
    found: dict[tuple[Kind, int, str], Dated] = {}
    for dated in _dated(ledger, one, other):
        found.setdefault((dated.kind, dated.year, dated.words), dated)
    return tuple(sorted(found.values(), key=lambda dated: (dated.year, dated.kind, dated.words)))


def _dated(ledger: Ledger, one: Country, other: Country) -> Iterator[Dated]:
    for kind in (Kind.AGREEMENT, Kind.SANCTION):
        for country, partner in ((one, other), (other, one)):
            for fact in ledger.facts(kind.value, country=country, partner=partner):
                start = (fact.period or "").partition("..")[0][:4]
                text = fact.text or fact.detail
                if not start:
                    continue
                sides = {}
                if kind is Kind.SANCTION:
                    sides = {"by": partner, "on": country}  # a fact's country is the sanctioned one
                    text = text.replace("_", " ")  # words of the data base's codes, as in policy_change
                yield Dated(kind=kind, year=int(start), text=text, origin=fact.origin, **sides)


def both_directions(one: Country, other: Country, year: int) -> tuple[Event, Event]:
    """Return the event of a year for both directions of a pair."""
    return Event(one, other, year), Event(other, one, year)
