"""See a text as the frames do: its sentences with the quantities, periods, countries and cues in them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol, TypeVar

from sverka.claims.countries import Mention, find_countries
from sverka.claims.numbers import fold
from sverka.claims.page.sentences import sentences
from sverka.claims.periods import PeriodMention, find_periods, mask
from sverka.claims.quantities import Quantity, find_quantities
from sverka.claims.tables import tables_for
from sverka.vocabulary.statement import Line, LineLabel


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that gates a frame: which kind of word, and where it stands."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the title or the story, with the number of its line among those."""

    start: int
    end: int
    label: LineLabel
    line: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with everything in it that a frame may ask for, each in order of place.

    `low` is the folded text with the furniture blanked out and lines parted by a character that is
    neither space nor letter; `masked` is the same without periods.
    """

    low: str
    masked: str
    lang: str
    said_on: date | None
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...]
    periods: tuple[PeriodMention, ...]
    countries: tuple[Mention, ...]
    measures: tuple[Cue, ...]
    growth: tuple[Cue, ...]
    modality: tuple[Cue, ...]


class Placed(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Character after the last."""


Thing = TypeVar("Thing", bound=Placed)

_LINE_BREAK = "\x01"
_LONG = 2000  # what runs on for longer is no sentence; cut, it stays linear in time


def see(text: str, lines: Sequence[Line], lang: str, said_on: date | None) -> Scene:
    """Find all that the frames need, in one pass of each finder over the whole text."""
    story = _story(text, lines)
    low = fold(story)
    periods = find_periods(low, lang, said_on)
    masked = mask(low, periods, lang)
    cues = tables_for(lang).cues
    return Scene(
        low=low,
        masked=masked,
        lang=lang,
        said_on=said_on,
        sentences=_sentences(text, lines, lang),
        quantities=tuple(find_quantities(low, masked, lang)),
        periods=tuple(periods),
        countries=tuple(find_countries(story, lang)),
        measures=find_cues(low, cues.measures),
        growth=find_cues(low, cues.growth),
        modality=find_cues(low, cues.modality),
    )


def within(things: Sequence[Thing], start: int, end: int) -> list[Thing]:
    """Return the things that lie wholly between two places."""
    first = bisect_left(things, start, key=lambda thing: thing.start)
    beyond = bisect_left(things, end, lo=first, key=lambda thing: thing.start)
    return [thing for thing in things[first:beyond] if thing.end <= end]


def following(things: Sequence[Thing], start: int) -> Thing | None:
    """Return the first thing that begins at a place or after it."""
    index = bisect_left(things, start, key=lambda thing: thing.start)
    return things[index] if index < len(things) else None


def preceding(things: Sequence[Thing], end: int) -> Thing | None:
    """Return the last thing that begins before a place."""
    index = bisect_left(things, end, key=lambda thing: thing.start)
    return things[index - 1] if index else None


def find_cues(low: str, table: tuple[tuple[str, str], ...]) -> tuple[Cue, ...]:
    """Find the words of a table of (tag, fragment), the first fragment that matches at each place."""
    return tuple(
        Cue(found.start(), found.end(), (found.lastgroup or "").removeprefix("tag_"))
        for found in _cue_pattern(table).finditer(low)
    )


@cache
def _cue_pattern(table: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    parts = "|".join(f"(?P<tag_{tag}>{pattern})" for tag, pattern in table)
    return re.compile(rf"(?<![\w-])(?:{parts})(?!\w)")


def _story(text: str, lines: Sequence[Line]) -> str:
    """Blank out all but the title and the story, keeping every offset."""
    parts = []
    place = 0
    for line in lines:
        if line.label is LineLabel.FURNITURE:
            continue
        parts += [_LINE_BREAK * (line.start - place), text[line.start : line.end]]
        place = line.end
    parts.append(_LINE_BREAK * (len(text) - place))
    return "".join(parts)


def _sentences(text: str, lines: Sequence[Line], lang: str) -> tuple[Sentence, ...]:
    story = [line for line in lines if line.label is not LineLabel.FURNITURE]
    return tuple(
        Sentence(start, min(start + _LONG, end), line.label, number)
        for number, line in enumerate(story)
        for first, end in sentences(text, line.start, line.end, lang)
        for start in range(first, end, _LONG)
    )
