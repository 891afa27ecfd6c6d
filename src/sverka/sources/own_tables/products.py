"""Product codes as tables write them: blanks inside, leading zeros lost to a spreadsheet."""

import re
from functools import lru_cache
from typing import NamedTuple

from sverka.sources.own_tables.names import LEAVE_OUT, is_total

_SEPARATED = re.compile(r"[\s\u00a0\u202f.]")
_DIGITS = re.compile(r"\d{1,10}")
_RANGE = re.compile(r"\d{1,2}\s*[-–—]\s*\d{1,2}|[IVX]{1,5}")
_LAST_CHAPTER = 99


class Code(NamedTuple):
    """A code as nomenclatures write it; `restored` where a leading zero was put back."""

    code: str
    restored: bool = False


@lru_cache(maxsize=65_536)
def read_code(text: str) -> Code | None:
    """Read a code of 2 to 10 digits; TOTAL for all goods, LEAVE_OUT for sections and ranges of chapters.

    The Harmonized System and what is built on it have an even number of digits, and no chapter 00:
    an odd number means that one leading zero was lost, and never which. None where it is no code.
    """
    written = text.strip()
    if is_total(written):
        return Code("TOTAL")
    if _RANGE.fullmatch(written):
        return Code(LEAVE_OUT)
    digits = _SEPARATED.sub("", written)
    if not _DIGITS.fullmatch(digits) or not digits.isascii():
        return None
    lost = len(digits) % 2 == 1
    code = f"0{digits}" if lost else digits
    return Code(code, restored=lost) if 1 <= int(code[:2]) <= _LAST_CHAPTER else None
