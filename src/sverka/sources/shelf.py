"""The shelf: where fetched snapshots lie, and what is noted about each.

A source's folder holds whole files only. Notes, parts of interrupted downloads and earlier vintages lie in
its sub-folder `.fetched`, so that the folder can be posted as it is.
"""

import re
from datetime import date
from hashlib import file_digest
from pathlib import Path

import msgspec

_ASIDE = ".fetched"
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,180}")


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What is noted of a fetched file: its hash and size, the address without key, the day of access."""

    name: str
    sha256: str
    size: int
    address: str
    accessed: date
    media_type: str = ""
    etag: str | None = None
    last_modified: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What is noted of a download under way, so that it can go on: of which answer the bytes are."""

    address: str
    media_type: str
    encoding: str
    etag: str | None
    last_modified: str | None
    total: int | None

    @property
    def validator(self) -> str | None:
        """Return what If-Range may carry, a strong ETag or the date of change; None without either."""
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified


class UnsafeName(ValueError):
    """A file to be kept has a name that is no plain file name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name[:80]}” is no name for a snapshot: letters, digits and . _ + - only. "
            "The publisher's listing has changed; report it, and get the file by hand."
        )


class Shelf:
    """The folder of one source's snapshots; it is made when the first download starts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """Return where a whole file lies; raise UnsafeName."""
        if not _PLAIN.fullmatch(name):
            raise UnsafeName(name)
        return self.folder / name

    def part(self, name: str) -> Path:
        """Return where the bytes of a download under way lie."""
        return self._aside(name, ".part")

    def open(self) -> None:
        """Make the folder."""
        (self.folder / _ASIDE).mkdir(parents=True, exist_ok=True)

    def kept(self, name: str, address: str) -> Kept | None:
        """Return the note of a file that was fetched whole from this address and has not changed since."""
        note = note_of(self.path(name))
        return note if note and note.address == address else None

    def part_note(self, name: str, address: str) -> Part | None:
        """Return the note of a download that stopped half way, None where it was of another address."""
        try:
            note = msgspec.json.decode(self._aside(name, ".part.json").read_bytes(), type=Part)
        except (OSError, msgspec.MsgspecError):
            return None
        return note if note.address == address else None

    def begin_part(self, name: str, note: Part) -> None:
        """Note of which answer the bytes of a download will be."""
        _write(self._aside(name, ".part.json"), note)

    def drop_part(self, name: str) -> None:
        """Forget a download under way."""
        for ending in (".part", ".part.json", ".unpacked"):
            self._aside(name, ending).unlink(missing_ok=True)

    def keep(self, finished: Path, note: Kept) -> bool:
        """Move a finished file into the folder with its note; return whether its content is new.

        An earlier file of the name with another content is not written over: it goes to `.fetched`, under
        its hash. The note is written first: a file without a right note is not taken for whole.
        """
        place = self.path(note.name)
        earlier = _digest(place) if place.is_file() else None
        if earlier and earlier != note.sha256:
            place.replace(self._aside(f"{earlier[:12]}-{note.name}", ""))
        _write(self._aside(note.name, ".json"), note)
        finished.replace(place)
        self.drop_part(note.name)
        return earlier != note.sha256

    def _aside(self, name: str, ending: str) -> Path:
        return self.path(name).parent / _ASIDE / f"{name}{ending}"


def note_of(path: Path) -> Kept | None:
    """Return what was noted when a file was fetched, None where it was not, or has changed since."""
    try:
        note = msgspec.json.decode((path.parent / _ASIDE / f"{path.name}.json").read_bytes(), type=Kept)
        same = path.stat().st_size == note.size and _digest(path) == note.sha256
    except (OSError, msgspec.MsgspecError):
        return None
    return note if same else None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _write(place: Path, note: Kept | Part) -> None:
    draft = place.with_name(place.name + ".new")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(note)) + b"\n")
    draft.replace(place)
