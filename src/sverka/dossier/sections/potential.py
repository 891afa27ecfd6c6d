"""Actual trade beside what a gravity model expects of such a pair, and where the pair stands among all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Lack, Land, Paragraph, Picture, Points, Section, Sentence, Table, When
from sverka.dossier.sections.gravity_panel import (
    COVARIATES,
    GravityFigures,
    gravity_panel,
    origins_of,
    trade_origins,
)
from sverka.dossier.sections.potential_parts import ratio_picture
from sverka.vocabulary.interval import Interval, scaled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.dossier.outline import Block, Cell, Value
    from sverka.models.gravity.book_panel import BookPanel
    from sverka.models.gravity.potential import Direction, PairYear, Potential
    from sverka.vocabulary.figure import Figure

ID = "potential"
_ACTUAL = "as the importer declares it, as the exporter does where the importer is silent"
_EXPECTED = "expected by a gravity model estimated without the pair's own trade"
_RATIO = "actual trade over what the gravity model expects"
_HEADINGS = ("column.year", "potential.actual", "potential.expected", "potential.low", "potential.high",
    "potential.ratio", "potential.rank_of_all")  # fmt: skip


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("potential.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    panel = gravity_panel(desk)
    if isinstance(panel, Lack):
        yield panel
        return
    found = _estimated(desk, panel)
    if isinstance(found, Lack):
        yield found
        return
    make = {one: _Figures(panel, one, found.result.names) for one in found.directions}
    yield Paragraph(tuple(said for one in make.values() for said in one.newest(found.level)))
    yield _picture(desk, found, make)
    yield Points(tuple(_meaning(panel, found)))


def _estimated(desk: Desk, panel: BookPanel) -> Potential | Lack:
    """Return the potential, or what is lacking for one."""
    from sverka.models.gravity.ask_pair import NoDistances  # noqa: PLC0415  seldom asked for

    try:
        found = desk.potential(panel)
    except NoDistances:
        return Lack(Sentence("potential.no_distances"), COVARIATES)
    except (ValueError, LookupError):
        return _not_estimated(desk)
    any_year = any(year.ratio is not None for direction in found.directions for year in direction.years)
    return found if any_year and found.result.convergence.arrived else _not_estimated(desk)


def _not_estimated(desk: Desk) -> Lack:
    command = f"sverka gravity potential {desk.asked.one} {desk.asked.other}"
    return Lack(Sentence("potential.not_estimated"), (command,))


class _Figures:
    """The figures of one direction, and the sentences of its newest year."""

    def __init__(self, panel: BookPanel, direction: Direction, regressors: tuple[str, ...]) -> None:
        self.direction = direction
        subject = f"{direction.exporter}>{direction.importer}"
        self._declared = GravityFigures(ID, subject, trade_origins(panel))
        self._make = GravityFigures(ID, subject, origins_of(panel, regressors))

    def newest(self, level: float) -> Iterator[Sentence]:
        """Say the newest year of which trade is known."""
        known = [year for year in self.direction.years if year.ratio is not None]
        if not known:
            return
        year = known[-1]
        low, high = self.of_one(year)
        lands: dict[str, Value] = {
            "exporter": Land(self.direction.exporter),
            "importer": Land(self.direction.importer),
            "period": When(str(year.year)),
        }
        yield Sentence(
            "potential.newest",
            lands | {"actual": self.actual(year), "expected": self.expected(year), "ratio": self.ratio(year)},
        )
        yield Sentence("potential.of_one", {"low": low, "high": high, "level": round(100 * level)})
        if year.standing and year.similar:
            values: dict[str, Value] = {
                "rank": self.rank(year),
                "pairs": year.standing.pairs,
                "near": self._number(year.similar.rank, year),
                "many": year.similar.pairs,
            }
            yield Sentence("potential.rank", values)

    def row(self, year: PairYear) -> tuple[Cell, ...]:
        """Return the year's row of the table."""
        low, high = self.of_one(year)
        known = year.ratio is not None
        actual, ratio, rank = (
            (self.actual(year), self.ratio(year), self.rank(year)) if known else ("–", "–", "–")
        )
        return When(str(year.year)), actual, self.expected(year), low, high, ratio, rank

    def actual(self, year: PairYear) -> Figure:
        value = year.actual or 0.0
        return self._declared.make(value, "USD", Interval(value, value), str(year.year), _ACTUAL)

    def expected(self, year: PairYear) -> Figure:
        allowed = Interval(year.expected_low, year.expected_high)
        return self._make.make(year.expected, "USD", allowed, str(year.year), _EXPECTED)

    def of_one(self, year: PairYear) -> tuple[Figure, Figure]:
        low, high = (
            self._make.make(end, "USD", scaled(Interval(0.9, 1.1), end), str(year.year), _EXPECTED)
            for end in (year.low, year.high)
        )
        return low, high

    def ratio(self, year: PairYear) -> Figure:
        actual = year.actual or 0.0
        allowed = Interval(actual / year.expected_high, actual / year.expected_low)
        return self._make.make(year.ratio or 0.0, "index", allowed, str(year.year), _RATIO)

    def rank(self, year: PairYear) -> Figure:
        return self._number(year.standing.rank if year.standing else 0, year)

    def _number(self, rank: int, year: PairYear) -> Figure:
        return self._make.make(rank, "rank", Interval(rank, rank), str(year.year), _RATIO)


def _picture(desk: Desk, found: Potential, make: dict[Direction, _Figures]) -> Picture:
    named: dict[str, Value] = {"one": Land(desk.asked.one), "other": Land(desk.asked.other)}
    rows = tuple(
        (_direction(direction), *figures.row(year))
        for direction, figures in make.items()
        for year in direction.years
    )
    table = Table(
        id="potential-years",
        caption=Sentence("potential.table", named),
        headings=(Sentence("potential.way"), *(Sentence(key) for key in _HEADINGS)),
        rows=rows,
        note=Sentence("potential.table_note"),
    )
    return Picture(
        id="potential-ratio",
        caption=Sentence("potential.caption", named),
        alt=Sentence("potential.alt", named),
        drawing=ratio_picture(found),
        table=table,
    )


def _direction(direction: Direction) -> Sentence:
    lands: dict[str, Value] = {"exporter": Land(direction.exporter), "importer": Land(direction.importer)}
    return Sentence("potential.direction", lands)


def _meaning(panel: BookPanel, found: Potential) -> Iterator[Sentence]:
    """Say what the model sees, what it does not, and what its numbers are no measure of."""
    span = f"{panel.years[0]}..{panel.years[-1]}"
    known: dict[str, Value] = {"countries": len(panel.countries), "observations": found.result.count}
    yield Sentence("potential.model", known | {"period": When(span)})
    seen = [Sentence(f"potential.sees.{name}") for name in found.result.names]
    yield Sentence("potential.sees", {"list": _joined(seen)})
    yield Sentence("potential.unseen")
    yield Sentence("potential.mean")


def _joined(words: list[Sentence]) -> Sentence:
    """Put words into one list, two and two."""
    made = words[0]
    for word in words[1:]:
        made = Sentence("potential.and", {"list": made, "more": word})
    return made
