"""Take out of a text what no document can hold or should show."""

import re

# XML 1.0 has no way to write most control characters, lone surrogates or U+FFFE/FFFF: Word and Excel refuse
# a file with one. The directional overrides are legal, but can make a line read as it does not stand.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PIECE = 24


def clean(text: str) -> str:
    """Put U+FFFD for every character that XML cannot hold, and drop directional overrides."""
    return _OVERRIDES.sub("", _UNWRITABLE.sub("\ufffd", text))


def breakable(text: str, longest: int = 30) -> str:
    """Let words of more than `longest` characters break, by a zero-width space after every 24."""
    return re.sub(
        rf"[^\s\u200b]{{{longest + 1},}}",
        lambda word: re.sub(f".{{{_PIECE}}}", lambda piece: f"{piece[0]}\u200b", word[0]),
        text,
    )


def one_line(text: str) -> str:
    """Clean a text and draw its white space together, for names of sheets and properties."""
    return " ".join(clean(text).split())
