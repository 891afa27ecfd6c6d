"""Since when a side is silent: the last years of its own declarations, of the partner and to anyone."""

from __future__ import annotations

from datetime import MAXYEAR
from typing import TYPE_CHECKING, NamedTuple

from sverka.dossier.outline import Block, Cell, Gap, Lack, Land, Paragraph, Sentence, Table, Value, When
from sverka.dossier.sections.notes_sources import title_of
from sverka.dossier.sections.own_years import is_gone, own_flows, reconciled_flows, year_runs
from sverka.ledger import NothingHeld
from sverka.measures.declared_years import DeclaredYears, ask_declared_years, newest_year
from sverka.sources.countries import existed
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk

_NONE = Gap(Sentence("notes.no_declaration"))


class _Source(NamedTuple):
    """What a source has of the two countries' own declarations; `end` is the newest year of any country."""

    source: str
    end: int
    sides: tuple[DeclaredYears, DeclaredYears]


def silence_blocks(desk: Desk) -> Iterator[Block]:
    """Yield on whose book the last years rest, and by source when each country last declared anything."""
    held = tuple(_held(desk))
    yield Paragraph((*_whose(desk), *(said for one in held for said in _silent(desk, one))))
    if held:
        yield _table(desk, held)
    behind = [one for one in held if one.end < desk.asked.today.year - 1]
    if behind and len(behind) == len(held) and not any(is_gone(desk, country) for country in desk.pair):
        last = max(one.end for one in held)
        yield Lack(Sentence("notes.book_ends", {"year": str(last)}), _newer(desk, last))


def _newer(desk: Desk, last: int) -> tuple[str, str]:
    years = f"{last + 1}-{desk.asked.today.year - 1}"
    return (
        f"sverka fetch un_comtrade --pair {desk.pair.subject} --years {years}",
        "sverka post un_comtrade PATH",
    )


def _held(desk: Desk) -> Iterator[_Source]:
    """Ask each source, over all its years: those that have the pair, or all where none has it."""
    for source in desk.sources or desk.held:
        sides = ask_declared_years(desk.frame(source), desk.engine, desk.pair)
        last = max((side.with_anyone[-1] for side in sides if side.with_anyone), default=0)
        end = max(last, _end(desk, source, last))
        if end and any(side.with_anyone for side in sides):
            yield _Source(source, end, sides)


def _end(desk: Desk, source: str, last: int) -> int:
    """Return the newest year of any country after `last`, 0 for none; only files of later years are read."""
    try:
        frame = desk.frame(source, (last + 1, MAXYEAR))
    except NothingHeld:
        return 0
    ((end,),) = desk.engine.collect(newest_year(frame))
    return int(end or 0)


def _whose(desk: Desk) -> Iterator[Sentence]:
    """Say where the countries' own figures of each other end, and what later years rest on."""
    one, other = desk.asked.one, desk.asked.other
    own = {country: sorted(own_flows(desk, country)) for country in (one, other)}
    newest = max((years[-1] for years in own.values() if years), default=0)
    third = [year for year in reconciled_flows(desk) if year > newest]
    named: dict[str, Value] = {"one": Land(one), "other": Land(other)}
    if not newest:
        yield Sentence("notes.neither", named)
    elif all(years and years[-1] == newest for years in own.values()):
        yield Sentence("notes.both_end", named | {"year": str(newest)})
    for country, partner in ((one, other), (other, one)):
        last = own[country][-1] if own[country] else 0
        if last < newest:
            later = year_runs(year for year in own[partner] if year > last)
            values: dict[str, Value] = {"country": Land(country), "partner": Land(partner), "list": later}
            ended = Sentence("notes.one_ends", values | {"year": str(last)})
            yield ended if last else Sentence("notes.never", values)
        after = [year for year in own[country] if not existed(partner, year)]
        if after and is_gone(desk, partner):
            values = {"country": Land(country), "partner": Land(partner), "list": year_runs(after)}
            yield Sentence("notes.after_end", values)
    if third:
        yield Sentence("notes.only_third", {"list": year_runs(third)})


def _silent(desk: Desk, held: _Source) -> Iterator[Sentence]:
    """Say which country a source has nothing newer of, although it has of others."""
    for side in held.sides:
        values: dict[str, Value] = {"source": title_of(desk, held.source), "country": Land(side.reporter)}
        partner = desk.pair.other(side.reporter)
        values |= {"partner": Land(partner), "end": str(held.end)}
        if not side.with_anyone:
            yield Sentence("notes.absent", {name: values[name] for name in ("source", "country", "end")})
            continue
        last = side.with_anyone[-1]
        values["year"] = str(last)
        if is_gone(desk, side.reporter):
            yield Sentence("notes.ceased", {name: values[name] for name in ("source", "country", "year")})
        elif last < held.end:
            yield Sentence(
                "notes.silent", {name: values[name] for name in ("source", "country", "year", "end")}
            )
        elif side.with_partner and side.with_partner[-1] < last and not is_gone(desk, partner):
            yield Sentence(
                "notes.silent_of_partner",
                values | {"last": str(side.with_partner[-1])},
            )


def _table(desk: Desk, held: tuple[_Source, ...]) -> Table:
    """Lay out both countries in each source; columns about the partner only where any has declared it."""
    of_partner = any(side.with_partner for one in held for side in one.sides)
    partner = ("notes.column_of_partner", "notes.column_years") if of_partner else ()
    heads = ("column.source", "column.country", *partner, "notes.column_to_anyone", "notes.column_end")
    return Table(
        id="notes-silence",
        caption=Sentence("notes.silence"),
        headings=tuple(map(Sentence, heads)),
        rows=tuple(_row(desk, one, side, of_partner=of_partner) for one in held for side in one.sides),
        note=Sentence("notes.silence_note"),
    )


def _row(desk: Desk, held: _Source, side: DeclaredYears, *, of_partner: bool) -> tuple[Cell, ...]:
    number = _count(desk, held.source, side) if side.with_partner else _NONE
    return (
        title_of(desk, held.source),
        Land(side.reporter),
        *((_span(side.with_partner), number) if of_partner else ()),
        _span(side.with_anyone),
        When(str(held.end)),
    )


def _span(years: tuple[int, ...]) -> Cell:
    if not years:
        return _NONE
    return When(str(years[0]) if years[0] == years[-1] else f"{years[0]}..{years[-1]}")


def _count(desk: Desk, source: str, side: DeclaredYears) -> Figure:
    number, partner = len(side.with_partner), desk.pair.other(side.reporter)
    return Figure(
        measure="declared_years",
        subject=desk.pair.subject,
        value=float(number),
        unit="years",
        period=f"{side.with_partner[0]}..{side.with_partner[-1]}",
        book=side.reporter,
        valuation="",
        method=f"years in which {side.reporter} declares trade with {partner}, estimates left out",
        allowed=Interval(number, number),
        origins=desk.origins(source, f"{side.reporter}, {side.reporter}-{partner}"),
    )
