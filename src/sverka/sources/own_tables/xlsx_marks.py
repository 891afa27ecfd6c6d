"""What an XLSX file says of its cells and the spreadsheet reader does not: errors, what is hidden, extent."""

import re
import struct
import zlib
from html import unescape
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, is_zipfile

from sverka.sources.workbook import UnreadableWorkbook

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_ERROR = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>.{0,2000}?<(?:\w+:)?v>([^<]{1,40})</', re.DOTALL)
_EXTENT = re.compile(rb'<(?:\w+:)?dimension\s[^>]*ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DAMAGES = (
    BadZipFile,
    KeyError,
    UnicodeDecodeError,
    OSError,
    EOFError,
    RuntimeError,
    zlib.error,
    struct.error,
)
_LIMIT = 600_000_000  # bytes of one sheet's XML


class Marks(NamedTuple):
    """A sheet's errors by row and column, its hidden rows and columns, its extent as rows × columns."""

    errors: dict[tuple[int, int], str]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    extent: tuple[int, int] = (0, 0)


def read_marks(data: bytes, name: str) -> dict[str, Marks]:
    """Return each sheet's marks by its name; empty for a workbook that is no XLSX.

    Raises UnreadableWorkbook for a damaged one, or one whose sheet is too large to be looked through.
    """
    if not is_zipfile(BytesIO(data)):
        return {}
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            return {
                sheet: _marks(_read(archive, path, name))
                for sheet, path in _paths(archive, names).items()
                if path in names
            }
    except _DAMAGES as error:
        raise UnreadableWorkbook(name, str(error) or "it is cut off") from error


def _read(archive: ZipFile, path: str, name: str) -> bytes:
    if archive.getinfo(path).file_size > _LIMIT:
        raise UnreadableWorkbook(name, f"{path} is larger than {_LIMIT // 10**6} MB; CSV has no limit")
    return archive.read(path)


def number_of(letters: str) -> int:
    """Return a column's number from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def letters_of(number: int) -> str:
    """Return a column's letters from its number, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _paths(archive: ZipFile, names: set[str]) -> dict[str, str]:
    if "xl/workbook.xml" not in names:
        return {}
    relations = archive.read("xl/_rels/workbook.xml.rels")
    targets = {}
    for tag in _RELATION.findall(relations):
        fields = _attributes(tag)
        targets[fields.get("Id", "")] = fields.get("Target", "")
    found = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        fields = _attributes(tag)
        target = targets.get(fields.get("r:id", ""), "")
        found[fields.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): unescape(value.decode("utf-8")) for name, value in _ATTRIBUTE.findall(tag)}


def _marks(xml: bytes) -> Marks:
    errors = {}
    for tag, text in _ERROR.findall(xml):
        place = _REFERENCE.fullmatch(_attributes(tag).get("r", ""))
        if place:
            errors[int(place[2]), number_of(place[1])] = text.decode("utf-8", "replace")
    hidden = (_attributes(tag) for tag in _ROW.findall(xml) if b"hidden" in tag)
    rows = frozenset(int(one["r"]) for one in hidden if _is_hidden(one) and "r" in one)
    columns = frozenset(
        number
        for one in map(_attributes, _COLUMN.findall(xml))
        if _is_hidden(one)
        for number in range(int(one["min"]), min(int(one["max"]), 16_384) + 1)
    )
    extent = _EXTENT.search(xml[:5000])
    return Marks(errors, rows, columns, (int(extent[2]), number_of(extent[1].decode())) if extent else (0, 0))


def _is_hidden(fields: dict[str, str]) -> bool:
    return fields.get("hidden") in {"1", "true"}
