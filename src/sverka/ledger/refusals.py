"""Why rows of a part are not posted: a number a reason, counted with the first places as Findings."""

from collections.abc import Sequence
from typing import NamedTuple

from sverka.ledger.kinds import Kind
from sverka.vocabulary.finding import Finding, Severity


class Reason(NamedTuple):
    """Why a row is not posted: on purpose (a note), or because it is wrong (an error)."""

    text: str
    severity: Severity = Severity.ERROR


class Refusals:
    """The reasons of one part, in the order in which they are tried; the first that holds counts.

    Those that a table brings come first and are tested by whoever stages it; a row's column `refusal`
    then holds 1 for the first of them. The rules of the kind follow, over the book's own columns.
    """

    def __init__(self, kind: Kind, of_table: Sequence[Reason] = ()) -> None:
        self._reasons = [*of_table, *map(Reason, kind.rules)]
        tested = "WHEN refusal IS NOT NULL THEN refusal " if of_table else ""
        rules = " ".join(
            f"WHEN {condition} THEN {number}"
            for number, condition in enumerate(kind.rules.values(), start=len(of_table) + 1)
        )
        self.sql = f"(CASE {tested}{rules} END)::SMALLINT"
        """The SQL of a row's refusal, NULL for one that is posted."""

    def finding(self, number: int, count: int, about: str, places: Sequence[str]) -> Finding:
        """Say how many rows were not posted for a reason, and where the first of them stand."""
        reason = self._reasons[number - 1]
        return Finding(
            check="rows not posted",
            severity=reason.severity,
            about=about,
            message=f"{count:,} rows of {about} were not posted: {reason.text}.",
            evidence=tuple(places),
            next_step=None if reason.severity is Severity.NOTE else "Look at these rows in the snapshot.",
        )


def place_words(place: str, line: int | None) -> str:
    """Write where a row stands: "trade.csv row 12"."""
    return place if line is None else f"{place} row {line}"
