"""Unpack an answer that was sent compressed although it was not asked for."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from sverka.sources.refusal import TooLarge, UnknownEncoding

_BLOCK = 1 << 20
_GZIP = 31  # zlib's number for a window of 32 kB with a gzip header


def unpack(packed: Path, encoding: str, largest: int, address: str) -> Path:
    """Write the content of a gzipped answer beside it and return that file.

    Raises UnknownEncoding, TooLarge, and BrokenOff where the gzip data do not come to their end.
    """
    if encoding not in {"gzip", "x-gzip"}:
        raise UnknownEncoding(address, encoding)
    content, size = packed.with_suffix(".unpacked"), 0
    with content.open("wb") as file:
        for block in _blocks(packed):
            size += len(block)
            if size > largest:
                raise TooLarge(address, size, largest)
            file.write(block)
    return content


def _blocks(packed: Path) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(_GZIP)
    with packed.open("rb") as file:
        while block := file.read(_BLOCK):
            while block:
                try:
                    yield unpacking.decompress(block, _BLOCK)
                except zlib.error as error:
                    raise BrokenOff(str(error)) from error
                block = unpacking.unconsumed_tail
    yield unpacking.flush()
    if not unpacking.eof:
        raise BrokenOff("its end is missing")


class BrokenOff(ValueError):
    """The compressed data of an answer do not come to their end."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the answer is not whole: its compressed data break off ({why})")
