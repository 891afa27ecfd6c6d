"""Real files of the publisher, and what tests make of them: bulk files, answers, rows of one's own."""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sverka.sources import card_of, read
from sverka.sources.snapshot import Snapshot, file_snapshot, take_snapshot
from sverka.vocabulary.batch import Batch

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
FIXTURES = SHARED / "comtrade_api_fixtures"
LEGACY = SHARED / "comtrade_totals_2015" / "comtrade_total_2015_legacy_columns.csv"
SHRIMPS = FIXTURES / "comtradr_vignette_data_3_example_3.csv.gz"
"""Thailand's trade in shrimps 2007-2011 with 137 partners: 1,586 rows of the API's 47 fields."""

WOOD = FIXTURES / "comtradr_vignette_data_5_data_eu_imports_world.csv.gz"
"""Wood that EU members imported from the world 2018-2022: 5,004 rows of the API's 47 fields."""

CARD = card_of("un_comtrade")
_NUMBERS = {"qty", "alt_qty", "net_wgt", "gross_wgt", "cifvalue", "fobvalue", "primary_value"}
_TEXTS = {"period", "cmd_code", "mos_code"}


def real(path: Path) -> Path:
    if not path.exists():
        pytest.skip(
            f"{path.name} is not beside this checkout: it is the publisher's and not part of the project"
        )
    return path


def read_file(path: Path) -> Batch:
    return read("un_comtrade", file_snapshot(real(path)))


def read_bytes(data: bytes, name: str = "given.csv") -> Batch:
    return read("un_comtrade", take_snapshot(name, data))


def rows_of(path: Path) -> list[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(real(path), "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def written(rows: Iterable[Mapping[str, str]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Write rows as a table."""
    listed = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(listed[0]), delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue().encode(encoding)


def as_answer(rows: Iterable[Mapping[str, str]], **changes: Any) -> Snapshot:  # noqa: ANN401
    """Write rows of the API's own table as the answer that they were made of."""
    records = [{name: _cell(name, text) for name, text in row.items()} for row in rows]
    body = {"elapsedTime": "0.1 secs", "count": len(records), "data": records, "error": ""} | changes
    return take_snapshot("answer.json", json.dumps(body).encode())


def _cell(name: str, text: str) -> object:
    if name in _NUMBERS:
        return float(text) if text else None
    if text in {"True", "False"}:
        return text == "True"
    return int(text) if text.removeprefix("-").isdigit() and name not in _TEXTS else text


def as_bulk(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write rows as a bulk file: the columns that the field dictionary marks so, tab-separated, gzipped.

    Real content in the layout of the dictionary; no real body of a bulk file was to be had.
    """
    items = json.loads(real(FIXTURES / "ref_TradeDataItems.json").read_bytes())["results"]
    names = [item["dataItem"] for item in items if item["isInBulkFileFinal"] == "True"]
    assert len(names) == 34
    made = []
    for row in rows:
        plain = {name.replace("_", "").lower(): text for name, text in row.items()} | {"datasetcode": "1"}
        made.append({name: plain[name.lower()] for name in names})
    return gzip.compress(written(made, "\t"), mtime=0)
