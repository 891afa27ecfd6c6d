"""Who held an office of state on a day: the speaker where a text names only the office."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, get_args

from sverka.vocabulary.country import Country

Office: TypeAlias = Literal["head_of_state", "head_of_government", "foreign_minister"]

_OFFICES: dict[str, Office] = {office: office for office in get_args(Office)}


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office from `start` until the day before `end`; without an end, still in office."""

    country: Country
    office: Office
    name_ru: str  # nominative, given name first
    name_en: str
    start: date
    end: date | None


def holder(country: Country, office: Office, on: date) -> Holder | None:
    """Return who held the office on that day, or None where the table does not know.

    Of a day on which one holder hands over to another the new one has it. The table is of November
    2025: who has no end there is given for every later day too.
    """
    for person in _by_office().get((country, office), ()):
        if person.start <= on and (person.end is None or on < person.end):
            return person
    return None


@cache
def known_people() -> tuple[Holder, ...]:
    """Return every term of office in the table; a person with several terms is there several times.

    Source: claims/lexicon/offices.tsv, whose first lines say how it was compiled.
    """
    lines = files("sverka.claims.lexicon").joinpath("offices.tsv").read_text("utf-8").splitlines()
    _, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple(map(_holder, rows))


def _holder(row: list[str]) -> Holder:
    country, office, name_ru, name_en, start, end = row
    until = date.fromisoformat(end) if end else None
    return Holder(country, _OFFICES[office], name_ru, name_en, date.fromisoformat(start), until)


@cache
def _by_office() -> dict[tuple[Country, Office], list[Holder]]:
    terms: dict[tuple[Country, Office], list[Holder]] = {}
    for person in known_people():
        terms.setdefault((person.country, person.office), []).append(person)
    return terms
