"""The decisions in `lookups.yml`, decoded strictly."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

import msgspec

from sverka.sources.beside import read_beside
from sverka.vocabulary.claim import Unit
from sverka.vocabulary.country import Country

_T = TypeVar("_T")


class UndecidedPhrase(LookupError):
    """The source uses words for which no person has made a decision."""

    def __init__(self, table: str, phrase: str) -> None:
        super().__init__(
            f"“{phrase}” has no entry under {table} in starter/lookups.yml. "
            "Decide what it means and add it there with the date."
        )


class UnitOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a written unit is understood; `scale` is how many whole units one of it makes."""

    unit: Unit | None = None
    currency: str | None = None
    scale: int = 1


class SpokenBillions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"least": "from"}):
    """From which number on, in `unit`, whole multiples of `whole` count as rounded to it by the speaker."""

    least: Decimal
    whole: Decimal
    unit: str

    def cover(self, value: Decimal, unit: str) -> bool:
        """Tell whether a number was said as billions with at most one decimal."""
        return unit == self.unit and value >= self.least and value % self.whole == 0


class NounOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is counted, where, and the phrase of the count that it is a part of."""

    noun: str
    country: Country | None = None
    part_of: str | None = None


class SameNoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person's decision that two nouns count the same thing."""

    noun: str
    counts_as: str
    decided_on: date
    why: str


class EventOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What happens, who comes and where."""

    event: str
    who: str
    place: Country


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the rows of the starter book."""

    decided_on: date
    decided_by: str
    units: dict[str, UnitOf]
    spoken_billions: SpokenBillions
    nouns: dict[str, NounOf]
    same_nouns: tuple[SameNoun, ...]
    events: dict[str, EventOf]
    books: dict[Country, str]
    publications: dict[str, str]

    def unit(self, written: str) -> UnitOf:
        """Return how a written unit is understood; raise UndecidedPhrase, as the others do."""
        return _decided("units", self.units, written)

    def noun(self, phrase: str) -> NounOf:
        """Return what a count's phrase counts."""
        return _decided("nouns", self.nouns, phrase)

    def publication(self, name: str) -> str:
        """Return the address of the publication that a row cites."""
        return _decided("publications", self.publications, name)

    def event(self, phrase: str) -> EventOf:
        """Return what an event's phrase announces."""
        return _decided("events", self.events, phrase)


def _decided(table: str, decisions: dict[str, _T], phrase: str) -> _T:
    if phrase not in decisions:
        raise UndecidedPhrase(table, phrase)
    return decisions[phrase]


def read_lookups() -> Lookups:
    """Decode the decisions that stand beside this module."""
    return read_beside(__file__, Lookups)
