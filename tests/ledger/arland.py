"""The trade of Arland (ARL) and Bedia (BED), small enough to check by hand."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sverka.sources.card import Card
from sverka.sources.snapshot import take_snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.claim import Claim, Kind, Unit
from sverka.vocabulary.country import Pair
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.statement import DateSource, Reading, Statement

PAIR = Pair("ARL", "BED")
ROOT = Path(__file__).parents[2]
"""Where a process is started so that it finds this module."""

YEARBOOK = take_snapshot("yearbook.csv", b"the yearbook of Arland")


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)


def card(source: str = "yearbook", **fields: Any) -> Card:  # noqa: ANN401
    return Card(
        **{
            "id": source,
            "title": "Yearbook of Trade",
            "publisher": "Arland's statistical office",
            "licence": "CC BY 4.0",
            "address": "https://example.org/yearbook",
            "cadence": "yearly",
            "valuation": "exports FOB, imports CIF",
            "usual_revision": 0.02,
            "accessed": date(2020, 1, 2),
            **fields,
        }
    )


def origin(place: str = "row 2", source: str = "yearbook", snapshot: str = YEARBOOK.sha256) -> Origin:
    return Origin(
        source=source, snapshot=snapshot, place=place, licence="CC BY 4.0", accessed=date(2020, 1, 2)
    )


def exports(year: str, value: int, **fields: Any) -> Flow:  # noqa: ANN401
    """Return Arland's exports to Bedia in Arland's book."""
    return Flow(
        **{
            "exporter": "ARL",
            "importer": "BED",
            "reporter": "ARL",
            "period": year,
            "valuation": Valuation.FOB,
            "value": value,
            "value_usd": value,
            "origin": origin(),
            **fields,
        }
    )


def mirror(year: str, value: int, **fields: Any) -> Flow:  # noqa: ANN401
    """Return the same goods as Bedia's imports."""
    return exports(year, value, reporter="BED", valuation=Valuation.CIF, **fields)


def batch(*flows: Flow, source: str = "yearbook", **fields: Any) -> Batch:  # noqa: ANN401
    return Batch(source=source, flows=flows, **fields)


def said(statement: str, day: str | None, value: float, **fields: Any) -> Reading:  # noqa: ANN401
    """Return the record of a statement that trade was `value` dollars."""
    claim = Claim(id="c1", kind=Kind.LEVEL, value=value, unit=Unit.MONEY, currency="USD", subject="ARL-BED")
    return Reading(
        statement=Statement(
            **{
                "id": statement,
                "said_on": date.fromisoformat(day) if day else None,
                "said_on_from": DateSource.RECORD,
                "pair": "ARL-BED",
                "origin": origin(),
                **fields,
            }
        ),
        claims=(claim,),
    )
