"""A first look guesses the mapping, gives a reason for each guess, and leaves open what it cannot know."""

from datetime import date
from typing import Any

import pytest
import yaml
from tests.sources.own_tables.tables import (
    BELARUSIAN,
    BOTH_WAYS,
    BOTH_WAYS_MERGED,
    GOODS,
    GOODS_MERGED,
    LONG,
    SECTIONS,
    SEMICOLONS,
    YEARS,
    Rows,
    workbook,
)

from sverka.sources.own_tables.guessing.guess import NoFigures
from sverka.sources.own_tables.look import Look, look, look_with


def seen(name: str, data: bytes) -> tuple[Look, dict[str, Any]]:
    found = look(name, data)
    mapping: dict[str, Any] = yaml.safe_load(found.mapping)
    return found, mapping


def figures(found: Look) -> list[tuple[object, ...]]:
    return [
        (row.exporter, row.importer, row.reporter, row.period, row.valuation, row.value_usd)
        for row in found.rows
    ]


def test_a_committees_table_of_both_directions() -> None:
    found, mapping = seen("trade.xlsx", workbook(BOTH_WAYS, BOTH_WAYS_MERGED))
    period = "2019-01..2019-10"
    assert figures(found) == [
        ("BLR", "WLD", "BLR", period, "FOB", 900_000_500),
        ("WLD", "BLR", "BLR", period, "CIF", 800_000_000),
        ("BLR", "KAZ", "BLR", period, "FOB", 60_000_250),
        ("KAZ", "BLR", "BLR", period, "CIF", 40_000_000),
        ("BLR", "RUS", "BLR", period, "FOB", 440_000_000),
    ]
    assert mapping["layout"] == {"sheets": ["Лист1"], "header_rows": [4, 5], "first_row": 6}
    assert mapping["numbers"]["cells"] == {"х": "confidential", "–": "missing", "…": "missing"}
    table = mapping["table"]
    assert table["publisher"] == "Национальный статистический комитет Республики Беларусь"
    assert table["address"] == "https://example.by/trade"
    assert found.open_fields == ("table.licence", "table.accessed")
    assert {finding.check for finding in found.findings} == {
        "rows without figures",
        "group of countries",
        "confidential figures",
        "missing figures",
    }


def test_a_bureaus_table_of_goods() -> None:
    found, mapping = seen("goods.xlsx", workbook(GOODS, GOODS_MERGED))
    assert [
        (row.product.code, row.period, row.value_usd, row.quantity) for row in found.rows if row.product
    ] == [
        ("TOTAL", "2018", 32_000_000, None),
        ("TOTAL", "2019", 40_000_000, None),
        ("0101", "2018", 20_500, 12_500),
        ("0101", "2019", 21_000, 13_000),
        ("01012100", "2018", 4_000, 2_250),
        ("01012100", "2019", 5_000, 3_000),
        ("2701", "2018", 30_000_000, 1_000_000),
        ("2701", "2019", 38_000_000, 1_100_000),
    ]
    assert mapping["revision"] == {2017: "HS2017"}
    constants = mapping["constants"]
    assert constants == {"reporter": "KAZ", "partner": "BLR", "direction": "export"}
    assert mapping["layout"]["header_rows"] == [2, 3], "the row that counts the columns is none"


def test_a_customs_committees_text_table() -> None:
    found, mapping = seen("table.csv", SEMICOLONS.encode("cp1251"))
    assert mapping["layout"]["encoding"] == "cp1251"
    assert mapping["numbers"] == {"decimal": ",", "thousands": " ", "cells": {"-": "missing"}}
    assert [(row.importer, row.value_usd) for row in found.rows] == [
        ("KAZ", 1_234_500),
        ("KAZ", 58_765_750),
        ("RUS", 12_345_678_900),
    ]
    assert {row.period for row in found.rows} == {"2019-01..2019-10"}


def test_years_as_columns_in_kazakh() -> None:
    found, mapping = seen("years.txt", YEARS.encode("utf-16"))
    assert [column.get("period") for column in mapping["columns"].values()] == [None, "2017", "2018", "2019"]
    assert {"constants.reporter", "constants.direction", "constants.currency", "constants.scale"} <= set(
        found.open_fields
    )
    assert found.rows[0].value_usd is None, "a scale that is not known makes no figure"
    assert found.rows[0].lacking == ("exporter", "importer", "valuation", "value", "currency", "reporter")


