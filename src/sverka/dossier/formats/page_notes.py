"""Number the notes of a page: one for each distinct place that figures come from."""

from __future__ import annotations

import re
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sverka.dossier.citations import Citation, Citations
    from sverka.dossier.words.language import Words
    from sverka.vocabulary.figure import Figure

_IN_BRACKETS = re.compile(r" \([^()]*\)")
"""What stands in brackets in a source's title: the list of sources, a link away, has all of it."""

_LONG = 240
_MOST_PLACES = 6
_MOST_REFERENCES = 3


class Line(NamedTuple):
    """A line of a note: its label, what it says, and the number of the source that it leads to."""

    label: str
    text: str
    source: int | None = None


class Note(NamedTuple):
    """A note: what a figure is and where it comes from; `back` are the references to lead back to."""

    number: int
    title: str
    lines: tuple[Line, ...]
    back: range


class Notes:
    """Gives numbers to figures in the order in which a page shows them."""

    def __init__(self, citations: Citations, language: Words) -> None:
        self._citations = citations
        self._language = language
        self._shown: dict[object, tuple[int, list[Figure]]] = {}

    def refer(self, figure: Figure) -> tuple[int, int]:
        """Return the number of a figure's note, and which reference to it this is, from 1."""
        number, same = self._shown.setdefault(_key(figure), (len(self._shown) + 1, []))
        same.append(figure)
        return number, len(same)

    def written(self) -> tuple[Note, ...]:
        """Write the notes in order; complete once the page has shown every figure."""
        return tuple(self._note(number, same) for number, same in self._shown.values())

    def _note(self, number: int, same: Sequence[Figure]) -> Note:
        figure, words = same[0], self._language
        title = f"{words.measure(figure.measure)}: {words.subject(figure.subject)}"
        back = range(1, min(len(same), _MOST_REFERENCES) + 1)
        return Note(number, title, (*self._allowed(same), *self._about(figure), *self._sources(figure)), back)

    def _allowed(self, same: Sequence[Figure]) -> Iterator[Line]:
        """Say the interval, where it has a width and all that refer to the note mean one number."""
        figure = same[0]
        width = figure.allowed.high - figure.allowed.low
        if isfinite(width) and width > 0 and all(one.value == figure.value for one in same):
            low, high = self._language.ends(figure)
            yield self._line("allowed", f"{low} … {high}")

    def _about(self, figure: Figure) -> Iterator[Line]:
        words = self._language
        book = words.country(figure.book) if figure.book else words.book_of(figure)
        if book:
            yield self._line("book", book)
        if figure.valuation not in {"", "none"}:
            yield self._line("valuation", words.valuation(figure.valuation))
        if figure.period != "annual":  # a level that is promised without a date
            yield self._line("period", words.period(figure.period))
        if figure.method:
            yield self._line("method", words.method(figure.method))

    def _sources(self, figure: Figure) -> Iterator[Line]:
        found: dict[int, list[str]] = {}
        for origin in figure.origins:
            found.setdefault(self._citations.numbers_of((origin,))[0], []).append(origin.place)
        for number, places in found.items():
            entry = self._citations.entries[number - 1]
            yield self._line("source", _IN_BRACKETS.sub("", source_title(entry, self._language)), number)
            yield self._line("place", self._places(replace(entry, places=tuple(dict.fromkeys(places)))))
            yield self._line("accessed", self._language.day(entry.accessed))

    def _places(self, entry: Citation) -> str:
        if len(entry.place_words) <= _LONG:
            return entry.place_words
        first = replace(entry, places=entry.places[:_MOST_PLACES]).place_words
        more = len(entry.places) - _MOST_PLACES
        return f"{first}; {self._language.say('note.and_more', count=more)}" if more > 0 else first

    def _line(self, label: str, text: str, source: int | None = None) -> Line:
        return Line(self._language.say(f"note.{label}"), text, source)


def source_title(entry: Citation, language: Words) -> str:
    """Name a source: publisher and title, and the publication that it took the number from before them."""
    title = f"{entry.publisher}, {entry.title}" if entry.publisher else entry.title
    return language.say("origin.by_way_of", cited=entry.cites, source=title) if entry.cites else title


def _key(figure: Figure) -> object:
    """Return what two figures share that one note tells of both."""
    return (
        figure.origins,
        figure.book,
        figure.valuation,
        figure.period,
        figure.measure,
        figure.subject,
        figure.method,
    )
