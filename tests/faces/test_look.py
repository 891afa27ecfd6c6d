"""`sverka look` and the post that follows it: from a spreadsheet on the desk to figures in the book."""

from pathlib import Path

import pytest
from tests.faces.conftest import Run
from tests.sources.own_tables.tables import (
    BOTH_WAYS,
    BOTH_WAYS_MERGED,
    SEMICOLONS,
    filled,
    workbook,
)

from sverka.ledger import open_ledger
from sverka.vocabulary.country import Pair
from sverka.vocabulary.product import Product


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "exports 2019.csv"
    path.write_bytes(SEMICOLONS.encode("cp1251"))
    return path


def test_a_look_shows_mapping_rows_and_the_next_commands_and_posts_nothing(run: Run, table: Path) -> None:
    before = sorted(table.parent.iterdir())
    ran = run("look", table.name)
    assert ran.code == 0
    for words in (
        "encoding: cp1251                            # its letters read as words in this encoding",
        'licence: "???"',
        "The first 3 of 3 figures, as they would be posted:",
        "58,765,750",
        "2019-01..2019-10",
        "row 5 column C",
        "note: 1 cells hold no figure; nothing was posted for them, not zero. (row 7 column C)",
        "Still open, to be filled in before a post: table.publisher, table.licence, table.address.",
        "Nothing was posted.",
        "sverka look 'exports 2019.csv' --write 'exports 2019.yml'",
        "sverka post own_tables 'exports 2019.csv' --mapping 'exports 2019.yml'",
    ):
        assert words in ran.out, words
    assert sorted(table.parent.iterdir()) == before


def test_what_is_not_known_is_shown_as_question_marks(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Страна;2019\nКазахстан;60,5\n", encoding="utf-8")
    ran = run("look", "t.csv", "--book", "b")
    (row,) = [line for line in ran.out.splitlines() if "row 2 column B" in line]
    assert row.split() == ["???", "???", "???", "TOTAL", "2019", "???", "???", "row", "2", "column", "B"]
    assert "--mapping t.yml --book b" in ran.out


def test_a_mapping_is_written_and_never_over_another(run: Run, table: Path) -> None:
    assert run("look", table.name, "--write", "m.yml").code == 0
    written = table.with_name("m.yml")
    assert written.read_text("utf-8").startswith("# Mapping of exports 2019.csv")
    written.write_text("my work", encoding="utf-8")
    again = run("look", table.name, "--write", "m.yml")
    assert again.code == 2
    assert "Cannot write m.yml: the file is there already and may hold your work" in again.err
    assert written.read_text("utf-8") == "my work"
    assert run("look", table.name, "--write", "m.yml", "--force").code == 0
    assert written.read_text("utf-8") != "my work"
    nowhere = run("look", table.name, "--write", "no/such/folder/m.yml")
    assert nowhere.code == 2


def test_from_look_to_the_book(run: Run, table: Path, tmp_path: Path) -> None:
    run("look", table.name, "--write", "m.yml")
    mapping = tmp_path / "m.yml"
    post = ("post", "own_tables", table.name, "--mapping", "m.yml", "--book", tmp_path / "book")
    refused = run(*post)
    assert refused.code == 1
    assert "table.publisher, table.licence, table.address are still “???”. Nothing was posted." in refused.err
    mapping.write_text(filled(mapping.read_text("utf-8")), encoding="utf-8")
    tried = run("look", table.name, "--mapping", "m.yml")
    assert "Still open" not in tried.out
    assert "layout:" not in tried.out, "the mapping is the reader's own"
    first, again = run(*post), run(*post)
    assert (first.code, again.code) == (0, 0), first.err
    assert "3 new" in first.out
    assert "0 new" in again.out or "nothing changed" in again.out
    with open_ledger(tmp_path / "book") as ledger:
        flows = ledger.flows(Pair("BLR", "KAZ"), product=Product("8701", "HS2017"))
    assert [(flow.subject, flow.period, flow.value_usd) for flow in flows] == [
        ("BLR>KAZ", "2019-01..2019-10", 58_765_750)
    ]
    assert {flow.origin.cites for flow in flows} == {
        "Statistical Office: Экспорт Республики Беларусь за январь-октябрь 2019 года"
    }


def test_a_workbook_from_look_to_the_book(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(workbook(BOTH_WAYS, BOTH_WAYS_MERGED))
    run("look", "t.xlsx", "--write", "m.yml")
    mapping = tmp_path / "m.yml"
    mapping.write_text(filled(mapping.read_text("utf-8")), encoding="utf-8")
    ran = run("post", "own_tables", "t.xlsx", "--mapping", "m.yml", "--book", tmp_path / "book")
    assert ran.code == 0, ran.err
    with open_ledger(tmp_path / "book") as ledger:
        flows = ledger.flows(Pair("BLR", "KAZ"))
    assert {(flow.direction, flow.value_usd) for flow in flows} == {
        ("export", 60_000_250),
        ("import", 40_000_000),
    }


def test_a_table_without_its_mapping_is_sent_to_look(run: Run, table: Path, tmp_path: Path) -> None:
    ran = run("post", "own_tables", table.name, "--book", tmp_path / "book")
    assert ran.code == 1
    assert "comes without a mapping" in ran.err
    assert "sverka look" in ran.err


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("none.csv", None, "none.csv: No such file or directory. Check the name"),
        ("empty.csv", b"", "empty.csv: The table empty.csv cannot be read: the file is empty."),
        ("cut.xlsx", b"PK\x03\x04...", "cannot be read (Cannot detect file format)"),
        ("words.csv", b"Only words here\n", "holds no row with a key and a figure"),
    ],
)
def test_a_file_that_is_no_table_is_told(
    run: Run, tmp_path: Path, name: str, data: bytes | None, says: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = run("look", name)
    assert (ran.code, ran.out) == (1, "")
    assert says in ran.err


def test_a_mapping_that_cannot_be_read_is_told(run: Run, table: Path, tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text("columns: [", encoding="utf-8")
    ran = run("look", table.name, "--mapping", "m.yml")
    assert ran.code == 1
    assert "The mapping" in ran.err
    assert "cannot be read" in ran.err
