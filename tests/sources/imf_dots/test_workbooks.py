"""Workbooks of the Direction of Trade Statistics against each other, the tidy table and the starter book."""

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.sources.imf_dots.statement import (
    BELARUS,
    EXPORTS,
    FIGURES,
    IMPORTS,
    KAZAKHSTAN,
    a_workbook,
    real,
    real_table,
)

from sverka.ledger import open_ledger
from sverka.sources import card_of, read, shipped_snapshot
from sverka.sources.imf_dots.workbooks import UnexpectedCell, UnexpectedSheet
from sverka.sources.snapshot import file_snapshot, pack_snapshot, take_snapshot
from sverka.sources.workbook import MissingSheet, UnreadableWorkbook
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.finding import Severity
from sverka.vocabulary.flow import Flow, Valuation

UNREADABLE = "1 figures are not written as a number with or without a known mark."

Key = tuple[str, str, str | None, str, str]


def batch(**files: bytes) -> Batch:
    return read("imf_dots", pack_snapshot("dots.zip", {f"{name}.xlsx": data for name, data in files.items()}))


def flows(data: bytes) -> list[Flow]:
    return list(read("imf_dots", take_snapshot("DOTS_18.xlsx", data)).flows)


def messages(one: Batch) -> list[str]:
    list(one.flows)
    return [finding.message for finding in one.findings]


def key(flow: Flow) -> Key:
    return flow.exporter, flow.importer, flow.reporter, flow.period, flow.valuation.value


def published() -> dict[Key, tuple[int, str]]:
    both = batch(BLR=real(BELARUS), KAZ=real(KAZAKHSTAN))
    return {key(flow): (flow.value_usd, flow.flag) for flow in both.flows}


def dollars(millions: float) -> int:
    return int((Decimal(repr(millions)) * 10**6).to_integral_value())


def test_a_figure_is_a_flow_in_whole_dollars() -> None:
    exports = [flow for flow in flows(a_workbook()) if flow.reporter == flow.exporter]
    first = exports[0]
    assert [key(flow)[:2] for flow in exports] == [("BLR", "WLD")] * 3 + [("BLR", "KAZ")] * 2
    assert (first.value_usd, first.value, first.currency, first.rate) == (33_907_200_000,) * 2 + ("USD", 1.0)
    assert first.origin.place == "DOTS_18.xlsx sheet Exports, FOB row 9"
    kazakhstan = [(flow.period, flow.value_usd, flow.flag) for flow in exports[3:]]
    assert kazakhstan == [("2018", 783_303_100, "reported"), ("2019", 12_500_000, "estimated")]


def test_imports_come_from_the_partner_and_are_cif() -> None:
    (bought,) = (f for f in flows(a_workbook()) if f.exporter == "KAZ" and f.period == "2018")
    assert (bought.importer, bought.reporter, bought.valuation) == ("BLR", "BLR", Valuation.CIF)


def test_a_missing_cell_is_no_flow_and_a_zero_is_one() -> None:
    rows = (("Armenia, Rep. of", "", 0, "..."), ("Georgia", "n.a.", 0.0, "0.00 e"))
    found = {key(flow)[1::2]: flow for flow in flows(a_workbook(sheets={EXPORTS: rows, IMPORTS: ()}))}
    assert {where: (flow.value, flow.flag) for where, flow in found.items()} == {
        ("ARM", "2019"): (0, "reported"),
        ("GEO", "2019"): (0, "reported"),
        ("GEO", "2020"): (0, "estimated"),
    }


def test_what_is_left_out_is_counted() -> None:
    one = read("imf_dots", take_snapshot("DOTS_18.xlsx", a_workbook()))
    assert messages(one) == [
        "4 figures stand in a row that is repeated word for word further down.",
        "6 figures are sums over countries that the book has one by one.",
        "2 figures are trade that the reporter does not allocate to a country; only the world total has it.",
    ]
    assert {finding.severity for finding in one.findings} == {Severity.NOTE}