def test_headings_inside_the_table_say_the_direction() -> None:
    found, mapping = seen("mutual.xlsx", workbook(SECTIONS))
    assert list(mapping["sections"]) == ["Экспорт - всего", "Импорт - всего"]
    assert figures(found)[:3] == [
        ("KAZ", "WLD", "KAZ", "2018", "FOB", 100_000_000),
        ("KAZ", "WLD", "KAZ", "2019", "FOB", 110_500_000),
        ("KAZ", "BLR", "KAZ", "2018", "FOB", 32_000_000),
    ]
    assert ("BLR", "KAZ", "KAZ", "2019", "CIF", 60_000_000) in figures(found)


def test_a_belarusian_table() -> None:
    found, _ = seen("be.csv", BELARUSIAN.encode())
    assert figures(found)[:2] == [
        ("BLR", "KAZ", "BLR", "2019-01..2019-10", "FOB", 60_000_500),
        ("KAZ", "BLR", "BLR", "2019-01..2019-10", "CIF", 40_000_000),
    ]


def test_a_long_english_table() -> None:
    found, mapping = seen("long.csv", LONG.encode("utf-8-sig"))
    held = [column["holds"] for column in mapping["columns"].values()]
    assert held == ["reporter", "partner", "direction", "period", "product", "value", "quantity"]
    assert mapping["numbers"] == {"decimal": ".", "thousands": ","}
    assert "revision" in found.open_fields, "a code without its revision means nothing"
    assert "columns.F.scale" in found.open_fields, "dollars may still be counted in thousands"


def test_every_guess_has_its_reason_beside_it() -> None:
    found, _ = seen("goods.xlsx", workbook(GOODS, GOODS_MERGED))
    guessed = [line for line in found.mapping.splitlines() if " holds: " in line or "reporter" in line]
    assert len(guessed) == 7
    assert all("  # likely: " in line or "  # sure: " in line for line in guessed)


def test_the_day_of_the_file_is_taken_for_the_day_of_access() -> None:
    found = look("be.csv", BELARUSIAN.encode(), date(2020, 1, 15))
    assert yaml.safe_load(found.mapping)["table"]["accessed"] == date(2020, 1, 15)


def test_sheets_that_are_laid_out_alike_are_read_together() -> None:
    rows: Rows = [["Страна", "Стоимость, тыс. долл. США"], ["Казахстан", 60_000.5], ["Россия", 440_000.5]]
    back: Rows = [rows[0], ["Казахстан", 40_000.5], ["Россия", 400_000.5]]
    data = workbook(rows, sheet="Экспорт", Импорт=back, Заметки=[["не таблица"]])
    found, mapping = seen("sheets.xlsx", data)
    layout = mapping["layout"]
    assert layout == {
        "sheets": ["Экспорт", "Импорт"],
        "sheet_says": "direction",
        "header_rows": [1],
        "first_row": 2,
    }
    assert [row.valuation for row in found.rows] == ["FOB", "FOB", "CIF", "CIF"]
    assert "unread sheet" in {finding.check for finding in found.findings}


def test_figures_that_may_be_thousands_or_fractions_are_left_open() -> None:
    found, mapping = seen("t.csv", "Страна;Экспорт 2019\nКазахстан;1,234\nРоссия;5,678\n".encode())
    assert mapping["numbers"]["decimal"] == "???"
    assert "numbers.decimal" in found.open_fields


def test_two_figures_of_one_flow_are_told_before_the_post() -> None:
    text = "Страна;Экспорт, тыс. долл. США;Вывоз, тыс. долл. США\nКазахстан;60,5;61,5\n"
    title = "Торговля Республики Беларусь в 2019 году;;\n"
    found, _ = seen("t.csv", (title + text).encode())
    (doubled,) = [finding for finding in found.findings if finding.check == "figures given twice"]
    assert doubled.evidence == ("row 3 column C",)


def test_a_mapping_that_was_worked_on_can_be_tried() -> None:
    guessed = look("years.txt", YEARS.encode("utf-16")).mapping
    better = guessed.replace('reporter: "???"', "reporter: KAZ").replace(
        'direction: "???"', "direction: export"
    )
    better = better.replace('scale: "???"', "scale: million").replace('currency: "???"', "currency: USD")
    tried = look_with("years.txt", YEARS.encode("utf-16"), better.encode())
    assert tried.open_fields == ("table.publisher", "table.licence", "table.address", "table.accessed")
    assert [row.importer for row in tried.rows[:4]] == ["RUS"] * 3 + ["WLD"]


@pytest.mark.parametrize("data", [b"Not a table at all\n", workbook([["a"], ["b"]]), b"a;b\nc;d\n"])
def test_a_file_without_figures_is_told(data: bytes) -> None:
    with pytest.raises(NoFigures, match="holds no row with a key and a figure, so there is nothing to map"):
        look("t", data)


