"""The two stores themselves."""

import errno
from pathlib import Path

import pytest
from tests.ledger.arland import PAIR, YEARBOOK, batch, card, exports

from sverka.ledger import Ledger, NoSpace, ReadOnlyBook
from sverka.ledger.errors import EngineError
from sverka.ledger.store import open_engine, quoted


def test_duckdb_reaches_nothing_outside_the_book(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("secret\n1\n")
    engine = open_engine(tmp_path / "book", tmp_path / "book")
    for sql in (
        f"FROM read_csv({quoted(str(outside))})",
        f"COPY (SELECT 1) TO {quoted(str(outside))}",
        "FROM read_csv('https://example.org/x.csv')",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ):
        with pytest.raises(EngineError):
            engine.rows(sql)
    engine.close()


@pytest.mark.parametrize(
    ("number", "refusal", "message"),
    [
        (errno.ENOSPC, NoSpace, r"disk that holds .* is full\. Nothing was posted"),
        (errno.EROFS, ReadOnlyBook, r"cannot be written: Read-only file system"),
    ],
)
def test_a_disk_that_refuses_leaves_the_book_as_it_was(
    book: Ledger, monkeypatch: pytest.MonkeyPatch, number: int, refusal: type[Exception], message: str
) -> None:
    book.post(batch(exports("2017", 10)), card(), None)

    def refuse(_path: Path, _data: bytes) -> int:
        raise OSError(number, {errno.ENOSPC: "No space left", errno.EROFS: "Read-only file system"}[number])

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", refuse)
        with pytest.raises(refusal, match=message):
            book.post(batch(exports("2017", 11)), card(), YEARBOOK)
    assert [flow.value for flow in book.flows(PAIR)] == [10]
    assert book.post(batch(exports("2017", 11)), card(), YEARBOOK).revised == 1
