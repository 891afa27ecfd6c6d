"""A book of Arland, Bedia and Cedia (silent itself), 2010 to 2013: small enough to check every cell by hand.

    millions    2010                              2011
    ARL>BED     BED 60 CIF, ARL 55 FOB            BED 0
    BED>ARL     nobody                            ARL 7 CIF estimated, BED 6 FOB
    ARL>CED     ARL 20 FOB                        nobody
    CED>ARL     ARL 5 CIF                         ARL 8 CIF
    CED>BED     nobody, though BED publishes      nobody
    BED>BED     BED 300                           nobody
    ARL>world   ARL 80 FOB                        ARL 90 FOB

In 2012 nobody declares anything, in 2013 Arland imports 9 from Bedia. GDP of Arland: 1,000 in 2010, 70 in
2011. Arland and Bedia have an agreement from 2011 to 2012, the last year of the list; Arland restricts its
exports to Bedia in 2010 and 2011.
"""

from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace
from tests.fictional.pair import CARD, flow, origin

from sverka.ledger import Ledger, open_ledger
from sverka.sources import card_of
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.flow import Flow

COVARIATES = replace(card_of("covariates"), licence="MIT")
ESTIMATED = replace(flow("ARL", "BED>ARL", "2011", 7), flag="estimated")
FLOWS: tuple[Flow, ...] = (
    flow("BED", "ARL>BED", "2010", 60),
    flow("ARL", "ARL>BED", "2010", 55),
    flow("ARL", "ARL>CED", "2010", 20),
    flow("ARL", "CED>ARL", "2010", 5),
    flow("BED", "BED>BED", "2010", 300),
    flow("ARL", "ARL>WLD", "2010", 80),
    flow("BED", "ARL>BED", "2011", 0),
    ESTIMATED,
    flow("BED", "BED>ARL", "2011", 6),
    flow("ARL", "CED>ARL", "2011", 8),
    flow("ARL", "ARL>WLD", "2011", 90),
    flow("ARL", "BED>ARL", "2013", 9),
)


def fact(name: str, of: str, period: str | None = None, **fields: object) -> Fact:
    """State something of a country ("ARL") or of one towards another ("ARL>BED")."""
    country, _, partner = of.partition(">")
    place = replace(origin(name), source="covariates", cites=f"Almanac of {name}")
    known = {"name": name, "country": country, "partner": partner or None, "period": period, "origin": place}
    return Fact(**{**known, **fields})  # type: ignore[arg-type]


FACTS: tuple[Fact, ...] = (
    *(fact("distance", of, value=500.0, unit="km") for of in ("ARL>BED", "BED>ARL")),
    *(fact("distance", of, value=80.0, unit="km") for of in ("ARL>ARL", "BED>BED")),
    *(fact("contiguity", of, value=1.0) for of in ("ARL>BED", "BED>ARL")),
    *(fact("contiguity", of, value=0.0) for of in ("ARL>CED", "CED>ARL", "BED>CED", "CED>BED")),
    *(fact("agreement", of, "2011..2012", detail="1", text="Pact") for of in ("ARL>BED", "BED>ARL")),
    *(fact("agreement_signed", of, "2010", detail="2", text="Pact") for of in ("ARL>CED", "CED>ARL")),
    fact("sanction", "BED>ARL", "2010..2011", detail="7", text="trade (exports in part); objective: other"),
    fact("sanction", "CED>BED", "2013", detail="8", text="arms, travel; objective: other"),
    fact("gdp", "ARL", "2010", value=1000e6, unit="USD"),
    fact("gdp", "ARL", "2011", value=70e6, unit="USD"),
)


def gravity_book(folder: Path, facts: tuple[Fact, ...] = FACTS) -> Ledger:
    """Post the flows and the facts into a new book."""
    ledger = open_ledger(folder, create=True)
    day = datetime(2016, 2, 1, tzinfo=UTC)
    ledger.post(Batch(source=CARD.id, flows=FLOWS), CARD, None, posted_at=day)
    if facts:
        ledger.post(Batch(source="covariates", facts=facts), COVARIATES, None, posted_at=day)
    return ledger
