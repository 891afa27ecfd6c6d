"""The numbers behind every interval, read from allowances.yml where each has its day and its reason."""

from datetime import date
from functools import cache
from importlib.resources import files

import msgspec.yaml


class Allowance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One decided number, the day since when it holds, and why."""

    value: float
    since: date
    reason: str


class TimesWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The multiples that are called by one word: "doubled" is 1.75 to 2.25 times."""

    said: float
    low: float
    high: float


class TimesWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words for multiples that have near neighbours."""

    since: date
    reason: str
    values: tuple[TimesWord, ...]


class Allowances(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every allowance by name; shares are fractions of the value, `near` is in characters, days are days."""

    about: Allowance
    almost: Allowance
    more_than: Allowance
    round_word: Allowance
    fraction_word: Allowance
    times_words: TimesWords
    times_word: Allowance
    balanced_trade: Allowance
    near: Allowance
    stale_days: Allowance
    precise_digits: Allowance


@cache
def allowances() -> Allowances:
    """Read the table once; raise msgspec.ValidationError where the file does not fit its types."""
    table = files("sverka.checks").joinpath("allowances.yml").read_bytes()
    return msgspec.yaml.decode(table, type=Allowances)
