"""What trade did around the newest agreement or sanction that the book dates for the pair."""

from __future__ import annotations

from math import expm1
from typing import TYPE_CHECKING

from sverka.dossier.outline import Gap, Lack, Land, Paragraph, Picture, Points, Section, Sentence, Table, When
from sverka.dossier.sections.event_parts import event_picture
from sverka.dossier.sections.gravity_panel import COVARIATES, GravityFigures, gravity_panel, trade_origins
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sverka.dossier.desk import Desk
    from sverka.dossier.outline import Block, Cell, Value
    from sverka.models.gravity.book_panel import BookPanel
    from sverka.models.gravity.event_study import EventStudy, Period
    from sverka.models.gravity.pair_dates import Dated
    from sverka.vocabulary.figure import Figure
    from sverka.vocabulary.origin import Origin

ID = "event"
_METHOD = "three-way gravity model, interval from the same date supposed of other pairs"
_SHARE = "share of pairs of similar size that moved as much around the same year"
_HEADINGS = ("event.years_after", "event.change", "event.low", "event.high", "event.as_much")


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("event.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    panel = gravity_panel(desk)
    if isinstance(panel, Lack):
        yield panel
        return
    from sverka.models.gravity.pair_dates import pair_dates  # noqa: PLC0415  seldom asked for

    dates = pair_dates(desk.ledger, desk.asked.one, desk.asked.other)
    seen = [one for one in dates if panel.years[0] < one.year <= panel.years[-1]]
    if not seen:
        yield Lack(
            Sentence("event.no_date"), (*COVARIATES, _command(desk, panel.years[len(panel.years) // 2]))
        )
        return
    found = _studied(desk, panel, seen[-1].year)
    if found is None:
        yield Lack(Sentence("event.not_estimated"), (_command(desk, seen[-1].year),))
        return
    together = [one for one in seen if one.year == seen[-1].year]
    make = _Figures(desk, (*trade_origins(panel), *(one.origin for one in together if one.origin)), found)
    yield Paragraph((*_named(together), *make.sentences()))
    yield _picture(desk, found, make)
    yield Points(tuple(_meaning(found, dates, seen[-1].year, panel)))


def _command(desk: Desk, year: int) -> str:
    """Return the command that studies a year, which a reader puts another in place of."""
    return f"sverka gravity event {desk.asked.one} {desk.asked.other} --event {year}"


def _studied(desk: Desk, panel: BookPanel, year: int) -> EventStudy | None:
    from sverka.models.gravity.ask_pair import ask_event  # noqa: PLC0415  seldom asked for
    from sverka.models.gravity.event_study import Study  # noqa: PLC0415  likewise
    from sverka.models.gravity.pair_dates import both_directions  # noqa: PLC0415  likewise

    try:
        found = ask_event(panel, Study(events=both_directions(desk.asked.one, desk.asked.other, year)))
    except (ValueError, LookupError):
        return None
    return found if found.result.convergence.arrived and found.placebos else None


def _named(dates: Sequence[Dated]) -> Iterator[Sentence]:
    for one in dates:
        named: dict[str, Value] = {"period": When(str(one.year)), "name": one.text}
        if one.by and one.on:
            named |= {"one": Land(one.by), "other": Land(one.on)}
        yield Sentence(f"event.{one.kind}", named)


class _Figures:
    """The figures of a study: changes beside the year before, and how many pairs moved as much."""

    def __init__(self, desk: Desk, origins: tuple[Origin, ...], found: EventStudy) -> None:
        origins = tuple(dict.fromkeys(origins))
        self._make = GravityFigures("event_growth", desk.pair.subject, origins)
        self._share = GravityFigures("event_share", desk.pair.subject, origins)
        self._found, self._year = found, found.study.events[0].year

    def sentences(self) -> Iterator[Sentence]:
        """Say the mean from the event on, and whether the pair was on its way before."""
        after, before, others = self._found.after, self._found.before, self._found.placebos
        if others is None:
            return
        if after and after.estimate is not None:
            low, high = self.ends(after)
            ends: dict[str, Value] = {"low": low, "high": high, "level": round(100 * self._found.study.level)}
            yield Sentence("event.after", ends | {"change": self.change(after)}, count=after.cells)
            yield Sentence("event.after_share", {"share": self.share(after.p), "pairs": len(others.pairs)})
        if before:
            yield Sentence("event.before", {"share": self.share(before.p)})

    def row(self, one: Period) -> tuple[Cell, ...]:
        """Return a period's row of the table."""
        when = _when(one)
        if one.base:
            return when, Sentence("event.base"), "–", "–", "–"
        if one.estimate is None:
            return when, Gap(Sentence("event.no_trade")), "–", "–", "–"
        return when, self.change(one), *self.ends(one), self.share(one.p)

    def change(self, one: Period) -> Figure:
        return self._percent(one.estimate or 0.0, one)

    def ends(self, one: Period) -> tuple[Figure, Figure]:
        return self._percent(one.low or 0.0, one), self._percent(one.high or 0.0, one)

    def share(self, p: float | None) -> Figure:
        value = 100 * (p or 0.0)
        half = min(4.0, max(0.1, value / 10))
        return self._share.make(value, "%", Interval(value - half, value + half), str(self._year), _SHARE)

    def _percent(self, value: float, one: Period) -> Figure:
        low, high = ((one.low or 0.0), (one.high or 0.0))
        half = max(high - low, 0.01) / 10  # a tenth of the interval: finer digits say nothing
        allowed = Interval(100 * expm1(value - half), 100 * expm1(value + half))
        return self._make.make(100 * expm1(value), "%", allowed, str(self._year), _METHOD)


def _when(one: Period) -> Sentence:
    number = f"{one.time:+d}".replace("-", "−") if one.time else "0"
    if not one.binned:
        return Sentence("event.year", {"number": number})
    return Sentence("event.and_before" if one.time < 0 else "event.and_later", {"number": number})


def _picture(desk: Desk, found: EventStudy, make: _Figures) -> Picture:
    named: dict[str, Value] = {"one": Land(desk.asked.one), "other": Land(desk.asked.other)}
    return Picture(
        id="event-periods",
        caption=Sentence("event.caption", named),
        alt=Sentence("event.alt", named),
        drawing=event_picture(found),
        table=Table(
            id="event-years",
            caption=Sentence("event.table", named),
            headings=tuple(Sentence(key) for key in _HEADINGS),
            rows=tuple(make.row(one) for one in found.periods),
            note=Sentence("event.table_note"),
        ),
    )


def _meaning(found: EventStudy, dates: Sequence[Dated], year: int, panel: BookPanel) -> Iterator[Sentence]:
    """Say what is taken out, what is not, and what else the book dates for the pair around the year."""
    values: dict[str, Value] = {"countries": len(panel.countries), "observations": found.result.count}
    yield Sentence("event.model", values | {"period": When(f"{panel.years[0]}..{panel.years[-1]}")})
    yield Sentence("event.one_pair")
    window = found.study.window
    near = [one for one in dates if one.year != year and -window.leads <= one.year - year <= window.lags]
    if near:
        yield Sentence("event.others", {"list": "; ".join(map(_told, near))})


def _told(one: Dated) -> str:
    """Write a date in no language of its own but that of its source."""
    sides = f"{one.by} → {one.on}: " if one.by else ""
    return f"{sides}{one.text} ({one.year})"
