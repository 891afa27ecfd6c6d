"""Ask the Parquet files of a book for the flows of a pair."""

from collections.abc import Mapping
from typing import Any

import msgspec

from sverka.ledger.errors import DamagedBook, EngineError
from sverka.ledger.files import File, scan
from sverka.ledger.kinds import FLOWS
from sverka.ledger.refusals import place_words
from sverka.ledger.store import Engine
from sverka.vocabulary.country import Pair
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import Product


class StoredFlow(msgspec.Struct, frozen=True):
    """A flow as one posting brought it, and the row of the file where it stands."""

    flow: Flow
    posting: int
    path: str
    row: int


def find_flows(engine: Engine, files: list[File], pair: Pair, product: Product) -> list[StoredFlow]:
    """Return every vintage of a pair's flows in files, in order of period, exporter, reporter and posting."""
    return [_stored(row) for row in _ask(engine, files, pair, product, "")]


def find_newest(engine: Engine, files: list[File], pair: Pair, product: Product) -> list[StoredFlow]:
    """Return the newest vintage of each of a pair's flows in files."""
    key = ", ".join(FLOWS.key)
    newest = f"QUALIFY row_number() OVER (PARTITION BY source, {key} ORDER BY posting DESC) = 1"
    return [_stored(row) for row in _ask(engine, files, pair, product, newest)]


def count_by_source(engine: Engine, files: list[File], pair: Pair) -> dict[str, int]:
    """Count a pair's rows in files by source."""
    rows = _rows(
        engine,
        files,
        f"SELECT source, count(*) FROM ({scan(files, FLOWS)}) WHERE {_OF_PAIR} GROUP BY ALL ORDER BY source",
        {"first": pair.first, "second": pair.second},
    )
    return dict(rows)


_OF_PAIR = "exporter IN ($first, $second) AND importer IN ($first, $second) AND exporter <> importer"


def _ask(engine: Engine, files: list[File], pair: Pair, product: Product, keep: str) -> list[tuple[Any, ...]]:
    sql = f"""
        SELECT {", ".join(FLOWS.columns)}, posting, filename, file_row_number
        FROM ({scan(files, FLOWS, numbered=True)})
        WHERE {_OF_PAIR} AND product = $product AND revision = $revision
        {keep}
        ORDER BY period, exporter, nullif(reporter, '') NULLS LAST, source, valuation, posting
    """
    values = {
        "first": pair.first,
        "second": pair.second,
        "product": product.code,
        "revision": product.revision,
    }
    return _rows(engine, files, sql, values)


def _rows(engine: Engine, files: list[File], sql: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
    try:
        return engine.rows(sql, values)
    except EngineError as error:
        raise DamagedBook(files[0].path.parents[2], str(error)) from error


def _stored(row: tuple[Any, ...]) -> StoredFlow:
    exporter, importer, reporter, code, revision, period, valuation = row[:7]
    value, currency, value_usd, rate, quantity, quantity_unit, flag = row[7:14]
    source, snapshot, place, line, licence, accessed, cites, address = row[14:22]
    origin = Origin(
        source=source,
        snapshot=snapshot,
        place=place_words(place, line),
        licence=licence,
        accessed=accessed,
        cites=cites,
        address=address,
    )
    flow = Flow(
        exporter=exporter,
        importer=importer,
        reporter=reporter or None,
        product=Product(code, revision),
        period=period,
        valuation=Valuation(valuation),
        value=value,
        currency=currency,
        value_usd=value_usd,
        rate=rate,
        quantity=quantity,
        quantity_unit=quantity_unit,
        flag=flag,
        origin=origin,
    )
    return StoredFlow(flow, *row[22:])
