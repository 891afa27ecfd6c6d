"""Snapshots: the raw bytes of a source, kept under their hash and never edited."""

from collections.abc import Mapping
from datetime import date
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812  it is an exception

import msgspec

BROKEN = (ZlibError, EOFError, NotImplementedError, RuntimeError)
"""What unpacking raises for damaged, oddly packed and locked archives, besides BadZipFile."""


class Snapshot(msgspec.Struct, frozen=True):
    """Raw bytes with the name they came under and their SHA-256 in hex: held in memory, or in a file.

    `accessed` is the day they were got from the publisher, None where the source's card says it.
    """

    name: str
    held: bytes | Path
    sha256: str
    accessed: date | None = None

    @property
    def data(self) -> bytes:
        """Return all the bytes; a reader of large files opens `held` itself."""
        return self.held if isinstance(self.held, bytes) else self.held.read_bytes()

    @property
    def size(self) -> int:
        """Count the bytes."""
        return len(self.held) if isinstance(self.held, bytes) else self.held.stat().st_size


def take_snapshot(name: str, data: bytes) -> Snapshot:
    """Keep `data` under its hash."""
    return Snapshot(name, data, sha256(data).hexdigest())


def file_snapshot(path: Path, *, accessed: date | None = None) -> Snapshot:
    """Take a file as a snapshot without reading it into memory; it must not change until it is posted."""
    with path.open("rb") as file:
        return Snapshot(path.name, path, file_digest(file, "sha256").hexdigest(), accessed)


def pack_snapshot(name: str, files: Mapping[str, bytes]) -> Snapshot:
    """Keep several files as one ZIP archive whose bytes depend on nothing but names and contents."""
    from zipfile import ZIP_STORED, ZipFile, ZipInfo  # noqa: PLC0415  reading a book needs no archive

    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for member, data in sorted(files.items()):
            entry = ZipInfo(member)
            entry.create_system = 3  # Python writes the machine's own otherwise
            archive.writestr(entry, data)
    return take_snapshot(name, packed.getvalue())


def members(snapshot: Snapshot) -> tuple[str, ...]:
    """List the files of a packed snapshot in order of name; a snapshot that is no ZIP archive has none."""
    from zipfile import ZipFile, is_zipfile  # noqa: PLC0415  reading a book needs no archive

    opened = _opened(snapshot)
    if not is_zipfile(opened):
        return ()
    with ZipFile(opened) as archive:
        return tuple(sorted(entry.filename for entry in archive.infolist() if not entry.is_dir()))


def unpack_snapshot(snapshot: Snapshot, *names: str) -> tuple[bytes, ...]:
    """Return files of a packed snapshot by name; raise IncompleteSnapshot, or DamagedArchive."""
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415  reading a book needs no archive

    try:
        with ZipFile(_opened(snapshot)) as archive:
            return tuple(archive.read(name) for name in names)
    except (BadZipFile, KeyError) as error:
        raise IncompleteSnapshot(snapshot.name, names) from error
    except BROKEN as error:
        raise DamagedArchive(snapshot.name, str(error)) from error


def _opened(snapshot: Snapshot) -> BytesIO | Path:
    return BytesIO(snapshot.held) if isinstance(snapshot.held, bytes) else snapshot.held


class DamagedArchive(ValueError):
    """An archive has its table of contents and cannot be unpacked: damaged inside, or locked."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} cannot be unpacked: {why}. The archive is damaged or protected by a password: "
            "get it again, or unpack it and post its files."
        )


class IncompleteSnapshot(ValueError):
    """A snapshot is not an archive of the files that its reader needs."""

    def __init__(self, name: str, files: tuple[str, ...]) -> None:
        super().__init__(
            f"{name} cannot be read: it is not a ZIP archive that holds {' and '.join(files)}. "
            "Give the archive as the source's publisher packed it."
        )
