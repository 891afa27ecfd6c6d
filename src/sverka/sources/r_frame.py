"""Read the data frame of an R file (.rds, .rda), serialized as “R Internals”, section 1.8, describes.

Only what data frames are made of is read: numbers, texts, factors. The one library for it (rdata) brings
pandas and xarray and takes half a minute for 300,000 rows with a text each.
"""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Mapping
from struct import error as StructError  # noqa: N812  the name says which error
from struct import unpack_from
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers: TypeAlias = npt.NDArray[np.float64]

Column: TypeAlias = "Numbers | list[str | None]"
"""Numbers with NaN where R has NA, or texts (a factor's labels) with None."""

_NIL, _SYMBOL, _PAIRS, _CHARS, _LOGICAL, _WHOLE, _REAL, _TEXTS, _LIST = 0, 1, 2, 9, 10, 13, 14, 16, 19
_POINTER = 22
_COMPACT, _ATTRIBUTES, _NIL_VALUE, _REFERENCE = 238, 239, 254, 255
_HAS_ATTRIBUTES, _HAS_TAG, _LATIN1 = 0x200, 0x400, 4 << 12
_NA_WHOLE = -(2**31)
_NATIVE_ENCODING_SINCE = 3
_UNPACK: Mapping[bytes, Callable[[bytes], bytes]] = MappingProxyType(
    {b"\x1f\x8b": gzip.decompress, b"BZh": bz2.decompress, b"\xfd7zXZ": lzma.decompress}
)
_BROKEN = (StructError, IndexError, EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)


class UnreadableFrame(ValueError):
    """A file is no R file with a data frame, or is cut off."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} cannot be read as an R file: {why}. Get the file again; "
            "one that R itself opens can be saved anew with saveRDS, or as CSV."
        )


class _Strange(ValueError):
    """The serialization holds something that no data frame is made of."""


class _Value(NamedTuple):
    """A vector or list with its attributes by name."""

    data: Any
    attributes: dict[str, Any]


def read_frame(data: bytes, name: str, variable: str | None = None) -> dict[str, Column]:
    """Return a data frame's columns by name; `variable` is the frame's name in an .rda file.

    Raises UnreadableFrame.
    """
    try:
        return _columns(_content(data, variable))
    except _Strange as error:
        raise UnreadableFrame(name, str(error)) from error
    except _BROKEN as error:
        raise UnreadableFrame(name, f"it is cut off ({error})") from error


def _content(data: bytes, variable: str | None) -> Any:  # noqa: ANN401  whatever the file holds
    for magic, unpack in _UNPACK.items():
        if data.startswith(magic):
            data = unpack(data)
    saved = data.startswith((b"RDX2\n", b"RDX3\n"))
    stream = _Stream(data, 5 if saved else 0)
    stream.head()
    found = stream.item()
    if not saved:
        return found
    if not isinstance(found, dict) or variable not in found:
        has = ", ".join(found) if isinstance(found, dict) else "nothing by name"
        raise _Strange(f"it holds {has} and no {variable}")
    return found[variable]


def _columns(frame: object) -> dict[str, Column]:
    if not isinstance(frame, _Value) or not isinstance(frame.data, list) or "names" not in frame.attributes:
        raise _Strange("what it holds is no data frame")
    names = frame.attributes["names"].data
    return {str(name): _column(value) for name, value in zip(names, frame.data, strict=True)}


def _column(value: _Value) -> Column:
    import numpy as np  # noqa: PLC0415  only this kind of file needs it

    if isinstance(value.data, list):
        return value.data
    numbers = np.asarray(value.data)
    if "levels" in value.attributes:
        labels = [None, *value.attributes["levels"].data]
        return [labels[max(position, 0)] for position in numbers.tolist()]
    if numbers.dtype.kind == "i":
        return np.where(numbers == _NA_WHOLE, np.nan, numbers.astype(np.float64))
    return numbers.astype(np.float64)


class _Stream:
    """The serialized items, read one after the other."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data, self._at, self._seen = data, start, list[str]()

    def head(self) -> None:
        """Pass over the header; only the portable form (XDR) is read."""
        if self._data[self._at : self._at + 2] != b"X\n":
            raise _Strange("it does not begin as one in R's portable form does")
        self._at += 2
        version, _, _ = (self._whole() for _ in range(3))
        if version >= _NATIVE_ENCODING_SINCE:
            encoding = self._whole()
            self._at += encoding

    def item(self) -> Any:  # noqa: ANN401, PLR0911  an item is what its flags say
        """Read one item."""
        flags = self._whole()
        kind = flags & 0xFF
        if kind in {_NIL, _NIL_VALUE}:
            return None
        if kind in {_PAIRS, _ATTRIBUTES}:
            return self._pairs(flags)
        if kind == _SYMBOL:
            self._seen.append(str(self.item()))
            return self._seen[-1]
        if kind == _REFERENCE:
            return self._seen[(flags >> 8 or self._whole()) - 1]
        if kind == _CHARS:
            return self._text(flags)
        if kind == _COMPACT:
            return self._compact()
        data = self._passed_over() if kind == _POINTER else self._vector(kind)
        return _Value(data, self.item() if flags & _HAS_ATTRIBUTES else {})

    def _whole(self) -> int:
        (number,) = unpack_from(">i", self._data, self._at)
        self._at += 4
        return int(number)

    def _pairs(self, flags: int) -> dict[str, Any]:
        """Read a pairlist into a dictionary by tag; those without one are numbered."""
        found: dict[str, Any] = {}
        while flags & 0xFF in {_PAIRS, _ATTRIBUTES}:
            if flags & _HAS_ATTRIBUTES:
                self.item()
            tag = self.item() if flags & _HAS_TAG else len(found)
            found[str(tag)] = self.item()
            flags = self._whole()
        return found

    def _text(self, flags: int) -> str | None:
        length = self._whole()
        if length < 0:
            return None
        self._at += length
        if self._at > len(self._data):
            raise _Strange("it is cut off")
        written = self._data[self._at - length : self._at]
        return written.decode("latin-1" if flags & _LATIN1 else "utf-8")

    def _passed_over(self) -> str:
        """Pass over an address in R's memory, which means nothing outside: data.table leaves one behind."""
        self._seen.append("")
        self.item()
        self.item()
        return ""

    def _vector(self, kind: int) -> Any:  # noqa: ANN401  an array or a list
        import numpy as np  # noqa: PLC0415

        if kind not in {_LOGICAL, _WHOLE, _REAL, _TEXTS, _LIST}:
            raise _Strange(f"it holds an item of type {kind}, which no data frame needs")
        length = self._whole()
        if kind == _TEXTS:
            return [self._text(self._whole()) for _ in range(length)]
        if kind == _LIST:
            return [self.item() for _ in range(length)]
        numbers = np.frombuffer(self._data, ">f8" if kind == _REAL else ">i4", length, self._at)
        self._at += numbers.nbytes
        return numbers

    def _compact(self) -> Any:  # noqa: ANN401
        """Read a vector that R kept in a short form: a sequence, or another vector in a wrapper."""
        import numpy as np  # noqa: PLC0415

        described, state, attributes = self.item(), self.item(), self.item()
        form = str(next(iter(described.values())))
        if form in {"compact_intseq", "compact_realseq"}:
            count, first, step = state.data.tolist()
            return _Value(first + step * np.arange(int(count)), attributes or {})
        if form.startswith("wrap_"):
            wrapped = state.data[0] if isinstance(state, _Value) else next(iter(state.values()))
            return _Value(wrapped.data, attributes or wrapped.attributes)
        raise _Strange(f"it holds a column in the short form {form}")
