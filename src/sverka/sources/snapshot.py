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


def unpack_snapshot(snapshot: Snapshot) -> dict[str, bytes]:
    """Return the files of a packed snapshot by name."""
    from zipfile import ZipFile  # noqa: PLC0415  reading a book needs no archive

    with ZipFile(BytesIO(snapshot.data)) as archive:
        return {member: archive.read(member) for member in archive.namelist()}
