"""A column in which no row has anything is left out of a table and said once."""

import pytest

from sverka.dossier.outline import Cell, Gap, Sentence, Table
from sverka.dossier.sections.columns import filled
from sverka.dossier.words.language import LANGUAGES, language

SILENT, UNRANKED = Gap(Sentence("turnover.silent")), Gap(Sentence("position.unranked"))
HEADS = (Sentence("column.year"), Sentence("column.value"), Sentence("column.rank"))


def table(*rows: tuple[Cell, ...], note: Sentence | None = None) -> Table:
    return Table(id="t", caption=Sentence("turnover.table"), headings=HEADS, rows=rows, note=note)


def test_an_empty_column_is_left_out_and_the_note_says_why() -> None:
    found = filled(table(("2019", "5", UNRANKED), ("2020", SILENT, UNRANKED)))
    assert found.headings == HEADS[:2]
    assert found.rows == (("2019", "5"), ("2020", SILENT))
    assert found.note is not None
    assert language("en").text(found.note) == "“Rank” is left out: not ranked."


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_note_that_was_there_stays_before_it(code: str) -> None:
    words, before = language(code), Sentence("position.table_note")
    found = filled(table(("2020", SILENT, UNRANKED), note=before))
    assert found.headings == HEADS[:1]
    assert found.note is not None
    assert words.text(found.note).startswith(words.text(before))


def test_a_table_without_empty_columns_or_without_rows_stays_as_it_is() -> None:
    whole = table(("2019", "5", UNRANKED), ("2020", "6", "1"))
    assert filled(whole) is whole
    assert filled(table()) == table()