def test_two_rows_of_one_country_with_different_figures_are_both_refused() -> None:
    rows = (("Australia", 1, 2, 3), ("World", 9, 9, 9), ("Australia", 1, 2, 4))
    one = read("imf_dots", take_snapshot("x.xlsx", a_workbook(sheets={EXPORTS: rows})))
    assert {flow.importer for flow in one.flows} == {"WLD"}
    error = next(finding for finding in one.findings if finding.severity is Severity.ERROR)
    assert error.message == "6 figures stand in rows of one name with different figures."
    assert error.evidence == ("Australia: x.xlsx sheet Exports, FOB row 8",)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("Narnia", 1, 2, 3), "3 figures name a country or area that is not known."),
        (("Armenia, Rep. of", "1,5", 2, 3), UNREADABLE),
        (("Armenia, Rep. of", "3.81 p", 2, 3), UNREADABLE),
        (("Armenia, Rep. of", True, 2, 3), UNREADABLE),
        (("Armenia, Rep. of", 1, 2, 3, 4), "1 figures stand in a column without a year."),
        (("Armenia, Rep. of", 1e7, 2, 3), "1 figures are larger than any country's trade."),
        (("Armenia, Rep. of", "1e999999999", 2, 3), "1 figures are larger than any country's trade."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_an_error_and_no_flow(row: tuple[object, ...], message: str) -> None:
    one = read("imf_dots", take_snapshot("x.xlsx", a_workbook(sheets={EXPORTS: [row], IMPORTS: ()})))
    expected = {"Narnia": 0, 4: 3}.get(row[0] if row[0] == "Narnia" else len(row) - 1, 2)
    assert len(list(one.flows)) == expected
    (error,) = one.findings
    assert (error.message, error.severity) == (message, Severity.ERROR)
    assert error.next_step


def test_years_may_be_numbers() -> None:
    by_text, by_number = flows(a_workbook()), flows(a_workbook(header=("", "", 2018, 2019, 2020)))
    assert [(key(flow), flow.value) for flow in by_number] == [(key(flow), flow.value) for flow in by_text]


def test_a_moved_header_stops_the_reading() -> None:
    with pytest.raises(
        UnexpectedCell, match=r"sheet Exports, FOB row 7 should hold years in ascending order"
    ):
        flows(a_workbook(header_row=8))


@pytest.mark.parametrize(
    "header",
    [
        ("", "", "2018", "2020", "2019"),
        ("", "", "2018", "2019", "2019"),
        ("", "", "2018", "", "2020"),
        ("", "", "2018", "2019Q1", "2020"),
        ("", "", "Country", "2018", "2019"),
        ("", "2017", "2018", "2019", "2020"),
        ("", ""),
    ],
)
def test_columns_that_moved_stop_the_reading(header: tuple[str, ...]) -> None:
    with pytest.raises(UnexpectedCell, match=r"The table was moved or the workbook is another one"):
        flows(a_workbook(header=header))


def test_another_unit_stops_the_reading() -> None:
    with pytest.raises(
        UnexpectedCell, match=r"row 5 column B should hold a unit .* and holds “Euros, Millions”"
    ):
        flows(a_workbook(unit="Euros, Millions"))


def test_sheets_of_two_reporters_stop_the_reading() -> None:
    names = {EXPORTS: "Belarus, Rep. of", IMPORTS: "Kazakhstan, Rep. of"}
    with pytest.raises(
        UnexpectedCell, match=r"Imports, CIF row 4 should hold “Belarus, Rep. of” and holds “Kaz"
    ):
        flows(a_workbook(reporter=names))


def test_a_workbook_without_a_reporter_stops_the_reading() -> None:
    with pytest.raises(
        UnexpectedCell, match=r"row 4 column B should hold the reporter's name and holds nothing"
    ):
        flows(a_workbook(reporter=""))


def test_a_renamed_sheet_stops_the_reading() -> None:
    with pytest.raises(MissingSheet, match=r"has no sheet “Exports, FOB”; it has “Exports”, “Imports, CIF”"):
        flows(a_workbook(sheets={"Exports": FIGURES, IMPORTS: FIGURES}))


def test_a_sheet_too_many_stops_the_reading() -> None:
    with pytest.raises(UnexpectedSheet, match=r"has a sheet that its reader does not know: “Notes”"):
        flows(a_workbook(sheets={EXPORTS: FIGURES, IMPORTS: FIGURES, "Notes": ()}))


def test_a_chart_in_place_of_a_sheet_stops_the_reading() -> None:
    data = a_workbook(sheets={EXPORTS: FIGURES, "Notes": ()}, charts=[IMPORTS])
    with pytest.raises(MissingSheet, match=r"A sheet of that name holds a chart and no cells"):
        flows(data)


def test_a_chart_beside_the_sheets_is_noticed() -> None:
    one = read("imf_dots", take_snapshot("x.xlsx", a_workbook(charts=["Chart1"])))
    assert len(list(one.flows)) == 10
    assert messages(one)[0] == "The sheet “Chart1” holds a chart or a macro and no cells; it was not read."


def test_a_reporter_without_imports_is_noticed() -> None:
    one = read("imf_dots", take_snapshot("x.xlsx", a_workbook(sheets={EXPORTS: FIGURES})))
    assert len(list(one.flows)) == 5
    assert (
        messages(one)[0] == "The workbook has no sheet “Imports, CIF”; the reporter's imports were not read."
    )


def test_a_workbook_that_was_cut_off_stops_the_reading() -> None:
    data = a_workbook()
    with pytest.raises(UnreadableWorkbook, match=r"DOTS_18.xlsx cannot be read"):
        flows(data[: len(data) // 2])


def test_a_workbook_of_a_region_is_left_out() -> None:
    one = batch(region=a_workbook(reporter="Euro Area"), BLR=a_workbook())
    assert {flow.reporter for flow in one.flows} == {"BLR"}
    assert "reporter Euro Area: region.xlsx" in next(
        finding.evidence for finding in one.findings if "sums over" in finding.message
    )


def test_a_workbook_that_repeats_another_is_read_once() -> None:
    # DOTS_144 of the publisher's folder is DOTS_143 again.
    one = batch(DOTS_143=a_workbook(), DOTS_144=a_workbook())
    assert len(list(one.flows)) == 10
    assert "22 figures stand in a workbook that repeats another one cell by cell." in messages(one)


def test_published_workbooks_hold_nothing_that_is_not_understood() -> None:
    both = batch(BLR=real(BELARUS), KAZ=real(KAZAKHSTAN))
    assert len(list(both.flows)) == 15_033
    assert {finding.severity for finding in both.findings} == {Severity.NOTE}
    assert [finding.message.split(maxsplit=1)[0] for finding in both.findings] == ["112", "1597", "299"]


def test_both_countries_books_are_the_published_figures() -> None:
    found = published()
    with real_table("BLR_KAZ_by_year.csv").open() as file:
        rows = list(csv.reader(file))
    expected: dict[Key, int] = {}
    for row in rows[3:]:
        for reporter, flow, cell in zip(rows[0][1:], rows[1][1:], row[1:], strict=True):
            partner = "KAZ" if reporter == "BLR" else "BLR"
            ends = (reporter, partner) if flow == "X_FOB" else (partner, reporter)
            if cell:
                expected[(*ends, reporter, row[0], flow[2:])] = dollars(float(cell))
    ours = {one: value for one, (value, _) in found.items() if {"BLR", "KAZ"} == set(one[:2])}
    assert len(expected) == 114
    assert ours == expected


def test_workbooks_and_the_tidy_table_are_the_same_figures() -> None:
    found = published()
    table = real_table("dots_annual_1960_2020.parquet")
    with duckdb.connect() as base:
        rows = base.sql(f"SELECT * FROM '{table}' WHERE reporter_iso3 IN ('BLR', 'KAZ')").fetchall()
    for reporter, partner, year, flow, millions, estimate in rows:
        ends = (reporter, partner) if flow == "X_FOB" else (partner, reporter)
        mark = "estimated" if estimate else "reported"
        assert found.pop((*ends, reporter, str(year), flow[2:])) == (dollars(millions), mark)
    assert len(rows) == 14_965
    # The table dropped four former areas, which the workbooks have.
    partners = {exporter if exporter != reporter else importer for exporter, importer, reporter, *_ in found}
    assert (len(found), partners) == (68, {"BLX", "CSK", "SCG", "YUG"})


def test_a_book_sees_the_same_figures_again_in_the_other_layout(tmp_path: Path) -> None:
    part, table = tmp_path / "dots.parquet", real_table("dots_annual_1960_2020.parquet")
    duckdb.execute(f"COPY (FROM '{table}' WHERE reporter_iso3 IN ('BLR', 'KAZ')) TO '{part}'")
    workbooks = pack_snapshot("dots.zip", {name: real(name) for name in (BELARUS, KAZAKHSTAN)})
    with open_ledger(tmp_path / "book", create=True) as book:
        posted = [
            book.post(read("imf_dots", snapshot), card_of("imf_dots"), snapshot)
            for snapshot in (workbooks, file_snapshot(part))
        ]
    assert [(one.revised, one.known) for one in posted] == [(0, 0), (0, 14_965)]


def test_the_starter_book_is_these_figures_to_its_four_decimals() -> None:
    found = published()
    declared = [flow for flow in read("starter", shipped_snapshot("starter")).flows if flow.reporter]
    assert len(declared) == 114
    for flow in declared:
        value, _ = found[key(flow)]
        assert abs(value - flow.value_usd) <= 50, flow  # half of the fourth decimal of a million


def test_the_card_names_the_source() -> None:
    assert card_of("imf_dots").publisher == "International Monetary Fund"
