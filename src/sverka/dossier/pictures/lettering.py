"""Measure and break text, so that a label is placed where it fits before anything is drawn.

Advance widths are those of Arial and the typefaces made to its measure (Liberation Sans); bold letters and
the typeface of the Kazakh pictures are wider by a constant share.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from sverka.dossier.pictures.palette import LINE

# Hundredths of the letter size, with the letters that are so wide; any other letter counts as _OTHER.
_WIDTHS: Final = {
    20: "'ijlі’\u202f",
    27: " !,./:;I[\\]ftІ·|\xa0",
    33: '()-`r{}“”"',
    37: "г*",
    45: "ктз^",
    50: "Jcksvxyzсухўэ",
    54: "чьвпяГн",
    56: "#$0123456789?L_abdeghnopquаеёийор–«»€бц±",
    60: "+<=>~длК−×ғұүЗқFTZТөҰҮъәһ",
    66: "УЎ₸₽БЛЬң&ABEKPSVXYжАВЕЁРХЧҒД",
    71: "мҺҚCDHNRUwыИЙНПСЭЯЦ",
    78: "юҢФGOQОЪӘӨ",
    83: "шщфMmМ",
    90: "%ЫЖШ",
    97: "WЩЮ—…@",
}
_OTHER: Final = 0.7


class _Letters(dict[str, float]):
    """Widths by letter."""

    def __missing__(self, letter: str) -> float:
        return _OTHER


_BY_LETTER: Final = _Letters({one: width / 100 for width, letters in _WIDTHS.items() for one in letters})
_BOLD: Final = 1.09
_WIDER: Final = {"kk": 1.17}


def width(text: str, size: float, language: str, *, bold: bool = False) -> float:
    """Return how wide a line of text is, in pixels."""
    letters = sum(map(_BY_LETTER.__getitem__, text))
    return round(letters * size * (_BOLD if bold else 1) * _WIDER.get(language, 1), 1)


def height(lines: int, size: float) -> float:
    """Return how high a block of lines is, in pixels."""
    return round(lines * size * LINE, 1)


class Pen:
    """A size and weight of letters in a language."""

    def __init__(self, language: str, size: float, *, bold: bool = False) -> None:
        self.language = language
        self.size = size
        self.bold = bold

    def width(self, text: str | tuple[str, ...]) -> float:
        """Return the width of a line, or of the widest of several."""
        lines = (text,) if isinstance(text, str) else text
        return max((width(line, self.size, self.language, bold=self.bold) for line in lines), default=0.0)

    def height(self, lines: tuple[str, ...]) -> float:
        """Return the height of a block."""
        return height(len(lines), self.size)

    def wrap(self, text: str, room: float, most: int) -> tuple[str, ...]:
        """Break text into at most `most` lines of a width, the last one cut with "…" where it is longer."""
        lines: list[str] = []
        for word in text.split(" "):
            if lines and self.width(f"{lines[-1]} {word}") <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        kept, left = lines[:most], lines[most:]
        if left:
            kept[-1] = f"{kept[-1]} {' '.join(left)}"
        return tuple(self.cut(line, room) for line in kept)

    def wrap_goods(self, text: str, room: float, most: int) -> tuple[str, ...]:
        """Break the name of goods as `wrap` does, but keep the code in brackets at its end."""
        name, bracket, code = text.rpartition(" (")
        lines = self.wrap(text, room, most)
        if not bracket or " ".join(lines) == text:
            return lines
        last = f"({code}"
        lines = self.wrap(name, room, most)
        short = self.cut(lines[-1].rstrip("…") + "……", room - self.width(f" {last}"))
        return (*lines[:-1], f"{short.rstrip('…')}… {last}")

    def cut(self, line: str, room: float) -> str:
        """Return a line, shortened with "…" where it is wider than the room."""
        if self.width(line) <= room:
            return line
        over = bisect_right(range(len(line) + 1), room, lo=1, key=lambda end: self.width(f"{line[:end]}…"))
        return f"{line[: over - 1].rstrip(' ,;:(-–')}…"
