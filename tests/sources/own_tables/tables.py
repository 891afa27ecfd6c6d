"""Tables as national offices lay them out, with the round figures of the fictional pair.

Belarus and Kazakhstan stand for Arland and Bedia, since names in four languages are what is tested: in 2019
60 million dollars go one way and 40 the other, in 2018 it was 50 and 32.
"""

from datetime import date
from io import BytesIO
from typing import Any, TypeAlias

import xlsxwriter

from sverka.sources import card_of, read
from sverka.sources.snapshot import Snapshot, pack_snapshot
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.flow import Flow

Rows: TypeAlias = list[list[Any]]
ACCESSED = date(2020, 1, 15)
FILLED = {
    "publisher": "Statistical Office",
    "title": "Trade",
    "licence": "not stated",
    "address": "https://example.org/trade",
    "accessed": "2020-01-15",
}


def workbook(
    rows: Rows,
    merged: tuple[str, ...] = (),
    sheet: str = "Лист1",
    **others: Rows,
) -> bytes:
    """Write an XLSX: `merged` ranges keep the text of their first cell; `others` are further sheets."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    for name, lines in {sheet: rows, **others}.items():
        page = book.add_worksheet(name)
        for row, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and cell.startswith("#"):
                    page.write_formula(row, column, "=A1", None, cell)
                elif isinstance(cell, date):
                    page.write_datetime(row, column, cell, book.add_format({"num_format": "mm.yyyy"}))
                elif cell is not None:
                    page.write(row, column, cell)
        for area in merged if name == sheet else ():
            page.merge_range(area, "")
            first = area.partition(":")[0]
            row, column = int(first[1:]) - 1, ord(first[0]) - 65
            page.write(row, column, lines[row][column])
    book.close()
    return held.getvalue()


# A committee's table: both directions beside each other, cumulative months, growth, notes below.
BOTH_WAYS: Rows = [
    ["Внешняя торговля Республики Беларусь по отдельным странам"],
    ["(тысяч долларов США)"],
    [],
    ["", "Экспорт", "", "Импорт", ""],
    [
        "",
        "январь-октябрь 2019",
        "в % к январю-октябрю 2018",
        "январь-октябрь 2019",
        "в % к январю-октябрю 2018",
    ],
    ["Всего", 900_000.5, 110.1, 800_000, 99.0],
    ["в том числе:"],
    ["страны СНГ", 500_000, 101.0, 400_000, 98.0],
    ["   Казахстан", 60_000.25, 120.0, 40_000, 125.0],
    ["   Российская Федерация", 440_000, 99.0, "х", "х"],
    ["   Кыргызстан¹", "–", "–", "…", "…"],
    ["¹ Включая реэкспорт."],
    ["Примечание. х - данные конфиденциальны; … - данные отсутствуют."],
    ["Источник: Национальный статистический комитет Республики Беларусь, https://example.by/trade"],
]
BOTH_WAYS_MERGED = ("A1:E1", "A4:A5", "B4:C4", "D4:E4")

# A bureau's table of goods: codes of 4 digits, two periods, tonnes and thousands of dollars, one direction.
GOODS: Rows = [
    ["Экспорт Республики Казахстан в Республику Беларусь по товарам ТН ВЭД ЕАЭС"],
    ["Код ТН ВЭД", "Наименование товара", "2018 год", "", "2019 год", ""],
    [
        "",
        "",
        "количество, тонн",
        "стоимость, тыс. долл. США",
        "количество, тонн",
        "стоимость, тыс. долл. США",
    ],
    ["А", "Б", 1, 2, 3, 4],
    ["", "Всего", "", 32_000, "", 40_000],
    [101, "Лошади живые", 12.5, 20.5, 13, 21],
    [1012100, "Лошади чистопородные", 2.25, 4, 3, 5],
    [2701, "Уголь каменный", 1000, 30_000, 1100, 38_000],
    ["01-24", "Продовольственные товары", "", 120, "", 130],
]
GOODS_MERGED = ("C2:D2", "E2:F2")

# A customs committee's text table: cp1251, semicolons, decimal commas, blanks between thousands.
SEMICOLONS = (
    "Экспорт Республики Беларусь за январь-октябрь 2019 года;;\r\n"
    "тыс. долл. США;;\r\n"
    "Страна;Код товара ТН ВЭД;Стоимость\r\n"
    "Казахстан;0402;1 234,5\r\n"
    "Казахстан;8701;58\u00a0765,75\r\n"
    "Россия;0402;12 345 678,9\r\n"
    "Россия;8701;-\r\n"
)

YEARS = (
    "Страны\t2017\t2018\t2019\n"
    "Қазақстан\t55,5\t50\t60\n"
    "Ресей\t1 000,1\t1 100\t1 200\n"
    "Барлығы\t1 055,6\t1 150\t1 260\n"
)

SECTIONS: Rows = [
    ["Взаимная торговля Республики Казахстан со странами ЕАЭС, млн. долларов США"],
    ["Страна", "2018 г.", "2019 г."],
    ["Экспорт - всего", 100, 110.5],
    ["Беларусь", 32, 40],
    ["Россия", 68, 70.5],
    ["Импорт - всего", 200, 210],
    ["Беларусь", 50, 60],
    ["Россия", 150, 150],
]

BELARUSIAN = (
    "Гандаль Рэспублікі Беларусь у студзені-кастрычніку 2019 г.,,\n"
    'Краіна,"Экспарт, тыс. дол. ЗША","Імпарт, тыс. дол. ЗША"\n'
    'Казахстан,"60000,5",40000\n'
    'Расія,"440000,5",400000\n'
)

LONG = (
    "reporter,partner,flow,period,hs,trade value (US$),netto weight (kg)\n"
    "Belarus,Kazakhstan,Export,2019-01,0402,1000.5,500\n"
    'Belarus,Kazakhstan,Export,2019-02,0402,"1,234,567.5",\n'
    "Belarus,Kazakhstan,Import,2019-01,2701,40000,9000\n"
)


def packed(data: bytes, mapping: str, name: str = "data.xlsx") -> Snapshot:
    return pack_snapshot("own.zip", {name: data, "mapping.yml": mapping.encode()})


def filled(mapping: str, **fields: str) -> str:
    """Fill in what a first look leaves open: the table's publisher, and `fields` by their last name."""
    for field, value in {**FILLED, **fields}.items():
        mapping = mapping.replace(f'{field}: "???"', f"{field}: {value}")
    return mapping


def posted(data: bytes, mapping: str, name: str = "data.xlsx") -> tuple[list[Flow], list[Finding]]:
    """Read a table by its mapping as `sverka post` does."""
    batch = read("own_tables", packed(data, mapping, name))
    assert batch.source == card_of("own_tables").id
    return list(batch.flows), list(batch.findings)
