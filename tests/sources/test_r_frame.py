"""R's serialization, written here byte by byte as “R Internals” describes it."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from struct import pack

import numpy as np
import pytest

from sverka.sources.r_frame import UnreadableFrame, read_frame

NIL = pack(">i", 254)


def whole(*numbers: int) -> bytes:
    return pack(f">{len(numbers)}i", *numbers)


def chars(text: str | None, *, latin: bool = False) -> bytes:
    if text is None:
        return whole(9, -1)
    data = text.encode("latin-1" if latin else "utf-8")
    return whole(9 | (4 << 12 if latin else 8 << 12), len(data)) + data


def texts(*values: str | None) -> bytes:
    return whole(16, len(values)) + b"".join(map(chars, values))


def symbol(name: str) -> bytes:
    return whole(1) + chars(name)


def reals(*values: float, flags: int = 0) -> bytes:
    return whole(14 | flags, len(values)) + pack(f">{len(values)}d", *values)


def attributes(**values: bytes) -> bytes:
    return b"".join(whole(2 | 0x400) + symbol(tag) + value for tag, value in values.items()) + NIL


def head(version: int = 2) -> bytes:
    return b"X\n" + whole(version, 0x040300, 0x030500) + (whole(5) + b"UTF-8" if version == 3 else b"")


def frame(*columns: bytes, names: tuple[str, ...]) -> bytes:
    return whole(19 | 0x300, len(columns)) + b"".join(columns) + attributes(names=texts(*names))


FACTOR = whole(13 | 0x300, 3) + whole(2, 1, -(2**31)) + attributes(levels=texts("BLR", "KAZ"))
SMALL = frame(
    reals(1.5, float("nan")),
    texts("Шымкент", None),
    whole(13, 2, 7, -(2**31)),
    names=("value", "town", "count"),
)


@pytest.mark.parametrize("packed", [bytes, gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("version", [2, 3])
def test_numbers_texts_and_what_is_missing(packed: Callable[[bytes], bytes], version: int) -> None:
    columns = read_frame(packed(head(version) + SMALL), "t.rds")
    np.testing.assert_array_equal(columns["value"], [1.5, np.nan])
    np.testing.assert_array_equal(columns["count"], [7, np.nan])
    assert columns["town"] == ["Шымкент", None]


def test_a_factor_is_its_labels() -> None:
    columns = read_frame(head() + frame(FACTOR, names=("code",)), "t.rds")
    assert columns == {"code": ["KAZ", "BLR", None]}


def test_an_old_text_is_read_in_its_encoding() -> None:
    latin = whole(16, 1) + chars("Türkiye", latin=True)
    assert read_frame(head() + frame(latin, names=("c",)), "t.rds") == {"c": ["Türkiye"]}


def test_short_forms_of_sequences_and_wrapped_columns() -> None:
    described = whole(2) + symbol("compact_intseq") + whole(2) + symbol("base") + NIL
    sequence = whole(238) + described + reals(3, 4, 1) + NIL
    wrapper = whole(2) + symbol("wrap_real") + whole(2) + symbol("base") + NIL
    wrapped = whole(238) + wrapper + whole(19, 2) + reals(2.5, 3.5, 4.5) + whole(13, 1, 0) + NIL
    columns = read_frame(head() + frame(sequence, wrapped, names=("a", "b")), "t.rds")
    np.testing.assert_array_equal(columns["a"], [4, 5, 6])
    np.testing.assert_array_equal(columns["b"], [2.5, 3.5, 4.5])


def test_a_symbol_named_again_is_a_reference() -> None:
    again = whole(13 | 0x300, 1) + whole(1) + whole(2 | 0x400) + whole(255 | 1 << 8) + texts("x") + NIL
    first = whole(13 | 0x300, 1) + whole(1) + attributes(levels=texts("y"))
    assert read_frame(head() + frame(first, again, names=("a", "b")), "t.rds") == {"a": ["y"], "b": ["x"]}


def test_a_saved_frame_has_a_name() -> None:
    saved = b"RDX2\n" + head() + whole(2 | 0x400) + symbol("trade") + SMALL + NIL
    assert [*read_frame(saved, "t.rda", "trade")] == ["value", "town", "count"]
    with pytest.raises(UnreadableFrame, match="it holds trade and no tariffs"):
        read_frame(saved, "t.rda", "tariffs")


def test_the_pointer_that_data_table_leaves_behind_is_passed_over() -> None:
    pointer = whole(22) + NIL + NIL
    left = whole(19 | 0x300, 1) + reals(2.5) + attributes(selfref=pointer, names=texts("value"))
    assert read_frame(head() + left, "t.rds")["value"] == [2.5]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "does not begin as one in R's portable form"),
        (b"A\n2\n", "does not begin"),
        (head() + SMALL[:40], "it is cut off"),
        (head() + SMALL[:30], "it is cut off"),
        (gzip.compress(head() + SMALL)[:-20], "it is cut off .Compressed file ended before"),
        (head() + reals(1.0), "what it holds is no data frame"),
        (head() + whole(3), "an item of type 3, which no data frame needs"),
        (
            head() + whole(238) + whole(2) + symbol("deferred_string") + NIL + reals(1) + NIL,
            "the short form deferred_string",
        ),
        (head() + whole(16, 1, 9, 400) + b"x", "it is cut off"),
    ],
)
def test_what_is_damaged_or_no_frame_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableFrame, match=rf"t\.rds cannot be read as an R file: .*{why}.*saveRDS"):
        read_frame(data, "t.rds")
