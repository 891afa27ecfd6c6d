"""Write results: whole files or none, and messages to standard error."""

import json
import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

STDOUT = "-"


class OutputError(OSError):
    """A place to write a result to cannot be written."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"Cannot write {place}: {why}. Choose another place for the output.")


def say(message: object) -> None:
    """Tell the user something that is no result: one line on standard error."""
    print(f"sverka: {message}", file=sys.stderr)  # noqa: T201


def write_data(data: object, place: str) -> None:
    """Write data as JSON to a file, or to standard output for "-"."""
    write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", place)


def write_text(text: str, place: str) -> None:
    """Write a text to a file that appears whole or not at all, or to standard output for "-".

    Raises OutputError.
    """
    write_bytes(text.encode("utf-8"), place)


def write_bytes(data: bytes, place: str) -> None:
    """Write bytes to a file that appears whole or not at all, or to standard output for "-".

    Raises OutputError.
    """
    if place == STDOUT:
        sys.stdout.buffer.write(data)
        return
    target = Path(place).resolve()
    try:
        if target.exists() and not target.is_file():  # a pipe or a device cannot be replaced
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as problem:
        raise OutputError(place, problem.strerror or str(problem)) from problem


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target and move into place, with the permissions that a new file would have."""
    mask = os.umask(0)
    os.umask(mask)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask
    with NamedTemporaryFile("wb", dir=target.parent, prefix=".sverka-", delete=False) as draft:
        finished = Path(draft.name)
        try:
            draft.write(data)
            draft.flush()
            finished.chmod(mode)
            finished.replace(target)
        except BaseException:
            finished.unlink(missing_ok=True)
            raise


def is_text(place: str) -> bool:
    """Tell whether something lies at `place` that reads as a text rather than as JSON written there before.

    `sverka check --json speech.txt` means the speech as input: an argument that may be left out must
    not make the program write over a statement.
    """
    path = Path(place)
    if path.is_dir():
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(1) not in {b"", b"{", b"["}
