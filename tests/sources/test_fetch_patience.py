"""Waits, ends of files, and what a damaged note is worth."""

import bz2
import gzip
import lzma
from pathlib import Path

import pytest

from sverka.sources.patience import Patience, backoff, passes, told_wait
from sverka.sources.shelf import Part, Shelf, note_of
from sverka.sources.whole import first_words, why_not_whole

NOW = 1_795_392_000.0  # 2026-11-23 00:00 UTC


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 23 Nov 2026 00:01:00 GMT", 60.0),
        ("Mon, 23 Nov 2026 00:01:00 -0000", 60.0),
        ("Sun, 22 Nov 2026 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_a_date(written: str | None, seconds: float | None) -> None:
    assert told_wait(written, NOW) == seconds


def test_waits_double_up_to_the_longest_and_chance_spreads_them() -> None:
    patience = Patience(first=1.0, longest=10.0)
    assert [backoff(patience, failures, 0.0) for failures in range(1, 7)] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]
    assert backoff(patience, 3, 0.999) == pytest.approx(4.0, abs=0.01)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_these_may_pass(status: int) -> None:
    assert passes(status, told_to_wait=False)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 422, 501])
def test_these_do_not_pass(status: int) -> None:
    assert not passes(status, told_to_wait=False)


def test_a_403_that_says_when_to_come_back_passes() -> None:
    assert passes(403, told_to_wait=True)
    assert not passes(404, told_to_wait=True)


def test_packed_tables_are_read_to_their_end_whichever_way_they_are_packed(tmp_path: Path) -> None:
    for pack in (gzip.compress, bz2.compress, lzma.compress):
        path = tmp_path / "trade.rda"
        path.write_bytes(pack(b"RDX3" * 5000))
        assert why_not_whole(path, "trade.rda") is None
        path.write_bytes(path.read_bytes()[:-5])
        assert "break off" in (why_not_whole(path, "trade.rda") or "")
    path.write_bytes(b"RDX3")
    assert why_not_whole(path, "trade.rda") == "it is not compressed, as its name says"


def test_the_first_words_of_a_page_are_its_text() -> None:
    assert first_words(b"<script>var a</script><p>Not\x00 here</p>") == "Not here"
    assert first_words(b"<script>var a") == ""
    assert first_words(b"word " * 100).endswith("word …")
    assert len(first_words("слово ".encode() * 100)) <= 122


def test_a_damaged_note_counts_for_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.open()
    shelf.begin_part(
        "rows.json",
        Part(address="a", media_type="", encoding="", etag=None, last_modified="Mon", total=None),
    )
    noted = shelf.part_note("rows.json", "a")
    assert noted is not None
    assert noted.validator == "Mon"
    assert shelf.part_note("rows.json", "another") is None
    (tmp_path / ".fetched" / "rows.json.part.json").write_text("{", encoding="utf-8")
    assert shelf.part_note("rows.json", "a") is None
    (tmp_path / "rows.json").write_text("{}", encoding="utf-8")
    (tmp_path / ".fetched" / "rows.json.json").write_text("{}", encoding="utf-8")
    assert note_of(tmp_path / "rows.json") is None
