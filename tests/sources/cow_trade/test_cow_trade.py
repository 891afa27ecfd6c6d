"""Correlates of War: the R file against the extract of the pair, the project's CSV line by line in a book."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sverka.ledger import Posting, open_ledger
from sverka.sources import card_of, read
from sverka.sources.cow_trade.frame import Dyads, MovedFrame
from sverka.sources.cow_trade.lookups import read_lookups
from sverka.sources.cow_trade.read import NoDyads
from sverka.sources.cow_trade.tables import COLUMNS
from sverka.sources.snapshot import Snapshot, file_snapshot, pack_snapshot, take_snapshot
from sverka.vocabulary.country import Pair
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.origin import Origin

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "cow_dyadic_trade"
ORIGIN = Origin(
    source="cow_trade", snapshot="0", place="", licence="", accessed=card_of("cow_trade").accessed
)


@pytest.fixture(scope="module")
def dyads() -> tuple[list[Flow], list[Finding]]:
    file = DATA / "cow_trade_ddy.rds"
    if not file.is_file():
        pytest.skip("peacesciencer's R file is not beside this checkout")
    batch = read("cow_trade", file_snapshot(file))
    return list(batch.flows), list(batch.findings)


def test_the_pair_is_that_of_the_extract(dyads: tuple[list[Flow], list[Finding]]) -> None:
    expected = {}
    with (DATA / "BLR_KAZ.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            year = str(int(float(row["year"])))
            expected["KAZ", "BLR", year] = int(float(row["flow1"])) * 10**6  # what Belarus imports
            expected["BLR", "KAZ", year] = int(float(row["flow2"])) * 10**6
    pair = [f for f in dyads[0] if {f.exporter, f.importer} == {"BLR", "KAZ"}]
    assert {(f.exporter, f.importer, f.period): f.value_usd for f in pair} == expected
    assert len(expected) == 46
    assert {(f.reporter == f.importer, f.valuation, f.flag) for f in pair} == {
        (True, "CIF", "rounded to millions")
    }
    assert pair[0].origin.cites == "peacesciencer's cow_trade_ddy, from COW Dyadic Trade 4.0"


def test_each_direction_of_a_year_is_there_once_and_nothing_negative(
    dyads: tuple[list[Flow], list[Finding]],
) -> None:
    keys = Counter((f.exporter, f.importer, f.period) for f in dyads[0])
    assert max(keys.values()) == 1
    assert min(f.value_usd for f in dyads[0]) == 0
    assert len(dyads[0]) == 1_347_308 - 50_833 - 6


def test_what_is_missing_is_counted_and_the_sides_agree(dyads: tuple[list[Flow], list[Finding]]) -> None:
    (left,) = dyads[1]
    assert left.evidence[0] == "flow1 is missing: 50833"
    assert "code 260 counts under its successor's in 1990: 4" in left.evidence


def test_states_of_before_have_their_own_codes(dyads: tuple[list[Flow], list[Finding]]) -> None:
    years: dict[str, set[int]] = {}
    for flow in dyads[0]:
        years.setdefault(flow.importer, set()).add(int(flow.period))
    assert max(years["SUN"]) == 1991
    assert min(years["KAZ"]) == 1992
    assert {1921, 1992} <= years["RUS"]
    assert not years["RUS"] & years["SUN"]
    assert (min(years["AUH"]), max(years["AUH"])) == (1871, 1913)


@pytest.mark.parametrize(
    ("code", "year", "country"),
    [
        (370, 2000, "BLR"),
        (365, 1913, "RUS"),
        (365, 1950, "SUN"),
        (365, 2000, "RUS"),
        (260, 1970, "DEU"),
        (255, 1970, None),
        (345, 1995, "SCG"),
        (680, 1980, "YMD"),
        (970, 2010, "NRU"),
        (999, 2000, None),
    ],
)
def test_a_code_is_a_country_in_its_years(code: int, year: int, country: str | None) -> None:
    assert read_lookups().country(code, year) == country


def frame(**changes: list[float]) -> dict[str, Any]:
    columns = {
        "ccode1": [370.0, 705],
        "ccode2": [705.0, 370],
        "year": [2000.0, 2000],
        "flow1": [45.0, 40],
        "flow2": [40.0, 45],
        "smoothflow1": [1.0, 1],
        "smoothflow2": [1.0, 1],
        **changes,
    }
    return {name: np.array(values) for name, values in columns.items()}


def small(**changes: list[float]) -> tuple[list[tuple[str, str, int]], list[Finding]]:
    dyads = Dyads(frame(**changes), "c.rds", ORIGIN, read_lookups())
    flows = [(f.exporter, f.importer, f.value_usd) for f in dyads.flows()]
    return flows, [*dyads.findings]


def test_minus_nine_is_missing() -> None:
    flows, findings = small(flow1=[-9, float("nan")], flow2=[float("nan"), -9])
    assert flows == []
    assert findings[0].evidence == ("flow1 is missing: 2",)


def test_an_unknown_code_is_a_warning() -> None:
    flows, findings = small(ccode1=[370, 999], ccode2=[999, 370])
    assert flows == []
    assert (findings[0].severity, findings[0].evidence) == (Severity.WARNING, ("code 999 in 2000: 2",))


def test_two_sides_that_differ_are_reported() -> None:
    flows, findings = small(flow2=[41, 45])
    assert flows == [("KAZ", "BLR", 45_000_000), ("BLR", "KAZ", 40_000_000)]
    (differ,) = findings
    assert differ.message.startswith("1 rows give flow2 otherwise")


def test_another_frame_is_refused() -> None:
    columns = frame()
    del columns["flow2"]
    with pytest.raises(MovedFrame, match=r"c\.rds has the columns ccode1, .* Dyadic_COW_4\.0\.csv instead"):
        Dyads(columns, "c.rds", ORIGIN, read_lookups())


LINES = """\
370,705,2012,Belarus,Kazakhstan,119.01,806.92,119,806,925,0,0,0,0,0,0,-9,-9,-9,-9,101,101,4
370,705,1995,Belarus,Kazakhstan,-9,78.5,-9,78,-9,0,0,0,0,0,0,-9,-9,-9,-9,-9,101,4
2,365,1950,United States of America,Russia,38.3,0,38,0,38,0,0,0,0,0,0,-9,-9,-9,-9,101,101,4
2,260,1990,United States of America,German Federal Republic,1,2,1,2,3,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4
2,999,1990,United States of America,Arland,1,2,1,2,3,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4
"""
CSV = (",".join(COLUMNS) + "\n" + LINES).encode()


def booked(tmp_path: Path, snapshot: Snapshot, pair: Pair) -> tuple[dict[tuple[str, ...], int], Posting]:
    with open_ledger(tmp_path / "book", create=True) as ledger:
        posting = ledger.post(read("cow_trade", snapshot), card_of("cow_trade"), snapshot)
        flows = ledger.flows(pair)
        assert {(f.reporter == f.importer, f.valuation, f.flag) for f in flows} == {(True, "CIF", "reported")}
        return {(f.exporter, f.importer, f.period): f.value_usd for f in flows}, posting


def test_the_projects_csv_has_decimals_and_both_directions_in_a_row(tmp_path: Path) -> None:
    flows, posting = booked(tmp_path, take_snapshot("Dyadic_COW_4.0.csv", CSV), Pair("BLR", "KAZ"))
    assert flows == {
        ("KAZ", "BLR", "2012"): 119_010_000,
        ("BLR", "KAZ", "2012"): 806_920_000,
        ("BLR", "KAZ", "1995"): 78_500_000,
    }
    said = " ".join(finding.message for finding in posting.findings)
    assert "flow1 is missing (-9)" in said
    assert "counts under its successor's code" in said
    assert "no state in that year" in said
    assert "not read" not in said


def test_the_csv_is_found_in_the_projects_archive(tmp_path: Path) -> None:
    archive = pack_snapshot(
        "COW_Trade_4.0.zip",
        {"COW_Trade_4.0/National_COW_4.0.csv": b"ccode,year\n", "COW_Trade_4.0/Dyadic_COW_4.0.csv": CSV},
    )
    flows, _ = booked(tmp_path, archive, Pair("SUN", "USA"))
    assert flows == {("SUN", "USA", "1950"): 38_300_000, ("USA", "SUN", "1950"): 0}


def test_what_holds_no_dyads_is_refused() -> None:
    with pytest.raises(NoDyads, match=r"x\.csv holds no dyadic trade .* Give Dyadic_COW_4\.0\.csv"):
        read("cow_trade", take_snapshot("x.csv", b"ccode1,ccode2,year\n"))
