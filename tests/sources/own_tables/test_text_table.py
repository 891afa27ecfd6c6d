"""Text tables in the encodings and with the separators that offices use."""

import pytest

from sverka.sources.own_tables.sheets import open_table
from sverka.sources.own_tables.text_table import UnreadableTable, guess_encoding, guess_separator

TABLE = "Страна;Экспорт, тыс. долл. США\nКазахстан;60 000,5\nРоссия;440 000\nКиргизия;–\n"


@pytest.mark.parametrize(
    "encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp866", "koi8-r"]
)
def test_the_encoding_is_told_by_the_bytes(encoding: str) -> None:
    text = TABLE if encoding.startswith(("utf", "cp1251")) else TABLE.replace("–", "-")
    guessed, why = guess_encoding(text.encode(encoding))
    assert guessed == encoding
    assert why
    (sheet,) = open_table(text.encode(encoding), "t.csv").sheets
    assert next(iter(sheet.rows()))[0] == "Страна"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_sign_that_cuts_lines_alike(separator: str) -> None:
    lines = ["Титул; первый, второй", "a;b;c", '1;"2,5";3', '4;"5,5";6', '7;"8,5";9']
    text = "\n".join(line.replace(";", separator) for line in lines)
    assert guess_separator(text)[0] == separator


def test_a_mark_of_the_encoding_decides_over_the_mapping() -> None:
    (sheet,) = open_table(TABLE.encode("utf-8-sig"), "t.csv", "utf-8", ";").sheets
    assert next(iter(sheet.rows()))[0] == "Страна"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "t.csv cannot be read: the file is empty. Check that it was saved"),
        (b"\xef\xbb\xbf \r\n", "the file is empty"),
        (b"%PDF-1.7 x", "it is a PDF document. Save the table as XLSX or CSV"),
        (b"<!DOCTYPE html><table>", "it is a web page under the name of a table"),
    ],
)
def test_what_is_no_table_says_what_it_is(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableTable, match=says):
        open_table(data, "t.csv")


def test_a_wrong_encoding_is_an_error_and_no_question_marks() -> None:
    with pytest.raises(UnreadableTable, match=r"not in the encoding utf-8 .*Give the right one"):
        open_table(TABLE.encode("cp1251"), "t.csv", "utf-8", ";").sheets[0].rows().__next__()
    with pytest.raises(UnreadableTable, match="not in the encoding klingon"):
        open_table(TABLE.encode("cp1251"), "t.csv", "klingon", ";").sheets[0].rows().__next__()


def test_a_quote_that_is_never_closed_is_told() -> None:
    data = b'a;b\n1;"' + b"x" * 1_100_000
    with pytest.raises(UnreadableTable, match="A quote that is not closed is the usual cause"):
        list(open_table(data, "t.csv", "utf-8", ";").sheets[0].rows())
