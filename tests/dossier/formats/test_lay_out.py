import msgspec
import pytest
from tests.dossier.formats.fictional_outline import (
    CARDS,
    figure,
    goods_table,
    millions,
    outline,
    picture,
    say,
    years_table,
)
from tests.dossier.formats.fictional_words import fictional_language

from sverka.dossier.formats.clean_text import breakable, clean, one_line
from sverka.dossier.formats.lay_out import MOST_ROWS, lay_out
from sverka.dossier.formats.print_table import label_of, lay_table
from sverka.dossier.formats.printed import PrintedParagraph, PrintedTable
from sverka.dossier.formats.table_notes import letter, merged_notes, one_source_each
from sverka.dossier.outline import Gap, Section
from sverka.dossier.words.language import LANGUAGES

EN = fictional_language("en")


def laid(table: object) -> PrintedTable:
    return lay_table(table, label_of("documents.table", 1, EN), EN, CARDS)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", LANGUAGES)
def test_years_of_one_source_share_a_note_that_names_them(code: str) -> None:
    figures = [millions(1.0, year) for year in ("2010", "2011", "2012", "2014", "2016", "2017")]
    notes = set(merged_notes(figures, fictional_language(code), CARDS).values())
    (note,) = notes
    assert "2010–2012, 2014, 2016–2017" in note


def test_other_periods_books_and_sources_keep_their_own_notes() -> None:
    figures = [
        millions(1.0, "2010"),
        millions(1.0, "2010", "BED"),
        millions(1.0, "2010", source="bureau"),
        millions(1.0, "2010-01..2010-08"),
        millions(1.0, "2011H1"),
    ]
    assert len(set(merged_notes(figures, EN, CARDS).values())) == 5


def test_a_note_for_a_whole_table_stands_without_a_mark() -> None:
    table = goods_table()
    same = msgspec.structs.replace(
        table, rows=tuple((row[0], *(millions(1.0, "2012") for _ in row[1:])) for row in table.rows)
    )
    (note,) = laid(same).notes
    assert note.mark == ""
    assert note.parts[0].text.startswith("Source: ARL’s book")
    assert not any(part.mark for row in laid(same).rows for cell in row for part in cell)


def test_a_note_for_a_whole_column_stands_at_its_heading() -> None:
    printed = laid(goods_table())
    assert ["".join(part.mark for part in heading) for heading in printed.headings] == [
        "",
        "a",
        "a",
        "b",
        "a",
    ]
    assert not any(part.mark for row in printed.rows for cell in row for part in cell)


def test_a_column_of_gaps_says_at_its_heading_why() -> None:
    rows = tuple((say("year"), Gap(say("no_gap"))) for _ in range(3))
    table = msgspec.structs.replace(goods_table(), headings=(say("year"), say("value")), rows=rows)
    printed = laid(table)
    assert [part.mark for part in printed.headings[1]] == ["", "a"]
    assert [[part.text for part in row[1]] for row in printed.rows] == [["…"]] * 3
    assert [part.text for note in printed.notes for part in note.parts] == ["One of the books is silent."]
    assert printed.numeric == (False, True)


def test_a_column_of_several_sources_marks_its_cells() -> None:
    rows = ((say("year"), millions(1.0, "2012")), (say("year"), millions(2.0, "2012", source="bureau")))
    printed = laid(msgspec.structs.replace(goods_table(), headings=(say("year"), say("value")), rows=rows))
    assert [[part.mark for part in row[1]] for row in printed.rows] == [["a"], ["b"]]


def test_numbers_in_captions_headings_and_notes_are_noted_too() -> None:
    table = msgspec.structs.replace(
        years_table(),
        caption=say("quoted", text=millions(7.0, "1999")),
        note=say("quoted", text=millions(8.0, "1998", "BED")),
    )
    printed = laid(table)
    told = {note.mark: "".join(part.text for part in note.parts) for note in printed.notes}
    assert "1999" in told[printed.caption[0].mark]
    (below,) = [note for note in printed.notes if not note.mark]
    assert "1998" in told[below.parts[0].mark]


def test_numbers_of_a_heading_have_their_source_under_it() -> None:
    section = Section("x", say("quoted", text=millions(7.0, "1999")), ())
    (printed,) = lay_out(msgspec.structs.replace(outline(), sections=(section,)), EN, str).sections
    assert printed.title == "7\u00a0million dollars"
    assert "1999" in printed.notes[0].parts[0].text


@pytest.mark.parametrize(
    ("index", "mark"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (701, "zz"), (702, "aaa")]
)
def test_letters_go_on_after_z(index: int, mark: str) -> None:
    assert letter(index) == mark


def test_a_long_table_behind_a_picture_is_left_to_the_workbook() -> None:
    drawn = picture()
    table = msgspec.structs.replace(drawn.table, rows=drawn.table.rows * MOST_ROWS)
    section = msgspec.structs.replace(
        outline().sections[1], blocks=(msgspec.structs.replace(drawn, table=table),)
    )
    printed = lay_out(msgspec.structs.replace(outline(), sections=(section,)), EN, lambda _: "")
    (block,) = printed.sections[-1].blocks
    assert isinstance(block, PrintedParagraph)
    assert block.pieces[0].text == (
        "Figure 1: the table behind it is in the workbook (--xlsx), number of rows: 200."
    )


def test_a_document_that_lists_its_sources_gets_no_second_list() -> None:
    listed = Section("sources", say("minute"), ())
    assert lay_out(msgspec.structs.replace(outline(drawn=False), sections=(listed,)), EN, str).sources == ()
    assert len(lay_out(outline(drawn=False), EN, str).sources) == 3


def test_widths_add_up_and_numbers_are_known_as_such() -> None:
    for table in (goods_table(), years_table()):
        printed = laid(table)
        assert sum(printed.widths) == pytest.approx(1)
        assert printed.numeric == (False, *[True] * (len(table.headings) - 1))


def test_a_column_of_words_with_numbers_in_them_is_set_as_words() -> None:
    rows = ((say("year"), say("ask_second", value=figure(1.0, "2012", unit="%"))),)
    table = msgspec.structs.replace(goods_table(), headings=(say("year"), say("value")), rows=rows)
    assert laid(table).numeric == (False, False)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x1fc\ud800\uffff", "a�b�c��"),
        ("a\tb\nc\u00a0d", "a\tb\nc\u00a0d"),
        ("safe \u202etxt.exe\u202c", "safe txt.exe"),
        ("Әлем \U0001f600", "Әлем \U0001f600"),
    ],
)
def test_a_text_is_cleaned_of_what_no_file_can_hold(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_words_too_long_for_a_line_may_break() -> None:
    assert breakable("short words stay") == "short words stay"
    assert breakable("x" * 60).replace("\u200b", "|") == f"{'x' * 24}|{'x' * 24}|{'x' * 12}"
    assert breakable("x" * 60, 80) == "x" * 60
    assert one_line(" a\n\tb ") == "a b"


def test_a_list_of_sources_names_each_combination_once() -> None:
    """Growth from a year of one source to a year of another adds no line of both to the list."""
    (first,) = millions(1.0, "2010").origins
    second = msgspec.structs.replace(first, source="ministry")
    of_one, of_other, of_both = (
        millions(1.0, "2010", origins=origins) for origins in ((first,), (second,), (first, second))
    )
    assert list(one_source_each([of_one, of_other, of_both])) == [of_one, of_other, of_one, of_other]
