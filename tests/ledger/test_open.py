"""Opening a book that is missing, damaged, foreign, newer, locked or not to be written."""

import errno
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ledger.arland import PAIR, ROOT, batch, card, exports, said

from sverka.ledger import (
    BookBusy,
    DamagedBook,
    FolderInUse,
    LedgerError,
    MissingBook,
    NewerBook,
    ReadOnlyBook,
    open_ledger,
)


@pytest.fixture
def filled(folder: Path) -> Path:
    with open_ledger(folder, create=True) as book:
        book.post(batch(exports("2017", 10), readings=(said("s1", "2019-01-01", 1),)), card(), None)
    return folder


def test_a_missing_book_says_how_to_make_one(folder: Path) -> None:
    with pytest.raises(
        MissingBook, match=r"There is no book in .*book: it holds no book.sqlite.*posting a source"
    ):
        open_ledger(folder)
    assert not folder.exists()


def test_a_book_whose_making_was_cut_off_is_missing_until_made(folder: Path) -> None:
    folder.mkdir()
    (folder / "book.sqlite").touch()
    with pytest.raises(MissingBook):
        open_ledger(folder)
    with open_ledger(folder, create=True) as book:
        assert book.readings() == ()


def test_a_book_is_made_where_files_cannot_be_linked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _target: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with open_ledger(folder, create=True) as book:
        assert book.post(batch(exports("2017", 10)), card(), None).new == 1


def test_making_leaves_nothing_but_the_catalogue(folder: Path) -> None:
    open_ledger(folder, create=True).close()
    assert [path.name for path in folder.iterdir()] == ["book.sqlite"]


def test_a_book_is_not_made_among_other_files(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.docx").touch()
    with pytest.raises(FolderInUse, match=r"holds other files\. Give a new or an empty folder"):
        open_ledger(folder, create=True)


def test_a_file_in_place_of_the_folder_is_told(folder: Path) -> None:
    folder.touch()
    with pytest.raises(MissingBook):
        open_ledger(folder)
    with pytest.raises(ReadOnlyBook, match="File exists"):
        open_ledger(folder, create=True)


def test_making_a_book_that_exists_opens_it(filled: Path) -> None:
    with open_ledger(filled, create=True) as book:
        assert len(book.flows(PAIR)) == 1


def test_odd_characters_in_the_folders_name_do_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "кни'га [1] #?*%20 {a,b}"
    for _ in range(2):
        with open_ledger(folder, create=True) as book:
            book.post(batch(exports("2017", 10)), card(), None)
            assert len(book.flows(PAIR)) == 1


def test_a_catalogue_that_is_no_database_is_damaged(filled: Path) -> None:
    (filled / "book.sqlite").write_bytes(b"no database at all, and long enough to look at" * 100)
    with pytest.raises(DamagedBook, match=r"file is not a database\. Restore the folder from a backup"):
        open_ledger(filled)


def test_a_catalogue_overwritten_in_the_middle_is_damaged(filled: Path) -> None:
    catalogue = filled / "book.sqlite"
    data = bytearray(catalogue.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    catalogue.write_bytes(data)
    with pytest.raises(DamagedBook, match=r"damaged at .*book.sqlite"), open_ledger(filled) as book:
        book.readings()


def test_another_programs_database_is_refused(folder: Path) -> None:
    folder.mkdir()
    connection = sqlite3.connect(folder / "book.sqlite")
    connection.execute("CREATE TABLE notes (text)")
    connection.close()
    with pytest.raises(DamagedBook, match="not a catalogue of Sverka"):
        open_ledger(folder, create=True)


def test_a_newer_book_asks_for_a_newer_release(filled: Path) -> None:
    connection = sqlite3.connect(filled / "book.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(NewerBook, match="has layout 99 and this release knows 2: a later release"):
        open_ledger(filled)


@pytest.mark.parametrize("harm", ["truncated", "gone", "empty"])
def test_a_damaged_file_of_flows_is_named(filled: Path, harm: str) -> None:
    (path,) = filled.rglob("*.parquet")
    data = path.read_bytes()
    path.unlink()
    if harm != "gone":
        path.write_bytes(data[: len(data) // 2] if harm == "truncated" else b"")
    with open_ledger(filled) as book:
        with pytest.raises(DamagedBook, match=r"damaged at .*flows: .*000001-01.parquet"):
            book.flows(PAIR)
        with pytest.raises(DamagedBook):
            book.post(batch(exports("2017", 11)), card(), None)
        assert len(book.readings()) == 1


def test_every_error_of_a_book_is_a_ledger_error() -> None:
    errors = (MissingBook, FolderInUse, DamagedBook, NewerBook, BookBusy, ReadOnlyBook)
    assert all(issubclass(error, LedgerError) for error in errors)


@pytest.fixture
def locked_away() -> Iterator[Path]:
    """Make a folder that a person without rights can reach, read and not write."""
    outer = Path(tempfile.mkdtemp())
    folder = outer / "book"
    with open_ledger(folder, create=True) as book:
        book.post(batch(exports("2017", 10)), card(), None)
    outer.chmod(0o555)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder
    for path in (outer, folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(outer)


WITHOUT_RIGHTS = """
import os
if os.geteuid() == 0:  # whom no permission stops; what the rest needs is imported first
    with open_ledger(folder) as book:
        book.flows(PAIR)
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""
READ_ONLY = """
import sys
from pathlib import Path
import sverka.ledger.post
from sverka.ledger import ReadOnlyBook, open_ledger
from tests.ledger.arland import PAIR, batch, card, exports
folder = Path(sys.argv[1])
WITHOUT RIGHTS
with open_ledger(folder) as book:
    print(len(book.flows(PAIR)))
    try:
        book.post(batch(exports("2017", 11)), card(), None)
    except ReadOnlyBook as error:
        print(error)
try:
    open_ledger(folder.parent / "another", create=True)
except ReadOnlyBook as error:
    print(error)
"""


def test_a_folder_without_the_right_to_write_can_be_read_and_not_posted_to(locked_away: Path) -> None:
    script = READ_ONLY.replace("WITHOUT RIGHTS", WITHOUT_RIGHTS)
    ran = subprocess.run(
        [sys.executable, "-c", script, str(locked_away)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    read, post, make = ran.stdout.splitlines()
    assert read == "1"
    assert "cannot be written: attempt to write a readonly database. It can still be read" in post
    assert "cannot be written: Permission denied" in make
