"""Recognise a file of UN Comtrade by its content: an answer, a table of today's API, a legacy table."""

import codecs
import csv
import zlib
from enum import StrEnum
from typing import IO

import msgspec

from sverka.sources.un_comtrade.lookups import fields, plain

_OPENING = 1 << 16
_BLOCK = 1 << 20
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_SHOWN = 8


class Kind(StrEnum):
    """What a file is."""

    ANSWER = "answer of the API"
    CURRENT = "table of today's API"
    LEGACY = "legacy table"


class Form(msgspec.Struct, frozen=True):
    """How a file is written; an answer has no header. `member` is its name in a packed snapshot.

    `first` holds the cells of a table's first row, empty where it has none.
    """

    kind: Kind
    member: str | None
    header: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    separator: str = ","
    encoding: str = "utf-8"


class UnknownLayout(ValueError):
    """A file is in none of the publisher's layouts."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(
            f"{name} is in no layout of UN Comtrade that Sverka knows: {found}. It reads answers of the "
            "v1 API (JSON), tables with the API's 47 fields or the 34 of bulk files (.txt.gz), and "
            "legacy tables (“Classification, Year, Period, …, Trade Value (US$), Flag”). Get the file from "
            "the publisher as one of these; a table of your own goes in by the source own_tables."
        )


class PageInstead(ValueError):
    """A file holds a web page where figures should be."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is a web page and holds no figures: the publisher's server answered with a page, "
            "as it does when it is overloaded or asks to log in. Fetch it again."
        )


class CutShort(ValueError):
    """A file ends before its content begins, or its compression breaks off."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} cannot be read: {why}. It was cut off on its way; fetch it again.")


def recognise(file: IO[bytes], name: str, member: str | None = None) -> Form:
    """Tell how a file is written; the names of countries in a table that is not packed are read to the end.

    Raises UnknownLayout, PageInstead or CutShort.
    """
    held = file.read(_OPENING)
    packed = held.startswith(_GZIP)
    opening = unpacked(held, name, _OPENING).removeprefix(_BOM)
    start = opening.decode("latin-1").lstrip()
    if not start:
        raise CutShort(name, "it holds nothing")
    if start.startswith("<"):
        raise PageInstead(name)
    if start[0] in "{[":
        return Form(Kind.ANSWER, member)
    encoding = "utf-8" if packed or _is_utf_8(opening, file) else "latin-1"
    return _table(start.splitlines(), name, member, encoding)


def _is_utf_8(opening: bytes, rest: IO[bytes]) -> bool:
    """Tell how a table names countries: the API writes UTF-8, the publisher's web site Latin-1."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    try:
        decode(opening)
        while block := rest.read(_BLOCK):
            decode(block)
    except UnicodeDecodeError:
        return False
    return True


def unpacked(data: bytes, name: str, most: int = 0) -> bytes:
    """Unpack gzipped data, `most` bytes at most (0: all there are), and return others as they are.

    Raises CutShort.
    """
    if not data.startswith(_GZIP):
        return data
    unpack = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        found = unpack.decompress(data, most)
    except zlib.error as error:
        raise CutShort(name, f"its compression is damaged ({error})") from error
    if not most and not unpack.eof:
        raise CutShort(name, "its compression breaks off")
    return found


def _table(lines: list[str], name: str, member: str | None, encoding: str) -> Form:
    """Recognise a table by its header."""
    separator = max(",\t;", key=lines[0].count)
    rows = csv.reader(lines, delimiter=separator)
    header, first = tuple(next(rows)), tuple(next(rows, ()))
    known = fields()
    columns = {plain(column) for column in header}
    if columns >= set(known.taken):
        return Form(Kind.CURRENT, member, header, first, separator, encoding)
    if set(header) >= set(known.legacy_taken):
        return Form(Kind.LEGACY, member, header, first, separator, encoding)
    raise UnknownLayout(name, _difference(header, columns))


def _difference(header: tuple[str, ...], columns: set[str]) -> str:
    """Say what a table has, and what it lacks of the layout that it resembles."""
    known = fields()
    if known.tariff_line in columns:
        return "it is a file of tariff lines, with national codes that no two countries share"
    current = [field for field in known.taken if field not in columns]
    legacy = [field for field in known.legacy_taken if field not in header]
    shown = f"its columns are {', '.join(header[:_SHOWN])}" + (" …" if len(header) > _SHOWN else "")
    if min(len(current) - len(known.taken), len(legacy) - len(known.legacy_taken)) == 0:
        return shown
    lacks = current if len(known.taken) - len(current) >= len(known.legacy_taken) - len(legacy) else legacy
    return f"{shown}; it lacks {', '.join(lacks)}"
