"""The table of penppml: the R file and the Parquet file give the same rows, those of the pair are known."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pytest
from tests.sources.table_rows import frame_of, refusals

from sverka.sources import card_of, read
from sverka.sources.penppml.frame import MovedFrame, Panel
from sverka.sources.penppml.lookups import read_lookups
from sverka.sources.r_frame import UnreadableFrame
from sverka.sources.snapshot import Snapshot, file_snapshot, take_snapshot
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.table import Table

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "penppml_trade_provisions_1988_2016"
Panels = tuple[list[Flow], list[Fact], list[Finding]]


def snapshot(name: str) -> Snapshot:
    if not (DATA / name).is_file():
        pytest.skip("the package's table is not beside this checkout")
    return file_snapshot(DATA / name)


@pytest.fixture(scope="module")
def panel() -> Panels:
    batch = read("penppml", snapshot("trade.rda"))
    return list(batch.flows), list(batch.facts), list(batch.findings)


def test_exports_of_the_pair_are_those_of_the_extract(panel: Panels) -> None:
    with (DATA / "BLR_KAZ.csv").open(encoding="utf-8") as file:
        expected = {
            (row["exp"], row["imp"], row["time"]): float(row["export"]) for row in csv.DictReader(file)
        }
    pair = {"BLR", "KAZ"}
    found = {
        (f.exporter, f.importer, f.period): f.value_usd for f in panel[0] if {f.exporter, f.importer} == pair
    }
    assert found == expected
    assert found["BLR", "KAZ", "2012"] == 766_451_328
    assert {(f.reporter, f.valuation) for f in panel[0] if f.exporter == "BLR"} == {("BLR", "FOB")}


def test_agreement_and_provisions_of_the_pair(panel: Panels) -> None:
    facts = [f for f in panel[1] if (f.country, f.partner, f.period) == ("BLR", "KAZ", "2016")]
    assert [(f.detail, f.text) for f in facts if f.name == "agreement"] == [
        ("255", "Eurasian Economic Union (EAEU)")
    ]
    assert {f.detail for f in facts if f.name == "provision"} == {
        "ad_prov_14", "cp_prov_23", "tbt_prov_07", "tf_prov_41", "tf_prov_45", "ste_prov_30", "cp_prov_26",
    }  # fmt: skip


def test_no_flow_is_given_twice_and_what_is_no_country_is_counted(panel: Panels) -> None:
    flows, facts, findings = panel
    assert max(Counter((f.exporter, f.importer, f.period) for f in flows).values()) == 1
    assert len({(f.name, f.country, f.partner, f.detail, f.period) for f in facts}) == len(facts)
    (left,) = findings
    assert (left.severity, "BUN (bunkers): 914" in left.evidence) == (Severity.NOTE, True)
    assert len(flows) == (card_of("penppml").expected_rows or 0) - 4_476


def test_a_zero_says_that_it_may_be_unrecorded(panel: Panels) -> None:
    flags = {f.flag for f in panel[0] if f.value == 0}
    assert "zero or not recorded" in flags
    assert {f.flag for f in panel[0] if f.value > 0} == {"reported"}


FLOW = ("exporter", "importer", "reporter", "period", "valuation", "value", "flag")
FACT = ("name", "country", "partner", "detail", "period", "value", "text")


def rows_of(table: Table, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    outside = nw.any_horizontal(*table.left_out.values(), *table.refused.values(), ignore_nulls=True)
    book: dict[str, Any] = {
        name: made if isinstance(made, nw.Expr) else nw.lit(made) for name, made in table.book.items()
    }
    with duckdb.connect() as base:
        frame = frame_of(base, table, DATA / "trade.parquet")
        chosen: Any = frame.filter(~outside).select(**book).select(*columns)
        return list(chosen.to_native().fetchall())


def test_the_parquet_file_makes_the_same_rows(panel: Panels) -> None:
    flows, *facts = read("penppml", snapshot("trade.parquet")).tables
    assert set(rows_of(flows, FLOW)) == {
        (f.exporter, f.importer, f.reporter, f.period, f.valuation, f.value, f.flag) for f in panel[0]
    }
    assert len(facts) == 17
    assert {row for table in facts for row in rows_of(table, FACT)} == {
        (f.name, f.country, f.partner, f.detail, f.period, f.value, f.text) for f in panel[1]
    }


def test_a_code_of_the_parquet_file_is_a_country_none_on_purpose_or_unknown(tmp_path: Path) -> None:
    file = tmp_path / "trade.parquet"
    with duckdb.connect() as base:
        base.execute("CREATE TABLE trade (exp VARCHAR, imp VARCHAR, time VARCHAR, export DOUBLE)")
        base.execute(
            "INSERT INTO trade VALUES ('BLR', 'ROM', '2000', 1), ('BUN', 'KAZ', '2000', 1), "
            "('BLR', 'QQQ', '2000', 1), ('QQQ', 'BUN', '2000', 1)"
        )
        base.execute(f"COPY trade TO '{file}' (FORMAT parquet)")
        flows = read("penppml", file_snapshot(file)).tables[0]
        frame = frame_of(base, flows, file)
        assert refusals(frame, flows) == {"a code has no country": 2}
        (nobody,) = flows.left_out.values()
        assert frame.filter(~nobody).select("exporter", "importer").to_native().fetchall() == [
            ("BLR", "ROU"), ("BLR", None),
        ]  # fmt: skip


ORIGIN = Origin(source="penppml", snapshot="0", place="", licence="", accessed=card_of("penppml").accessed)


def small(importer: str = "KAZ") -> dict[str, Any]:
    one = np.ones(1)
    return {
        "exp": ["BLR"],
        "imp": [importer],
        "time": ["2000"],
        "export": one * 2.5,
        "id": one * 7,
        "agreement": [""],
        **dict.fromkeys(read_lookups().provisions, one * 0),
    }


def test_an_unknown_code_is_a_warning() -> None:
    panel = Panel(small("QQQ"), "t.rda", ORIGIN, read_lookups())
    assert [*panel.flows()] == []
    (unknown,) = panel.findings
    assert (unknown.severity, unknown.evidence) == (Severity.WARNING, ("QQQ (unknown): 1",))


def test_an_agreement_without_its_name_keeps_its_number() -> None:
    panel = Panel(small(), "t.rda", ORIGIN, read_lookups())
    (agreement,) = panel.facts()
    assert (agreement.detail, agreement.value, agreement.text) == ("7", 1.0, None)
    assert [(f.value, f.origin.place) for f in panel.flows()] == [(2, "t.rda row 1")]


def test_another_table_is_refused() -> None:
    columns = {**small(), "quota": np.ones(1)}
    del columns["id"]
    with pytest.raises(MovedFrame, match=r"t\.rda lacks the columns id and has the unknown ones quota"):
        Panel(columns, "t.rda", ORIGIN, read_lookups())


def test_what_is_no_r_file_is_refused() -> None:
    with pytest.raises(UnreadableFrame, match=r"trade\.csv cannot be read as an R file: .*saved anew"):
        read("penppml", take_snapshot("trade.csv", b"exp,imp\n"))
    with pytest.raises(UnreadableFrame, match="it holds countries and no trade"):
        read("penppml", snapshot("countries.rda"))
