"""Snapshots: the raw bytes of a source, kept under their hash and never edited."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO

import msgspec


class Snapshot(msgspec.Struct, frozen=True):
    """Raw bytes with the name they came under and their SHA-256 in hex."""

    name: str
    data: bytes
    sha256: str


def take_snapshot(name: str, data: bytes) -> Snapshot:
    """Keep `data` under its hash."""
    return Snapshot(name, data, sha256(data).hexdigest())


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


def unpack_snapshot(snapshot: Snapshot, *names: str) -> tuple[bytes, ...]:
    """Return files of a packed snapshot by name; raise IncompleteSnapshot where it does not hold them."""
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415  reading a book needs no archive

    try:
        with ZipFile(BytesIO(snapshot.data)) as archive:
            return tuple(archive.read(name) for name in names)
    except (BadZipFile, KeyError) as error:
        raise IncompleteSnapshot(snapshot.name, names) from error


class IncompleteSnapshot(ValueError):
    """A snapshot is not an archive of the files that its reader needs."""

    def __init__(self, name: str, files: tuple[str, ...]) -> None:
        super().__init__(
            f"{name} cannot be read: it is not a ZIP archive that holds {' and '.join(files)}. "
            "Give the archive as the source's publisher packed it."
        )
