"""Arland (ARL) and Bedia (BED), who trade in round millions: a book small enough to check by hand.

    year   Arland's book (exports + imports)   Bedia's book (imports + exports)   reconciled
    2010   60 + 40 = 100                       60 + 40 = 100
    2011   90 + 60 = 150                       60 + 40 = 100
    2012   120 + 80 = 200                      120 + 80 = 200
    2014                                                                          150 + 100 = 250

in millions of dollars, usually revised by 2 %. On 1 May 2010 Arland's minister said what RECORDED holds.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sverka.ledger import Ledger, open_ledger
from sverka.sources.card import Card
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, Unit
from sverka.vocabulary.country import Pair
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.statement import DateSource, Reading, Statement

PAIR = Pair("ARL", "BED")
BOTH, OUT, BACK = "ARL-BED", "ARL>BED", "BED>ARL"
MILLION = 1_000_000
TODAY = date(2016, 1, 1)
CARD = Card(
    id="almanac",
    title="Almanac of Two Countries",
    publisher="Nobody",
    licence="MIT",
    address="https://example.org/almanac",
    cadence="yearly",
    valuation="exports FOB, imports CIF",
    usual_revision=0.02,
    accessed=date(2015, 1, 1),
)


def origin(place: str) -> Origin:
    return Origin(
        source=CARD.id, snapshot="0" * 64, place=place, licence=CARD.licence, accessed=CARD.accessed
    )


def flow(reporter: str | None, subject: str, period: str, millions: float) -> Flow:
    exporter, importer = subject.split(">")
    valuation = Valuation.FOB if reporter == exporter else Valuation.CIF
    value = round(millions * MILLION)
    return Flow(
        exporter=exporter,
        importer=importer,
        reporter=reporter,
        period=period,
        valuation=valuation if reporter else Valuation.RECONCILED,
        value=value,
        value_usd=value,
        origin=origin(f"{reporter} {subject} {period}"),
    )


FLOWS = (
    flow("ARL", OUT, "2010", 60),
    flow("ARL", BACK, "2010", 40),
    flow("BED", OUT, "2010", 60),
    flow("BED", BACK, "2010", 40),
    flow("ARL", OUT, "2011", 90),
    flow("ARL", BACK, "2011", 60),
    flow("BED", OUT, "2011", 60),
    flow("BED", BACK, "2011", 40),
    flow("ARL", OUT, "2012", 120),
    flow("ARL", BACK, "2012", 80),
    flow("BED", OUT, "2012", 120),
    flow("BED", BACK, "2012", 80),
    flow(None, OUT, "2014", 150),
    flow(None, BACK, "2014", 100),
)


def level(millions: float, period: str | None, subject: str = BOTH, **fields: Any) -> Claim:  # noqa: ANN401
    """Return a level of trade said to the last hundred thousand dollars."""
    claim: dict[str, Any] = {
        "id": "c1",
        "kind": Kind.LEVEL,
        "value": millions * MILLION,
        "half_step": 50_000.0,
        "unit": Unit.MONEY,
        "currency": "USD",
        "measure": "trade",
        "subject": subject,
        "period": period,
    }
    return Claim(**{**claim, **fields})


def growth(percent: float | None, period: str, subject: str = BOTH, **fields: Any) -> Claim:  # noqa: ANN401
    """Return a rise in whole percent against the year before."""
    claim: dict[str, Any] = {
        "id": "g1",
        "kind": Kind.GROWTH,
        "value": percent,
        "half_step": 0.5,
        "unit": Unit.PERCENT,
        "direction": "up",
        "measure": "trade",
        "subject": subject,
        "period": period,
    }
    return Claim(**{**claim, **fields})


def target(millions: float, period: str | None, **fields: Any) -> Claim:  # noqa: ANN401
    """Return a level aimed at."""
    return level(millions, period, **{"id": "t1", "kind": Kind.TARGET, "modality": Modality.TARGET, **fields})


def count(number: float, noun: str = "firms:ARL_capital", **fields: Any) -> Claim:  # noqa: ANN401
    """Return a number of things in Bedia."""
    claim: dict[str, Any] = {
        "id": "n1",
        "kind": Kind.COUNT,
        "value": number,
        "half_step": 0.5,
        "noun": noun,
        "country": "BED",
    }
    return Claim(**{**claim, **fields})


def reading(*claims: Claim, said_on: date | None = date(2013, 6, 1), name: str = "speech") -> Reading:
    statement = Statement(
        id=name,
        said_on=said_on,
        said_on_from=DateSource.RECORD if said_on else None,
        pair=BOTH,
        speaker="Minister Aro",
        office="minister",
        country="ARL",
        origin=origin(name),
    )
    return Reading(statement=statement, claims=claims)


RECORDED = (
    reading(
        target(180, "2011", id="t1"),
        target(200, None, id="t2"),
        target(300, None, id="t3"),
        level(88.8, "2009", id="c1"),
        level(95.5, "2010", id="c2"),
        level(148.5, "2008", id="c3"),
        count(30, "shops:ARL", hedge=Hedge.MORE_THAN, id="n1"),
        count(55, id="n2"),
        said_on=date(2010, 5, 1),
        name="speech of 2010",
    ),
)


def make_book(folder: Path, *recorded: Reading) -> Ledger:
    """Post the almanac and what was said into a new book."""
    ledger = open_ledger(folder, create=True)
    batch = Batch(source=CARD.id, flows=FLOWS, readings=recorded or RECORDED)
    ledger.post(batch, CARD, None, posted_at=datetime(2015, 2, 1, tzinfo=UTC))
    return ledger
