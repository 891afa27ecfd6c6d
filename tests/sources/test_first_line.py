"""The first line of a file: alone, gzipped, packed, or nothing of the kind."""

import gzip
from pathlib import Path

import pytest

from sverka.sources.first_line import first_line
from sverka.sources.snapshot import file_snapshot, pack_snapshot, take_snapshot

TEXT = '\ufefft,i,j,"k",v,q\r\n2024,4,12,010121,0.357,\r\n'.encode()


@pytest.mark.parametrize("data", [TEXT, gzip.compress(TEXT, mtime=0)])
def test_the_fields_are_found_wherever_the_file_is(data: bytes, tmp_path: Path) -> None:
    expected = ("t", "i", "j", "k", "v", "q")
    (tmp_path / "file.csv").write_bytes(data)
    assert first_line(take_snapshot("file.csv", data)) == expected
    assert first_line(file_snapshot(tmp_path / "file.csv")) == expected
    assert first_line(pack_snapshot("files.zip", {"a/file.csv": data}), "a/file.csv") == expected


def test_another_separator() -> None:
    assert first_line(take_snapshot("x", b"a;b,c\n"), separator=";") == ("a", "b,c")


@pytest.mark.parametrize("data", [b"", gzip.compress(TEXT, mtime=0)[:12]])
def test_nothing_to_read_is_no_field(data: bytes) -> None:
    assert first_line(take_snapshot("x", data)) == ()
