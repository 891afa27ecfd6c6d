"""The first line of a file, read without the rest of it."""

import csv
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile

from sverka.sources.snapshot import BROKEN, DamagedArchive, Snapshot

_LONGEST = 1 << 16


def first_line(snapshot: Snapshot, member: str | None = None, separator: str = ",") -> tuple[str, ...]:
    """Return the fields of the first line of a snapshot, or of a file packed in it; a gzipped file's too.

    Nothing is raised for a file that is no text: its fields are what they look like in UTF-8. Raises
    DamagedArchive.
    """
    with _opened(snapshot, member) as file:
        head = file.read(2)
        rest = BytesIO(head + file.read(_LONGEST))
    plain = gzip.GzipFile(fileobj=rest) if head == b"\x1f\x8b" else rest
    try:
        line = plain.readline(_LONGEST)
    except (EOFError, OSError):  # the gzipped line is longer than what was read
        return ()
    text = line.decode("utf-8-sig", errors="replace").rstrip("\r\n")
    return tuple(field.strip() for field in next(csv.reader([text], delimiter=separator), []))


@contextmanager
def _opened(snapshot: Snapshot, member: str | None) -> Iterator[IO[bytes]]:
    held = BytesIO(snapshot.held) if isinstance(snapshot.held, bytes) else snapshot.held
    if member is not None:
        try:
            with ZipFile(held) as archive, archive.open(member) as packed:
                yield packed
        except (BadZipFile, *BROKEN) as problem:
            raise DamagedArchive(snapshot.name, f"{member}: {problem}") from problem
    elif isinstance(held, BytesIO):
        yield held
    else:
        with held.open("rb") as file:
            yield file
