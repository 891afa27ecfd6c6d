"""Posting a table by its mapping: flows with their places, problems as findings, nothing guessed."""

from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.own_tables.tables import (
    ACCESSED,
    BOTH_WAYS,
    BOTH_WAYS_MERGED,
    SEMICOLONS,
    Rows,
    filled,
    packed,
    posted,
    workbook,
)

from sverka.sources import card_of, read
from sverka.sources.own_tables.headings import ColumnsMoved
from sverka.sources.own_tables.look import look
from sverka.sources.own_tables.mapping_file import MappingError
from sverka.sources.own_tables.read import MissingMapping
from sverka.sources.snapshot import take_snapshot
from sverka.sources.workbook import MissingSheet
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.product import TOTAL, Product

HEAD = """\
table:
  {publisher: Office, title: Trade, licence: CC0, address: "https://example.org/t", accessed: 2020-01-15}
layout: {header_rows: [1], first_row: 2, separator: ";"}
numbers:
  {decimal: ",", thousands: " ", cells: {"–": missing, "х": confidential, нет: zero}, marks: {"*": estimated}}
constants: {reporter: BLR, direction: export, currency: USD, scale: thousand, period: 2019}
valuation: {export: FOB, import: CIF}
"""
COLUMNS = """\
columns:
  A: {holds: partner}
  B: {holds: value}
"""


def table(*lines: str, columns: str = COLUMNS, head: str = HEAD) -> tuple[list[Flow], dict[str, Finding]]:
    """Post lines below a heading of two columns."""
    data = "\n".join(("Страна;Экспорт", *lines)).encode()
    flows, findings = posted(data, head + columns, "t.csv")
    return flows, {finding.check: finding for finding in findings}


def test_cp1251_semicolons_and_decimal_commas_from_look_to_flow() -> None:
    data = SEMICOLONS.encode("cp1251")
    flows, findings = posted(data, filled(look("t.csv", data).mapping), "t.csv")
    assert [(flow.importer, flow.product, flow.value) for flow in flows] == [
        ("KAZ", Product("0402", "HS2017"), 1_234_500),
        ("KAZ", Product("8701", "HS2017"), 58_765_750),
        ("RUS", Product("0402", "HS2017"), 12_345_678_900),
    ]
    assert [finding.check for finding in findings] == ["missing figures"]


def test_a_figure_tells_where_it_was_published() -> None:
    data = workbook(BOTH_WAYS, BOTH_WAYS_MERGED, sheet="2019")
    mapping = filled(look("t.xlsx", data).mapping)
    snapshot = packed(data, mapping)
    flow = next(iter(read("own_tables", snapshot).flows))
    origin = flow.origin
    assert origin.place == "sheet 2019 row 6 column B"
    assert origin.accessed == ACCESSED
    assert origin.licence == "not stated"
    assert origin.address == "https://example.by/trade"
    assert origin.cites is not None
    assert "Национальный статистический комитет" in origin.cites
    assert origin.snapshot == snapshot.sha256


def test_the_same_bytes_give_the_same_rows() -> None:
    snapshot = packed(SEMICOLONS.encode("cp1251"), filled(look("t.csv", SEMICOLONS.encode("cp1251")).mapping))
    assert list(read("own_tables", snapshot).flows) == list(read("own_tables", snapshot).flows)


@pytest.mark.parametrize("data", [SEMICOLONS.encode("cp1251"), workbook(BOTH_WAYS)])
def test_a_table_without_mapping_is_sent_to_a_first_look(data: bytes) -> None:
    with pytest.raises(
        MissingMapping, match=r"t.xlsx comes without a mapping.*`sverka look t.xlsx --write MAPP"
    ):
        read("own_tables", take_snapshot("t.xlsx", data))


def test_a_mapping_that_is_not_filled_in_posts_nothing() -> None:
    data = SEMICOLONS.encode("cp1251")
    with pytest.raises(MappingError, match="Nothing was posted"):
        read("own_tables", packed(data, look("t.csv", data).mapping))


def test_columns_that_have_moved_stop_the_post() -> None:
    columns = "columns:\n  A: {holds: partner, header: Страна}\n  B: {holds: value, header: Импорт}\n"
    with pytest.raises(ColumnsMoved) as stopped:
        table("Казахстан;60", columns=columns)
    assert "column B should be “Импорт” and is “Экспорт”. Nothing was posted." in str(stopped.value)
    assert "look at the table with `sverka look`" in str(stopped.value)


