"""Hold the book's countries against the list of countries that a release brings."""

import csv
from collections.abc import Iterator
from io import StringIO

from sverka.sources.cepii_baci.lookups import Lookups
from sverka.vocabulary.finding import Finding, Severity

_CODE = "country_code"
_LETTERS = ("country_iso3", "iso_3digit_alpha")  # since 2023, and before


def check_countries(data: bytes, name: str, lookups: Lookups) -> Iterator[Finding]:
    """Yield a finding for each code that the list and the book understand differently.

    The names in the list of 2025 are UTF-8 encoded twice; only codes are compared.
    """
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig", errors="replace"))))
    letters = next((field for field in _LETTERS if rows and field in rows[0]), None)
    if not rows or _CODE not in rows[0] or letters is None:
        yield _unreadable(name, tuple(rows[0]) if rows else ())
        return
    for number, row in enumerate(rows, start=2):
        code, theirs = (row[_CODE] or "").strip(), (row[letters] or "").strip()
        if not code.isdecimal():
            yield _contradiction(f"{name} row {number}", code, theirs, None)
            continue
        ours = lookups.countries.get(int(code))
        difference = lookups.differences.get(code)
        decided = difference is not None and (difference.list, difference.book) == (theirs, ours)
        if ours != theirs and not decided:
            yield _contradiction(f"{name} row {number}", code, theirs, ours)


def _unreadable(name: str, has: tuple[str, ...]) -> Finding:
    return Finding(
        check="list of countries not read",
        severity=Severity.WARNING,
        about=name,
        message=f"The list of countries has the columns {', '.join(has) or 'none'}; "
        f"{_CODE} and {' or '.join(_LETTERS)} were expected. Codes were not checked against it.",
        next_step="Compare it with the book's codes by hand, or teach cepii_baci/country_list.py its layout.",
    )


def _contradiction(place: str, code: str, theirs: str, ours: str | None) -> Finding:
    book = (
        f"the book has {ours}" if ours else "the book does not have the code, and rows with it are not posted"
    )
    return Finding(
        check="country code",
        severity=Severity.ERROR if ours is None else Severity.WARNING,
        about=place,
        message=f"The release's list gives {theirs or 'no letters'} for the code {code}; {book}.",
        next_step="Decide in cepii_baci/lookups.yml which it is (areas, differences).",
    )
