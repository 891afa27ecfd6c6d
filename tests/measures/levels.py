"""Yearly levels of a pair: the fictional pair's by hand, and those of the starter book."""

from collections.abc import Sequence
from datetime import date

from tests.fictional.pair import BOTH, CARD, origin

from sverka.measures import level
from sverka.sources import card_of, read, shipped_snapshot
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.origin import Origin

REVISIONS = {CARD.id: 0.02}


def level_of(period: int | str, value: float, **fields: object) -> Figure:
    """Return the turnover of Arland and Bedia in Arland's book, revised by 2 %."""
    given: dict[str, object] = {
        "measure": "turnover",
        "subject": BOTH,
        "value": float(value),
        "unit": "USD",
        "period": str(period),
        "book": "ARL",
        "valuation": "FOB + CIF",
        "method": "as declared by ARL",
        "allowed": Interval(0.98 * value, 1.02 * value),
        "origins": (origin(str(period)),),
    }
    return Figure(**{**given, **fields})  # type: ignore[arg-type]


def levels_from(first: int, values: Sequence[float]) -> list[Figure]:
    """Return a level a year."""
    return [level_of(first + number, value) for number, value in enumerate(values)]


def price(year: int, value: float | None, **fields: object) -> Fact:
    """Return an index of consumer prices in the United States."""
    given: dict[str, object] = {
        "name": "consumer_prices_imf",
        "country": "USA",
        "period": str(year),
        "value": value,
        "unit": "index",
        "origin": Origin(
            source="covariates", snapshot="1" * 64, place=f"row {year}", licence="", accessed=date(2026, 1, 1)
        ),
    }
    return Fact(**{**given, **fields})  # type: ignore[arg-type]


def starter_levels(book: str) -> list[Figure]:
    """Return Belarus's trade with Kazakhstan, year by year, in one of their books."""
    flows = list(read("starter", shipped_snapshot("starter")).flows)
    revisions = {"starter": card_of("starter").usual_revision}
    found = (level(flows, "BLR-KAZ", book, str(year), revisions) for year in range(1992, 2021))
    return [figure for figure in found if isinstance(figure, Figure)]
