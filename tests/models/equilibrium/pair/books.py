"""Made-up books: input-output tables of a few countries, and trade of all pairs with GDP.

The tables of 2022 hold ARL, BED and CED by farms, mills, machines and shops. Trade of 2019 and 2020 is that
of the same and of DOR; in 2020 nobody states what BED sells to ARL. HUB exports more than its GDP, and nobody
knows the GDP of NIL.
"""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from tests.models.mirror.books import SNAPSHOT, flow, origin, post

from sverka.ledger import open_ledger
from sverka.sources import card_of
from sverka.sources.oecd_icio.totals import Stated, Trade, facts_of, flows_of, uses_of
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.fact import Fact

IN_TABLES = ("ARL", "BED", "CED")
INDUSTRIES = ("A01", "C10T12", "C28", "G")
TRADERS = (*IN_TABLES, "DOR", "HUB", "NIL")
MILLION = 1_000_000


def post_tables(
    book: Path,
    countries: tuple[str, ...] = IN_TABLES,
    *,
    year: str = "2022",
    seed: int = 1,
    final: bool = False,
) -> None:
    """Post tables whose rows and columns add up, under the card of real ones: a third of sales are inputs."""
    chance = np.random.default_rng(seed)
    n, s = len(countries), len(INDUSTRIES)
    inputs = chance.integers(10, 60, (s, n, n)) * MILLION
    inputs[:, range(n), range(n)] += 400 * MILLION
    parts = chance.dirichlet(np.full(s, 5.0), (s, n))
    used = np.round(inputs.sum(axis=1)[..., None] * parts).astype(np.int64).transpose(0, 2, 1)
    used[:, 0] += inputs.sum(axis=1) - used.sum(axis=1)
    sold = inputs.sum(axis=2)
    output = 3 * sold
    stated = Stated(year, "ICIO2025", origin("oecd_icio", "all"))
    flows = [*flows_of(Trade(countries, INDUSTRIES, "", inputs.transpose(1, 0, 2)), stated)]
    if final:
        flows += [*flows_of(Trade(countries, INDUSTRIES, "HFCE", 2 * inputs.transpose(1, 0, 2)), stated)]
    facts = [
        *facts_of("output", countries, INDUSTRIES, output, stated),
        *uses_of(countries, INDUSTRIES, used, stated),
    ]
    with open_ledger(book, create=True) as ledger:
        batch = Batch(source="oecd_icio", flows=tuple(flows), facts=tuple(facts))
        ledger.post(batch, card_of("oecd_icio"), SNAPSHOT, posted_at=datetime.now(tz=UTC))


def post_trade(book: Path, traders: tuple[str, ...] = TRADERS) -> None:
    """Post what importers declare of 2019 and 2020, and GDP."""
    flows, facts = [], []
    for i, exporter in enumerate(traders):
        for j, importer in enumerate(traders):
            for year in (2019, 2020):
                silent = (exporter, importer, year) == ("BED", "ARL", 2020) or (exporter, importer) == (
                    "CED",
                    "DOR",
                )
                if i != j and not silent:
                    flows.append(flow("importer", exporter, importer, year, (10 + 3 * i + 5 * j) * MILLION))
    for k, country in enumerate(traders):
        for period in ("2019", "2020"):
            if country != "NIL":
                value = 50.0 * MILLION if country == "HUB" else (2000.0 + 100 * k) * MILLION
                told = origin("covariates", f"gdp {country}")
                facts.append(
                    Fact(name="gdp", country=country, period=period, value=value, unit="USD", origin=told)
                )
    post(book, flows)
    post(book, facts=facts, source="covariates")
