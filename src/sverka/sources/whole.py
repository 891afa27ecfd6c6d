"""Whole or not: look at the end of a downloaded file, whatever its length said."""

import bz2
import gzip
import lzma
import re
import zlib
from pathlib import Path
from typing import IO, cast
from zipfile import BadZipFile, ZipFile

import msgspec

_BLOCK = 1 << 20
_WORDS = 120
_SCRIPT = re.compile(r"<(script|style)\b.*?(</\1>|$)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>?")
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def why_not_whole(path: Path, name: str) -> str | None:
    """Say what is wrong with a file that should be whole, by what its `name` ends in; None where nothing is.

    JSON must end where its value ends, a gzip, bzip2 or xz file unpack to its last block, a ZIP archive have
    its table of contents. A text has no end to look for: it must hold something.
    """
    if path.stat().st_size == 0:
        return "it is empty"
    if name.endswith(".json"):
        return _json(path)
    if name.endswith((".gz", ".rda")):
        return _packed(path)
    if name.endswith((".zip", ".xlsx")):
        return _archive(path)
    return None


def _json(path: Path) -> str | None:
    try:
        msgspec.json.decode(path.read_bytes(), type=msgspec.Raw)
    except msgspec.MsgspecError as error:
        return f"its JSON breaks off ({error})"
    return None


def _packed(path: Path) -> str | None:
    with path.open("rb") as file:
        head = file.read(6)
    if not head.startswith(_PACKED):
        return "it is not compressed, as its name says"
    try:
        with _opened(path, head) as packed:
            while packed.read(_BLOCK):
                pass
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        return f"its compressed data break off ({error})"
    return None


def _opened(path: Path, head: bytes) -> IO[bytes]:
    if head.startswith(b"BZh"):
        return bz2.open(path, "rb")
    if head.startswith(b"\xfd"):
        return lzma.open(path, "rb")
    return cast("IO[bytes]", gzip.open(path, "rb"))


def _archive(path: Path) -> str | None:
    try:
        with ZipFile(path) as archive:
            return None if archive.namelist() else "its archive is empty"
    except (BadZipFile, OSError) as error:
        return f"its archive breaks off ({error})"


def looks_like_page(path: Path) -> bool:
    """Tell whether a file is a web page, whatever it was called."""
    with path.open("rb") as file:
        head = file.read(512)
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith((b"<!doctype html", b"<html"))


def first_words(body: bytes) -> str:
    """Return the first words of an answer for a message: without tags, in one line."""
    text = _SCRIPT.sub(" ", body.decode("utf-8", errors="replace"))
    words = " ".join(_TAG.sub(" ", text).split())
    printable = "".join(sign for sign in words if sign.isprintable())
    return printable if len(printable) <= _WORDS else f"{printable[:_WORDS].rstrip()} …"