def test_a_sheet_that_is_not_there_stops_the_post() -> None:
    head = HEAD.replace('separator: ";"', "sheets: [2020]")
    with pytest.raises(MissingSheet, match="has no sheet “2020”; it has “2019”"):
        posted(workbook([["Страна", "Экспорт"], ["Казахстан", 60]], sheet="2019"), head + COLUMNS)


@pytest.mark.parametrize(
    ("line", "check", "evidence"),
    [
        ("Атлантида;5", "unknown country", "row 2: Атлантида"),
        ("Казахстан;много", "no figure", "row 2 column B: много (text where a figure should stand)"),
        ("Казахстан;NaN", "no figure", "row 2 column B: NaN (not a finite number)"),
        ("Казахстан;#ЗНАЧ!", "no figure", "row 2 column B: #ЗНАЧ! (a formula's error)"),
        (
            "Казахстан;5²",
            "no figure",
            "row 2 column B: 5² (an unexplained mark behind the figure)",
        ),
        ("Казахстан;1.234,5", "no figure", "row 2 column B: 1.234,5 (text where a figure should stand)"),
        ("Казахстан;-5", "negative values", "row 2 column B: -5"),
        ("Казахстан;99999999999999", "too large", "row 2 column B: 99999999999999"),
        ("Беларусь;5", "trade with itself", "row 2 column B: BLR"),
        (";5", "incomplete rows", "row 2 column B: importer"),
    ],
)
def test_a_row_that_is_wrong_is_a_finding_and_no_flow(line: str, check: str, evidence: str) -> None:
    flows, findings = table(line, "Россия;7")
    assert [flow.importer for flow in flows] == ["RUS"]
    assert findings[check].evidence == (evidence,)
    assert findings[check].message.startswith("1 ")


def test_what_is_missing_is_counted_and_is_not_zero() -> None:
    flows, findings = table("Казахстан;–", "Россия;х", "Армения;", "Китай;нет", "Польша;0", "страны СНГ;9")
    assert [(flow.importer, flow.value) for flow in flows] == [("CHN", 0), ("POL", 0)]
    assert findings["missing figures"].evidence == ("row 2 column B",)
    assert findings["confidential figures"].evidence == ("row 3 column B",)
    assert findings["rows without figures"].evidence == ("row 4: Армения",)
    assert findings["group of countries"].evidence == ("row 7: страны СНГ",)


def test_an_estimate_is_marked() -> None:
    flows, _ = table("Казахстан;60,5*", "Россия;7")
    assert [flow.flag for flow in flows] == ["estimated", "reported"]


def test_the_mapping_decides_what_sverka_does_not_know() -> None:
    decided = COLUMNS + "countries: {Атлантида: KAZ, Прочее: leave out}\n"
    flows, findings = table("Атлантида;5", "прочее;6", columns=decided)
    assert [flow.importer for flow in flows] == ["KAZ"]
    assert findings["left out by the mapping"].evidence == ("row 3: прочее",)


def test_another_currency_needs_a_rate_with_its_source() -> None:
    head = HEAD.replace("currency: USD", "currency: KZT")
    flows, findings = table("Казахстан;382,5", head=head)
    assert flows == []
    assert findings["no rate"].evidence == ("row 2 column B: KZT 2019",)
    rate = "rates: [{currency: KZT, period: 2019, units_a_dollar: 382.5, source: National Bank}]\n"
    (flow,), _ = table("Казахстан;382,5", head=head, columns=COLUMNS + rate)
    assert (flow.value, flow.currency, flow.value_usd, flow.rate) == (382_500, "KZT", 1_000, 382.5)
    _, findings = table("Казахстан;382,5", head=head, columns=COLUMNS + rate.replace("2019", "2018"))
    assert "no rate" in findings


def test_imports_come_from_the_partner_at_cif() -> None:
    (flow,), _ = table("Казахстан;40", head=HEAD.replace("direction: export", "direction: import"))
    assert (flow.exporter, flow.importer, flow.reporter, flow.valuation) == (
        "KAZ",
        "BLR",
        "BLR",
        Valuation.CIF,
    )
    assert flow.product is TOTAL or flow.product == TOTAL


