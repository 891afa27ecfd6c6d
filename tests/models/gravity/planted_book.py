"""A book of twelve countries, 2005 to 2014, whose trade is that of `planted`: BLR and KAZ are its A and B.

Importers declare in millions. Belarus and Kazakhstan have the Pact from 2010, Armenia and Azerbaijan the
Accord from 2008 and a second one from 2011, Germany restricts its exports to Russia from 2009. Belarus and
Kazakhstan trade 3 times what the model says, from 2010 on 6 times. Kazakhstan is silent about what it bought
from Belarus in 2013.
"""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from tests.fictional.pair import CARD, flow
from tests.models.gravity.fictional_book import COVARIATES, fact
from tests.models.gravity.planted import planted

from sverka.ledger import open_ledger
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.fact import Fact

NAMES = ("BLR", "KAZ", "ARM", "AZE", "DEU", "FRA", "ITA", "LTU", "POL", "RUS", "UKR", "UZB")
YEARS = tuple(range(2005, 2015))
SILENT = ("BLR", "KAZ", 2013)
FACTS: tuple[Fact, ...] = (
    *(fact("agreement", of, "2010..2014", detail="1", text="Pact") for of in ("BLR>KAZ", "KAZ>BLR")),
    *(fact("agreement", of, "2008..2014", detail="2", text="Accord") for of in ("ARM>AZE", "AZE>ARM")),
    *(fact("agreement", of, "2011..2014", detail="3", text="Second Accord") for of in ("ARM>AZE", "AZE>ARM")),
    fact(
        "sanction",
        "RUS>DEU",
        "2009..2014",
        detail="7",
        text="trade (exports in part); objective: policy_change",
    ),
)


def planted_book(folder: Path, *, facts: bool = True, countries: int = len(NAMES)) -> Path:
    """Post the flows of the first countries, and what models hold them against, into a new book."""
    panel = planted(seed=5, years=len(YEARS), pair=0.2, noise=0.05)
    flows = []
    known: list[Fact] = [] if not facts else list(FACTS)
    for i, exporter in enumerate(NAMES[:countries]):
        for j, importer in enumerate(NAMES[:countries]):
            if i == j:
                continue
            subject = f"{exporter}>{importer}"
            if facts:
                apart, touching = panel.regressors[:, i, 0, j]
                known.append(fact("distance", subject, value=float(np.exp(apart)), unit="km"))
                known.append(fact("contiguity", subject, value=float(touching)))
            for t, year in enumerate(YEARS):
                times = (3 if year < 2010 else 6) if {exporter, importer} == {"BLR", "KAZ"} else 1
                if (exporter, importer, year) != SILENT:
                    flows.append(flow(importer, subject, str(year), float(times * panel.trade[i, t, j])))
    day = datetime(2016, 2, 1, tzinfo=UTC)
    with open_ledger(folder, create=True) as ledger:
        ledger.post(Batch(source=CARD.id, flows=tuple(flows)), CARD, None, posted_at=day)
        if known:
            ledger.post(Batch(source="covariates", facts=tuple(known)), COVARIATES, None, posted_at=day)
    return folder
