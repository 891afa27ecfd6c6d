"""Why a row stays outside the book: reasons that all layouts share, counted into findings."""

from collections.abc import Iterator
from enum import StrEnum

from sverka.vocabulary.finding import Finding, Severity

_SHOWN = 5


class LeftOut(StrEnum):
    """Rows that are right and are no flow of the book."""

    SERVICES = "they are services, which a book of goods does not hold"
    SUB_FLOW = "they are re-exports, re-imports and other flows that the exports and imports contain"
    SECOND_PARTNER = "they are parts by second partner; the total over them is a row of its own"
    TRANSPORT = "they are parts by mode of transport; the total over them is a row of its own"
    CUSTOMS = "they are parts by customs procedure; the total over them is a row of its own"
    SUPPLY = "they are parts by mode of supply; the total over them is a row of its own"
    NOMENCLATURE = "their nomenclature is none that the book keeps (BEC and others)"


class Refused(StrEnum):
    """Rows that do not say what a flow needs."""

    FLOW = "their flow code is not known"
    BREAKDOWN = "they do not say whether they are totals over second partners, transport and procedures"
    REPORTER = "their reporter's code is not known"
    PARTNER = "their partner's code is not known"
    PERIOD = "their period does not fit their frequency"
    PRODUCT = "they name no product"
    VALUE = "they have no value"
    NEGATIVE = "their value is negative"
    FLAG = "their flag is not known"


BREAKDOWNS = {
    "partner2code": LeftOut.SECOND_PARTNER,
    "motcode": LeftOut.TRANSPORT,
    "customscode": LeftOut.CUSTOMS,
    "moscode": LeftOut.SUPPLY,
}
"""The fields of a breakdown, with the reason to leave out a row that is a part of it."""


class Tally:
    """Counts of what stayed outside, each with its first places; looked at after the rows were read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._counts: dict[LeftOut | Refused, int] = {}
        self._places: dict[LeftOut | Refused, list[str]] = {}
        self._unread: dict[str, tuple[int, str]] = {}
        self._conventional: list[str] = []
        self._conventions = 0

    def put(self, reason: LeftOut | Refused, place: str) -> None:
        """Count a row that stays outside."""
        self._counts[reason] = self._counts.get(reason, 0) + 1
        places = self._places.setdefault(reason, [])
        if len(places) < _SHOWN:
            places.append(place)

    def unread(self, field: str, place: str) -> None:
        """Count a field that the dictionary does not have."""
        count, first = self._unread.get(field, (0, place))
        self._unread[field] = (count + 1, first)

    def conventional(self, place: str) -> None:
        """Count a flow whose valuation the row does not state."""
        self._conventions += 1
        if len(self._conventional) < _SHOWN:
            self._conventional.append(place)

    def __iter__(self) -> Iterator[Finding]:
        for reason, count in self._counts.items():
            yield self._outside(reason, count)
        for field, (count, first) in self._unread.items():
            yield Finding(
                check="unread field",
                severity=Severity.WARNING,
                about=f"{self._name}: {field}",
                message=f"The field “{field}” of {count} rows was not read.",
                evidence=(first,),
                next_step="Decide in un_comtrade/fields.yml whether it is taken or ignored, and why.",
            )
        if self._conventions:
            yield Finding(
                check="valuation by convention",
                severity=Severity.WARNING,
                about=self._name,
                message=f"{self._conventions:,} flows state neither a CIF nor an FOB value equal to their "
                "primary value; exports are taken as FOB and imports as CIF, and their flag says so.",
                evidence=tuple(self._conventional),
                next_step="See the reporter's metadata before comparing them with the partner's figures.",
            )

    def _outside(self, reason: LeftOut | Refused, count: int) -> Finding:
        refused = isinstance(reason, Refused)
        return Finding(
            check="rows not posted",
            severity=Severity.ERROR if refused else Severity.NOTE,
            about=self._name,
            message=f"{count:,} rows of {self._name} were not posted: {reason}.",
            evidence=tuple(self._places[reason]),
            next_step="Look at these rows in the snapshot." if refused else None,
        )
