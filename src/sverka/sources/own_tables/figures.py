"""Figures as tables write them: "1 234,5", "1,234.5", "–", "х", "12,5*"."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from sverka.sources.own_tables.lookups import plain, read_lookups
from sverka.sources.own_tables.mapping import Meaning, Numbers
from sverka.sources.workbook import Cell

_BLANK = "[\\s\u00a0\u202f\u2009]"
_EXCEL_DIGITS = 15  # a spreadsheet keeps no more; what a double shows beyond them is not the table's


class Trouble:
    """Why a cell is no figure."""

    TEXT = "text where a figure should stand"
    DATE = "a date where a figure should stand"
    ERROR = "a formula's error"
    LOGICAL = "true or false where a figure should stand"
    NOT_A_NUMBER = "not a finite number"
    MARK = "an unexplained mark behind the figure"


class Read(NamedTuple):
    """What a cell says: a value with its flag, or a meaning (missing, confidential), or the trouble with it.

    `sign` tells a sign for a missing figure from an empty cell.
    """

    value: Decimal | None = None
    flag: str = "reported"
    meaning: Meaning | None = None
    trouble: str | None = None
    sign: bool = False


def read_figure(cell: Cell, numbers: Numbers) -> Read:
    """Read a cell of figures; an empty one is missing, never zero."""
    if isinstance(cell, str):
        return _read_text(cell, numbers)
    if isinstance(cell, bool):
        return Read(trouble=Trouble.LOGICAL)
    if isinstance(cell, date | datetime | time | timedelta):
        return Read(trouble=Trouble.DATE)
    value = Decimal(f"{cell:.{_EXCEL_DIGITS}g}") if isinstance(cell, float) else Decimal(cell)
    return Read(value) if value.is_finite() else Read(trouble=Trouble.NOT_A_NUMBER)


def _read_text(text: str, numbers: Numbers) -> Read:
    written = text.strip()
    if not written:
        return Read(meaning=Meaning.MISSING)
    meaning = numbers.cells.get(written) or _signs(tuple(numbers.cells.items())).get(plain(written))
    if meaning is Meaning.ZERO:
        return Read(Decimal(0))
    if meaning:
        return Read(meaning=meaning, sign=True)
    return _read_number(written, numbers)


def _read_number(written: str, numbers: Numbers) -> Read:
    number, flag = written, "reported"
    for mark, meant in numbers.marks.items():
        if written.endswith(mark):
            number, flag = written.removesuffix(mark).rstrip(), meant
            break
    value = _decimal(number, numbers.decimal or ".", numbers.thousands or "")
    if value is not None:
        return Read(value, flag)
    if plain(written) in _errors():
        return Read(trouble=Trouble.ERROR)
    if plain(written) in {"nan", "inf", "-inf", "infinity", "+inf"}:
        return Read(trouble=Trouble.NOT_A_NUMBER)
    looks = re.match(r"[-−–]?\d", written) and re.search(r"\d\D{1,2}$", written)
    return Read(trouble=Trouble.MARK if looks else Trouble.TEXT)


@lru_cache(maxsize=16_384)
def _decimal(number: str, decimal: str, thousands: str) -> Decimal | None:
    """Return the number, None where it is not written as the mapping says."""
    if not _grammar(decimal, thousands).fullmatch(number):
        return None
    digits = re.sub(_BLANK, "", number)
    if thousands.strip():
        digits = digits.replace(thousands, "")
    return Decimal(re.sub("[−–]", "-", digits).replace(decimal, "."))


@lru_cache(maxsize=32)
def _grammar(decimal: str, thousands: str) -> re.Pattern[str]:
    """Write the form of a number: thousands in groups of three, or not separated at all."""
    between = _BLANK if thousands == " " else re.escape(thousands)
    grouped = rf"|\d{{1,3}}(?:{between}\d{{3}})+" if thousands else ""
    return re.compile(rf"[-−–+]?\s?(?:\d+{grouped})(?:{re.escape(decimal)}\d+)?(?:[eE][+-]?\d{{1,2}})?")


@lru_cache(maxsize=32)
def _signs(cells: tuple[tuple[str, Meaning], ...]) -> dict[str, Meaning]:
    return {plain(sign): meaning for sign, meaning in cells}


@cache
def _errors() -> frozenset[str]:
    return frozenset(read_lookups().errors)
