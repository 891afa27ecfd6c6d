"""Hold what all pictures share: colours, letters and sizes.

Lines and marks: Okabe and Ito, "Color Universal Design" (2008): told apart by every kind of colour vision.
Areas that carry text: Paul Tol's "light" scheme, "Colour Schemes", SRON/EPS/TN/09-002, issue 3.2 (2021).
Classes of value: ColorBrewer's YlGnBu (Harrower and Brewer 2003), light to dark: it reads in grey too.
No colour carries a meaning alone: a line has its dash, an area its label, a mark its shape.
"""

from __future__ import annotations

from typing import Final, NamedTuple

WIDTH: Final = 720
TEXT: Final = 12.0
SMALL: Final = 11.0
LINE: Final = 1.25  # line height, in letter sizes

INK: Final = "#1c1c1a"
SOFT: Final = "#5d5f60"
GRID: Final = "#dcdcdc"
SHADE: Final = "#e3e3e3"
UNKNOWN: Final = "#dadada"
PAPER: Final = "#ffffff"
UP: Final = "#0072b2"
DOWN: Final = "#d55e00"
LEVEL: Final = "#6b6b6b"

# Liberation Sans has no Kazakh letters; with it in front, a word of theirs is set in two typefaces.
_FONTS: Final = {"kk": "DejaVu Sans, Segoe UI, Noto Sans, Arial, sans-serif"}
_FONT: Final = "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif"


class Stroke(NamedTuple):
    """How a book's line is drawn: its colour, the darker one of its text, and its dash."""

    line: str
    text: str
    dash: tuple[int, ...]


BOOKS: Final = (Stroke("#0072b2", "#00649c", ()), Stroke("#d55e00", "#ad4c00", (7, 3)))
RECONCILED: Final = Stroke("#4d4d4d", "#4d4d4d", (2, 2))

CLASSES: Final = ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494")
# Changes around zero: blues and oranges after that source, light to dark from zero, in the hues of UP and
# DOWN. What is not known is a darker grey than elsewhere, for beside it lies a class that is nearly white.
GAINS: Final = ("#a9d3ee", "#5aa2d0", "#08519c")
LOSSES: Final = ("#fdbe85", "#fd8d3c", "#a63603")
NEARLY_NONE: Final = "#f7f7f7"
NOT_KNOWN: Final = "#c4c4c4"

_LIGHT: Final = {
    "mint": "#44bb99",
    "olive": "#aaaa00",
    "pear": "#bbcc33",
    "yellow": "#eedd88",
    "orange": "#ee8866",
    "pink": "#ffaabb",
    "blue": "#77aadd",
    "cyan": "#99ddff",
    "grey": "#dddddd",
}
# Sections of the Harmonized System by kind of goods; a colour serves sections of one kind.
_KINDS: Final = {
    "pear": (1, 2, 3),
    "mint": (4,),
    "olive": (5,),
    "pink": (6, 7),
    "yellow": (8, 9, 10, 11, 12),
    "grey": (13, 14, 19, 20, 21),
    "orange": (15,),
    "blue": (16, 18),
    "cyan": (17,),
}
SECTIONS: Final = {section: _LIGHT[tone] for tone, kind in _KINDS.items() for section in kind}


def section_colour(section: int) -> str:
    """Return the colour of a section of the Harmonized System, 1 to 21; grey for one it does not have."""
    return SECTIONS.get(section, _LIGHT["grey"])


def font(language: str) -> str:
    """Return the typefaces that have a language's letters, the first at hand to be used."""
    return _FONTS.get(language, _FONT)
