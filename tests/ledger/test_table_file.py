"""Tables of a user's own: what is written is read again, and what is no table is refused."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sverka.ledger.table_file import LacksColumns, NoSuchTable, UnreadableTable, opened_table, write_table

COLUMNS: dict[str, Any] = {
    "exporter": np.array(["ARL", "Bedia, of old", 'a "name"']),
    "year": np.array([2010, 2011, 2012]),
    "trade": np.array([0.1 + 0.2, np.nan, 3e20]),
    "rta": np.array([0.0, 1.0, -2.0]),
}


@pytest.mark.parametrize("name", ["panel.csv", "panel.parquet"])
def test_what_is_written_is_read_again_to_the_last_digit(tmp_path: Path, name: str) -> None:
    write_table(tmp_path / name, COLUMNS)
    with opened_table(tmp_path / name) as table:
        assert table.columns == tuple(COLUMNS)
        found = table.read(("trade", "exporter", "year", "rta"))
    for column, values in COLUMNS.items():
        np.testing.assert_array_equal(found[column], values)
    assert [path.name for path in tmp_path.iterdir()] == [name], "no draft is left"


def test_a_file_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    write_table(tmp_path / "panel.parquet", COLUMNS)
    (tmp_path / "panel.parquet").rename(tmp_path / "panel.dat")
    with opened_table(tmp_path / "panel.dat") as table:
        assert table.columns == tuple(COLUMNS)


def test_a_text_below_many_numbers_comes_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("trade\n" + "1.5\n" * 30_000 + "many\n", "utf-8")
    with opened_table(path) as table:
        found = table.read(("trade",))["trade"]
    assert (len(found), found[0], found[-1]) == (30_001, "1.5", "many")


def test_columns_that_are_not_there_are_named_with_those_that_are(tmp_path: Path) -> None:
    write_table(tmp_path / "panel.csv", COLUMNS)
    with (
        opened_table(tmp_path / "panel.csv") as table,
        pytest.raises(
            LacksColumns, match=r"no column “flow”; it has exporter, year, trade, rta. Name a column"
        ),
    ):
        table.read(("year", "flow"))


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(NoSuchTable, match=r"There is no file .*missing.csv. Check the name."),
        opened_table(tmp_path / "missing.csv"),
    ):
        pass
    (tmp_path / "cut.parquet").write_bytes(b"PAR1" + bytes(40))
    with (
        pytest.raises(UnreadableTable, match=r"cut.parquet cannot be read as a table"),
        opened_table(tmp_path / "cut.parquet"),
    ):
        pass


@pytest.mark.parametrize(
    ("held", "told"), [(b"", "it is empty"), ("a,b\nÖ,1\n".encode("latin-1"), "Give CSV in UTF-8")]
)
def test_an_empty_file_and_another_encoding_are_refused(tmp_path: Path, held: bytes, told: str) -> None:
    (tmp_path / "panel.csv").write_bytes(held)
    with pytest.raises(UnreadableTable, match=told), opened_table(tmp_path / "panel.csv") as table:
        table.read(table.columns)


def test_a_part_of_a_table_is_the_rows_whose_column_reads_so(tmp_path: Path) -> None:
    columns = {"sector": np.array([17, 2, 17]), "trade": np.array([1.0, 2.0, 3.0])}
    write_table(tmp_path / "panel.parquet", columns)
    with opened_table(tmp_path / "panel.parquet") as table:
        assert table.parts("sector") == ("17", "2")
        assert table.read(("trade",), ("sector", "17"))["trade"].tolist() == [1, 3]
        with pytest.raises(LacksColumns, match="no column “industry”"):
            table.read(("trade",), ("industry", "17"))
        with pytest.raises(LacksColumns, match="no column “industry”"):
            table.parts("industry")
