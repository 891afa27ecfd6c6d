"""Ask the Parquet files of a book for the flows of a pair."""

from pathlib import Path
from typing import Any

import msgspec

from sverka.ledger.columns import COLUMNS, KEY
from sverka.ledger.store import DamagedBook, Engine, EngineError, quoted
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


def find_flows(engine: Engine, paths: list[Path], pair: Pair, product: Product) -> list[StoredFlow]:
    """Return every vintage of a pair's flows in files, in order of period, exporter, reporter and posting."""
    return [_stored(row) for row in _ask(engine, paths, pair, product, "")]


def find_newest(engine: Engine, paths: list[Path], pair: Pair, product: Product) -> list[StoredFlow]:
    """Return the newest vintage of each of a pair's flows in files."""
    newest = f"QUALIFY row_number() OVER (PARTITION BY source, {', '.join(KEY)} ORDER BY posting DESC) = 1"
    return [_stored(row) for row in _ask(engine, paths, pair, product, newest)]


def files_of(paths: list[Path]) -> str:
    """Write the table function that reads files, with each row's file and number in it."""
    listed = ", ".join(quoted(str(path)) for path in paths)
    return f"read_parquet([{listed}], filename = true, file_row_number = true, hive_partitioning = false)"


def _ask(engine: Engine, paths: list[Path], pair: Pair, product: Product, keep: str) -> list[tuple[Any, ...]]:
    sql = f"""
        SELECT {", ".join(COLUMNS)}, posting, filename, file_row_number FROM {files_of(paths)}
        WHERE exporter IN ($first, $second) AND importer IN ($first, $second) AND exporter <> importer
          AND product = $product AND revision = $revision
        {keep}
        ORDER BY period, exporter, reporter NULLS LAST, source, valuation, posting
    """
    values = {
        "first": pair.first,
        "second": pair.second,
        "product": product.code,
        "revision": product.revision,
    }
    try:
        return engine.rows(sql, values)
    except EngineError as error:
        raise DamagedBook(paths[0].parents[2], str(error)) from error


def _stored(row: tuple[Any, ...]) -> StoredFlow:
    exporter, importer, reporter, code, revision, period, valuation = row[:7]
    value, currency, value_usd, rate, quantity, quantity_unit, flag = row[7:14]
    source, snapshot, place, licence, accessed, cites, address = row[14:21]
    origin = Origin(
        source=source,
        snapshot=snapshot,
        place=place,
        licence=licence,
        accessed=accessed,
        cites=cites,
        address=address,
    )
    flow = Flow(
        exporter=exporter,
        importer=importer,
        reporter=reporter,
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
    return StoredFlow(flow, *row[21:])
