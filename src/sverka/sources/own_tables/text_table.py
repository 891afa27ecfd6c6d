"""Text tables (CSV and its kin): bytes to rows, by the encoding and separator that a mapping names."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from io import StringIO

ENCODINGS = ("cp1251", "cp866", "koi8-r", "iso8859-5")
SEPARATORS = (";", "\t", ",", "|")
_SAMPLE = 16_000
_LINES = 60
_LONGEST_FIELD = 1_000_000
_LATIN = re.compile(rb"[A-Za-z]")


class UnreadableTable(ValueError):
    """A file is no table that can be read."""

    def __init__(self, name: str, why: str, next_step: str) -> None:
        super().__init__(f"The table {name} cannot be read: {why}. {next_step}")


def text_rows(data: bytes, name: str, encoding: str, separator: str) -> Iterator[list[str]]:
    """Yield the rows of a text table; raise UnreadableTable where a byte or a quote does not fit."""
    csv.field_size_limit(_LONGEST_FIELD)
    text = decoded(data, name, encoding)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise UnreadableTable(
            name, str(error), "A quote that is not closed is the usual cause: save the file anew as CSV."
        ) from error


def decoded(data: bytes, name: str, encoding: str) -> str:
    """Return the text in the encoding named; raise UnreadableTable for one that does not fit."""
    try:
        return data.decode(_with_mark(data, encoding))
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableTable(
            name,
            f"it is not in the encoding {encoding} ({error})",
            "Give the right one in layout.encoding; `sverka look` guesses it.",
        ) from error


def _with_mark(data: bytes, encoding: str) -> str:
    """Name the codec that takes a byte order mark off; a mark decides over the mapping."""
    if data.startswith(BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    return encoding


def guess_encoding(data: bytes) -> tuple[str, str]:
    """Return the likely encoding of a text table, and why."""
    if data.startswith(BOM_UTF8):
        return "utf-8-sig", "the file begins with the mark of UTF-8"
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16", "the file begins with the mark of UTF-16"
    if b"\0" in data[:_SAMPLE]:
        odd = data[1:_SAMPLE:2].count(0) + data[1:_SAMPLE:2].count(4)
        even = data[:_SAMPLE:2].count(0) + data[:_SAMPLE:2].count(4)
        return ("utf-16-le" if odd > even else "utf-16-be"), "every other byte is the upper half of a letter"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_letters(data)
    return "utf-8", "every byte fits"


def _by_letters(data: bytes) -> tuple[str, str]:
    """Tell 8-bit encodings apart by charset-normalizer, confined to those that tables come in."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  a table in UTF-8 does not need it

    lines = [line for line in data.splitlines() if any(byte > 127 for byte in line)]  # noqa: PLR2004
    sample = b"\n".join(lines)[:_SAMPLE]
    latin = len(_LATIN.findall(sample)) > 4 * sum(byte > 127 for byte in sample)  # noqa: PLR2004
    candidates = ["cp1252"] if latin else list(ENCODINGS)
    best = from_bytes(sample, cp_isolation=candidates).best()
    named = best.encoding.replace("_", "-") if best else ""
    encoding = named if named in candidates else candidates[0]
    return encoding, "its letters read as words in this encoding"


def guess_separator(text: str) -> tuple[str, str]:
    """Return the sign that cuts most lines into the same number of cells, and why."""
    lines = [line for line in text.splitlines()[:_LINES] if line.strip()]
    best, most, cells = ",", 0, 1
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
        width, often = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]))
        if width > 1 and (often, width) > (most, cells):
            best, most, cells = separator, often, width
    return best, f"it cuts {most} of the first {len(lines)} lines into {cells} cells each"
