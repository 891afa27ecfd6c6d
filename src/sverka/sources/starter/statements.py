"""Read `statements.csv`: what was said of the trade, a row a claim, into readings without text."""

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import msgspec

from sverka.sources.row import Row, Sheet
from sverka.sources.starter.lookups import Lookups
from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, Unit
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.period import Period, shift_years, span
from sverka.vocabulary.statement import DateSource, Reading, Statement

_KINDS = {"forecast": (Kind.TARGET, Modality.FORECAST), "target": (Kind.TARGET, Modality.TARGET)}
_PAIR = "BLR-KAZ"


class _Said(msgspec.Struct, frozen=True):
    """A row's claim, and the fields that its statement shares with other rows."""

    said_on: str
    speaker: str | None
    office: str
    country: str
    address: str
    place: str
    phrase: str
    claim: Claim


def read_statements(sheet: Sheet, origin: Origin, lookups: Lookups) -> tuple[Reading, ...]:
    """Read the rows into one reading a statement, which is a day, a speaker and an address."""
    said = sorted((_read_row(row, lookups) for row in sheet), key=_statement_of)
    return tuple(_reading([*rows], origin, lookups) for _, rows in groupby(said, key=_statement_of))


def _statement_of(said: _Said) -> tuple[str, str, str]:
    return said.said_on, said.address, said.speaker or ""


def _read_row(row: Row, lookups: Lookups) -> _Said:
    phrase, office, speaker = row.take("about"), row.take("office"), row.take("speaker") or None
    kind, modality = _kind(row.take("kind"))
    claim = Claim(
        id="",
        kind=kind,
        modality=modality,
        hedge=_hedge(row.take("hedge")),
        speaker=speaker,
        source=lookups.books.get(row.take("books")),
        **_number(row.take("value"), row.take("unit"), lookups),
        **_about(kind, phrase, row.take("subject"), lookups),
    )
    said = _Said(
        said_on=row.take("said_on"),
        speaker=speaker,
        office=office,
        country=row.take("country"),
        address=row.take("address"),
        place=row.place,
        phrase=phrase,
        claim=_with_period(claim, row.take("period")),
    )
    row.done()
    return said


def _kind(written: str) -> tuple[Kind, Modality]:
    if written in _KINDS:
        return _KINDS[written]
    kind = Kind(written)
    return kind, Modality.PLANNED if kind is Kind.EVENT else Modality.REPORTED


def _hedge(written: str) -> Hedge:
    return Hedge.APPROX if written == "about" else Hedge(written or "exact")


def _number(written: str, unit: str, lookups: Lookups) -> dict[str, Any]:
    """Return value, half a unit of its last digit as it was said, unit, currency and direction."""
    if not written:
        return {}
    value, known = Decimal(written), lookups.unit(unit)
    spoken = lookups.spoken_billions
    last_digit = (
        spoken.whole if spoken.cover(value, unit) else Decimal(1).scaleb(int(value.as_tuple().exponent))
    )
    return {
        "value": float(abs(value) * known.scale),
        "half_step": float(last_digit * known.scale / 2),
        "unit": known.unit,
        "currency": known.currency,
        "direction": ("down" if value < 0 else "up") if known.unit is Unit.PERCENT else None,
    }


def _about(kind: Kind, phrase: str, subject: str, lookups: Lookups) -> dict[str, Any]:
    """Return what the claim is about: a measure of a subject, things counted in a country, or an event."""
    if kind is Kind.EVENT:
        return msgspec.structs.asdict(lookups.event(phrase))
    if kind is not Kind.COUNT:
        return {"measure": "export" if ">" in subject else phrase, "subject": subject}
    counted = lookups.noun(phrase)
    for same in lookups.same_nouns:
        if same.noun == counted.noun:
            decided = f"Decided {same.decided_on} by {lookups.decided_by}."
            why = f"said as “{phrase}” ({same.noun}). {same.why} {decided}"
            return {"noun": same.counts_as, "country": counted.country, "reasons": {"noun": why}}
    return {"noun": counted.noun, "country": counted.country}


def _with_period(claim: Claim, written: str) -> Claim:
    """Set the period, and for growth the year before it; keep a phrase that names no date as the reason."""
    if span(written) is None:
        why = f"said as “{written}”, which names no date" if written else "the record names no period"
        return msgspec.structs.replace(claim, reasons={**claim.reasons, "period": why})
    period: Period = written
    base = shift_years(period, -1) if claim.kind is Kind.GROWTH else None
    return msgspec.structs.replace(claim, period=period, base=base)


def _reading(rows: list[_Said], origin: Origin, lookups: Lookups) -> Reading:
    first = rows[0]
    outlet = (urlsplit(first.address).hostname or "").removeprefix("www.")
    who = (first.speaker or first.office).lower().replace(" ", "-")
    places = [row.place.removeprefix("statements.csv row ") for row in rows]
    statement = Statement(
        id=f"{first.said_on}/{outlet}/{who}",
        said_on=date.fromisoformat(first.said_on),
        said_on_from=DateSource.RECORD,
        pair=_PAIR,
        speaker=first.speaker,
        office=first.office,
        country=first.country,
        origin=msgspec.structs.replace(
            origin, place=f"statements.csv rows {', '.join(places)}", cites=outlet, address=first.address
        ),
    )
    ids = {row.phrase: f"c{number}" for number, row in enumerate(rows, start=1)}
    claims = (_numbered(row, number, first.office, ids, lookups) for number, row in enumerate(rows, start=1))
    return Reading(statement=statement, claims=tuple(claims))


def _numbered(row: _Said, number: int, office: str, ids: dict[str, str], lookups: Lookups) -> Claim:
    """Give the claim its id in the statement, its whole, and the body that gave the figure if named apart."""
    counted = lookups.nouns.get(row.phrase)
    whole = ids.get(counted.part_of) if counted and counted.part_of else None
    source = row.office if row.office != office else row.claim.source
    return msgspec.structs.replace(row.claim, id=f"c{number}", part_of=whole, source=source)
