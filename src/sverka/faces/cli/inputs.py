"""Find and read what is to be checked: files, folders, standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sverka.claims import read_claims
from sverka.claims.page.decode import MAX_CHARACTERS, UnreadableText, decode
from sverka.claims.page.html import is_html, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sverka.vocabulary.country import Pair
    from sverka.vocabulary.statement import Reading

STDIN = "-"
TEXTS = frozenset({".txt", ".html", ".htm"})
_MAX_BYTES = 4 * MAX_CHARACTERS


class InputError(ValueError):
    """Something named as input cannot be read; the message says what and why."""


class MissingInput(InputError):
    """A file or folder does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: there is no such file or folder. Check the name; “-” reads standard input."
        )


class FolderWithoutTexts(InputError):
    """A folder holds nothing that looks like a statement."""

    def __init__(self, name: str) -> None:
        endings = ", ".join(sorted(TEXTS))
        super().__init__(
            f"{name}: the folder holds no texts ({endings}). Name the files themselves to check others."
        )


class UnreadableInput(InputError):
    """The system, or the bytes themselves, refuse to be read."""

    def __init__(self, name: str, why: object) -> None:
        super().__init__(f"{name}: {why}")


class Given(NamedTuple):
    """What the user says about the statements: None leaves it to the text."""

    said_on: date | None = None
    pair: Pair | None = None
    lang: str | None = None


def expand(name: str) -> Iterator[str]:
    """Yield the inputs that a name stands for: itself, or the texts of a folder and of those inside it.

    Raises MissingInput, FolderWithoutTexts or UnreadableInput.
    """
    path = Path(name)
    if name == STDIN or path.is_file() or path.is_fifo() or path.is_char_device():
        yield name
        return
    if not path.exists():
        raise MissingInput(name)
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in TEXTS and file.is_file())
    if not found:
        raise FolderWithoutTexts(name)
    yield from map(str, found)


def read_input(name: str, given: Given) -> Reading:
    """Read one input: its bytes, its text, its claims. Raises UnreadableInput."""
    data = _bytes(name)
    try:
        decoded = decode(data)
    except UnreadableText as problem:
        raise UnreadableInput(name, problem) from problem
    page = None
    if is_html(decoded.text):
        page = read_page(decoded.text)
    text = page.text if page else decoded.text
    pair = given.pair.subject if given.pair else None
    reading = read_claims(text, given.said_on, lang=given.lang, pair=pair, page=page)
    return msgspec.structs.replace(reading, findings=(*decoded.findings, *reading.findings))


def _bytes(name: str) -> bytes:
    """Read no more than tells that a file is too long."""
    try:
        if name == STDIN:
            return sys.stdin.buffer.read(_MAX_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(_MAX_BYTES + 1)
    except OSError as problem:
        raise UnreadableInput(name, f"{problem.strerror}. Check the file's permissions.") from problem