def test_partners_below_goods() -> None:
    rows: Rows = [
        ["Экспорт Республики Казахстан за январь-октябрь 2019 г., тыс. долл. США"],
        ["Код ТН ВЭД", "Наименование товара, страна", "Ед. изм.", "Количество", "Стоимость"],
        ["0201", "Мясо", "тонна", 12.5, 100.5],
        ["", "Беларусь", "тонна", 6, 50],
        ["", "Россия", "тонна", 6.5, 50.5],
        ["8701", "Тракторы", "штука", 10, 80],
        ["", "Беларусь", "штука", 10, 80],
    ]
    found, mapping = seen("kz.xlsx", workbook(rows))
    columns = mapping["columns"]
    assert columns["A"]["fill_down"] is True
    assert columns["B"]["beside_code"] == "WLD"
    assert [
        (row.product.code, row.importer, row.value_usd, row.quantity, row.quantity_unit)
        for row in found.rows
        if row.product
    ] == [
        ("0201", "WLD", 100_500, 12_500, "kg"),
        ("0201", "BLR", 50_000, 6_000, "kg"),
        ("0201", "RUS", 50_500, 6_500, "kg"),
        ("8701", "WLD", 80_000, 10, "pieces"),
        ("8701", "BLR", 80_000, 10, "pieces"),
    ]


def test_empty_cells_below_a_key_are_left_open() -> None:
    text = "Страна;Год;Экспорт, тыс. долл. США\nКазахстан;2018;50,5\n;2019;60,5\nРоссия;2018;1,5\n;2019;2,5\n"
    found, _ = seen("t.csv", text.encode())
    assert "columns.A.fill_down" in found.open_fields


def test_months_beside_each_other_get_the_year_of_the_title() -> None:
    rows: Rows = [
        ["Экспорт Республики Беларусь в Казахстан в 2019 году, млн долл. США"],
        ["", "янв", "фев.", "март", "Янв-март"],
        ["Всего", 1, 2, 3, 6],
    ]
    found, mapping = seen("months.xlsx", workbook(rows))
    assert [column.get("period") for column in mapping["columns"].values()] == [
        None,
        "01",
        "02",
        "03",
        "01..03",
    ]
    assert [(row.period, row.importer, row.value_usd) for row in found.rows] == [
        ("2019-01", "KAZ", 1_000_000),
        ("2019-02", "KAZ", 2_000_000),
        ("2019-03", "KAZ", 3_000_000),
        ("2019Q1", "KAZ", 6_000_000),
    ]


def test_of_several_quantities_a_person_chooses() -> None:
    lines = (
        "NAPR\tPERIOD\tSTRANA\tTNVED\tEDIZM\tSTOIM\tNETTO\tKOL\n"
        "ЭК\t01/2019\tBY\t0101210000\tШТ\t1234,56\t5000,5\t3\n"
        "ИМ\t02/2019\tKZ\t2709001000\tТ\t60000\t90000,5\t90\n"
    )
    found, mapping = seen("t.csv", lines.encode("cp1251"))
    held = [column["holds"] for column in mapping["columns"].values()]
    assert held == ["direction", "period", "partner", "product", "quantity_unit", "value", "???", "???"]
    assert [(row.period, row.exporter, row.importer) for row in found.rows] == [
        ("2019-01", None, "BLR"),
        ("2019-02", "KAZ", None),
    ]


def test_a_column_of_totals_alone_names_no_partner() -> None:
    rows: Rows = [
        ["Экспорт Республики Беларусь в Казахстан, тыс. долл. США"],
        ["", "2018", "2019"],
        ["Всего", 5, 6],
    ]
    found, _ = seen("t.xlsx", workbook(rows))
    assert {row.importer for row in found.rows} == {"KAZ"}


@pytest.mark.parametrize(
    ("note", "sign", "means"),
    [
        ("«–» явление отсутствует", "–", "zero"),
        ("Условные обозначения: x – конфиденциальные данные", "х", "confidential"),
        ("... данные отсутствуют", "...", "missing"),
        ("", "х", "???"),
        ("", "–", "missing"),
        ("Всего – данные предварительные", "–", "missing"),
    ],
)
def test_what_a_sign_means_the_tables_notes_say(note: str, sign: str, means: str) -> None:
    rows: Rows = [["Страна", "Экспорт 2019"], ["Казахстан", "60,5"], ["Россия", sign], [note]]
    _, mapping = seen("t.xlsx", workbook(rows))
    assert mapping["numbers"]["cells"] == {sign: means}
