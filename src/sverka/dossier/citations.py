"""Number the sources that a dossier rests on, in the order in which it comes to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sverka.checks import Report
    from sverka.dossier.checked import Checked
    from sverka.sources.card import Card
    from sverka.vocabulary.figure import Figure
    from sverka.vocabulary.origin import Origin
    from sverka.vocabulary.verdict import Assessment

_ROW = re.compile(r"(.+) row (\d+)")
_Key: TypeAlias = tuple[str, str, str | None, str | None]


@dataclass(frozen=True)
class Citation:
    """One numbered source; `places` are the positions inside it that figures were read from."""

    number: int
    source: str
    title: str
    publisher: str
    licence: str
    address: str | None
    cites: str | None
    snapshot: str
    accessed: date
    places: tuple[str, ...]

    @property
    def place_words(self) -> str:
        """Write the places shortly: "trade.csv rows 104–107, 112; page 3"."""
        rows: dict[str, list[int]] = {}
        for place in self.places:
            found = _ROW.fullmatch(place)
            if found:
                rows.setdefault(found[1], []).append(int(found[2]))
        counted = [
            f"{file} row{'s' if len(numbers) > 1 else ''} {_runs(sorted(set(numbers)))}"
            for file, numbers in rows.items()
        ]
        return "; ".join([*counted, *(place for place in self.places if not _ROW.fullmatch(place))])


@dataclass(frozen=True)
class Citations:
    """The numbered sources of a dossier, and the number of each origin."""

    entries: tuple[Citation, ...]
    numbers: Mapping[_Key, int]

    def of(self, figure: Figure) -> tuple[int, ...]:
        """Return the numbers of a figure's sources, each once."""
        return self.numbers_of(figure.origins)

    def numbers_of(self, origins: Iterable[Origin]) -> tuple[int, ...]:
        """Return the numbers of the sources that origins lie in, each once."""
        return tuple(dict.fromkeys(self.numbers[_key(origin)] for origin in origins))


def cite(checked: Iterable[Checked], cards: Mapping[str, Card]) -> Citations:
    """Give a number to every source that a figure of the statements was read from."""
    return cite_origins((origin for one in checked for origin in _origins(one.report)), cards)


def cite_origins(origins: Iterable[Origin], cards: Mapping[str, Card]) -> Citations:
    """Give sources numbers in the order of `origins`; two places in one source share a number."""
    found: dict[_Key, list[Origin]] = {}
    for origin in origins:
        found.setdefault(_key(origin), []).append(origin)
    entries = tuple(
        _citation(number, same, cards.get(same[0].source)) for number, same in enumerate(found.values(), 1)
    )
    return Citations(entries, {key: number for number, key in enumerate(found, 1)})


def figures_of(assessment: Assessment) -> Iterator[Figure]:
    """Yield every figure that an assessment shows, the compared ones first."""
    for comparison in assessment.comparisons:
        yield comparison.figure
    yield from assessment.context


def _origins(report: Report) -> Iterator[Origin]:
    for assessment in report.assessments:
        for figure in figures_of(assessment):
            yield from figure.origins


def _runs(numbers: list[int]) -> str:
    """Write rising numbers with their runs drawn together: "2–5, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def _key(origin: Origin) -> _Key:
    return (origin.source, origin.snapshot, origin.cites, origin.address)


def _citation(number: int, origins: list[Origin], card: Card | None) -> Citation:
    first = origins[0]
    return Citation(
        number=number,
        source=first.source,
        title=card.title if card else first.source,
        publisher=card.publisher if card else "",
        licence=first.licence,
        address=first.address or (card.address if card and not first.cites else None),
        cites=first.cites,
        snapshot=first.snapshot,
        accessed=first.accessed,
        places=tuple(dict.fromkeys(origin.place for origin in origins)),
    )
