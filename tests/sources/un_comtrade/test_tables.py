"""Tables by content: what is recognised, what is refused and why, and that the dictionary is complete."""

import gzip
import json

import pytest
from tests.sources.un_comtrade.files import (
    FIXTURES,
    LEGACY,
    SHRIMPS,
    WOOD,
    as_bulk,
    read_bytes,
    read_file,
    real,
    rows_of,
    written,
)

from sverka.sources.countries import numeric_codes
from sverka.sources.un_comtrade.layout import CutShort, UnknownLayout
from sverka.sources.un_comtrade.lookups import codes, fields, lookups, plain
from sverka.vocabulary.table import Cell, Layout


def test_every_field_of_the_publishers_dictionary_is_taken_or_ignored_for_a_reason() -> None:
    items = json.loads(real(FIXTURES / "ref_TradeDataItems.json").read_bytes())["results"]
    published = {plain(item["dataItem"]) for item in items}
    decided = {*fields().taken, *fields().ignored}
    assert published - decided == {fields().tariff_line}
    assert all(fields().ignored.values())
    assert not set(fields().taken) & fields().ignored.keys()
    for path in (SHRIMPS, WOOD):
        assert {plain(name) for name in rows_of(path)[0]} <= decided


def test_every_column_of_the_legacy_table_is_taken_or_ignored_for_a_reason() -> None:
    known = fields()
    header = set(rows_of(LEGACY)[0])
    assert header <= {*known.legacy_taken, *known.legacy_optional, *known.legacy_ignored}
    assert set(known.legacy_taken) <= header


def test_every_reporter_of_the_publisher_has_a_code() -> None:
    reporters = json.loads(real(FIXTURES / "ref_Reporters.json").read_bytes())["results"]
    missing = [one["reporterDesc"] for one in reporters if str(one["reporterCode"]) not in codes().countries]
    assert missing == []


def test_a_lookup_contradicts_the_table_of_countries_only_where_the_publisher_does() -> None:
    known = numeric_codes()
    contradicting = {code for code, area in lookups().areas.items() if known.get(code.zfill(3), area) != area}
    assert contradicting == {"492"}  # Monaco in M49


def test_a_table_of_todays_api_is_recognised_whatever_its_separator_and_name() -> None:
    rows = rows_of(SHRIMPS)[:5]
    for separator in (",", "\t", ";"):
        (table,) = read_bytes(written(rows, separator), "TradeData.dat").tables
        assert (table.layout, table.separator, table.encoding) == (Layout.CSV, separator, "utf-8")
        assert table.columns["primary_value"] is Cell.NUMBER
        assert "reporter_desc" in table.ignored


def test_a_bulk_file_is_recognised_by_its_content() -> None:
    (table,) = read_bytes(as_bulk(rows_of(SHRIMPS)), "b07f98ee4cfb").tables
    assert table.separator == "\t"
    assert {"primaryValue", "isReported"} <= table.columns.keys()
    assert len(table.columns) + len(table.ignored) == 34


def test_a_table_with_latin_letters_far_down_is_read_as_what_it_is() -> None:
    rows = rows_of(SHRIMPS)
    rows[-1]["partner_desc"] = "Côte d'Ivoire"
    (table,) = read_bytes(written(rows, encoding="latin-1")).tables
    assert table.encoding == "latin-1"
    (table,) = read_bytes(written(rows)).tables
    assert table.encoding == "utf-8"


def test_a_table_that_is_nobodys_layout_is_refused_with_what_it_lacks() -> None:
    with pytest.raises(UnknownLayout) as refused:
        read_file(FIXTURES / "comtradr_vignette_data_4_data_eu_imports.csv.gz")
    message = str(refused.value)
    assert "its columns are reporter_iso, reporter_desc, flow_desc" in message
    assert "it lacks" in message
    assert "flowcode" in message
    assert "It reads answers of the v1 API (JSON)" in message
    assert "own_tables" in message


def test_a_table_that_resembles_nothing_is_refused_with_what_it_has() -> None:
    with pytest.raises(UnknownLayout, match="its columns are year, value") as refused:
        read_bytes(b"year,value\n2015,1\n")
    assert "it lacks" not in str(refused.value)


def test_a_legacy_table_whose_columns_were_renamed_is_refused_with_what_it_lacks() -> None:
    rows = [
        {("Dollars" if name == "Trade Value (US$)" else name): cell for name, cell in row.items()}
        for row in rows_of(LEGACY)[:3]
    ]
    with pytest.raises(UnknownLayout, match=r"it lacks Trade Value \(US\$\)\."):
        read_bytes(written(rows))


def test_tariff_lines_are_another_data_set() -> None:
    rows = [row | {"flowCategory": "M"} for row in rows_of(SHRIMPS)[:2]]
    for row in rows:
        del row["is_reported"], row["ref_month"]
    with pytest.raises(UnknownLayout, match="a file of tariff lines"):
        read_bytes(written(rows, "\t"))


def test_a_bulk_file_cut_off_at_its_head_is_refused() -> None:
    with pytest.raises(CutShort, match=r"C_A_32_196201_S1_O\.txt\.gz cannot be read: it holds nothing"):
        read_file(FIXTURES / "C_A_32_196201_S1_O.txt.gz")
    with pytest.raises(CutShort, match="its compression is damaged"):
        read_bytes(gzip.compress(b"typeCode")[:8] + b"\xff" * 40)
    with pytest.raises(CutShort, match="it holds nothing"):
        read_bytes(b"")
