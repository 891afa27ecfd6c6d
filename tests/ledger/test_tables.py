"""Tables: files that the ledger reads itself, column by column, with every row accounted for."""

import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pytest
from msgspec import structs
from tests.ledger.arland import PAIR, card

from sverka.ledger import Ledger, LedgerError
from sverka.ledger.errors import TablesDisagree
from sverka.ledger.post import TableWithoutSnapshot
from sverka.ledger.raw_table import DamagedTable, MovedColumns
from sverka.ledger.stage import UnpostableFlows
from sverka.ledger.tables import UnknownColumn
from sverka.sources.snapshot import Snapshot, file_snapshot, pack_snapshot, take_snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.finding import Severity
from sverka.vocabulary.table import Cell, Codes, Holds, Layout, Table, cell_name

HEADER = "year,from,to,usd,kg\n"
COLUMNS = {
    "year": Cell.TEXT,
    "from": Cell.TEXT,
    "to": Cell.TEXT,
    "usd": Cell.WHOLE,
    "kg": Cell.NUMBER,
}


def table(**fields: Any) -> Table:  # noqa: ANN401
    book = {
        "exporter": nw.col("from"),
        "importer": nw.col("to"),
        "reporter": nw.col("from"),
        "period": nw.col("year"),
        "valuation": "FOB",
        "value": nw.col("usd"),
        "quantity": nw.col("kg").round(0).cast(nw.Int64),
        "quantity_unit": "kg",
    }
    return Table(**{"layout": Layout.CSV, "columns": COLUMNS, "book": book, **fields})


def csv(*rows: str, header: str = HEADER) -> Snapshot:
    return take_snapshot("trade.csv", (header + "".join(f"{row}\n" for row in rows)).encode())


def write(path: Path, query: str) -> None:
    duckdb.execute(f"COPY ({query}) TO '{path}'")


def post(book: Ledger, snapshot: Snapshot | None, *tables: Table) -> Any:  # noqa: ANN401
    return book.post(Batch(source="yearbook", tables=tables or (table(),)), card(), snapshot)


def held(book: Ledger) -> Mapping[str, int]:
    return {flow.period: flow.value for flow in book.flows(PAIR)}


def test_rows_become_flows_that_know_their_row_in_the_file(book: Ledger) -> None:
    snapshot = csv("2017,ARL,BED,10,7.5", "2018,ARL,BED,20,")
    posted = post(book, snapshot)
    assert (posted.new, posted.findings) == (2, ())
    first, second = book.flows(PAIR)
    assert (first.value, first.value_usd, first.quantity, first.quantity_unit) == (10, 10, 8, "kg")
    assert (first.reporter, first.product.code, first.currency, first.flag) == (
        "ARL",
        "TOTAL",
        "USD",
        "reported",
    )
    assert second.quantity is None
    assert (first.origin.place, second.origin.place) == ("trade.csv row 2", "trade.csv row 3")
    assert first.origin.snapshot == snapshot.sha256
    assert first.origin.licence == card().licence


def test_gzipped_text_packed_text_and_parquet_read_the_same(book: Ledger, tmp_path: Path) -> None:
    rows = "2017,ARL,BED,10,7.5\n2018,ARL,BED,20,\n"
    packed = pack_snapshot("trade.zip", {"a/trade.csv": (HEADER + rows).encode()})
    post(book, packed, table(member="a/trade.csv"))
    again = post(book, take_snapshot("trade.csv.gz", gzip.compress((HEADER + rows).encode())))
    assert (again.new, again.revised, again.known) == (0, 0, 2)
    path = tmp_path / "trade.parquet"
    write(
        path,
        "SELECT '2017' AS year, 'ARL' AS from, 'BED' AS to, 10::SMALLINT AS usd, 7.5::FLOAT AS kg "
        "UNION ALL SELECT '2018', 'ARL', 'BED', 20, NULL ORDER BY year",
    )
    once_more = post(book, file_snapshot(path), table(layout=Layout.PARQUET))
    assert (once_more.new, once_more.revised, once_more.known) == (0, 0, 2)


