"""Bytes for people."""

_KILO = 1000


def bytes_words(count: int) -> str:
    """Write a number of bytes for a person: "870 B", "12.3 MB"."""
    size, unit = float(count), "B"
    for larger in ("kB", "MB", "GB"):
        if size < _KILO:
            break
        size, unit = size / _KILO, larger
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
