"""Say in a strip under a picture in which years a book is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sverka.dossier.outline import Land, Sentence
from sverka.dossier.pictures.canvas import Data, Note, field, mark, value
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.palette import BOOKS, SMALL, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sverka.dossier.outline import Language
    from sverka.dossier.pictures.series import Silence
    from sverka.vocabulary.country import Country

_ROW: Final = 19.0
_BAR: Final = 14.0
_AIR: Final = 5.0


class Strip(NamedTuple):
    """A strip that was laid out: data set, mark, texts and height; the scale of its years is "x"."""

    data: Data
    mark: Data
    notes: list[Note]
    height: float


class Place(NamedTuple):
    """Where a strip lies: its top, its edges, and what puts a year on a pixel."""

    top: float
    left: float
    right: float
    x: Callable[[float], float]


def strip_height(silent: Sequence[Sequence[Silence]]) -> float:
    """Return how high the strip is: a row for each book that is silent in some year."""
    return _ROW * sum(1 for spans in silent if spans)


def strip(
    countries: Sequence[Country], silent: Sequence[Sequence[Silence]], place: Place, language: Language
) -> Strip:
    """Lay out a row for each book that is silent in some year, and name the book in it."""
    kept = [(book, spans) for book, spans in enumerate(silent) if spans]
    data = [
        {"book": book, "first": span.first - 0.5, "last": span.last + 0.5, "y": place.top + row * _ROW}
        for row, (book, spans) in enumerate(kept)
        for span in spans
    ]
    pen = Pen(language.code, SMALL)
    written = []
    for row, (book, spans) in enumerate(kept):
        text = language.text(Sentence("pictures.silent", {"country": Land(countries[book])}))
        bars = [(place.x(span.first - 0.5), place.x(span.last + 0.5)) for span in spans]
        x = _free(pen.width(text), bars, place)
        words = pen.cut(text, place.right - x)
        top = place.top + row * _ROW
        written.append(Note((words,), x, top, SMALL, colour=BOOKS[book].text, halo=True))
    return Strip({"name": "silent", "values": data}, _bars(), written, strip_height(silent))


def _bars() -> Data:
    encoded = {
        "x": field("first", "x"),
        "x2": field("last", "x"),
        "y": field("y"),
        "height": value(_BAR),
        "fill": value(UNKNOWN),
        "stroke": {"signal": f"{[book.line for book in BOOKS]}[datum.book]"},
        "strokeDash": {"signal": f"{[list(book.dash) for book in BOOKS]}[datum.book]"},
    }
    return mark("rect", "silent", encoded)


def _free(wide: float, bars: list[tuple[float, float]], place: Place) -> float:
    """Return where a text starts: inside a bar, or between bars, the longest stretch first that holds it."""
    inside = max(bars, key=lambda bar: bar[1] - bar[0])
    if wide + 2 * _AIR <= inside[1] - inside[0]:
        return inside[0] + _AIR
    starts = [place.left, *(right + _AIR for _, right in bars)]
    ends = [*(left - _AIR for left, _ in bars), place.right]
    between = [(start, end) for start, end in zip(starts, ends, strict=True) if end - start >= wide]
    if between:
        start, end = between[-1]
        return start if end == place.right else end - wide
    return max(place.left, place.right - wide)