def test_cells_that_are_no_numbers_are_reported_with_their_row(book: Ledger) -> None:
    posted = post(
        book, csv("2017,ARL,BED,10,1", "2018,ARL,BED,ten,1", "2019,ARL,BED,1.5,1", "2020,ARL,BED,5,nan")
    )
    assert held(book) == {"2017": 10}
    messages = [(one.severity, one.message, one.evidence) for one in posted.findings]
    assert messages == [
        (
            Severity.ERROR,
            "2 rows of trade.csv were not posted: the column “usd” does not hold a whole number.",
            ("trade.csv row 3", "trade.csv row 4"),
        ),
        (
            Severity.ERROR,
            "1 rows of trade.csv were not posted: the column “kg” does not hold a number.",
            ("trade.csv row 5",),
        ),
    ]


def test_a_million_wrong_rows_make_one_finding(book: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    write(
        path, "SELECT 2017 AS year, 'ARL' AS from, 'BED' AS to, -range AS usd, 1 AS kg FROM range(1, 1000001)"
    )
    posted = post(book, file_snapshot(path))
    (finding,) = posted.findings
    assert finding.message == "1,000,000 rows of wrong.csv were not posted: a value or quantity is negative."
    assert len(finding.evidence) == 5
    assert held(book) == {}


def test_rows_that_do_not_fit_the_header_are_counted_and_the_numbers_of_the_others_stay_right(
    book: Ledger,
) -> None:
    posted = post(
        book, csv("2017,ARL,BED,10,1", "2018,ARL,BED", "2019,ARL,BED,30,1", "x", "2020,ARL,BED,40,1")
    )
    (finding,) = posted.findings
    assert finding.message == "2 rows of trade.csv do not fit the header and were not posted."
    assert finding.evidence == ("trade.csv row 3", "trade.csv row 5")
    assert [flow.origin.place for flow in book.flows(PAIR)] == [f"trade.csv row {n}" for n in (2, 4, 6)]


def test_what_the_reader_leaves_out_is_a_note_and_what_it_refuses_an_error(book: Ledger) -> None:
    chosen = table(
        left_out={"re-exports are counted elsewhere": nw.col("kg") == 0},
        refused={"the year is before the founding of Arland": nw.col("year") < "1900"},
    )
    posted = post(book, csv("2017,ARL,BED,10,1", "2018,ARL,BED,20,0", "1899,ARL,BED,30,1"), chosen)
    assert held(book) == {"2017": 10}
    assert {(one.severity, one.message) for one in posted.findings} == {
        (Severity.NOTE, "1 rows of trade.csv were not posted: re-exports are counted elsewhere."),
        (Severity.ERROR, "1 rows of trade.csv were not posted: the year is before the founding of Arland."),
    }


def test_columns_may_change_places_but_not_be_missing(book: Ledger) -> None:
    post(book, csv("7.5,10,BED,ARL,2017", header="kg,usd,to,from,year\n"))
    assert held(book) == {"2017": 10}
    with pytest.raises(
        MovedColumns, match=r"trade.csv has no column “usd”; it has year, from, to, value, kg"
    ):
        post(book, csv("2017,ARL,BED,11,1", header="year,from,to,value,kg\n"))
    with pytest.raises(MovedColumns, match="of its own for each name"):
        post(book, csv("2017,ARL,BED,11,1,2", header="year,from,to,usd,kg,kg\n"))
    assert held(book) == {"2017": 10}


def test_a_byte_order_mark_is_no_part_of_the_header(book: Ledger) -> None:
    post(book, csv("2017,ARL,BED,10,1", header=f"\ufeff{HEADER}"))
    assert held(book) == {"2017": 10}


def test_a_column_that_nobody_knows_is_reported(book: Ledger) -> None:
    posted = post(book, csv("2017,ARL,BED,10,1,air", header="year,from,to,usd,kg,by\n"))
    (finding,) = posted.findings
    assert finding.message == "The column “by” of trade.csv was not read."
    silent = post(
        book, csv("2017,ARL,BED,10,1,sea", header="year,from,to,usd,kg,by\n"), table(ignored=("by",))
    )
    assert silent.findings == ()


@pytest.mark.parametrize("harm", ["gzip", "parquet", "member"])
def test_a_file_that_is_cut_off_stops_the_post_and_leaves_nothing(
    book: Ledger, folder: Path, tmp_path: Path, harm: str
) -> None:
    rows = "".join(f"{year % 100 + 1900},ARL,BED,{year},1\n" for year in range(100))
    if harm == "gzip":
        whole = gzip.compress((HEADER + rows).encode())
        damaged, chosen = take_snapshot("trade.csv.gz", whole[: len(whole) // 2]), table()
    elif harm == "parquet":
        path = tmp_path / "trade.parquet"
        write(path, "SELECT '2017' AS year, 'ARL' AS from, 'BED' AS to, 1 AS usd, 1 AS kg")
        damaged = take_snapshot("trade.parquet", path.read_bytes()[:-20])
        chosen = table(layout=Layout.PARQUET)
    else:
        packed = pack_snapshot("trade.zip", {"trade.csv": (HEADER + rows).encode()})
        damaged, chosen = packed, table(member="other.csv")
    with pytest.raises(DamagedTable, match=r"cannot be read: .* Nothing was posted\. .* get it again"):
        post(book, damaged, chosen)
    assert held(book) == {}
    assert not [path for path in folder.iterdir() if path.name.startswith("posting-")]


def test_two_tables_of_one_snapshot_may_not_disagree(book: Ledger) -> None:
    packed = pack_snapshot(
        "trade.zip",
        {
            "a.csv": f"{HEADER}2017,ARL,BED,10,1\n".encode(),
            "b.csv": f"{HEADER}2017,ARL,BED,11,1\n2018,ARL,BED,20,1\n".encode(),
        },
    )
    with pytest.raises(TablesDisagree, match="1 rows stand in two tables of the snapshot"):
        post(book, packed, table(member="a.csv"), table(member="b.csv"))
    assert held(book) == {}
    assert post(book, packed, table(member="a.csv")).new == 1


def test_rows_given_twice_are_handled_as_for_objects(book: Ledger) -> None:
    posted = post(
        book,
        csv(
            "2017,ARL,BED,10,1",
            "2017,ARL,BED,10,1",
            "2018,ARL,BED,20,1",
            "2018,ARL,BED,21,1",
            "2019,ARL,BED,30,1",
        ),
    )
    assert held(book) == {"2017": 10, "2019": 30}
    (finding,) = posted.findings
    assert finding.evidence == ("trade.csv row 4 and trade.csv row 5",)


def test_a_later_table_revises(book: Ledger) -> None:
    post(book, csv("2017,ARL,BED,10,1", "2018,ARL,BED,20,1"))
    posted = post(book, csv("2017,ARL,BED,10,1", "2018,ARL,BED,22,1", "2019,ARL,BED,30,1"))
    assert (posted.new, posted.revised, posted.known) == (1, 1, 1)
    assert held(book) == {"2017": 10, "2018": 22, "2019": 30}
    frame = book.frame(source="yearbook").select("period", "value_usd", "year").sort("period")
    assert book.collect(frame) == [("2017", 10, 2017), ("2018", 22, 2018), ("2019", 30, 2019)]


def test_another_currency_needs_its_value_in_dollars(book: Ledger) -> None:
    in_dinars = {**table().book, "currency": "ARD", "rate": 2.0}
    posted = post(book, csv("2017,ARL,BED,10,1"), table(book=in_dinars))
    assert posted.findings[0].message == "1 rows of trade.csv were not posted: they have no value."
    post(book, csv("2017,ARL,BED,10,1"), table(book={**in_dinars, "value_usd": nw.col("usd") / 2}))
    (flow,) = book.flows(PAIR)
    assert (flow.value, flow.currency, flow.value_usd, flow.rate) == (10, "ARD", 5, 2.0)


def test_codes_are_looked_up_in_a_list_and_unknown_ones_are_nothing(book: Ledger) -> None:
    numbered = table(
        columns={**COLUMNS, "from": Cell.WHOLE},
        codes={"sender": Codes("from", {51: "ARL", 52: "CED"}), "receiver": Codes("to", {"B": "BED"})},
        book={
            **table().book,
            "exporter": nw.col("sender"),
            "importer": nw.col("receiver"),
            "reporter": "ARL",
        },
        refused={"the code of the exporter is not known": nw.col("sender").is_null()},
    )
    lacking = "they lack exporter, importer, product, valuation or period"
    posted = post(book, csv("2017,51,B,10,1", "2018,53,B,20,1", "2019,51,C,30,1", "2020,51,B,40,1"), numbered)
    assert held(book) == {"2017": 10, "2020": 40}
    assert [(one.message, one.evidence) for one in posted.findings] == [
        (
            "1 rows of trade.csv were not posted: the code of the exporter is not known.",
            ("trade.csv row 3",),
        ),
        (
            f"1 rows of trade.csv were not posted: {lacking}.",
            ("trade.csv row 4",),
        ),
    ]


def test_a_dot_in_a_columns_name_is_no_table(book: Ledger) -> None:
    dotted = table(
        columns={"Yr. of trade": Cell.TEXT, "from": Cell.TEXT, "to": Cell.TEXT, "usd": Cell.WHOLE},
        book={**table().book, "period": nw.col(cell_name("Yr. of trade")), "quantity": None},
    )
    post(book, csv("2017,ARL,BED,10", header="Yr. of trade,from,to,usd\n"), dotted)
    assert held(book) == {"2017": 10}


def test_facts_come_from_tables_too(book: Ledger) -> None:
    facts = Table(
        layout=Layout.CSV,
        holds=Holds.FACTS,
        columns={"from": Cell.TEXT, "to": Cell.TEXT, "km": Cell.NUMBER},
        book={
            "name": "distance",
            "country": nw.col("from"),
            "partner": nw.col("to"),
            "value": nw.col("km"),
            "unit": "km",
        },
    )
    posted = post(book, csv("ARL,BED,3095.139", "ARL,CED,", header="from,to,km\n"), facts)
    assert [one.message for one in posted.findings] == [
        "1 rows of trade.csv were not posted: they have neither a finite value nor a text."
    ]
    (fact,) = book.facts("distance", country="ARL", partner="BED")
    assert (fact.value, fact.unit, fact.period) == (3095.139, "km", None)
    assert fact.origin.place == "trade.csv row 2"


def test_what_all_rows_share_stands_once_in_a_large_file(book: Ledger, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "trade.parquet"
    write(
        path,
        "SELECT (1900 + range % 100)::VARCHAR AS year, 'ARL' AS from, 'B' || range // 100 AS to, "
        "range AS usd, NULL::DOUBLE AS kg FROM range(200_000)",
    )
    assert post(book, file_snapshot(path), table(layout=Layout.PARQUET)).new == 200_000
    (file,) = folder.rglob("flows/**/*.parquet")
    stored = {row[0] for row in duckdb.read_parquet(str(file), hive_partitioning=False).description}
    assert stored == {"exporter", "importer", "period", "value_usd", "quantity", "line", "posting", "year"}
    frame = book.frame(source="yearbook").filter(nw.col("importer") == "B7").sort("period")
    rows = book.collect(frame.select("value", "reporter", "valuation", "posting"))
    assert rows[:2] == [(700, "ARL", "FOB", 1), (701, "ARL", "FOB", 1)]


def test_a_reader_that_fills_an_unknown_column_or_forgets_the_snapshot_is_told(book: Ledger) -> None:
    with pytest.raises(UnknownColumn, match="fills “weight”, which is no column of flows"):
        post(book, csv("2017,ARL,BED,10,1"), table(book={**table().book, "weight": "1"}))
    with pytest.raises(TableWithoutSnapshot, match="has tables and no snapshot"):
        post(book, None)
    assert issubclass(TableWithoutSnapshot, LedgerError)


def test_names_of_files_and_cells_are_only_ever_data(book: Ledger) -> None:
    nasty = "x'; DROP TABLE staged; --.csv"
    snapshot = structs.replace(csv("2017,ARL,BED,10,1"), name=nasty)
    post(book, snapshot)
    (flow,) = book.flows(PAIR)
    assert flow.origin.place == f"{nasty} row 2"
    post(book, structs.replace(csv("2018,ARL,BED,10,1"), name="=value_usd"))
    assert book.flows(PAIR)[1].origin.place == "=value_usd row 2"


def test_a_number_that_no_column_holds_stops_the_post(book: Ledger) -> None:
    with pytest.raises(UnpostableFlows, match=r"whole numbers below 9\.2e18"):
        post(book, csv("2017,ARL,BED,10,1e30"))


def test_a_frame_that_is_asked_without_its_engine_says_so_and_is_not_empty(book: Ledger) -> None:
    post(book, csv("2017,ARL,BED,10,1"))
    frame = book.frame(source="yearbook").select("value_usd")
    assert book.collect(frame) == [(10,)]
    with pytest.raises(duckdb.Error, match="collect it with the engine that made it"):
        frame.to_native().fetchall()
