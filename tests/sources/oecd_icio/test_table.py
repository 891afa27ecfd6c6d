"""The official layout: two countries, China's parts and the rest, with the full list of industries."""

import csv
from io import StringIO

import pytest

from sverka.sources import read
from sverka.sources.oecd_icio.lookups import UnknownEdition, read_lookups
from sverka.sources.oecd_icio.table import MisshapenTable, UndatedTable, year_of
from sverka.sources.snapshot import pack_snapshot, take_snapshot
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.flow import Flow

INDUSTRIES = read_lookups().editions["ICIO2025"]
SELLERS = ("BLR", "KAZ", "CN1", "CN2", "ROW")
BUYERS = ("BLR", "KAZ", "CHN", "ROW")
USES = ("HFCE", "INVNT")


def world(sales: dict[tuple[str, str], str], **changes: str) -> bytes:
    """Write a table in which only these sales are not zero, their sums filled in; `changes` rename labels."""
    sellers = [f"{area}_{industry}" for area in SELLERS for industry in INDUSTRIES]
    columns = [*sellers, *(f"{area}_{use}" for area in BUYERS for use in USES)]
    lines = [["V1", *columns, "OUT"]]
    for seller in sellers:
        cells = [sales.get((seller, column), "0") for column in columns]
        lines.append([seller, *cells, str(sum(map(float, cells)))])
    lines += [
        [row, *(sales.get((row, column), "0") for column in columns), "0"] for row in ("TLS", "VA", "OUT")
    ]
    renamed = [[changes.get(cell, cell) for cell in line] for line in lines]
    file = StringIO()
    csv.writer(file).writerows(renamed)
    return file.getvalue().encode()


SALES = {
    ("BLR_A01", "KAZ_C10T12"): "471.7511",
    ("BLR_A01", "KAZ_C16"): "0.0000004",
    ("CN1_C26", "KAZ_C26"): "1.5",
    ("CN2_C26", "KAZ_C26"): "2.25",
    ("BLR_A01", "CN2_C10T12"): "7",
    ("BLR_C10T12", "KAZ_HFCE"): "12.5",
    ("BLR_C10T12", "KAZ_INVNT"): "-3",
    ("BLR_A01", "BLR_C10T12"): "90",
    ("VA", "KAZ_C10T12"): "100",
    ("TLS", "KAZ_HFCE"): "-4",
    ("OUT", "KAZ_C10T12"): "600",
    ("OUT", "KAZ_HFCE"): "8.5",
}


def posted(data: bytes, name: str = "2022_SML.csv") -> tuple[list[Flow], list[Fact], list[Finding]]:
    batch = read("oecd_icio", take_snapshot(name, data))
    return list(batch.flows), list(batch.facts), list(batch.findings)


def sold(flows: list[Flow], exporter: str, importer: str) -> dict[tuple[str, str], int]:
    return {
        (f.product.revision, f.product.code): f.value_usd
        for f in flows
        if (f.exporter, f.importer) == (exporter, importer)
    }


def test_intermediate_and_each_final_use_stand_apart() -> None:
    flows, _, _ = posted(world(SALES))
    assert sold(flows, "BLR", "KAZ") == {
        ("ICIO2025", "A01"): 471_751_100,
        ("ICIO2025/HFCE", "C10T12"): 12_500_000,
    }
    assert {f.period for f in flows} == {"2022"}


def test_the_parts_of_china_are_added_on_both_sides() -> None:
    flows, _, _ = posted(world(SALES))
    assert sold(flows, "CHN", "KAZ") == {("ICIO2025", "C26"): 3_750_000}
    assert sold(flows, "BLR", "CHN") == {("ICIO2025", "A01"): 7_000_000}


def test_a_country_sells_to_itself_too() -> None:
    flows, _, _ = posted(world(SALES))
    assert sold(flows, "BLR", "BLR") == {("ICIO2025", "A01"): 90_000_000}


def test_negative_inventories_are_counted_and_no_flow() -> None:
    _, _, findings = posted(world(SALES))
    (left,) = findings
    assert (left.check, left.about) == ("left out", "ICIO2025/INVNT")
    assert left.message.startswith("1 negative values of 3000000 dollars in all")


def test_value_added_taxes_and_totals_are_facts() -> None:
    _, facts, _ = posted(world(SALES))
    found = {(f.name, f.country, f.detail): f.value for f in facts if f.value}
    assert found["value_added", "KAZ", "C10T12"] == 100e6
    assert found["output", "KAZ", "C10T12"] == 600e6
    assert found["taxes_less_subsidies", "KAZ", "HFCE"] == -4e6
    assert found["total_use", "KAZ", "HFCE"] == 8.5e6
    assert found["intermediate_use", "KAZ", "A01>C10T12"] == 471_751_100
    assert found["intermediate_use", "CHN", "A01>C10T12"] == 7_000_000


def test_several_years_in_one_archive() -> None:
    archive = pack_snapshot(
        "ICIO2025.zip", {"2021_SML.csv": world(SALES), "2022_SML.csv": world(SALES), "ReadMe.txt": b"read"}
    )
    batch = read("oecd_icio", archive)
    assert {flow.period for flow in batch.flows} == {"2021", "2022"}


def test_sales_that_do_not_add_up_to_the_output_are_reported() -> None:
    data = world(SALES)
    line = next(row for row in data.decode().splitlines() if row.startswith("BLR_A01,"))
    wrong = ",".join([*line.split(",")[:-1], "999"])
    _, _, findings = posted(data.decode().replace(line, wrong).encode())
    assert findings[0].check == "adding up"
    assert findings[0].evidence[0].startswith("BLR_A01: ")


@pytest.mark.parametrize(
    ("name", "year"), [("2022_SML.csv", "2022"), ("ICIO2025_2019.csv", "2019"), ("2016.csv", "2016")]
)
def test_the_year_is_in_the_name(name: str, year: str) -> None:
    assert year_of(name) == year


@pytest.mark.parametrize("name", ["table.csv", "2016-2022.csv", "ICIO2025.csv"])
def test_a_year_is_not_guessed(name: str) -> None:
    with pytest.raises(UndatedTable, match=r"does not say one year, .* 2022_SML\.csv say"):
        posted(world(SALES), name)


def test_an_unknown_list_of_industries_is_refused() -> None:
    labels = {f"{area}_C26": f"{area}_C261" for area in SELLERS}
    with pytest.raises(
        UnknownEdition, match=r"row 1 has 50 industries that make up no known edition \(C261\)"
    ):
        posted(world(SALES, **labels))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"KAZ_HFCE,", b"QQQ_HFCE,", "“QQQ_HFCE” is no country with an industry"),
        (b",OUT\r\n", b",SUM\r\n", "it does not begin with a corner and end with “OUT”"),
        (b"\nKAZ_A01,", b"\nKAZ_Z99,", "“KAZ_Z99” is no industry of a column"),
        (b"471.7511", b"n.a.", r"row 2 \(BLR_A01\) cannot be read: could not convert"),
        (b"471.7511", b"nan", "a cell is no number"),
        (b"471.7511", b"471,7511", "it has 261 cells and the header 260"),
    ],
)
def test_a_table_that_is_laid_out_otherwise_is_refused(old: bytes, new: bytes, why: str) -> None:
    with pytest.raises(MisshapenTable, match=rf"{why}.*Get the CSV again"):
        posted(world(SALES).replace(old, new))


def test_a_table_that_breaks_off_after_its_header_is_refused() -> None:
    with pytest.raises(MisshapenTable, match="it has no rows of industries, or none of value added"):
        posted(world(SALES).split(b"\n")[0] + b"\n")
