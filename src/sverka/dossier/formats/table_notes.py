"""Notes under a table: one a source, however many years and cells of the table stand in it."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sverka.dossier.words.language import Words
    from sverka.sources.card import Card
    from sverka.vocabulary.figure import Figure

_ANY_YEAR = "2000"
_LETTERS = 26


def merged_notes(figures: Iterable[Figure], language: Words, cards: Mapping[str, Card]) -> dict[Figure, str]:
    """Return each figure's note; figures that differ in nothing but the year share one for all the years.

    "Kazakhstan's book · CIF · 2010-2012, 2014 · IMF": the row or column says which of them a number is of.
    Other periods, and a language that puts no year into its notes, keep a note of their own.
    """
    alike: dict[str, list[Figure]] = defaultdict(list)
    notes: dict[Figure, str] = {}
    for figure in dict.fromkeys(figures):
        if figure.period.isdigit():
            alike[_line(figure, _ANY_YEAR, language, cards)].append(figure)
        else:
            notes[figure] = language.origin_line(figure, cards)
    for same in alike.values():
        notes |= _note_for_years(same, language, cards)
    return notes


def one_source_each(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield a figure for each source that it rests on, so that a list of sources names each combination once.

    A growth from a year of one source to a year of another would have a line of its own in such a list.
    """
    for figure in figures:
        for key in dict.fromkeys((origin.source, origin.cites) for origin in figure.origins):
            same = tuple(one for one in figure.origins if (one.source, one.cites) == key)
            yield msgspec.structs.replace(figure, origins=same)


def letter(index: int) -> str:
    """Return the mark of a table's note: a, b ... z, aa, ab ..."""
    before, last = divmod(index, _LETTERS)
    return (letter(before - 1) if before else "") + chr(ord("a") + last)


def _line(figure: Figure, period: str, language: Words, cards: Mapping[str, Card]) -> str:
    return language.origin_line(msgspec.structs.replace(figure, period=period), cards)


def _note_for_years(
    same: Sequence[Figure], language: Words, cards: Mapping[str, Card]
) -> Mapping[Figure, str]:
    """Write the note that figures share: the first run of years said by the language, the others after it."""
    years = sorted({int(figure.period) for figure in same})
    runs = [str(first) if first == last else f"{first}..{last}" for first, last in _runs(years)]
    said = [language.period_short(run) for run in runs]
    line = _line(same[0], runs[0], language, cards)
    if said[0] not in line:
        return {figure: language.origin_line(figure, cards) for figure in same}
    return dict.fromkeys(same, line.replace(said[0], ", ".join(said), 1))


def _runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """Cut rising years where one is left out: first and last of each run."""
    cuts = [at for at, (one, other) in enumerate(pairwise(years), 1) if other != one + 1]
    edges = [0, *cuts, len(years)]
    return [(years[start], years[end - 1]) for start, end in pairwise(edges)]
