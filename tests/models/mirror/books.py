"""A book that holds a simulated world, its countries called by real codes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from tests.models.mirror.world import World

from sverka.ledger import open_ledger
from sverka.sources.card import Card
from sverka.sources.snapshot import take_snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import TOTAL, Product

CODES = ("BLR", "KAZ", "ARM", "AUT", "BEL", "BGR", "CHN", "CZE", "DEU", "ESP", "EST", "FIN", "FRA", "GRC")
SNAPSHOT = take_snapshot("world.csv", b"a fictional world")


def card(source: str) -> Card:
    return Card(
        id=source,
        title=f"Collection {source}",
        publisher="Office of the world",
        licence="CC BY 4.0",
        address="https://example.org/world",
        cadence="yearly",
        valuation="exports FOB, imports CIF",
        usual_revision=0.02,
        accessed=date(2026, 1, 2),
        goods=source != "oecd_icio",  # tables hold services too
    )


def origin(source: str, place: str) -> Origin:
    return Origin(
        source=source, snapshot=SNAPSHOT.sha256, place=place, licence="CC BY 4.0", accessed=date(2026, 1, 2)
    )


def flow(side: str, exporter: str, importer: str, year: int, value: float, **more: Any) -> Flow:  # noqa: ANN401
    """Make what the "exporter" or the "importer" declares."""
    source = more.pop("source", "world")
    valuation = Valuation.FOB if side == "exporter" else Valuation.CIF
    return Flow(
        **{
            "exporter": exporter,
            "importer": importer,
            "reporter": exporter if side == "exporter" else importer,
            "period": str(year),
            "valuation": valuation,
            "value": round(value),
            "value_usd": round(value),
            "origin": origin(source, f"row {year} {exporter} {importer} {side}"),
            **more,
        }
    )


def flows_of(world: World, product: Product = TOTAL, source: str = "world") -> Iterator[Flow]:
    """Yield what both sides declare; silence brings no row."""
    panel = world.panel
    sides = (("exporter", panel.export_fob), ("importer", panel.import_cif))
    for number, (one, other, year) in enumerate(
        zip(panel.exporter.tolist(), panel.importer.tolist(), panel.year.tolist(), strict=True)
    ):
        for side, values in sides:
            if not np.isnan(values[number]):
                yield flow(
                    side, CODES[one], CODES[other], year, values[number], product=product, source=source
                )


def links_of(world: World) -> Iterator[Fact]:
    """Yield distances and borders of the first year's pairs."""
    panel = world.panel
    for row in np.flatnonzero(panel.year == panel.year.min()):
        ends = {"country": CODES[panel.exporter[row]], "partner": CODES[panel.importer[row]]}
        told = {"distance": np.exp(panel.ln_distance[row]), "contiguity": panel.contiguity[row]}
        for name, value in told.items():
            yield Fact(name=name, **ends, value=float(value), origin=origin("covariates", f"row {row}"))


def post(folder: Path, flows: Iterable[Flow] = (), facts: Iterable[Fact] = (), source: str = "world") -> None:
    """Post to the book in a folder, made where there is none."""
    with open_ledger(folder, create=True) as ledger:
        batch = Batch(source=source, flows=tuple(flows), facts=tuple(facts))
        ledger.post(batch, card(source), SNAPSHOT, posted_at=datetime.now(tz=UTC))