def test_a_column_says_more_than_the_constants_and_a_cell_more_than_the_column() -> None:
    columns = """\
columns:
  A: {holds: partner}
  B: {holds: value, period: "2018", direction: import}
  C: {holds: year}
"""
    flows, _ = table("Казахстан;40;2017", "Казахстан;50;", columns=columns)
    assert [(flow.period, flow.direction) for flow in flows] == [("2017", "import"), ("2018", "import")]


def test_cumulative_months_get_their_year_from_the_row() -> None:
    columns = 'columns:\n  A: {holds: year}\n  B: {holds: value, period: "01..10", partner: KAZ}\n'
    flows, _ = table("2018;50", "2019;60", columns=columns)
    assert [flow.period for flow in flows] == ["2018-01..2018-10", "2019-01..2019-10"]


def test_a_revision_holds_from_its_first_year_on() -> None:
    columns = """\
revision: {2012: HS2012, 2017: HS2017}
columns:
  A: {holds: product}
  B: {holds: value, partner: KAZ}
  C: {holds: year}
"""
    flows, findings = table("0402;5;2016", "402;5;2017", "0402;5;2011", columns=columns)
    assert [flow.product for flow in flows] == [Product("0402", "HS2012"), Product("0402", "HS2017")]
    assert findings["leading zeros"].evidence == ("row 3: 402 as 0402",)
    assert findings["incomplete rows"].evidence == ("row 4 column B: product",)


def test_goods_without_a_code_are_refused_or_decided() -> None:
    columns = """\
revision: HS2017
columns:
  A: {holds: product_name}
  B: {holds: value, partner: KAZ}
products: {нефть сырая: "2709", услуги: leave out}
"""
    flows, findings = table("Нефть сырая;5", "Всего;9", "Услуги;1", "Прочее сырье;2", columns=columns)
    assert [flow.product.code for flow in flows] == ["2709", "TOTAL"]
    assert findings["unknown product"].evidence == ("row 5: Прочее сырье",)
    assert findings["left out by the mapping"].evidence == ("row 4: Услуги",)


def test_a_code_stands_above_the_partners_that_it_was_traded_with() -> None:
    columns = """\
revision: HS2017
columns:
  A: {holds: product, fill_down: true}
  B: {holds: value}
  C: {holds: partner}
"""
    flows, _ = table("0402;9;Всего", ";5;Казахстан", ";4;Россия", columns=columns)
    assert [(flow.product.code, flow.importer) for flow in flows] == [
        ("0402", "WLD"),
        ("0402", "KAZ"),
        ("0402", "RUS"),
    ]


def test_a_heading_that_is_repeated_on_every_page_is_no_row() -> None:
    columns = "columns:\n  A: {holds: partner, header: Страна}\n  B: {holds: value, header: Экспорт}\n"
    flows, findings = table("Казахстан;60", "Страна;Экспорт", "Россия;7", columns=columns)
    assert len(flows) == 2
    assert findings["repeated heading"].evidence == ("row 3",)


def test_a_column_that_the_mapping_does_not_name_is_reported() -> None:
    _, findings = table("Казахстан;60;и ещё", "Россия;7;")
    assert findings["unread column"].evidence == ("column C",)


def test_a_table_that_gives_no_figure_says_so() -> None:
    _, findings = table("Атлантида;5")
    assert findings["no rows"].evidence == ("the table",)


def test_dates_in_a_column_of_periods_need_to_be_explained() -> None:
    rows: Rows = [["Страна", "Экспорт", "Период"], ["Казахстан", 60, date(2019, 3, 1)]]
    head = HEAD.replace('separator: ";"', "sheets: [Лист1]")
    columns = COLUMNS + "  C: {holds: period}\n"
    flows, findings = posted(workbook(rows), head + columns)
    assert flows == []
    assert "unknown period" in {finding.check for finding in findings}
    (flow,), _ = posted(
        workbook(rows), head + columns.replace("holds: period", "holds: period, dates: month")
    )
    assert flow.period == "2019-03"


def test_cells_of_a_workbook_that_are_no_figures() -> None:
    rows: Rows = [
        ["Страна", "Экспорт"],
        ["Казахстан", date(2019, 3, 1)],
        ["Россия", True],
        ["Армения", "#REF!"],
        ["Китай", 5],
    ]
    flows, findings = posted(workbook(rows), HEAD.replace('separator: ";"', "sheets: [Лист1]") + COLUMNS)
    assert [flow.importer for flow in flows] == ["CHN"]
    (bad,) = [finding for finding in findings if finding.check == "no figure"]
    assert bad.evidence == (
        "sheet Лист1 row 2 column B: 2019-03-01 (a date where a figure should stand)",
        "sheet Лист1 row 3 column B: TRUE (true or false where a figure should stand)",
        "sheet Лист1 row 4 column B: #REF! (a formula's error)",
    )


