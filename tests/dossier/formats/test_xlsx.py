import builtins
import re
from datetime import date
from io import BytesIO
from math import isfinite
from typing import Any
from zipfile import ZipFile

import msgspec
import pytest
from python_calamine import CalamineWorkbook
from tests.dossier.formats.fictional_outline import (
    CARDS,
    GOODS,
    HOSTILE,
    figure,
    goods_table,
    hostile_outline,
    millions,
    outline,
    say,
    years_table,
)
from tests.dossier.formats.fictional_words import fictional_language

from sverka.dossier.formats.xlsx import ExcelNotInstalled, write_xlsx
from sverka.dossier.outline import Gap, Outline, Table, figures_of
from sverka.dossier.words.language import LANGUAGES
from sverka.vocabulary.figure import Figure

HEADER = 3


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, write_xlsx(outline(), fictional_language(request.param))


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def parts(data: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def with_table(table: Table) -> Outline:
    section = msgspec.structs.replace(outline().sections[1], blocks=(table,))
    return msgspec.structs.replace(outline(), sections=(section,))


def test_a_sheet_for_the_text_its_numbers_each_table_and_the_sources(written: tuple[str, bytes]) -> None:
    code, data = written
    names = {
        "en": ["Contents", "Text", "Numbers in the text", "1 Turnover by the books of ARL", "Sources"],
        "ru": ["Содержание", "Текст", "Числа в тексте", "1 Оборот по книгам  ARL и BED", "Источники"],
        "kk": ["Мазмұны", "Мәтін", "Мәтіндегі сандар", "1 Кітаптар бойынша айналым  ARL", "Дереккөздер"],
        "be": ["Змест", "Тэкст", "Лікі ў тэксце", "1 Абарот паводле кніг  ARL і BED", "Крыніцы"],
    }
    found = list(sheets(data))
    assert [*found[:4], found[-1]] == [name[:31] for name in names[code]]
    assert len(found) == 7


def test_numbers_are_numbers_to_the_last_digit(written: tuple[str, bytes]) -> None:
    _, data = written
    goods = list(sheets(data).values())[5]
    rows = [row[1:5] for row in goods[HEADER + 1 : HEADER + 5]]
    expected = [[value * 1e6, price, float(place), (value - 10) / 100] for _, value, price, place in GOODS]
    assert rows == [pytest.approx(row, rel=1e-15) for row in expected]


def test_every_figure_of_the_outline_stands_in_a_cell_with_its_source() -> None:
    data = sheets(write_xlsx(outline(), fictional_language("en")))
    held = [
        (cell, " ".join(str(found) for found in row))
        for rows in data.values()
        for row in rows
        for cell in row
        if isinstance(cell, float)
    ]
    for shown in figures_of(outline()):
        value = shown.value / 100 if shown.unit == "%" else shown.value
        card = CARDS[shown.origins[0].source]
        assert any(abs(cell - value) <= 1e-12 * abs(value) and card.title in row for cell, row in held), shown


def test_headings_name_the_unit_of_their_column() -> None:
    data = sheets(write_xlsx(outline(), fictional_language("en")))
    assert data["1 Turnover by the books of ARL"][HEADER] == [
        "Year",
        "Book of ARL, US dollars",
        "Book of BED, US dollars",
        "Difference, percent",
        "Source",
    ]
    goods = next(rows for name, rows in data.items() if name.startswith("3"))
    assert goods[HEADER][1:5] == [
        "Value, US dollars",
        "Unit value, US dollars a kilogram",
        "Place",
        "Growth, percent",
    ]


def test_a_column_of_several_units_shows_them_in_the_cells() -> None:
    rows = ((say("year"), millions(1.0, "2012")), (say("year"), figure(2.0, "2012", unit="products")))
    table = msgspec.structs.replace(years_table(), headings=(say("year"), say("value")), rows=rows)
    data = write_xlsx(with_table(table), fictional_language("en"))
    assert sheets(data)["1 Turnover by the books of ARL"][HEADER][1] == "Value"
    assert '#,##0"\u00a0US dollars"' in parts(data)["xl/styles.xml"].replace("&quot;", '"')


def test_a_gap_is_an_empty_cell_with_its_reason_in_a_comment() -> None:
    data = write_xlsx(outline(), fictional_language("en"))
    rows = sheets(data)["1 Turnover by the books of ARL"]
    assert rows[HEADER + 4][:4] == [2013.0, "", 210e6, ""]
    comments = {
        name: found for name, found in parts(data).items() if "comments" in name and "rels" not in name
    }
    told = comments["xl/comments1.xml"]
    assert re.search(r'ref="B8".*?ARL has published nothing for 2013\.', told)
    assert told.count("<comment ") == sum(
        isinstance(cell, Figure | Gap) for row in years_table().rows for cell in row
    )


def test_a_number_that_is_none_is_an_empty_cell_too() -> None:
    wrong = (float("nan"), float("inf"), float("-inf"))
    rows = tuple((say("year"), figure(value, "2012")) for value in wrong)
    table = msgspec.structs.replace(years_table(), headings=(say("year"), say("value")), rows=rows)
    data = write_xlsx(with_table(table), fictional_language("en"))
    found = sheets(data)["1 Turnover by the books of ARL"]
    assert [row[1] for row in found[HEADER + 1 : HEADER + 4]] == ["", "", ""]
    assert parts(data)["xl/comments1.xml"].count("There is no number here.") == 3


def test_the_text_stands_sentence_by_sentence_with_its_sources() -> None:
    data = sheets(write_xlsx(outline(), fictional_language("en")))
    assert data["Text"][1] == [
        "The page in one minute",
        "ARL shows a turnover of 200\u00a0million dollars for 2012.",
        "ARL’s book · FOB + CIF · 2012 · Nobody, Almanac of Two Countries · accessed 1 January 2015",
    ]
    numbers = data["Numbers in the text"]
    assert numbers[1][2:9] == [200e6, "US dollars", "2012", "ARL", "FOB + CIF", 196e6, 204e6]
    assert numbers[3][2] == pytest.approx(0.333333)
    said = [row[1] for row in data["Text"]]
    assert any("sverka fetch bureau --pair ARL-BED" in text for text in said)


def test_sources_have_links_and_dates() -> None:
    data = write_xlsx(outline(), fictional_language("en"))
    rows = sheets(data)["Sources"]
    assert rows[2][:5] == [
        "Bureau of Ports: monthly tables",
        "Bureau of Ports & Rivers of Bedia",
        "CC BY 4.0",
        "imports CIF",
        date(2016, 2, 29),
    ]
    links = "".join(found for name, found in parts(data).items() if name.endswith("sheet7.xml.rels"))
    assert "https://example.org/bureau?table=1&amp;lang=en" in links


def test_every_link_of_the_contents_leads_to_a_sheet(written: tuple[str, bytes]) -> None:
    code, data = written
    places = re.findall(r'location="([^"]+)"', parts(data)["xl/worksheets/sheet1.xml"])
    names = {place.rsplit("!", 1)[0].strip("'").replace("''", "'") for place in places}
    contents = fictional_language(code).say("documents.contents")
    assert names == set(sheets(data)) - {contents}


def test_a_sheet_keeps_its_header_filters_and_prints_on_one_page_wide() -> None:
    sheet = parts(write_xlsx(outline(), fictional_language("en")))["xl/worksheets/sheet4.xml"]
    assert 'ySplit="4"' in sheet
    assert '<autoFilter ref="A4:E9"/>' in sheet
    assert "fitToWidth" not in sheet or 'fitToWidth="1"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert 'paperSize="9"' in sheet
    assert "Page &amp;P of &amp;N" in sheet


def test_hostile_texts_are_never_formulas_or_links() -> None:
    data = write_xlsx(hostile_outline(), fictional_language("en"))
    for name, found in parts(data).items():
        if name.startswith("xl/worksheets/sheet"):
            assert "<f>" not in found
            assert "<f " not in found
        assert "javascript:" not in found or name == "xl/sharedStrings.xml"
    rows = next(rows for name, rows in sheets(data).items() if name.startswith("1"))
    kept = [row[0] for row in rows[HEADER + 1 :]]
    assert kept[1:5] == list(HOSTILE[1:5])
    assert kept[5] == HOSTILE[5]
    assert kept[6] == "bell � null � escape � lone � end ��"
    assert kept[8] == HOSTILE[8]
    assert 'quotePrefix="1"' in parts(data)["xl/styles.xml"]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    table = msgspec.structs.replace(years_table(), note=say("quoted", text="x" * 40_000))
    found = sheets(write_xlsx(with_table(table), fictional_language("en")))
    note = found["1 Turnover by the books of ARL"][1][0]
    assert len(note) == 32_001
    assert note.endswith("x…")


@pytest.mark.parametrize("caption", ["'quoted'", "a/b:c*d?[e]\\f", "\U0001f600" * 40, "", "History"])
def test_any_caption_makes_a_name_that_excel_takes(caption: str) -> None:
    table = msgspec.structs.replace(goods_table(), caption=say("quoted", text=caption))
    name = list(sheets(write_xlsx(with_table(table), fictional_language("en"))))[3]
    assert name.startswith("1")
    assert len(name.encode("utf-16-le")) <= 62
    assert not set(name) & set("[]:*?/\\")


def test_properties_say_what_it_is_and_no_time_of_day() -> None:
    core = parts(write_xlsx(outline(), fictional_language("be")))["docProps/core.xml"]
    assert "ARL і BED: гандаль таварамі" in core
    assert "Даведка пра гандаль" in core
    assert "2026-11-23T00:00:00Z" in core


def test_the_same_outline_gives_the_same_bytes(written: tuple[str, bytes]) -> None:
    code, data = written
    assert write_xlsx(outline(), fictional_language(code)) == data


def test_all_numbers_are_finite_and_none_is_text(written: tuple[str, bytes]) -> None:
    _, data = written
    for name, rows in list(sheets(data).items())[3:6]:
        for row in rows[HEADER + 1 : HEADER + 5]:
            for cell in row[1:-1]:
                assert cell == "" or (isinstance(cell, float) and isfinite(cell)), name


def test_without_xlsxwriter_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:  # noqa: ANN401
        if name == "sverka.dossier.formats.xlsx_workbook":
            raise ModuleNotFoundError("No module named 'xlsxwriter'", name="xlsxwriter")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ExcelNotInstalled, match=r"XlsxWriter.*pip install 'sverka\[brief\]'.*--json"):
        write_xlsx(outline(), fictional_language("en"))
