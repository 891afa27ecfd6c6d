"""Rows that account for every field: each is taken once, and what is left over is a Finding."""

import csv
from collections.abc import Iterator
from io import StringIO

from sverka.vocabulary.finding import Finding, Severity


class MissingColumn(ValueError):
    """A row lacks a field that its reader needs."""

    def __init__(self, place: str, field: str, has: tuple[str, ...]) -> None:
        super().__init__(
            f"{place} has no field “{field}”; it has {', '.join(has) or 'none'}. "
            "A column was renamed or the file is another one: compare it with the source's reader."
        )


class Row:
    """One row of a table; `place` says where it stands ("trade.csv row 12", the header being row 1)."""

    def __init__(self, fields: dict[str, str], place: str, sheet: "Sheet") -> None:
        self.place = place
        self._fields = fields
        self._left = dict(fields)
        self._sheet = sheet

    def take(self, field: str) -> str:
        """Return a field's text, without blanks around it; raise MissingColumn or TakenTwice."""
        if field in self._left:
            return self._left.pop(field).strip()
        if field in self._fields:
            raise TakenTwice(self.place, field)
        raise MissingColumn(self.place, field, tuple(self._fields))

    def done(self, ignore: tuple[str, ...] = ()) -> None:
        """Report to the sheet every field that holds something and was neither taken nor ignored."""
        for field, value in self._left.items():
            if value.strip() and field not in ignore:
                self._sheet.note_leftover(field, self.place, value)


class TakenTwice(ValueError):
    """A reader takes the same field of a row twice."""

    def __init__(self, place: str, field: str) -> None:
        super().__init__(
            f"The field “{field}” of {place} was taken before. Take each field once and keep it in a name."
        )


class Sheet:
    """The rows of a CSV table in UTF-8 with a header; `findings` says what no reader understood.

    A column that is left over in a million rows makes one Finding, with its count and first place.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._text = data.decode("utf-8-sig")
        self._leftovers: dict[str, tuple[int, str, str]] = {}
        self._ragged: list[str] = []
        self.rows = 0

    def __iter__(self) -> Iterator[Row]:
        for number, fields in enumerate(csv.DictReader(StringIO(self._text)), start=2):
            place = f"{self.name} row {number}"
            if None in fields or None in fields.values():
                self._ragged.append(place)
                continue
            self.rows += 1
            yield Row(fields, place, self)

    def note_leftover(self, field: str, place: str, value: str) -> None:
        """Count a field that a row's reader left over."""
        count, first, example = self._leftovers.get(field, (0, place, value))
        self._leftovers[field] = (count + 1, first, example)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what was left over and which rows were not read, after the rows have been gone through."""
        found = [
            Finding(
                check="unread field",
                severity=Severity.WARNING,
                about=f"{self.name}: {field}",
                message=f"The field “{field}” of {count} rows was not read.",
                evidence=(f"{first}: {value}",),
                next_step="Teach the source's reader the field, or list it as ignored.",
            )
            for field, (count, first, value) in self._leftovers.items()
        ]
        if self._ragged:
            found.append(
                Finding(
                    check="ragged row",
                    severity=Severity.ERROR,
                    about=self.name,
                    message=f"{len(self._ragged)} rows do not fit the header and were not read.",
                    evidence=tuple(self._ragged[:5]),
                    next_step="Look at them in the snapshot; a separator inside a field is the usual cause.",
                )
            )
        return tuple(found)


def expect_rows(expected: int | None, *sheets: Sheet) -> tuple[Finding, ...]:
    """Hold the rows that were read against the number on the source's card, None where it has none."""
    rows = sum(sheet.rows for sheet in sheets)
    if expected in {None, rows}:
        return ()
    return (
        Finding(
            check="expected rows",
            severity=Severity.WARNING,
            about=" and ".join(sheet.name for sheet in sheets),
            message=f"{rows} rows were read and the source's card expects {expected}.",
            next_step="Correct the card if the publisher has that many rows now; if not, get the file again.",
        ),
    )