def test_a_merged_key_holds_for_its_rows_and_a_merged_figure_for_none() -> None:
    rows: Rows = [
        ["Страна", "Экспорт", "Год"],
        ["Казахстан", 60, 2019],
        ["", 50, 2018],
        ["Россия", 9, 2019],
        ["Китай", "", 2019],
    ]
    head = HEAD.replace('separator: ";"', "sheets: [Лист1]")
    flows, findings = posted(workbook(rows, ("A2:A3", "B4:B5")), head + COLUMNS + "  C: {holds: year}\n")
    assert [(flow.importer, flow.period) for flow in flows] == [("KAZ", "2019"), ("KAZ", "2018")]
    (merged,) = [finding for finding in findings if finding.check == "merged figures"]
    assert merged.evidence == ("sheet Лист1 row 4 column B", "sheet Лист1 row 5 column B")


def test_a_million_bad_rows_are_one_finding() -> None:
    rows = "Казахстан;плохо\n" * 200_000  # a fifth of a million: the rest would only take time
    _, findings = table(rows)
    assert findings["no figure"].message.startswith("200,000 cells")
    assert len(findings["no figure"].evidence) == 5
    assert len(findings) == 2


def test_flows_are_made_as_they_are_asked_for() -> None:
    data = ("Страна;Экспорт\n" + "Казахстан;60\n" * 1000 + "Атлантида;1\n").encode()
    batch = read("own_tables", packed(data, HEAD + COLUMNS, "t.csv"))
    assert len(list(islice(batch.flows, 10))) == 10
    assert list(batch.findings) == [], "what comes later in the table is not known yet"


@given(
    st.lists(
        st.tuples(st.sampled_from(["Казахстан", "Россия", "Всего"]), st.integers(0, 10**9)), max_size=20
    ),
    st.sampled_from([("one", 1), ("thousand", 10**3), ("million", 10**6)]),
)
def test_the_unit_of_the_table_multiplies_every_figure_and_changes_nothing_else(
    rows: list[tuple[str, int]], scale: tuple[str, int]
) -> None:
    lines = [f"{country};{value}" for country, value in rows]
    flows, _ = table(*lines, head=HEAD.replace("scale: thousand", f"scale: {scale[0]}"))
    assert [flow.value for flow in flows] == [value * scale[1] for _, value in rows]
    assert [flow.value_usd for flow in flows] == [flow.value for flow in flows]


def test_every_card_field_speaks_of_the_table() -> None:
    assert "mapping" in card_of("own_tables").licence


def test_a_unit_that_is_not_known_costs_the_quantity_and_not_the_value() -> None:
    columns = COLUMNS + "  C: {holds: quantity}\n  D: {holds: quantity_unit}\n"
    flows, findings = table("Казахстан;5;7;ШТ", "Россия;6;8;бочка", "Китай;7;;кг", columns=columns)
    assert [(flow.value, flow.quantity, flow.quantity_unit) for flow in flows] == [
        (5_000, 7, "pieces"),
        (6_000, None, None),
        (7_000, None, None),
    ]
    assert findings["unknown unit"].evidence == ("row 3 column C: бочка",)


def test_a_hidden_sheet_that_the_mapping_names_is_read_and_told() -> None:
    from io import BytesIO

    import xlsxwriter

    held = BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.add_worksheet("shown")
    page = book.add_worksheet("draft")
    for row, cells in enumerate([["Страна", "Экспорт"], ["Казахстан", 60]]):
        page.write_row(row, 0, cells)
    page.set_row(1, None, None, {"hidden": True})
    page.set_column("B:B", 5, None, {"hidden": True})
    page.hide()
    book.close()
    flows, findings = posted(held.getvalue(), HEAD.replace('separator: ";"', "sheets: [draft]") + COLUMNS)
    assert len(flows) == 1
    assert {finding.check: finding.evidence for finding in findings} == {
        "hidden sheet": ("sheet draft",),
        "unread sheet": ("sheet shown",),
        "hidden columns": ("column B: Экспорт",),
        "hidden rows": ("sheet draft row 2",),
    }
