"""Bytes to text: what a file says, whichever way it was saved."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import NamedTuple

from sverka.vocabulary.finding import Finding, Severity

MAX_CHARACTERS = 1_000_000

CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_SAMPLE = 8000  # bytes that decide between the encodings
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_NEWLINES = re.compile(r"\r\n?")
_LATIN = re.compile(rb"[A-Za-z]")
_KNOWN_FORMATS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "an RTF document",
}


class Decoded(NamedTuple):
    """The text of a file, lines ended by line feeds, the encoding it was read in, and doubts as findings."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


class UnreadableText(ValueError):
    """A file holds no text that can be read; the subclasses say why."""


class EmptyText(UnreadableText):
    """A file holds nothing but white space."""

    def __init__(self) -> None:
        super().__init__("The file is empty: there is no statement in it. Check that it was saved.")


class BinaryText(UnreadableText):
    """A file holds something else than text."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The file is {what}, not text. Save the statement as plain text or as an HTML page and give "
            f"that."
        )


class TextTooLong(UnreadableText):
    """A file is larger than any statement."""

    def __init__(self, size: int) -> None:
        super().__init__(
            f"The file holds {size:,} characters or more, a statement at most {MAX_CHARACTERS:,}. "
            "Cut out the part to be checked, or give the texts as files of their own."
        )


def decode(data: bytes) -> Decoded:
    r"""Read a file's bytes as text.

    A byte order mark decides, then valid UTF-8, then the charset that an HTML page states, then the
    letters themselves (cp1251, koi8-r, cp866, iso8859-5, and cp1252 for a text in Latin letters). The
    characters stay as they are (no Unicode normalisation: spans index this text); only \r\n and \r
    become \n. Raises EmptyText, BinaryText or TextTooLong, all of them UnreadableText.
    """
    if len(data) > 4 * MAX_CHARACTERS:
        raise TextTooLong(len(data) // 4)
    text, encoding, findings = _read(data)
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong(len(text))
    if not text.strip():
        raise EmptyText
    return Decoded(_NEWLINES.sub("\n", text), encoding, findings)


def _read(data: bytes) -> Decoded:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return Decoded(data.decode("utf-16", "replace"), "utf-16")
    _refuse_binary(data)
    try:
        return Decoded(data.removeprefix(BOM_UTF8).decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _nearly_utf8(data) or _stated(data) or _guessed(data)


def _refuse_binary(data: bytes) -> None:
    for magic, what in _KNOWN_FORMATS.items():
        if data.startswith(magic):
            raise BinaryText(what)
    head = data[:_SAMPLE]
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in head)  # noqa: PLR2004
    if b"\0" in head or controls * 50 > len(head):
        raise BinaryText("binary data")


def _nearly_utf8(data: bytes) -> Decoded | None:
    """Read UTF-8 in which single characters are broken, as a cut or a bad join leaves them."""
    text = data.removeprefix(BOM_UTF8).decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - broken
    return Decoded(text, "utf-8", (_doubt(broken),)) if sound > 20 * broken else None


def _doubt(broken: int) -> Finding:
    return Finding(
        check="decode",
        severity=Severity.WARNING,
        about="text",
        message=f"{broken} characters could not be read and are shown as \ufffd.",
        next_step="Compare the places with the page that the text was taken from.",
    )


def _stated(data: bytes) -> Decoded | None:
    """Read in the charset of a page's own meta tag, unless the bytes belie it."""
    found = _META.search(data[:_SAMPLE])
    if found is None:
        return None
    charset = found[1].decode("ascii")
    try:
        return Decoded(data.decode(charset), charset.lower())
    except (LookupError, UnicodeDecodeError):
        return None


def _guessed(data: bytes) -> Decoded:
    """Tell the encodings in which statements come apart by charset-normalizer, confined to them."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 25 ms that a file in UTF-8 does not need

    sample = data[:_SAMPLE]
    latin = len(_LATIN.findall(sample)) > 4 * sum(byte > 127 for byte in sample)  # noqa: PLR2004
    candidates = ["cp1252"] if latin else list(CYRILLIC)
    best = from_bytes(sample, cp_isolation=candidates).best()
    encoding = best.encoding.replace("_", "-") if best else candidates[0]
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return Decoded(text, encoding, (_doubt(broken),) if broken else ())
